import { circledNumber } from './number-forms';
import { halfWidth } from './line';

export interface ListedAnswer {
  number: number;
  answer: string;
}

const SIGN = String.raw`√|×|✓|✔|✗|✘|✕|正确|错误|对|错|[TFXxYNV](?![A-Za-z])`;
const RANGE =
  /[（([【]?\s?第?(\d{1,5})\s{0,3}(?:题)?\s{0,3}[-–—―－~～至到]{1,3}\s{0,3}第?(\d{1,5})\s{0,3}(?:小?题)?\s{0,3}[)）\]】]?\s{0,3}[、.．:：]?\s{0,4}/y;
/** Signs of which several may stand together: TTF. */
const EACH = String.raw`[A-H]|${SIGN}|T(?=[TF])`;
const VALUES = new RegExp(String.raw`(?:(?:${EACH})[\s、,，;；|/.]{0,6})+`, 'y');
const ENTRY = new RegExp(
  String.raw`(?:第\s?)?[（([【]?\s?(?<n>\d{1,5}|[①-⑳⒈-⒛⑴-⒇])\s{0,3}(?:小?题)?\s{0,3}[)）\]】]?\s{0,3}(?:[、.．:：)，,](?:\s?[-–—](?!\d))?|[-–—―－=＝]{1,2}(?!\d))?\s{0,4}(?:[【[(（]?(?:正确|参考|标准)?答案\s?(?:[】\])）]\s?[:：]?|[:：])|答\s?[:：]|[:：])?\s{0,4}[(（【[]?\s{0,3}(?<a>[A-H](?:[、,，/\s]{0,2}[A-H](?![a-z])){0,7}(?![A-Za-z])|${SIGN})\s{0,3}[)）】\]]?(?![\p{Script=Han}](?<![正对错答解第说]))`,
  'uy',
);
const BETWEEN = /[\s、,，;；.。|/]{1,60}/y;

/** Letters or signs of a range, one for each number; undefined if they do not come out even. */
function shared(text: string, count: number): string[] | undefined {
  const words = text.split(/[\s、,，;；|/.]+/).filter((w) => w !== '');
  if (words.length === count) return words;
  const signs = text.match(new RegExp(EACH, 'g')) ?? [];
  return signs.length === count ? signs : undefined;
}

function sticky(form: RegExp, text: string, at: number): RegExpExecArray | null {
  form.lastIndex = at;
  return form.exec(text);
}

const SMALL_KEYS =
  /^(?=.*[a-h])[\s\d第题号答案参考正确标准对错误√×、.．:：,，;；|/()（）\-–—―－=~～至到a-h]+$/;
const LONGEST_WORD = /[a-h]{9}/;
/** A line of keys, letters and digits of full width as plain ones and small letters as large ones; offsets stay true. */
function keyText(line: string): string {
  const text = halfWidth(line);
  return SMALL_KEYS.test(text) && !LONGEST_WORD.test(text) ? text.toUpperCase() : text;
}

/** The answers a line of an answer list begins with, and what of the line follows them. */
export function listedAnswers(line: string): { answers: ListedAnswer[]; rest: string } {
  const text = keyText(line);
  const answers: ListedAnswer[] = [];
  let at = 0;
  while (at < text.length) {
    if (sticky(BETWEEN, text, at)) at = BETWEEN.lastIndex;
    const range = sticky(RANGE, text, at);
    if (range) {
      const [from, to] = [Number(range[1]), Number(range[2])];
      const values = sticky(VALUES, text, RANGE.lastIndex);
      const each = values && to >= from && to - from < 1000 ? shared(values[0], to - from + 1) : undefined;
      if (!each) break;
      each.forEach((answer, i) => answers.push({ number: from + i, answer }));
      at = VALUES.lastIndex;
      continue;
    }
    const entry = sticky(ENTRY, text, at);
    if (!entry) break;
    const n = entry.groups?.['n'] ?? '';
    answers.push({
      number: circledNumber(n)?.number ?? Number(n),
      answer: (entry.groups?.['a'] ?? '').trim(),
    });
    at = ENTRY.lastIndex;
  }
  return { answers, rest: line.slice(at).trim() };
}

/** The numbers of a row `题号 1 2 3`; undefined if the line holds anything else. */
export function numberRow(line: string): number[] | undefined {
  const whole = halfWidth(line.slice(0, 4000)).trim();
  const text = whole.replace(/^(?:题\s?号|序\s?号|No\.?)[\s:：|]{0,8}/i, '');
  // A section may have one question only.
  if (whole !== text && /^\d{1,5}$/.test(text)) return [Number(text)];
  if (!/^\d{1,5}(?:[\s|、,，]{1,20}\d{1,5})+$/.test(text)) return undefined;
  return text.split(/[\s|、,，]+/).map(Number);
}

/** The values of a row `答案 A B C`, or of letters in groups `ABCDA BCDAB`; undefined if the line holds anything else. */
export function valueRow(line: string): string[] | undefined {
  const text = keyText(line.slice(0, 4000))
    .trim()
    .replace(/^(?:参考|正确|标准)?答\s?案[\s:：|]{0,8}/, '');
  const words = text.split(/[\s|、,，;；]+/).filter((w) => w !== '');
  const one = new RegExp(`^(?:[A-H]{1,8}|${SIGN})$`);
  return words.length > 0 &&
    words.every((w) => one.test(w) || /^(?:[√×对错]{2,20}|[TF]{2,40})$/.test(w) || /^[A-H]{2,20}$/.test(w))
    ? words
    : undefined;
}

/** Single letters and signs of value words: `ABCDA BC` is seven. */
export const singles = (words: readonly string[]): string[] =>
  words.flatMap((w) => w.match(new RegExp(EACH, 'g')) ?? []);

/** Whether a line only names the columns of an answer list. */
export const isListHeader = (line: string): boolean =>
  /^[\s|]{0,8}(?:(?:题\s?号|序\s?号)[\s|]{1,8}(?:参考|正确|标准)?答\s?案[\s|]{0,8}){1,12}$/.test(
    line.slice(0, 400),
  );
