import { say, type Finding, type Rule } from '../rule';
import { answerTexts, samePairs } from '../same-question';

/**
 * The same question with two keys: one of them is wrong and nobody can tell which, so both stay out. Where the
 * stems differ by a word the word may be the reason; that is only pointed out.
 */
export const conflictingAnswer: Rule = {
  code: 'CONFLICTING_ANSWER',
  severity: 'error',
  mend: say('请核对哪个答案正确，删除另一题', 'Find out which key is right and delete the other question'),
  find: ({ questions }) =>
    samePairs(questions).flatMap(({ first, second, exact }): Finding[] => {
      const [a, b] = [questions[first], questions[second]];
      if (!a || !b || answerTexts(a) === answerTexts(b)) return [];
      const finding = (index: number, value: string, other: string): Finding => ({
        index,
        path: ['answer'],
        value,
        severity: exact ? 'error' : 'warning',
        message: exact
          ? say(
              `与 ${other} 题干和选项相同，答案却不同`,
              `Same stem and options as ${other} but another answer`,
            )
          : say(
              `与 ${other} 题干几乎相同，答案却不同`,
              `Nearly the same stem as ${other} but another answer`,
            ),
      });
      const both = [finding(first, a.answer.join(''), b.id), finding(second, b.answer.join(''), a.id)];
      return exact ? both : both.slice(1);
    }),
};
