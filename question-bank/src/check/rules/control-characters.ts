import { say, type Rule } from '../rule';
import { textsOf } from '../texts';

/** Control characters other than tab and line breaks, and marks that turn the direction of what follows. */
const INVISIBLE = /[^\P{Cc}\t\n\r]|[\u202A-\u202E\u2066-\u2069]|\p{Cs}/u;

/** Text that prints differently from how it reads, or not at all. */
export const controlCharacters: Rule = {
  code: 'CONTROL_CHARACTER',
  severity: 'error',
  mend: say('请删除不可见字符后重新填写', 'Delete the invisible characters and type the text again'),
  judge: (q) => {
    const [path] = textsOf(q).find(([, text]) => text !== undefined && INVISIBLE.test(text)) ?? [];
    return path && { path, message: say('含有不可见的控制字符', 'It holds invisible control characters') };
  },
};
