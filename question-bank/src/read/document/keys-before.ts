import { halfWidth, type DocumentLine } from './line';

/** `( 2 )1. …`, `(O)4. …`: what answers a question stands in a bracket before its number. */
const BEFORE =
  /^(\s{0,8}[(（]\s{0,3})([1-8OoXxVvＯｏＸｘＶｖ○〇×√])(\s{0,3}[)）]\s{0,2})(\d{1,4})(?=\s{0,2}(?:[、。]|\.(?!\d)))/;
const INLINE = /[(（]\s?([1-8])\s?[)）]/g;
const SIGNS: Readonly<Record<string, string>> = {
  O: '√',
  '○': '√',
  〇: '√',
  V: '√',
  '√': '√',
  X: '×',
  '×': '×',
};
const LONGEST = 2000;
/** Of the numbers behind such brackets, so many follow the one before them. */
const NEARLY = 0.8;
const letterOf = (digit: string | number) => String.fromCharCode(64 + Number(digit));

interface Before {
  index: number;
  text: string;
  key: string;
  number: number;
}

function found(lines: readonly DocumentLine[]): Before[] {
  const all: Before[] = [];
  lines.forEach((line, index) => {
    const text = halfWidth(line.text.slice(0, LONGEST));
    const [, , key, , number] = BEFORE.exec(text) ?? [];
    if (key !== undefined) all.push({ index, text, key, number: Number(number) });
  });
  const follow = all.filter((b, i) => b.number === 1 || b.number === (all[i - 1]?.number ?? 0) + 1);
  // (1)1. (2)2. counts twice over and answers nothing.
  const counts = all.every((b) => b.key === String(b.number));
  return all.length > 1 && !counts && follow.length >= NEARLY * all.length ? all : [];
}

/** `(1)减速(2)停车` as ` A)减速 B)停车`: of one length, so that offsets stay true. The number of options, 0 if none are counted. */
function relabelled(text: string): { text: string; count: number } {
  let count = 0;
  const out = text.replace(INLINE, (whole: string, digit: string) => {
    if (Number(digit) !== count + 1) return whole;
    count += 1;
    return whole.replace(/[(（]/, ' ').replace(digit, letterOf(digit));
  });
  return { text: out, count };
}

/**
 * Lines whose key stands before the number of the question, as in the banks of Taiwan (`( 2 )1.…(1)減速(2)停車`, `(O)2.…`), with
 * letters for numbers and signs for O and X. A number that names none of the options is taken out: its question has no answer.
 */
export function withKeysBefore(lines: readonly DocumentLine[]): readonly DocumentLine[] {
  const all = found(lines);
  if (all.length === 0) return lines;
  const out = [...lines];
  all.forEach(({ index, text, key }, i) => {
    const line = lines[index] as DocumentLine;
    const head = BEFORE.exec(text)?.[0].length ?? 0;
    const put = (sign: string, behind: string) => {
      const bracket = text.slice(0, head).replace(key, sign);
      out[index] = { ...line, text: bracket + behind + line.text.slice(LONGEST) };
    };
    const sign = SIGNS[key.normalize('NFKC').toUpperCase()];
    if (sign !== undefined) return put(sign, text.slice(head));
    const own = relabelled(text.slice(head));
    if (own.count > 1) return put(Number(key) <= own.count ? letterOf(key) : ' ', own.text);
    const below = { text: '', count: 0 };
    const next = all[i + 1]?.index ?? index + 9;
    for (let at = index + 1; at < Math.min(next, index + 9, lines.length); at += 1) {
      const option = lines[at] as DocumentLine;
      const [, open = '', digit, close = ''] =
        /^(\s{0,8}[(（]\s?)([1-8])(\s?[)）])/.exec(halfWidth(option.text.slice(0, 20))) ?? [];
      if (digit === undefined || Number(digit) !== below.count + 1) continue;
      below.count += 1;
      const label = open + letterOf(digit) + close;
      out[at] = { ...option, text: label + option.text.slice(label.length) };
    }
    put(Number(key) <= below.count ? letterOf(key) : ' ', text.slice(head));
  });
  return out;
}
