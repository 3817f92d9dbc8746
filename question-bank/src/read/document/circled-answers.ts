import type { DocumentLine } from './line';

const ANSWER =
  /^(\s{0,20}[【[(（]?\s?(?:(?:参考|正确|标准|本题)?答案|答|(?:correct\s)?answer)\s?[】\])）]?\s?[是为]?\s?[:：]\s{0,4})([1-8](?:[\s,，、]{0,3}[1-8]){0,7})(?=\s?번?[。.]?\s*$)/i;
const LEADS = /^\s{0,20}([①-⑧])/;
const SIGN = /[①-⑧]/g;
/** What asks how many of the items hold, or whether they do. */
const COUNTED = /几|多少|个数|how\s+many|몇|개수|吗\s*[？?]|是否/i;
const FAR = 12;
const placeOf = (sign: string) => sign.charCodeAt(0) - 0x245f;

const isRun = (places: readonly number[]) => places.length > 1 && places.every((p, i) => p === i + 1);

/** How many options behind ①, ② and so on end right above a line, and what stands in front of them. */
function optionsAbove(
  lines: readonly DocumentLine[],
  index: number,
): { count: number; asked: string } | undefined {
  const below: number[] = [];
  for (let i = index - 1; i >= Math.max(0, index - FAR); i -= 1) {
    const text = (lines[i]?.text ?? '').slice(0, 2000);
    if (text.trim() === '') continue;
    if (!LEADS.test(text) && below.length > 0 && !/[①-⑧]/.test(text)) return undefined;
    below.unshift(...[...text.matchAll(SIGN)].map(([sign]) => placeOf(sign)));
    if (below.length === 0) return undefined;
    if (below[0] !== 1) continue;
    const before = text.slice(0, text.indexOf('①')).trim();
    const above = lines.slice(Math.max(0, i - 3), i).findLast(({ text: t }) => t.trim() !== '')?.text ?? '';
    return isRun(below) ? { count: below.length, asked: before === '' ? above : before } : undefined;
  }
  return undefined;
}

/** Answers such as 2 below options behind ①, ②, ③ as these signs, each of one character, so offsets stay true. */
export function withCircledAnswers(lines: readonly DocumentLine[]): readonly DocumentLine[] {
  return lines.map((line, index) => {
    const said = line.text.length < 60 ? ANSWER.exec(line.text)?.[2] : undefined;
    const above = said === undefined ? undefined : optionsAbove(lines, index);
    if (said === undefined || !above || COUNTED.test(above.asked)) return line;
    const most = Math.max(...[...said.matchAll(/[1-8]/g)].map(([d]) => Number(d)));
    if (most > above.count) return line;
    const signs = (value: string) => value.replace(/[1-8]/g, (d) => String.fromCharCode(0x245f + Number(d)));
    return {
      ...line,
      text: line.text.replace(ANSWER, (_, word: string, value: string) => word + signs(value)),
    };
  });
}
