import { say, type Finding, type Rule } from '../rule';
import { answerTexts, similarPairs } from '../same-question';

/**
 * Nearly the same stem with another key. Often the word by which the stems differ is the reason, sometimes one of
 * the keys is wrong.
 */
export const similarConflict: Rule = {
  code: 'SIMILAR_CONFLICT',
  severity: 'warning',
  mend: say('请核对两题的答案', 'Check the keys of both questions'),
  find: ({ questions }) =>
    similarPairs(questions).flatMap(([a, b, index]): Finding[] =>
      answerTexts(a) === answerTexts(b)
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
    ),
};
