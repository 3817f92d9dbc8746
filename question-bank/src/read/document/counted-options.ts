import type { DocumentLine } from './line';
import { beginsNumbered } from './question-above';

/** One set of labels, and the forms in which they stand in front of options and in keys. */
class Signs {
  readonly all: string;
  readonly any: RegExp;
  readonly label: RegExp;
  readonly begins: RegExp;
  /** Where the first of them stands as a label; with a colon it says who speaks. */
  readonly first: RegExp;
  readonly says: RegExp;
  readonly behindWord: RegExp;
  readonly inBrackets: RegExp;
  readonly onlyKeys: RegExp;
  constructor(all: string) {
    const any = `[${all}]`;
    // 甲、乙两车 is no label; what Korean words begin with is no other one.
    const behind = all.startsWith('甲') ? '' : String.raw`(?:[、，,]|$)`;
    const some = `${any}(?:[\\s、,，和]{0,3}${any}){0,7}`;
    this.all = all;
    this.any = new RegExp(any);
    this.label = new RegExp(String.raw`(^\s{0,8}|[\s。；;])([(（]?)(${any})(?=\s?[、.．:：)）])`, 'g');
    this.begins = new RegExp(
      String.raw`^\s{0,8}[(（]?(${any})\s?[、.．:：)）]\s{0,4}(?![${all.slice(0, 4)}]${behind})`,
    );
    this.first = new RegExp(String.raw`^\s{0,8}[(（]?${all.charAt(0)}\s?[、.．:：)）]`);
    this.says = new RegExp(String.raw`^\s{0,8}[(（]?${all.charAt(0)}\s?[:：]`);
    this.behindWord = new RegExp(
      String.raw`((?:答案|答|[应故]选|选)\s?[】\])）]?\s?[是为]?\s?[:：]?\s?[(（]?\s?)(${some})(?=[\s。；;.)）】\]]|$)`,
      'g',
    );
    this.inBrackets = new RegExp(String.raw`([（(【[]\s{0,6})(${some})(?=\s{0,6}[)）】\]])`, 'g');
    this.onlyKeys = new RegExp(
      String.raw`^(?![\s(（]*[A-H])(?=.*${any})[\s\dA-H参考正确标准答案第题至到\-–—~～、.．:：,，;；|()（）${all}]+$`,
    );
  }
  letterOf(sign: string): string {
    return String.fromCharCode(65 + this.all.indexOf(sign));
  }
  asLetters(text: string): string {
    return text.replace(new RegExp(this.any, 'g'), (sign) => this.letterOf(sign));
  }
  /** Whether a key of the document names them. */
  named({ text }: DocumentLine): boolean {
    return this.onlyKeys.test(text) || text.search(this.behindWord) >= 0 || text.search(this.inBrackets) >= 0;
  }
}

/** 甲乙丙, and what Korean papers label options with. */
const SETS = [new Signs('甲乙丙丁戊己庚辛'), new Signs('가나다라마바사아'), new Signs('ㄱㄴㄷㄹㅁㅂㅅㅇ')];

/** The line with its labels as letters, if they go on from `next`; `next` is then the label that may follow. */
function relabelled(text: string, next: number, set: Signs): { text: string; next: number } | undefined {
  let expected = next;
  const out = text.replace(set.label, (whole: string, lead: string, bracket: string, sign: string) => {
    if (set.all.indexOf(sign) !== expected) return whole;
    expected += 1;
    return `${lead}${bracket}${set.letterOf(sign)}`;
  });
  return expected === next ? undefined : { text: out, next: expected };
}

const ANSWER = /^\s{0,8}[【[(（]?\s?(?:(?:参考|正确|标准)?答案|答|answer)\s?[】\])）]?\s?[是为]?\s?[:：]?/i;
const LETTERED = /(?:^\s{0,8}|[\s。；;])[(（*]?A\s?[.．、:：)）]|^\s{0,8}①/;
/** How far a question reaches from its options. */
const NEAR = 30;

interface Block {
  lines: [number, string][];
  /** The lines of its question: from its number to the next one's. */
  from: number;
  to: number;
}

/** Labels that go on one after the other, from a line on. */
function blockAt(lines: readonly DocumentLine[], index: number, set: Signs): Block | undefined {
  const block: [number, string][] = [];
  let next = 0;
  for (let k = index; k < lines.length && next < set.all.length; k += 1) {
    const text = lines[k]?.text ?? '';
    if (text.trim() === '' && next > 0) continue;
    const start = set.begins.exec(text)?.[1];
    if (start === undefined || set.all.indexOf(start) !== next) break;
    const read = relabelled(text, next, set);
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
function areOptions(lines: readonly DocumentLine[], block: Block, set: Signs, keyed: boolean): boolean {
  const first = block.lines[0]?.[0] ?? 0;
  const last = block.lines.at(-1)?.[0] ?? first;
  const below = lines.slice(last + 1, block.to);
  if (lines.slice(first, block.to).some(({ text }) => LETTERED.test(text.slice(0, 2000)))) return false;
  const value = below
    .filter(({ text }) => ANSWER.test(text))
    .map(({ text }) => text.replace(ANSWER, '').trim().slice(0, 20))[0];
  // A title stands above a list, and numbers begin one.
  if (value === undefined || /^(?:\d|第|$)/.test(value)) return keyed;
  const says = set.says.test(lines[first]?.text ?? '');
  return set.any.test(value) || (!says && /^[A-H]/.test(value));
}

function withLettered(lines: readonly DocumentLine[], set: Signs): readonly DocumentLine[] {
  if (!lines.some((l) => set.first.test(l.text))) return lines;
  const keyed = lines.some((l) => set.named(l));
  const out = [...lines];
  const own = new Set<number>();
  for (let i = 0; i < lines.length; i += 1) {
    const block = blockAt(lines, i, set);
    if (!block) continue;
    i = block.lines.at(-1)?.[0] ?? i;
    if (!areOptions(lines, block, set, keyed)) continue;
    for (const [k, text] of block.lines) out[k] = { ...(out[k] as DocumentLine), text };
    for (let k = block.from; k < block.to; k += 1) own.add(k);
  }
  if (own.size === 0) return lines;
  return out.map((line, i) => {
    let { text } = line;
    if (set.onlyKeys.test(text)) text = set.asLetters(text);
    else if (own.has(i))
      text = text
        .replace(set.behindWord, (_, lead: string, keys: string) => lead + set.asLetters(keys))
        .replace(set.inBrackets, (_, lead: string, keys: string) => lead + set.asLetters(keys));
    return text === line.text ? line : { ...line, text };
  });
}

const CIRCLED = /(?<=^\s{0,8}|\s)[㉮-㉵]\s(?=[^\s㉮-㉵])|[㉮-㉵]/g;
/** ㉮ as 가) in front of an option and as 가 in a key, of the same length. */
const withoutCircles = (line: DocumentLine): DocumentLine =>
  /[㉮-㉵]/.test(line.text)
    ? {
        ...line,
        text: line.text.replace(CIRCLED, (found) => {
          const sign = '가나다라마바사아'.charAt(found.charCodeAt(0) - '㉮'.charCodeAt(0));
          return found.length > 1 ? `${sign})` : sign;
        }),
      }
    : line;

/**
 * Options labelled 甲、乙、丙, 가. 나. 다. or ㄱ. ㄴ. as A、B、C, and the answers that name them; each sign becomes one letter, so
 * offsets stay true. Only labels that go on one after the other are taken for such: 甲、乙两车 are none.
 */
export const withLetteredOptions = (lines: readonly DocumentLine[]): readonly DocumentLine[] =>
  SETS.reduce(
    withLettered,
    lines.some(({ text }) => /^\s{0,8}㉮/.test(text)) ? lines.map(withoutCircles) : lines,
  );
