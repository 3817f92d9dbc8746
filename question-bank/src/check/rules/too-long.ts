import type { LocalText } from '../../model/question';
import { eachQuestion, say, type Rule } from '../rule';

/**
 * What the kiosk's question screen holds at its largest type (stem 48 px, options 40 px) on 1280 × 800, in Chinese
 * characters; a Latin letter takes half of one. A stem longer than a screen cannot be read without scrolling back and
 * forth; an option longer than three lines leaves no room to compare it with the others.
 */
export const KIOSK_HOLDS = { stem: 160, beside: 100, option: 60 } as const;

/** How much room a text takes, in widths of a Chinese character. */
export function widthOf(text: string): number {
  let width = 0;
  for (const c of text) width += c > '\u2e7f' ? 1 : 0.5;
  return Math.ceil(width);
}

/** Too much text for one screen of the kiosk. */
export const tooLong: Rule = {
  code: 'TOO_LONG_FOR_KIOSK',
  severity: 'warning',
  mend: say(
    '请缩短文字，或看一看考试终端上大字号的预览',
    "Shorten the text, or look at it in the kiosk's largest type",
  ),
  find: (context) =>
    eachQuestion(context, (q) => {
      const long = (text: LocalText, limit: number) =>
        (['zh-CN', 'en'] as const).find((l) => widthOf(text[l] ?? '') > limit);
      const stemLimit = q.media.length > 0 ? KIOSK_HOLDS.beside : KIOSK_HOLDS.stem;
      const inStem = long(q.stem, stemLimit);
      if (inStem)
        return {
          path: ['stem', inStem],
          value: q.stem[inStem] ?? '',
          message: say(
            `题干相当于 ${widthOf(q.stem[inStem] ?? '')} 个字，大字号一屏最多 ${stemLimit} 个字`,
            `The stem takes the room of ${widthOf(q.stem[inStem] ?? '')} characters; a screen of the largest type holds ${stemLimit}`,
          ),
        };
      for (const [i, option] of q.options.entries()) {
        const inOption = long(option.text, KIOSK_HOLDS.option);
        if (!inOption) continue;
        const width = widthOf(option.text[inOption] ?? '');
        return {
          path: ['options', i, 'text', inOption],
          value: option.text[inOption] ?? '',
          message: say(
            `选项 ${option.id} 相当于 ${width} 个字，大字号最多 ${KIOSK_HOLDS.option} 个字`,
            `Option ${option.id} takes the room of ${width} characters; the largest type leaves room for ${KIOSK_HOLDS.option}`,
          ),
        };
      }
      return undefined;
    }),
};
