import { findHeader } from '../header';
import type { Grid, GridCell } from './grid';
import { leftOf, rightOf, rowsOf, rowText, type Piece, type Row } from './rows';

/** Where the columns of a table without lines lie. */
export type Columns = readonly { from: number; to: number }[];
export interface Unruled {
  /** The table; undefined where its columns or rows cannot be told apart, and its text is then kept out of the rest. */
  grid?: Grid;
  columns?: Columns;
  rest: Piece[];
}

const PAGE_NUMBER =
  /^\s*(?:第?\s?\d{1,4}\s?页?|[-–—]\s?\d{1,4}\s?[-–—]|\d{1,4}\s?\/\s?\d{1,4}|第\s?\d{1,4}\s?页.{0,12})\s*$/;

/** The cells of a row: pieces with a gap between them. */
export function cellsOf({ pieces }: Row): Piece[][] {
  const out: Piece[][] = [];
  for (const p of pieces) {
    if (p.text.trim() === '') continue;
    const last = out.at(-1)?.at(-1);
    if (last && p.x0 - last.x1 < 0.6 * p.size) out.at(-1)?.push(p);
    else out.push([p]);
  }
  return out;
}
const textOf = (pieces: readonly Piece[]) =>
  pieces
    .map((p) => p.text)
    .join('')
    .trim();

/** Stretches across the page in which text stands, in any of the rows. */
function stretches(rows: readonly Row[]): { from: number; to: number }[] {
  const all = rows.flatMap((r) => r.pieces.filter((p) => p.text.trim() !== ''));
  const out: { from: number; to: number }[] = [];
  for (const p of all.sort((a, b) => a.x0 - b.x0)) {
    const last = out.at(-1);
    if (last && p.x0 < last.to + 1.5) last.to = Math.max(last.to, p.x1);
    else out.push({ from: p.x0, to: p.x1 });
  }
  return out;
}

const isHead = (row: Row): boolean => {
  const cells = cellsOf(row).map(textOf);
  return (
    cells.length >= 4 &&
    cells.every((c) => c.length <= 12) &&
    findHeader({ rows: [{ row: 1, cells }] }) !== undefined
  );
};

/**
 * A table without lines, as a sheet is printed: a header row, and below it rows in the same columns. `before` are the
 * columns of a table that began on an earlier page, and whether they could not be told apart. Undefined where there is none.
 */
export function unruledTable(
  pieces: readonly Piece[],
  before: { columns: Columns; muddled: boolean } | undefined,
): Unruled | undefined {
  const carried = before?.columns;
  const rows = rowsOf(pieces);
  const head = rows.findIndex(isHead);
  const first = head >= 0 ? head : carried ? 0 : -1;
  if (first < 0) return undefined;
  const below = rows.slice(first);
  while (below.length > 1 && PAGE_NUMBER.test(rowText(below.at(-1) as Row))) below.pop();
  if (head < 0 && PAGE_NUMBER.test(rowText(below[0] as Row))) below.shift();
  const found = stretches(below);
  const width = head >= 0 ? cellsOf(rows[head] as Row).length : (carried?.length ?? 0);
  const fits =
    found.length === width &&
    (head >= 0 ||
      found.every((s, i) => s.from < (carried?.[i]?.to ?? 0) && s.to > (carried?.[i]?.from ?? 0)));
  // What goes on on this page is something else.
  if (head < 0 && !fits && below.filter((r) => cellsOf(r).length >= 3).length < below.length / 2)
    return undefined;
  const own = new Set(below.flatMap((r) => r.pieces));
  const rest = pieces.filter((p) => !own.has(p));
  if (below.length < (head >= 0 ? 2 : 1)) return undefined;
  const body = head >= 0 ? below.slice(1) : below;
  // A text of several lines may belong to the row above or below: nobody can tell.
  const [number] = found;
  const whole =
    fits &&
    !(head < 0 && before?.muddled) &&
    number &&
    body.every((r) => r.pieces.some((p) => p.text.trim() !== '' && p.x0 < number.to));
  if (!whole) return { rest, columns: found };
  const grid: Grid = {
    box: [
      Math.min(...below.map(leftOf)),
      (below[0] as Row).y - 8,
      Math.max(...below.map(rightOf)),
      (below.at(-1) as Row).y,
    ],
    rows: below.map((row) =>
      found.map(({ from, to }, i): GridCell => {
        const held = row.pieces.filter((p) => p.x0 >= from - 0.5 && p.x0 <= to);
        const next = found[i + 1]?.from ?? to + 20;
        return {
          rows: held.length > 0 ? [{ ...row, pieces: held }] : [],
          box: [from, row.y - row.size, next, row.y],
          across: 1,
          merged: false,
        };
      }),
    ),
  };
  return { grid, columns: found, rest };
}
