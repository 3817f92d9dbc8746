import { valueRow } from './answer-list';
import { headingOf, isAnswerListTitle } from './headings';
import type { DocumentLine } from './line';

const BOTH =
  /(?<=^\s{0,8}|[。．.？?）)]\s{0,8}|\p{Script=Han}\s{1,8})([(（]?\s{0,4}[□○☐]?\s{0,2})(正确|对|√)([\s/／、,，|或□○☐]{1,12})(错误|错|×)(\s{0,4}[)）]?)\s{0,4}$/u;
/** 正确（ ） 错误（√）, □正确 ☑错误: a tick at one of them. */
const TICKED =
  /(?<=^\s{0,8}|[。．.？?）)]\s{0,8}|\p{Script=Han}\s{1,8})(?:[A-B]\s?[.．、]\s{0,2})?([□○☐☑√✓]?\s{0,2})(正确|对)\s{0,3}(?:[（([]\s{0,4}([√✓]?)\s{0,4}[)）\]])?[\s/／、,，]{0,12}(?:[A-B]\s?[.．、]\s{0,2})?([□○☐☑√✓]?\s{0,2})(错误|错)\s{0,3}(?:[（([]\s{0,4}([√✓]?)\s{0,4}[)）\]])?\s{0,4}$/u;
const isTick = (...signs: (string | undefined)[]) => signs.some((s) => /[☑√✓]/.test(s ?? ''));
const ROW = /答\s?案|题\s?号/;

/** Whether a line may be a list of keys for two questions: it stands below a title, a heading or other keys. */
function amongKeys(lines: readonly DocumentLine[], index: number): boolean {
  const above =
    lines.slice(Math.max(0, index - 4), index).findLast(({ text }) => text.trim() !== '')?.text ?? '';
  return isAnswerListTitle(above) || headingOf(above) !== undefined || valueRow(above) !== undefined;
}

/** The line with an answer in place of what stands from an offset on. */
function answered(line: DocumentLine, from: number, answer: string): DocumentLine {
  const before = line.text.slice(0, from);
  const { emphasis: _, ...bare } = line;
  return { ...bare, text: `${before}${before.trim() === '' ? '' : ' '}答案：${answer}` };
}

/** Which of the two words of a line stands out; undefined where neither or both do. */
function standsOut({ text, emphasis }: DocumentLine): 'right' | 'wrong' | undefined {
  const both = emphasis && emphasis.length > 0 && text.length <= 2000 ? BOTH.exec(text) : undefined;
  if (!both || ROW.test(text)) return undefined;
  const [, open = '', right = '', between = '', wrong = ''] = both;
  const start = both.index + open.length;
  const stands = (from: number, length: number) =>
    emphasis?.some((e) => e.from < from + length && e.to > from) === true;
  const one = stands(start, right.length);
  const other = stands(start + right.length + between.length, wrong.length);
  return one === other ? undefined : one ? 'right' : 'wrong';
}

/** With so many lines the word that stands out must not always be the same one. */
const MANY = 4;
/** Whether what stands out of both words may be the answer: where it is always the same, it is how the form is printed. */
export function wordsStandOut(lines: readonly DocumentLine[]): boolean {
  const found = lines.flatMap((line) => standsOut(line) ?? []);
  return found.length < MANY || new Set(found).size > 1;
}

/**
 * A line without both words to choose from, alone or behind a statement (`正确  错误`, `（对/错）`). What stands out of the
 * two is the answer where looks are to be believed; without any the line is none.
 */
export function withoutBothWords(
  lines: readonly DocumentLine[],
  index: number,
  looks: boolean,
): DocumentLine {
  const line = lines[index] as DocumentLine;
  if (line.key || line.text.length > 2000) return line;
  const ticked = TICKED.exec(line.text);
  if (ticked && !ROW.test(line.text)) {
    const [, first, right = '', firstIn, second, wrong = '', secondIn] = ticked;
    const [one, other] = [isTick(first, firstIn), isTick(second, secondIn)];
    if (one !== other) return answered(line, ticked.index, one ? right : wrong);
  }
  const both = BOTH.exec(line.text);
  if (!both || ROW.test(line.text)) return line;
  const [, , right = '', , wrong = ''] = both;
  const before = line.text.slice(0, both.index);
  const said = looks ? standsOut(line) : undefined;
  const { emphasis: _, ...bare } = line;
  if (said) return { ...answered(line, both.index, said === 'right' ? right : wrong), byLook: true };
  if (before.trim() === '' && amongKeys(lines, index)) return line;
  return { ...bare, text: before };
}
