import { isListHeader, listedAnswers, numberRow, valueRow, type ListedAnswer } from './answer-list';
import { headingOf } from './headings';
import type { DocumentLine } from './line';
import { sectionKeys } from './section-keys';

/** `答案：1、对 2、B` or `答案：1-5 ABCDA`: numbers follow, not an answer. */
export const INLINE =
  /^\s{0,20}[【[（(]?\s{0,3}(?:参考|标准|正确)?(?:答案|answers?|answer key)(?:为|是|如下)?\s{0,3}[】\])）]?\s{0,3}[:：]?\s{0,3}(?=[（([第]?\s?\d{1,5}\s{0,3}(?:(?:题\s?)?[-–—―－~～至到、.．:：)）\s]|[A-H√×对错]{1,8}\s?[,，、;；]?\s?\d))/i;
/** The word for the answer with its colon, whatever follows. */
export const ANSWER_WORD =
  /^\s{0,20}[【[（(]?\s{0,3}(?:参考|标准|正确)?答案\s{0,3}[】\])）]?\s{0,3}[:：]\s{0,3}/;
/** The word for the explanation at the start of a line. */
export const EXPLAIN =
  /^[【[（(]?\s{0,3}(?:答案)?(?:解析|分析|详解|解释|说明)\s{0,3}(?:[】\])）]\s{0,3}[:：]?|[:：])\s{0,3}/;
/** A heading and its list on one line: 一、单选题：1-5 ABCDA. */
export const HEADED =
  /^\s{0,20}([^\d:：]{2,40}?(?:[（(][^()（）]{0,40}[)）])?)\s{0,3}[:：\s]\s{0,3}(?=[（([第]?\s?\d{1,5}\D)/;

/** The same with answers for its questions in their order: 单选：BC. */
const HEADED_VALUES =
  /^\s{0,20}([^\d:：]{2,40}?(?:[（(][^()（）]{0,40}[)）])?)\s{0,3}[:：]\s{0,3}(?=[A-H√×✓✗对错TF])/;

/** The entries of a line that begins with 答案 and goes on with numbers; undefined if it is none. */
export function inlineList(text: string): string | undefined {
  const found = INLINE.exec(text.slice(0, 80));
  if (!found) return undefined;
  const { answers, rest } = listedAnswers(text.slice(found[0].length));
  return answers.length === 0 || rest.length > 20 ? undefined : text.slice(found[0].length);
}

/** The heading and the values of a line such as 单选：BC. */
export function headedValues(text: string): { title: string; values: string } | undefined {
  const found = HEADED_VALUES.exec(text.slice(0, 120));
  const heading = found && headingOf(found[1] ?? '');
  const values = text.slice(found?.[0].length);
  if (!found || (heading?.type === undefined && heading?.ordinal === undefined) || !valueRow(values))
    return undefined;
  return { title: found[1] ?? '', values };
}

/** ABD is as likely one answer as three; BAB is not. */
export const rises = (letters: readonly string[]) =>
  letters.length > 1 && letters.every((l, i) => i === 0 || l > (letters[i - 1] ?? ''));

/** Numbers and answers and nothing else, in whatever order. */
export const ONLY_KEYS =
  /^(?=[\s(（第]{0,8}\d)(?=.*[A-H√×对错])[\s\d第题A-H√×对错TF、.．:：,，;；\-–—~～至到()（）=]{3,2000}$/;

/** Whether the rest of a line may stand behind its entries: nothing, an explanation, a short remark. */
export function fits(answers: readonly ListedAnswer[], rest: string, line: string): boolean {
  // 1.B。 and why, in a list of keys with explanations.
  if (answers.length === 1 && /[A-H对错√×]\s?[。；;]\s*$/.test(line.slice(0, line.length - rest.length)))
    return true;
  return (
    rest === '' || EXPLAIN.test(rest) || (answers.length === 1 ? /^[(（]/.test(rest) : rest.length <= 20)
  );
}

/** Whether lines below a title are a list indeed. */
export function beginsList(ahead: readonly DocumentLine[]): boolean {
  return ahead.some(({ text }, i) => {
    if (text.length > 20_000) return false;
    if (i === 0 && ONLY_KEYS.test(text)) return true;
    if (sectionKeys(text)) return true;
    const { answers, rest } = listedAnswers(text);
    if (answers.length > 0) return fits(answers, rest, text);
    return (
      valueRow(text) !== undefined ||
      (numberRow(text)?.length ?? 0) > 1 ||
      isListHeader(text) ||
      HEADED.test(text) ||
      headedValues(text) !== undefined
    );
  });
}
