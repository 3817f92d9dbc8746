import { isAnswerListTitle } from './headings';
import type { DocumentLine } from './line';
import { beginsNumbered, questionAbove } from './question-above';

const OPTIONS = /^\s{0,8}[(（*]?\s?[A-H]\s?[.．、:：)）]|[\s；;|？?。)）]B\s?[.．、:：)）]/;
/** A key of one question; numbers behind the word are a list. */
const OWN_ANSWER =
  /^\s{0,8}[【[(（]?\s?(?:(?:参考|正确|标准)?答案|(?:correct\s)?answer)\s?[】\])）]?\s?[:：]?\s{0,4}[(（]?(?:[A-H](?![a-z])|√|×|正确|错误|对|错)/i;
const TITLE = /题\s?号|答\s?案|answers?|\bkey\b|\bno\./i;
const NEAR = 30;

/** Lines of a table of keys that know what stands there if it is none. */
export function insteadOf(keys: readonly DocumentLine[], plain: readonly DocumentLine[]): DocumentLine[] {
  return keys.map((line, i) => (i === 0 ? { ...line, instead: plain } : line));
}

/** Whether the question above a table is still without options or an answer that follow below it. */
function isPart(lines: readonly DocumentLine[], first: number, end: number): boolean {
  let [options, answer] = [false, false];
  const { above, found } = questionAbove(lines, first, NEAR);
  for (const { text, key } of above) {
    if (key || isAnswerListTitle(text)) return false;
    options ||= OPTIONS.test(text.slice(0, 400));
    answer ||= OWN_ANSWER.test(text);
  }
  if (!found) return false;
  const titled = lines[first]?.instead?.some(({ text }) => TITLE.test(text)) === true;
  // In an explanation.
  if (answer) return !titled;
  for (let i = end; i < Math.min(lines.length, end + NEAR); i += 1) {
    const { text, key, heading } = lines[i] as DocumentLine;
    if (key || heading !== undefined || beginsNumbered(text)) return false;
    if (OWN_ANSWER.test(text) || (!options && /^\s{0,8}[(（*]?A\s?[.．、:：)）]/.test(text))) return true;
  }
  return false;
}

/** Tables that look like keys and stand inside a question, as lines of its text. */
export function withoutLooseTables(lines: readonly DocumentLine[]): readonly DocumentLine[] {
  if (!lines.some((l) => l.instead)) return lines;
  const out: DocumentLine[] = [];
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] as DocumentLine;
    if (!line.instead) {
      out.push(line);
      continue;
    }
    let end = i + 1;
    while (lines[end]?.key && !lines[end]?.instead) end += 1;
    out.push(...(isPart(lines, i, end) ? line.instead : lines.slice(i, end)));
    i = end - 1;
  }
  return out;
}
