import { mediaKey, nearDuplicatePairs, normaliseStem } from '../model/near-duplicate';
import type { Question } from '../model/question';

const bare = (text: string) => text.normalize('NFKC').replace(/\s+/g, '');

/** The options as a set of texts: letters change when somebody reorders them. */
function optionSet(q: Question): string {
  return q.options
    .map((o) => bare(o.text['zh-CN']))
    .sort()
    .join('\n');
}

/** The right options as texts. */
export function answerTexts(q: Question): string {
  const right = q.options.filter((o) => q.answer.includes(o.id));
  return right
    .map((o) => bare(o.text['zh-CN']))
    .sort()
    .join('\n');
}

/** Pairs (earlier, later) with the same pictures, the same options and the same or nearly the same stem. */
export function samePairs(
  questions: readonly Question[],
): { first: number; second: number; exact: boolean }[] {
  const stems = questions.map((q) => `${normaliseStem(q.stem['zh-CN'])}\n${mediaKey(q)}`);
  return nearDuplicatePairs(questions).flatMap(([first, second]) => {
    const [a, b] = [questions[first], questions[second]];
    if (!a || !b || a.type !== b.type || optionSet(a) !== optionSet(b)) return [];
    return [{ first, second, exact: stems[first] === stems[second] }];
  });
}
