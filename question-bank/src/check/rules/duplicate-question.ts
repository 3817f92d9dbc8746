import { say, type Finding, type Rule } from '../rule';
import { answerTexts, sameQuestions } from '../same-question';

/** The same question twice. Harmless in a paper (the draw takes one of them) but it distorts the stock. */
export const duplicateQuestion: Rule = {
  code: 'DUPLICATE_QUESTION',
  severity: 'warning',
  mend: say('请删除其中一题', 'Delete one of them'),
  find: ({ questions }) =>
    sameQuestions(questions).flatMap((group): Finding[] => {
      const [first, ...later] = group;
      const a = questions[first ?? -1];
      return later.flatMap((index): Finding[] => {
        const b = questions[index];
        if (!a || !b || answerTexts(a) !== answerTexts(b)) return [];
        return [{ index, path: ['stem'], message: say(`与 ${a.id} 重复`, `The same question as ${a.id}`) }];
      });
    }),
};
