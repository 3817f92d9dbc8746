import { shorten } from '../../model/issue';
import { isGarbled, ungarble } from '../../read/garbled';
import { say, type Rule } from '../rule';
import { textsOf } from '../texts';

/** Text that went through a wrong coding and lost characters there: what was whole was restored while reading. */
export const garbled: Rule = {
  code: 'TEXT_GARBLED',
  severity: 'error',
  mend: say(
    '请从原系统重新导出（选 UTF-8），或对照原文重新填写',
    'Export it again from its system as UTF-8, or type the text again from the original',
  ),
  judge: (q) => {
    for (const [path, text] of textsOf(q)) {
      if (text === undefined) continue;
      const meant = ungarble(text)?.text;
      if (meant === undefined && !isGarbled(text)) continue;
      const value = shorten(text);
      if (meant !== undefined) {
        const whole = shorten(meant);
        return {
          path,
          value,
          message: say(`是乱码，原文应为“${whole}”`, `It is garbled; it was meant to be "${whole}"`),
        };
      }
      return {
        path,
        value,
        message: say(
          '是乱码，有字已经丢失',
          'It is garbled: it was opened in a wrong coding, and characters are lost',
        ),
      };
    }
    return undefined;
  },
};
