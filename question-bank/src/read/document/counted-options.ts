import type { DocumentLine } from './line';

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
  String.raw`^(?=.*${ANY})[\s\d参考正确标准答案第题至到\-–—~～、.．:：,，;；|()（）${SIGNS}]+$`,
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

/**
 * Options labelled 甲、乙、丙 as A、B、C, and the answers that name them; each sign becomes one letter, so offsets stay
 * true. Only labels that go on one after the other are taken for such: 甲、乙两车 are none.
 */
export function withLetteredOptions(lines: readonly DocumentLine[]): readonly DocumentLine[] {
  if (!lines.some((l) => /^\s{0,8}[(（]?甲\s?[、.．:：)）]/.test(l.text))) return lines;
  const out = [...lines];
  let found = false;
  for (let i = 0; i < out.length; i += 1) {
    const block: [number, string][] = [];
    let next = 0;
    for (let k = i; k < out.length && next < SIGNS.length; k += 1) {
      const { text } = out[k] as DocumentLine;
      if (text.trim() === '' && next > 0) continue;
      const start = /^\s{0,8}[(（]?([甲乙丙丁戊己庚辛])\s?[、.．:：)）]\s{0,4}(?![甲乙丙丁])/.exec(text)?.[1];
      if (start === undefined || SIGNS.indexOf(start) !== next) break;
      const read = relabelled(text, next);
      if (!read) break;
      block.push([k, read.text]);
      next = read.next;
    }
    if (next < 2) continue;
    found = true;
    for (const [k, text] of block) out[k] = { ...(out[k] as DocumentLine), text };
    i = block.at(-1)?.[0] ?? i;
  }
  if (!found) return lines;
  return out.map((line) => {
    const text = ONLY_KEYS.test(line.text)
      ? letters(line.text)
      : line.text
          .replace(BEHIND_WORD, (_, lead: string, keys: string) => lead + letters(keys))
          .replace(IN_BRACKETS, (_, lead: string, keys: string) => lead + letters(keys));
    return text === line.text ? line : { ...line, text };
  });
}
