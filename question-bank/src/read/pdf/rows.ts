import type { Box, PagePicture } from './page';

/** Text of one look on a line; `y` is its baseline. */
export interface Piece {
  text: string;
  x0: number;
  x1: number;
  y: number;
  size: number;
  colour: string;
  bold: boolean;
  underline: boolean;
  highlight: boolean;
  symbol?: string;
  /** A picture that stands in the line like a word. */
  picture?: PagePicture;
}

/** Pieces on one baseline, from left to right. */
export interface Row {
  pieces: Piece[];
  y: number;
  size: number;
}

const middle = ([x0, , x1]: Box) => (x0 + x1) / 2;
export const centre = (box: Box): readonly [number, number] => [middle(box), (box[1] + box[3]) / 2];

/** Letters that are painted twice, a little apart, are bold ones. */
function withoutDoubles(pieces: Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const p of pieces) {
    const twin = out.find(
      (o) => o.text === p.text && Math.abs(o.x0 - p.x0) < o.size * 0.2 && p.text.trim() !== '',
    );
    if (twin) twin.bold = true;
    else out.push(p);
  }
  return out;
}

/** Pieces as rows from top to bottom. What is raised or lowered a little, or smaller, stands in its row. */
export function rowsOf(pieces: readonly Piece[]): Row[] {
  const rows: Row[] = [];
  for (const piece of [...pieces].sort((a, b) => a.y - b.y)) {
    const row = rows.at(-1);
    const [small, large] = [Math.min(row?.size ?? 0, piece.size), Math.max(row?.size ?? 0, piece.size)];
    const tall = Math.min(large, small * 1.6);
    if (row && piece.y - row.y < 0.42 * tall) {
      row.pieces.push(piece);
      // The baseline is that of the largest letters.
      if (piece.size > row.size * 1.05) [row.y, row.size] = [piece.y, piece.size];
    } else rows.push({ pieces: [piece], y: piece.y, size: piece.size });
  }
  for (const row of rows) row.pieces = withoutDoubles(row.pieces.sort((a, b) => a.x0 - b.x0));
  return rows;
}

const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef\u2014\u2018-\u201d\u2026]/u;
const isWide = (c: string | undefined) => c !== undefined && WIDE.test(c);
/** Whether nothing stands between two characters where a line was broken between them. */
export const joinsTight = (before: string, after: string): boolean =>
  isWide(before.at(-1)) || isWide(after[0]) || before.endsWith(' ') || after.startsWith(' ');

/** The blanks that a gap between two pieces of a row stands for. */
export function blanks(before: Piece, after: Piece): string {
  const gap = after.x0 - before.x1;
  const em = Math.max(Math.min(before.size, after.size), 1);
  if (gap > 3 * em) return '\t';
  const spaced = /\s$/.test(before.text) || /^\s/.test(after.text);
  const tight = isWide(before.text.at(-1)) || isWide(after.text[0]);
  if (gap < (tight ? 0.45 : 0.17) * em || (spaced && gap < 0.8 * em)) return '';
  return ' '.repeat(Math.min(8, Math.max(1, Math.round(gap / em))));
}

/** The text of a row, as it is read. */
export function rowText({ pieces }: Row): string {
  let out = '';
  pieces.forEach((p, i) => {
    const before = pieces[i - 1];
    out += before ? blanks(before, p) + p.text : p.text;
  });
  return out;
}

export const leftOf = (row: Row): number => row.pieces[0]?.x0 ?? 0;
export const rightOf = (row: Row): number => Math.max(...row.pieces.map((p) => p.x1));

const WORD =
  /^\s*[（(《“‘【〈「[{]*(?:[\x21-\x27\x29-\x5a\x5c-\x7a\x7c-\x7e]{1,40}|\S)[，。、；：？！）】》〉」”’…％]*/u;
/** How wide the first word of a line is, with the signs that stay with it: what did not fit on the line above. */
export function firstWord(row: Row): number {
  let wide = 0;
  for (const c of WORD.exec(rowText(row).slice(0, 60))?.[0].trim() ?? '') wide += c < '\u0100' ? 0.5 : 1;
  return wide * row.size;
}
