import { rightOrWrong } from './answers/plain';
import { tightOptions } from './tight-options';

const LETTER = /^\s*[(（]?([A-Ha-hＡ-Ｈａ-ｈ])[)）]?\s*[.．、:：)）]\s*/;
/** With a blank or Chinese behind it, so that "1.5 m" is no label. */
const NUMBER = /^\s*[(（]?([1-8１-８])[)）]?\s*(?:[.．:：)）](?=\s|\p{Script=Han})|、)\s*/u;

/** With only a blank behind it, where all of three or more options have one. */
const BLANK = /^\s*([A-HＡ-Ｈ])(?:[\s\u3000]+|$)/;
/** Behind a letter and a blank these make a name of it: vehicle A, pillar B, licence C. */
const NAMED = /^[车柱类型点级照道区]/;

/** Whether the first of some options begins as a label of its place does; no is sure. */
export const mayBeLabelled = (text: string): boolean =>
  LETTER.test(text) || NUMBER.test(text) || BLANK.test(text);

/**
 * Takes the options' own labels ("A、", "B.", "1. ") off, if every option that has a text carries the label of its
 * own place; a text that merely begins with such a letter stays whole. `blanks` false: a letter and a blank are no label;
 * `usual`: they are one everywhere else, so of two options too.
 */
export function withoutLabels(texts: readonly string[], blanks: boolean | 'usual' = true): string[] {
  const label = [LETTER, NUMBER].find((form) => areLabels(texts, form));
  const form =
    label ?? (blanks !== false && hasBlankLabels(texts, blanks === 'usual' ? 2 : 3) ? BLANK : undefined);
  return texts.map((text) => (form ? text.replace(form, '') : text).trim());
}

const areLabels = (texts: readonly string[], form: RegExp) =>
  texts.every((text, i) => {
    const own = form.exec(text)?.[1]?.normalize('NFKC').toUpperCase();
    return text.trim() === '' || own === String.fromCharCode(65 + i) || own === String(i + 1);
  });

/** Whether letters and blanks may be labels: there are three, and what is behind them are different texts of their own. */
export function hasBlankLabels(texts: readonly string[], least = 3): boolean {
  if (!BLANK.test(texts[0] ?? '') || !areLabels(texts, BLANK)) return false;
  const behind = texts.filter((t) => t.trim() !== '').map((t) => t.replace(BLANK, '').trim());
  const own = behind.filter((t) => t !== '');
  const first = new Set(own.map((t) => t.charAt(0)));
  return (
    behind.length >= least &&
    first.size > 1 &&
    new Set(own).size === own.length &&
    !own.some((t) => NAMED.test(t))
  );
}

/** A label anywhere: `A、`, `（B）`, `C．`. Whether it is one the order of the letters tells. */
const MARK =
  /[(（]\s?([A-Ha-hＡ-Ｈ])\s?[)）]\s*[.．、:：]?|(?<![A-Za-z0-9])([A-Ha-hＡ-Ｈ])\s*(?:[.．、:：]|[)）](?!\s*[A-Za-z]))|(?<![A-Z])([A-H])[、．]/g;
const EDGES = /^[\s;；|,，、$@#]+|[\s;；|,，、$@#]+$/g;

/** A cell that begins with A and goes on with B, C, … in order, taken apart there. */
function byLabels(cell: string): string[] | undefined {
  const starts: number[] = [];
  for (const found of cell.matchAll(MARK)) {
    const letter = (found[1] ?? found[2] ?? found[3] ?? '').normalize('NFKC').toUpperCase();
    if (letter === String.fromCharCode(65 + starts.length)) starts.push(found.index);
  }
  if (starts.length < 2 || cell.slice(0, starts[0]).trim() !== '') return undefined;
  const parts = starts.map((start, i) => cell.slice(start, starts[i + 1]).replace(EDGES, ''));
  const bare = withoutLabels(parts);
  return bare.every((text, i) => text !== '' && text !== parts[i]) ? bare : undefined;
}

/** What else stands between options, the surest first. Marks that occur in sentences divide only whole lists. */
const BETWEEN = [
  /\n|\\n/,
  /<br\s*\/?>/i,
  /\$;\$|\$\$+|&&+|@@+|##+|\|\|+|;;+|；；+|\^+/,
  /\||｜/,
  /\t/,
  /[;；]/,
  /[$#@]/,
];

/** Labels that only stand where nothing else tells options apart, each in the order of its row. */
const RARE: readonly [RegExp, string][] = [
  [/[[【]\s?([A-H])\s?[\]】]/g, 'ABCDEFGH'],
  [/(?<![A-Za-z0-9])([A-H])(?:】|[-–—,，])\s?/g, 'ABCDEFGH'],
  [/(?<!\S)([A-H])\s+(?=\S)/g, 'ABCDEFGH'],
  [/([①-⑧])\s?/g, '①②③④⑤⑥⑦⑧'],
  [/(?<!\S)([1-8])(?:[.．)）](?!\d)|、)\s?/g, '12345678'],
];
const LONGEST_CELL = 4000;

/** A cell that begins with the first label of such a row and goes on in its order, every label once. */
function byRareLabels(cell: string): string[] | undefined {
  if (cell.length > LONGEST_CELL) return undefined;
  for (const [label, order] of RARE) {
    const found = [...cell.matchAll(label)];
    if (found.length < 2 || cell.slice(0, found[0]?.index).trim() !== '') continue;
    if (found.some((f, i) => f[1] !== order[i])) continue;
    const texts = found.map((f, i) =>
      cell.slice(f.index + f[0].length, found[i + 1]?.index).replace(EDGES, ''),
    );
    if (!texts.includes('')) return texts;
  }
  return undefined;
}

/** Options kept in one cell: with labels A. … B. …, one a line, or separated by bars, semicolons and the like. */
export function splitOptions(given: string): string[] {
  // `**A.减速**B.停车`: stars that come before every option mark none.
  const cell = /^\s*\*\*+[^*]+\*\*/.test(given) ? given.replace(/\*\*+/g, '\n').trim() : given;
  const labelled = byLabels(cell);
  if (labelled) return labelled;
  const tight = tightOptions(cell);
  if (tight) return tight;
  for (const between of BETWEEN) {
    const parts = cell.split(between).map((p) => p.trim());
    while (parts.at(-1) === '') parts.pop();
    if (parts.length < 2 || parts.length > 10 || parts.includes('')) continue;
    const bare = withoutLabels(parts);
    // `A.减速；停车` is one option with a semicolon in it.
    if (LETTER.test(parts[0] ?? '') && bare[0] === parts[0]) continue;
    return bare;
  }
  return cell.trim() === '' ? [] : (byRareLabels(cell) ?? [cell]);
}

const LONGEST_NOTHING = 60;
const NOTHING = /^(?:null|none|无|没有)$/i;

/** Whether a text in the place of options says that there are none, or only right and wrong, as judge questions have it. */
export function listsNothing(cell: string): boolean {
  if (cell.length > LONGEST_NOTHING) return false;
  const words = cell.split(/[\s[\]{}"'.、:：,，/|;；-]+/).filter((w) => w !== '');
  const said = words.filter((w) => !/^[AB]$/.test(w));
  const isNothing = (w: string) => NOTHING.test(w) || rightOrWrong(w.replace(/^[AB](?=.)/, '')) !== undefined;
  return said.length === 0 ? words.length === 0 : said.every(isNothing);
}
