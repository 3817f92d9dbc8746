import { say, type Rule } from '../rule';

/** One right option for judge and single, two or more for multi: otherwise type or key is wrong. */
export const answerCount: Rule = {
  code: 'BAD_ANSWER_COUNT',
  severity: 'error',
  mend: say('请核对题型和答案', 'Check type and answer'),
  judge: (q) => {
    const count = new Set(q.answer).size;
    if (count === q.answer.length && (q.type === 'multi' ? count >= 2 : count === 1)) return undefined;
    const message =
      q.type === 'multi'
        ? say(`多选题只有 ${count} 个答案`, `A multiple-answer question with ${count} answer`)
        : say(
            `${q.type === 'judge' ? '判断题' : '单选题'}有 ${q.answer.length} 个答案`,
            `A ${q.type} question with ${q.answer.length} answers`,
          );
    return { path: ['answer'], value: q.answer.join(''), message };
  },
};
