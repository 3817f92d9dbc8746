import { eachQuestion, say, type Rule } from '../rule';

/** A choice between fewer than three options is a judge question in disguise and too easily guessed. */
export const optionCount: Rule = {
  code: 'TOO_FEW_OPTIONS',
  severity: 'error',
  mend: say('选择题至少要三个选项', 'A choice question needs at least three options'),
  find: (context) =>
    eachQuestion(context, (q) =>
      q.type !== 'judge' && q.options.length < 3
        ? {
            path: ['options'],
            message: say(`只有 ${q.options.length} 个选项`, `There are only ${q.options.length} options`),
          }
        : undefined,
    ),
};
