import { nearDuplicatePairs, sameStemGroups } from '../model/near-duplicate';
import type { Question } from '../model/question';

const bare = (text: string) => text.normalize('NFKC').replace(/\s+/g, '');

/** The options as a set of texts: letters change when somebody reorders them. */
export function optionSet(q: Question): string {
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

/** Groups of two or more questions with the same stem, pictures, type and options, indices in order. */
export function sameQuestions(questions: readonly Question[]): number[][] {
  return sameStemGroups(questions).flatMap((group) => {
    const byOptions = new Map<string, number[]>();
    for (const i of group) {
      const q = questions[i];
      if (!q) continue;
      const key = `${q.type}\n${optionSet(q)}`;
      byOptions.set(key, [...(byOptions.get(key) ?? []), i]);
    }
    return [...byOptions.values()].filter((same) => same.length > 1);
  });
}

/** Pairs (earlier, later) with the same pictures, type and options whose stems differ by very little. */
export function similarPairs(questions: readonly Question[]): [Question, Question, number][] {
  return nearDuplicatePairs(questions).flatMap(([first, second]): [Question, Question, number][] => {
    const [a, b] = [questions[first], questions[second]];
    return a && b && a.type === b.type && optionSet(a) === optionSet(b) ? [[a, b, second]] : [];
  });
}
