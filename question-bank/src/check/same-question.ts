import { nearDuplicatePairs, sameStemGroups } from '../model/near-duplicate';
import type { Question } from '../model/question';
import { kept, type CheckMemory } from './memory';
import type { CheckContext } from './rule';

const bare = (text: string) => text.normalize('NFKC').replace(/\s+/g, '');
const textsOf = (options: Question['options']) =>
  options
    .map((o) => bare(o.text['zh-CN']))
    .sort()
    .join('\n');

/** The options as a set of texts: letters change when somebody reorders them. */
export const optionSet = (q: Question, memory: CheckMemory): string =>
  kept(memory.options, q, () => textsOf(q.options));

/** The right options as texts. */
export const answerTexts = (q: Question, memory: CheckMemory): string =>
  kept(memory.answers, q, () => textsOf(q.options.filter((o) => q.answer.includes(o.id))));

const same = new WeakMap<CheckContext, number[][]>();
/** Groups of two or more questions with the same stem, pictures, type and options, indices in order. */
export const sameQuestions = (context: CheckContext): number[][] =>
  kept(same, context, () => {
    const { questions, memory } = context;
    return sameStemGroups(questions, memory.stems).flatMap((group) => {
      if (group.length < 2) return [];
      const byOptions = new Map<string, number[]>();
      for (const i of group) {
        const q = questions[i];
        if (!q) continue;
        const key = `${q.type}\n${optionSet(q, memory)}`;
        const of = byOptions.get(key);
        if (of) of.push(i);
        else byOptions.set(key, [i]);
      }
      return [...byOptions.values()].filter((alike) => alike.length > 1);
    });
  });

/** Pairs (earlier, later) with the same pictures, type and options whose stems differ by very little. */
export function similarPairs({ questions, memory }: CheckContext): [Question, Question, number][] {
  const near = nearDuplicatePairs(questions, { memory: memory.stems });
  return near.flatMap(([first, second]): [Question, Question, number][] => {
    const [a, b] = [questions[first], questions[second]];
    if (!a || !b || a.type !== b.type) return [];
    return optionSet(a, memory) === optionSet(b, memory) ? [[a, b, second]] : [];
  });
}
