import type { DocumentLine } from './line';
import { beginsNumbered } from './question-above';

const SIGNS = '甲乙丙丁戊己庚辛';
const ANY = `[${SIGNS}]`;
const LABEL = new RegExp(String.raw`(^\s{0,8}|[\s。；;])([(（]?)(${ANY})(?=\s?[、.．:：)）])`, 'g');
const letterOf = (sign: string) => String.fromCharCode(65 + SIGNS.indexOf(sign));
const letters = (text: string) => text.replace(new RegExp(ANY, 'g'), letterOf);

const BEHIND_WORD = new RegExp(
  String.raw`((?:答案|答|[应故]选|选)\s?[】\])）]?\s?[是为]?\s?[:：]?\s?[(（]?\s?)(${ANY}(?:[\s、,，和]{0,3}${ANY}){0,7})(?=[\s。；;.)）】\]]|$)`,
  'g',
);
const IN_BRACKETS = new RegExp(
  String.raw`([（(【[]\s{0,6})(${ANY}(?:[、,，\s]{0,3}${ANY}){0,7})(?=\s{0,6}[)）】\]])`,
  'g',
);
const ONLY_KEYS = new RegExp(
  String.raw`^(?![\s(（]*[A-H])(?=.*${ANY})[\s\dA-H参考正确标准答案第题至到\-–—~～、.．:：,，;；|()（）${SIGNS}]+$`,
);

/** The line with its labels as letters, if they go on from `next`; `next` is then the label that may follow. */
function relabelled(text: string, next: number): { text: string; next: number } | undefined {
  let expected = next;
  const out = text.replace(LABEL, (whole: string, lead: string, bracket: string, sign: string) => {
    if (SIGNS.indexOf(sign) !== expected) return whole;
    expected += 1;
    return `${lead}${bracket}${letterOf(sign)}`;
  });
  return expected === next ? undefined : { text: out, next: expected };
}

const ANSWER = /^\s{0,8}[【[(（]?\s?(?:(?:参考|正确|标准)?答案|答|answer)\s?[】\])）]?\s?[是为]?\s?[:：]?/i;
const LETTERED = /(?:^\s{0,8}|[\s。；;])[(（*]?A\s?[.．、:：)）]/;
const ANY_SIGN = new RegExp(ANY);
/** How far a question reaches from its options. */
const NEAR = 30;

interface Block {
  lines: [number, string][];
  /** The lines of its question: from its number to the next one's. */
  from: number;
  to: number;
}

/** Labels that go on one after the other, from a line on. */
function blockAt(lines: readonly DocumentLine[], index: number): Block | undefined {
  const block: [number, string][] = [];
  let next = 0;
  for (let k = index; k < lines.length && next < SIGNS.length; k += 1) {
    const text = lines[k]?.text ?? '';
    if (text.trim() === '' && next > 0) continue;
    const start = /^\s{0,8}[(（]?([甲乙丙丁戊己庚辛])\s?[、.．:：)）]\s{0,4}(?![甲乙丙丁])/.exec(text)?.[1];
    if (start === undefined || SIGNS.indexOf(start) !== next) break;
    const read = relabelled(text, next);
    if (!read) break;
    block.push([k, read.text]);
    next = read.next;
  }
  if (next < 2) return undefined;
  const last = block.at(-1)?.[0] ?? index;
  let from = index;
  while (from > Math.max(0, index - NEAR) && !ANSWER.test(lines[from - 1]?.text ?? '')) {
    from -= 1;
    if (beginsNumbered(lines[from]?.text ?? '')) break;
  }
  let to = last + 1;
  while (to < Math.min(lines.length, last + NEAR) && !beginsNumbered(lines[to]?.text ?? '')) to += 1;
  return { lines: block, from, to };
}

/**
 * Whether labels are those of options. 甲说… 乙说… above options A, B, C are statements that these are about, and what
 * says `甲：` is somebody, unless the key names 甲 too.
 */
function areOptions(lines: readonly DocumentLine[], block: Block, keyed: boolean): boolean {
  const first = block.lines[0]?.[0] ?? 0;
  const last = block.lines.at(-1)?.[0] ?? first;
  const below = lines.slice(last + 1, block.to);
  if (lines.slice(first, block.to).some(({ text }) => LETTERED.test(text.slice(0, 2000)))) return false;
  const value = below
    .filter(({ text }) => ANSWER.test(text))
    .map(({ text }) => text.replace(ANSWER, '').trim().slice(0, 20))[0];
  // A title stands above a list, and numbers begin one.
  if (value === undefined || /^(?:\d|第|$)/.test(value)) return keyed;
  const says = /^\s{0,8}[(（]?甲\s?[:：]/.test(lines[first]?.text ?? '');
  return ANY_SIGN.test(value) || (!says && /^[A-H]/.test(value));
}

/** Whether a key of the document names 甲, 乙 and so on. */
const namesSign = ({ text }: DocumentLine) =>
  ONLY_KEYS.test(text) || text.search(BEHIND_WORD) >= 0 || text.search(IN_BRACKETS) >= 0;

/**
 * Options labelled 甲、乙、丙 as A、B、C, and the answers that name them; each sign becomes one letter, so offsets stay
 * true. Only labels that go on one after the other are taken for such: 甲、乙两车 are none.
 */
export function withLetteredOptions(lines: readonly DocumentLine[]): readonly DocumentLine[] {
  if (!lines.some((l) => /^\s{0,8}[(（]?甲\s?[、.．:：)）]/.test(l.text))) return lines;
  const keyed = lines.some(namesSign);
  const out = [...lines];
  const own = new Set<number>();
  for (let i = 0; i < lines.length; i += 1) {
    const block = blockAt(lines, i);
    if (!block) continue;
    i = block.lines.at(-1)?.[0] ?? i;
    if (!areOptions(lines, block, keyed)) continue;
    for (const [k, text] of block.lines) out[k] = { ...(out[k] as DocumentLine), text };
    for (let k = block.from; k < block.to; k += 1) own.add(k);
  }
  if (own.size === 0) return lines;
  return out.map((line, i) => {
    let { text } = line;
    if (ONLY_KEYS.test(text)) text = letters(text);
    else if (own.has(i))
      text = text
        .replace(BEHIND_WORD, (_, lead: string, keys: string) => lead + letters(keys))
        .replace(IN_BRACKETS, (_, lead: string, keys: string) => lead + letters(keys));
    return text === line.text ? line : { ...line, text };
  });
}
