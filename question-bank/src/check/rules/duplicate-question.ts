import { say, type Finding, type Rule } from '../rule';
import { answerTexts, samePairs } from '../same-question';

/** The same question twice. Harmless in a paper (the draw takes one of them) but it distorts the stock. */
export const duplicateQuestion: Rule = {
  code: 'DUPLICATE_QUESTION',
  severity: 'warning',
  mend: say('请删除其中一题', 'Delete one of them'),
  find: ({ questions }) =>
    samePairs(questions).flatMap(({ first, second, exact }): Finding[] => {
      const [a, b] = [questions[first], questions[second]];
      if (!a || !b || !exact || answerTexts(a) !== answerTexts(b)) return [];
      return [
        { index: second, path: ['stem'], message: say(`与 ${a.id} 重复`, `The same question as ${a.id}`) },
      ];
    }),
};
