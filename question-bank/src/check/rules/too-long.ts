import { localesIn } from '../../model/locale';
import { shareOfScreen } from '../kiosk-room';
import { say, type Rule } from '../rule';

/** A question that a candidate has to scroll for on a seat's screen of 1280 × 800 at normal type, in any language. */
export const tooLong: Rule = {
  code: 'TOO_LONG_FOR_KIOSK',
  severity: 'warning',
  mend: say(
    '请缩短文字，或在预览中看看考试终端上的样子',
    'Shorten the text, or look at the preview of the exam terminal',
  ),
  judge: (q) => {
    for (const locale of localesIn([q.stem])) {
      const { share, longest } = shareOfScreen(q, locale);
      if (share <= 1) continue;
      const percent = Math.round(share * 100);
      const option = longest === 'stem' ? undefined : q.options[longest];
      const value = (option?.text ?? q.stem)[locale] ?? '';
      const [zh, en] = option
        ? [`选项 ${option.id} 最长`, `option ${option.id} is the longest`]
        : ['题干最长', 'the stem is the longest'];
      return {
        path: option && longest !== 'stem' ? ['options', longest, 'text', locale] : ['stem', locale],
        value,
        message: say(
          `这道题要占考试终端一屏的 ${percent}%，考生要滚动才能看全；${zh}`,
          `The question takes ${percent} % of an exam terminal's screen, so that a candidate has to scroll; ${en}`,
        ),
      };
    }
    return undefined;
  },
};
