import { headingOf } from './headings';
import { halfWidth, type DocumentLine } from './line';

const ANSWER =
  /^(\s{0,20}[【[(（]?\s?(?:(?:参考|正确|标准|本题)?答案|答|(?:correct\s)?answer)\s?[】\])）]?\s?[是为]?\s?[:：]?\s{0,4})([(（]?\s?[1-8](?:[\s,，、;；和]{0,3}[1-8]){0,7}\s?[)）]?)(?=[。.]?\s*$)/i;
const ANSWERED =
  /^\s{0,20}(?:[【[(（]\s?)?(?:(?:参考|正确|标准|本题)?答案|答|(?:correct\s)?answer)\s?(?:[】\])）]|[是为]?\s?[:：])/i;
const LABEL = /^(\s{0,20}[(（]?\s?)([1-8])(\s?(?:[)）、:：]|[.．](?!\d)))/;
const LETTERED = /^\s{0,8}[(（]?[A-H]\s?[.．、:：)）]/;
const INLINE = /([(（]\s?)([1-8])(\s?[)）])/g;
/** A question that is answered by yes or no, behind its items: 包括(1)灯 (2)标志，对吗？ */
const YES_NO = /吗\s*[？?]|是否|对不对|是不是/;
/** 0 is the answer of a judge question where 1 is one too. */
const ZERO =
  /^\s{0,20}[【[(（]?\s?(?:(?:参考|正确|标准|本题)?答案|答|(?:correct\s)?answer)\s?[】\])）]?\s?[是为]?\s?[:：]?\s{0,4}0\s*$/i;
const FAR = 24;
const letterOf = (digit: string) => String.fromCharCode(64 + Number(digit));
const letters = (text: string) => text.replace(/[1-8]/g, letterOf);

/** Lines above an answer that are numbered from 1 to the last, each with what goes on below it; from top to bottom. */
function blockAbove(lines: readonly DocumentLine[], index: number): number[] | undefined {
  const found: number[] = [];
  let next: number | undefined;
  for (let i = index - 1; i >= Math.max(0, index - FAR); i -= 1) {
    const text = halfWidth(lines[i]?.text ?? '');
    if (text.trim() === '') continue;
    if (LETTERED.test(text) || ANSWERED.test(text)) return undefined;
    const number = LABEL.exec(text)?.[2];
    if (number === undefined) continue;
    if (next !== undefined && Number(number) !== next) return undefined;
    found.unshift(i);
    next = Number(number) - 1;
    if (next > 0) continue;
    // A question stands above its options, and an answer or a blank alone is none.
    const above = lines.slice(Math.max(0, i - 3), i).findLast(({ text: t }) => t.trim() !== '');
    return found.length > 1 && above && !ANSWERED.test(above.text) && !headingOf(above.text)
      ? found
      : undefined;
  }
  return undefined;
}

/** `(1)减速 (2)停车` in one line, each number once and in order. */
function inlineLabels(text: string): number | undefined {
  const digits = [...halfWidth(text).matchAll(INLINE)].map((m) => Number(m[2]));
  const from = digits.indexOf(1);
  const run = from < 0 ? [] : digits.slice(from);
  return run.length > 1 && run.every((d, i) => d === i + 1) ? run.length : undefined;
}

function relabelInline(text: string): string {
  let next = 1;
  return text.replace(INLINE, (whole: string, open: string, digit: string, close: string) => {
    if (Number(digit) !== next) return whole;
    next += 1;
    // With a blank before it, so that it is no bracket of the sentence.
    return `${open}${letterOf(digit)}${close}`;
  });
}

/**
 * Options that are numbered `1.`, `1)` or `(1)`, where the answer names them by these numbers, with letters for both; each
 * digit becomes one letter, so offsets stay true. Judging them would make a right-or-wrong question of the answer 2.
 */
export function withNumberedOptions(lines: readonly DocumentLine[]): readonly DocumentLine[] {
  if (!lines.some(({ text }) => text.length < 60 && ANSWER.test(halfWidth(text)))) return lines;
  const judged = lines.some(({ text }) => text.length < 60 && ZERO.test(halfWidth(text)));
  const out = [...lines];
  lines.forEach((line, index) => {
    const text = line.text.length < 60 ? halfWidth(line.text) : '';
    const said = ANSWER.exec(text)?.[2];
    if (said === undefined) return;
    const most = Math.max(...[...said.matchAll(/[1-8]/g)].map(([d]) => Number(d)));
    const block = blockAbove(lines, index);
    if (block) {
      if (most > block.length || (judged && most === 1)) return;
      for (const i of block) {
        const own = lines[i] as DocumentLine;
        const plain = halfWidth(own.text);
        out[i] = {
          ...own,
          text: plain.replace(LABEL, (_, a: string, d: string, b: string) => a + letterOf(d) + b),
        };
      }
    } else {
      const above = lines
        .slice(Math.max(0, index - 4), index)
        .findLastIndex(({ text: t }) => t.trim() !== '');
      const at = above < 0 ? -1 : Math.max(0, index - 4) + above;
      const own = lines[at];
      const count = own && inlineLabels(own.text.slice(0, 2000));
      if (!own || count === undefined || most > count) return;
      if (YES_NO.test(own.text.slice(-12)) || (judged && most === 1)) return;
      out[at] = { ...own, text: relabelInline(own.text) };
    }
    out[index] = {
      ...line,
      text: text.replace(ANSWER, (_, word: string, value: string) => word + letters(value)),
    };
  });
  return out;
}
