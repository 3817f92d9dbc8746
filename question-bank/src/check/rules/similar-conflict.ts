import { elsewhere, keyText } from '../other-banks';
import { say, type CheckContext, type Finding, type Rule } from '../rule';
import { answerTexts, similarPairs } from '../same-question';

function inside(context: CheckContext): Finding[] {
  const { memory } = context;
  return similarPairs(context).flatMap(([a, b, index]): Finding[] =>
    answerTexts(a, memory) === answerTexts(b, memory)
      ? []
      : [
          {
            index,
            path: ['answer'],
            value: b.answer.join(''),
            message: say(
              `与 ${a.id} 题干几乎相同，答案却不同`,
              `Nearly the same stem as ${a.id} but another answer`,
            ),
          },
        ],
  );
}

function inOtherBanks(context: CheckContext): Finding[] {
  return elsewhere(context).flatMap(({ index, label, other, same, conflict }): Finding[] =>
    !same && conflict
      ? [
          {
            index,
            path: ['answer'],
            value: context.questions[index]?.answer.join('') ?? '',
            message: say(
              `与“${label}”里的 ${other.id} 题干几乎相同，那里的答案却是“${keyText(other, context.memory)}”`,
              `Nearly the same stem as ${other.id} of "${label}", where the answer is "${keyText(other, context.memory)}"`,
            ),
          },
        ]
      : [],
  );
}

/**
 * Nearly the same stem with another key. Often the word by which the stems differ is the reason, sometimes one of
 * the keys is wrong.
 */
export const similarConflict: Rule = {
  code: 'SIMILAR_CONFLICT',
  severity: 'warning',
  mend: say('请核对两题的答案', 'Check the keys of both questions'),
  find: (context) => [...inside(context), ...inOtherBanks(context)],
};
