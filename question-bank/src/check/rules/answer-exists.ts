import { say, type Rule } from '../rule';

/** A key that names no option makes every candidate wrong. */
export const answerExists: Rule = {
  code: 'BAD_ANSWER',
  severity: 'error',
  mend: say('请改答案，或补上缺少的选项', 'Correct the answer or add the missing option'),
  judge: (q) => {
    const ids = new Set(q.options.map((o) => o.id));
    const missing = q.answer.filter((a) => !ids.has(a));
    if (missing.length === 0) return undefined;
    const named = missing.join('');
    return {
      path: ['answer'],
      value: q.answer.join(''),
      message: say(`答案 ${named} 没有对应的选项`, `There is no option ${named} for the answer`),
    };
  },
};
