import type { Piece } from './rows';
import type { Rule } from './rules';

/** Shares of a letter's size: gaps that are alike, and the least one that tears a number apart (see blanks). */
const ALIKE = 0.07;
const LEAST = 0.1;
const MOST = 1.2;

const LETTER = /^[\p{Script=Han}\p{Ll}]$/u;
const OPTION = /^[A-H][.、．:：]/;

interface Pair {
  before: Piece;
  after: Piece;
  gap: number;
}

const sameLook = (a: Piece, b: Piece): boolean =>
  a.size === b.size &&
  a.colour === b.colour &&
  a.bold === b.bold &&
  a.underline === b.underline &&
  a.highlight === b.highlight &&
  a.symbol === b.symbol;

/** Pieces that were painted one after the other on one line; a cell of a table is painted apart from the next one. */
function stretchesOf(pieces: readonly Piece[]): Piece[][] {
  const out: Piece[][] = [];
  for (const p of pieces) {
    const last = out.at(-1)?.at(-1);
    const gap = last ? (p.x0 - last.x1) / p.size : 0;
    if (last && Math.abs(p.y - last.y) < 0.5 && gap > -0.1 && gap < MOST) out.at(-1)?.push(p);
    else out.push([p]);
  }
  return out;
}

const pairsOf = (stretch: readonly Piece[]): Pair[] =>
  stretch.slice(1).map((after, i) => {
    const before = stretch[i] as Piece;
    return { before, after, gap: (after.x0 - before.x1) / Math.max(1, Math.min(before.size, after.size)) };
  });

const alike = (a: number, b: number) => Math.abs(a - b) <= ALIKE;

/** The gap that most of the pairs have; undefined where they differ. */
function usualGap(pairs: readonly Pair[]): number | undefined {
  const gaps = pairs.map((p) => p.gap).sort((a, b) => a - b);
  const middle = gaps[Math.floor(gaps.length / 2)];
  if (middle === undefined || middle < LEAST) return undefined;
  return gaps.filter((g) => alike(g, middle)).length >= gaps.length * 0.7 ? middle : undefined;
}

/** The gap between letters of words, of which nobody thinks that blanks are between them. */
const gapOfWords = (pairs: readonly Pair[]): number | undefined => {
  const own = pairs.filter((p) => LETTER.test(p.before.text) && LETTER.test(p.after.text));
  return own.length >= 3 ? usualGap(own) : undefined;
};

/**
 * Joins letters that are set apart (letter-spacing, justified Chinese text), so that a gap as wide as between all letters of
 * a line is no blank: `1 0.` is 10. A line without words has the gap of a line of the page that has some.
 * @param down lines of tables, across which nothing is joined
 */
export function joinSpacedLetters(pieces: readonly Piece[], down: readonly Rule[]): Piece[] {
  const stretches = stretchesOf(pieces).map((stretch) => {
    const pairs = pairsOf(stretch);
    return { stretch, pairs, own: gapOfWords(pairs) };
  });
  const known = new Map<number, number>();
  for (const { own } of stretches) {
    if (own === undefined) continue;
    const key = Math.round(own * 50) / 50;
    known.set(key, (known.get(key) ?? 0) + 1);
  }
  if (known.size === 0) return [...pieces];
  const usual = [...known].sort((a, b) => b[1] - a[1])[0]?.[0];
  const ruled = ({ before, after }: Pair) =>
    down.some((r) => r.at > before.x1 - 1 && r.at < after.x0 + 1 && r.from <= after.y && r.to >= after.y - 1);
  return stretches.flatMap(({ stretch, pairs, own }) => {
    const all = own ?? usualGap(pairs);
    const spaced = all !== undefined && (own !== undefined || [...known.keys()].some((k) => alike(k, all)));
    if (!spaced) return stretch;
    const out: Piece[] = stretch.slice(0, 1).map((p) => ({ ...p }));
    pairs.forEach((pair, i) => {
      const last = out.at(-1) as Piece;
      const { after, gap } = pair;
      const fits = alike(gap, all) || gap < LEAST || (usual !== undefined && alike(gap, usual));
      const next = stretch.slice(i + 1, i + 3).map((p) => p.text);
      // Options side by side may be those of two columns.
      const option = OPTION.test(next.join('')) && !/[A-H（(]$/.test(last.text);
      if (!fits || option || !sameLook(last, after) || last.picture || after.picture || ruled(pair))
        out.push({ ...after });
      else {
        last.text += after.text;
        last.x1 = after.x1;
      }
    });
    return out;
  });
}
