import type { Question } from '../../model/question';
import { elsewhere, keyText } from '../other-banks';
import { say, type CheckContext, type Finding, type Rule } from '../rule';
import { answerTexts, sameQuestions } from '../same-question';

function clear(context: CheckContext): Finding[] {
  const { questions, memory } = context;
  return sameQuestions(context).flatMap((group): Finding[] => {
    const asked = group.flatMap((index): { index: number; q: Question }[] => {
      const q = questions[index];
      return q ? [{ index, q }] : [];
    });
    const [first] = asked;
    const other = asked.find((x) => first && answerTexts(x.q, memory) !== answerTexts(first.q, memory));
    if (!first || !other) return [];
    return asked.map(({ index, q }) => {
      const against = answerTexts(q, memory) === answerTexts(first.q, memory) ? other.q.id : first.q.id;
      return {
        index,
        path: ['answer'],
        value: q.answer.join(''),
        message: say(
          `与 ${against} 题干和选项相同，答案却不同`,
          `Same stem and options as ${against} but another answer`,
        ),
      };
    });
  });
}

function inOtherBanks(context: CheckContext): Finding[] {
  return elsewhere(context).flatMap(({ index, label, other, same, conflict }): Finding[] =>
    same && conflict
      ? [
          {
            index,
            path: ['answer'],
            value: context.questions[index]?.answer.join('') ?? '',
            message: say(
              `“${label}”里的 ${other.id} 题干和选项相同，答案却是“${keyText(other, context.memory)}”`,
              `Question ${other.id} of "${label}" has the same stem and options, but its answer is "${keyText(other, context.memory)}"`,
            ),
          },
        ]
      : [],
  );
}

/**
 * The same question with two keys: one of them is wrong, or a picture that told them apart is lost. Only a person
 * can tell which, so this heads every report.
 */
export const conflictingAnswer: Rule = {
  code: 'CONFLICTING_ANSWER',
  severity: 'warning',
  mend: say('请核对哪个答案正确，删除另一题', 'Find out which key is right and delete the other question'),
  find: (context) => [...clear(context), ...inOtherBanks(context)],
};
