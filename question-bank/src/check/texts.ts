import type { Question } from '../model/question';
import type { Path } from '../read/candidate';

/** Every text of a question that a person reads, with its path. */
export function textsOf(q: Question): [Path, string | undefined][] {
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
