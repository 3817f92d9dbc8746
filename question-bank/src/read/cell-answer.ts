import type { Question, QuestionType } from '../model/question';

/** How numbers in an answer column count the options; nobody can tell from the numbers themselves. */
export type AnswerNumbers = 'from1' | 'from0';

const RIGHT = new Set('对 正确 √ ✓ ✔ 是 T TRUE Y YES RIGHT CORRECT V'.split(' '));
const WRONG = new Set('错 错误 × ✗ ✘ ✕ 否 F FALSE N NO WRONG INCORRECT X'.split(' '));

function plain(text: string): string {
  return text.normalize('NFKC').trim().toUpperCase();
}

/** Whether a text says right or wrong, in any of the ways people write it. */
export function rightOrWrong(text: string): boolean | undefined {
  const word = plain(text).replace(/[。.!]$/, '');
  if (RIGHT.has(word)) return true;
  return WRONG.has(word) ? false : undefined;
}

/** The letters of an answer such as `ABD`, `a,b、d` or `A B`; undefined if it is anything else. */
export function answerLetters(text: string): string[] | undefined {
  const bare = plain(text).replace(/[\s,、;/|+&，；.]+|和/g, '');
  return /^[A-H]+$/.test(bare) ? [...new Set(bare)].sort() : undefined;
}

function byText(text: string, options: Question['options']): string[] | undefined {
  const idOf = (part: string) => {
    const hits = options.filter((o) => plain(o.text['zh-CN']) === plain(part));
    return hits.length === 1 ? hits[0]?.id : undefined;
  };
  const whole = idOf(text);
  if (whole) return [whole];
  const parts = text.split(/[;；|\n]/).filter((p) => p.trim() !== '');
  const ids = parts.flatMap((p) => idOf(p) ?? []);
  return parts.length > 1 && ids.length === parts.length ? [...new Set(ids)].sort() : undefined;
}

function byNumber(text: string, options: Question['options'], numbers: AnswerNumbers): string[] | undefined {
  const found = plain(text).match(/\d+/g) ?? [];
  if (found.length === 0 || !/^[\d\s,、;/|]+$/.test(plain(text))) return undefined;
  const ids = found.flatMap((n) => options[Number(n) - (numbers === 'from1' ? 1 : 0)]?.id ?? []);
  return ids.length === found.length ? [...new Set(ids)].sort() : undefined;
}

/**
 * The ids of the right options from an answer cell: letters, right/wrong words (judge only), the full text of the
 * option, or a number where `numbers` says how they count. Undefined if it can mean none of these.
 */
export function parseAnswer(
  text: string,
  type: QuestionType,
  options: Question['options'],
  numbers?: AnswerNumbers,
): string[] | undefined {
  if (type === 'judge') {
    const right = rightOrWrong(text);
    if (right !== undefined) return [right ? 'A' : 'B'];
  }
  return answerLetters(text) ?? byText(text, options) ?? (numbers && byNumber(text, options, numbers));
}
