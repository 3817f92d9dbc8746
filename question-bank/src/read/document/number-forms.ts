/** How question numbers are written; a document keeps to one, lists inside its questions use another. */
export type NumberStyle =
  'plain' | 'half' | 'round' | 'square' | 'word' | 'circle' | 'bare' | 'path' | 'dash';

export interface NumberForm {
  number: number;
  style: NumberStyle;
  /** `sure` says itself that it is a question (第3题); `bare` has nothing behind it; `digit` has a digit behind its dot. */
  form: 'sure' | 'mark' | 'bare' | 'digit';
  end: number;
}

const SURE =
  /(?:第\s{0,3}(?<a>\d{1,5})\s{0,3}小?题|(?:question|problem)\s{0,3}(?:no\.?)?\s{0,3}#?(?<b>\d{1,5})|题目?\s{0,2}(?<c>\d{1,5})(?=\s{0,2}[、.．:：])|Q\.?\s{0,2}(?<d>\d{1,5})(?=\s{0,2}[.:：、)]))\s{0,3}[、.．:：)]?/iy;
const PLAIN = /(?<n>\d{1,5})\s{0,2}(?:小?题\s{0,2}[、.．:：]|[、．。]|[,，](?!\d)|\.(?!\d)|[:：](?!\d))/y;
/** `2【判断题】`: the type says that it is a number. */
const TYPED =
  /(?<n>\d{1,5})\s{0,2}(?=[【[(（]\s?(?:[单多]项?选择?|不定项(?:选择)?|判断|是非|选择|填空|简答|问答)题?\s?[】\])）])/y;
const DIGIT = /(?<n>\d{1,4})\.(?=\d{1,5}(?![\d.、]))/y;
const DASH = /(?<n>\d{1,4})\s?[-–—]\s{0,3}(?=[\p{Script=Han}“"《])/uy;
const HALF = /(?<n>\d{1,5})\s{0,2}[)）]\s{0,2}[、.．]?/y;
const ROUND = /[（(]\s{0,2}(?<n>\d{1,4})\s{0,2}[)）]\s{0,2}[、.．]?/y;
const SQUARE = /[【[]\s{0,2}(?<n>\d{1,4})\s{0,2}[】\]]\s{0,2}[、.．]?/y;
const PATH = /\d{1,3}(?:\.\d{1,3}){1,4}\.(?<n>\d{1,4})(?:[、．.]|\s{1,4}(?=\S)|(?=[\p{Script=Han}“"《]))/uy;
const BARE = /(?<n>\d{1,4})(?:\s{1,8}(?=[^\s\d])|(?=[\p{Script=Han}“"《]))/uy;
const SIGNED = /[①-⑳⒈-⒛⑴-⒇]\s{0,2}[、.．]?/y;

/** What may stand before a question's number: a bracket with its answer, or an empty one, or a bullet. */
export const PREFIX =
  /(?:[（([【]\s{0,6}(?<a>[A-H](?:[、,，\s]{0,2}[A-H]){0,7}|√|×|✓|✔|✗|✘|正确|错误|对|错|[TFXx])?\s{0,6}[)）\]】]|(?<s>[√×✓✔✗✘])\s{0,4}(?=\d)|_{2,8}|[★☆●◆■▲※*·•#]{1,3})\s{0,4}/y;

function at(form: RegExp, text: string, index: number): string | undefined {
  form.lastIndex = index;
  const g = form.exec(text)?.groups;
  return g && (g['n'] ?? g['a'] ?? g['b'] ?? g['c'] ?? g['d']);
}

/** ① ⒈ ⑴ as 1, and the style they belong to. */
export function circledNumber(c: string): { number: number; style: NumberStyle } | undefined {
  const code = c.charCodeAt(0);
  if (code >= 0x2460 && code <= 0x2473) return { number: code - 0x245f, style: 'circle' };
  if (code >= 0x2474 && code <= 0x2487) return { number: code - 0x2473, style: 'round' };
  return code >= 0x2488 && code <= 0x249b ? { number: code - 0x2487, style: 'plain' } : undefined;
}

const FORMS: readonly [RegExp, NumberStyle, NumberForm['form'], boolean][] = [
  [SURE, 'word', 'sure', false],
  [PATH, 'path', 'bare', true],
  [DIGIT, 'plain', 'digit', true],
  [PLAIN, 'plain', 'mark', false],
  [TYPED, 'plain', 'mark', true],
  [DASH, 'dash', 'mark', true],
  [HALF, 'half', 'mark', false],
  [ROUND, 'round', 'mark', false],
  [SQUARE, 'square', 'mark', false],
  [BARE, 'bare', 'bare', true],
];

/** The question number that may stand at a place; some forms only at a line's start. */
export function numberAt(text: string, index: number, lineStart: boolean): NumberForm | undefined {
  const sign = circledNumber(text[index] ?? '');
  if (sign) {
    SIGNED.lastIndex = index;
    SIGNED.exec(text);
    return { ...sign, form: 'mark', end: SIGNED.lastIndex };
  }
  for (const [form, style, kind, onlyStart] of FORMS) {
    if (onlyStart && !lineStart) continue;
    const digits = at(form, text, index);
    if (digits !== undefined) return { number: Number(digits), style, form: kind, end: form.lastIndex };
  }
  return undefined;
}
