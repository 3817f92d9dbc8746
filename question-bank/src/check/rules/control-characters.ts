import type { Question } from '../../model/question';
import type { Path } from '../../read/candidate';
import { eachQuestion, say, type Rule } from '../rule';

/** Control characters other than tab and line breaks, and marks that turn the direction of what follows. */
const INVISIBLE = /[^\P{Cc}\t\n\r]|[\u202A-\u202E\u2066-\u2069\uFFFD]|\p{Cs}/u;

function texts(q: Question): [Path, string | undefined][] {
  return [
    [['stem', 'zh-CN'], q.stem['zh-CN']],
    [['stem', 'en'], q.stem.en],
    [['chapter'], q.chapter],
    [['explanation', 'zh-CN'], q.explanation?.['zh-CN']],
    [['explanation', 'en'], q.explanation?.en],
    ...q.options.flatMap((o, i): [Path, string | undefined][] => [
      [['options', i, 'text', 'zh-CN'], o.text['zh-CN']],
      [['options', i, 'text', 'en'], o.text.en],
    ]),
  ];
}

/** Text that prints differently from how it reads, or not at all. */
export const controlCharacters: Rule = {
  code: 'CONTROL_CHARACTER',
  severity: 'error',
  mend: say('请删除不可见字符后重新填写', 'Delete the invisible characters and type the text again'),
  find: (context) =>
    eachQuestion(context, (q) => {
      const [path] = texts(q).find(([, text]) => text !== undefined && INVISIBLE.test(text)) ?? [];
      return path && { path, message: say('含有不可见的控制字符', 'It holds invisible control characters') };
    }),
};
