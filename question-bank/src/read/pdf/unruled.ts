import type { Grid, GridCell } from './grid';
import { leftOf, rightOf, rowsOf, rowText, type Piece, type Row } from './rows';
import type { Rule } from './rules';
import { headCells, headOf, keyColumn } from './table-head';
import { rowsByNumber, unbroken, type Begun, type RowsFound } from './wrapped-rows';

/** Where the columns of a table without lines lie. */
export type Columns = readonly { from: number; to: number }[];
export interface Unruled {
  /** The table; undefined where its columns or rows cannot be told apart, and its text is then kept out of the rest. */
  grid?: Grid;
  columns?: Columns;
  /** What the next page has to know of it. */
  begun?: Pick<TableBefore, 'aligned' | 'lacking' | 'key'>;
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

/** Share of a page's height in which what stands apart below a table is no row of it. */
const FOOT = 0.93;
function withoutFoot(below: readonly Row[], height: number): Row[] {
  const out = [...below];
  for (;;) {
    const [above, last] = out.slice(-2);
    if (!above || !last) return out;
    const apart =
      last.y > FOOT * height && last.y - above.y > 2 * last.size && !/^\s*\d{1,5}\s/.test(rowText(last));
    if (!apart && !PAGE_NUMBER.test(rowText(last))) return out;
    out.pop();
  }
}

/** What the page before tells of a table that goes on. */
export interface TableBefore extends Begun {
  columns: Columns;
  muddled: boolean;
  key: number | undefined;
}

/** A row of a table, whose columns are known; `cells` are the lines of each. */
function gridRow(cells: readonly (readonly Row[])[], columns: Columns): GridCell[] {
  const lines = cells.flat();
  const top = Math.min(...lines.map((l) => l.y - l.size));
  const bottom = Math.max(...lines.map((l) => l.y));
  return columns.map(({ from, to }, i) => ({
    rows: unbroken(cells[i] ?? []),
    box: [from, top, columns[i + 1]?.from ?? to + 20, bottom],
    across: 1,
    merged: false,
  }));
}

/**
 * A table without lines, as a sheet is printed: a header row, and below it rows in the same columns. Texts may take several
 * lines where the rows are numbered (see rowsByNumber). Undefined where there is none.
 * @param before the table that began on an earlier page
 * @param across lines drawn across the page
 */
export function unruledTable(
  pieces: readonly Piece[],
  height: number,
  across: readonly Rule[],
  before: TableBefore | undefined,
): Unruled | undefined {
  const carried = before?.columns;
  const rows = rowsOf(pieces);
  const head = headOf(rows);
  if (!head && !carried) return undefined;
  const below = withoutFoot(rows.slice(head?.at ?? 0), height);
  if (!head && below[0] && PAGE_NUMBER.test(rowText(below[0]))) below.shift();
  if (below.length === 0) return undefined;
  const found = stretches(below);
  const heading = head ? rows.slice(head.at, head.at + head.lines) : [];
  const width = head ? headCells(heading).length : (carried?.length ?? 0);
  const fits =
    found.length === width &&
    (head !== undefined ||
      found.every((s, i) => s.from < (carried?.[i]?.to ?? 0) && s.to > (carried?.[i]?.from ?? 0)));
  // What goes on on this page is something else.
  if (!head && !fits && below.filter((r) => cellsOf(r).length >= 3).length < below.length / 2)
    return undefined;
  const own = new Set(below.flatMap((r) => r.pieces));
  const rest = pieces.filter((p) => !own.has(p));
  if (below.length < (head ? head.lines + 1 : 1)) return undefined;
  const body = below.slice(head?.lines ?? 0);
  const muddled = { rest, columns: found };
  const goesOn = before && !before.muddled ? before : undefined;
  if (!fits || (!head && !goesOn)) return muddled;
  const inColumns = (some: readonly Row[]) =>
    found.map(({ from, to }) =>
      rowsOf(some.flatMap((r) => r.pieces.filter((p) => p.x0 >= from - 0.5 && p.x0 <= to))),
    );
  const key = head ? keyColumn(heading) : goesOn?.key;
  const [number] = found;
  const flat = body.every((r) => r.pieces.some((p) => p.text.trim() !== '' && p.x0 < (number?.to ?? 0)));
  const sorted: RowsFound | undefined = flat
    ? { rows: body.map((r) => inColumns([r])) }
    : rowsByNumber(inColumns(body), roomOf(found, body[0]?.size ?? 0), ruledOver(across, found), key, goesOn);
  if (!sorted) return muddled;
  const titles = heading.length > 0 ? [inColumns(heading)] : [];
  const grid: Grid = {
    box: [
      Math.min(...below.map(leftOf)),
      (below[0] as Row).y - 8,
      Math.max(...below.map(rightOf)),
      (below.at(-1) as Row).y,
    ],
    rows: [...titles, ...sorted.rows].map((cells) => gridRow(cells, found)),
  };
  const lacking = (sorted.rows.at(-1) ?? []).flatMap((lines, c) => (lines.length === 0 ? [c] : []));
  const begun = { aligned: sorted.aligned ?? goesOn?.aligned, lacking, key };
  return { grid, columns: found, rest, begun };
}

/** Between the texts of two columns, in heights of letters. */
const MARGINS = 2;
/** How wide the texts of each column may be: as the widest one, and no less than reaches near the next column. */
const roomOf = (columns: Columns, size: number): number[] =>
  columns.map(({ from, to }, i) => Math.max(to, (columns[i + 1]?.from ?? 0) - MARGINS * size) - from);

/** Lines that run across the whole of a table, in one piece or cell by cell. */
function ruledOver(across: readonly Rule[], columns: Columns): number[] {
  const [from, to] = [columns[0]?.from ?? 0, columns.at(-1)?.to ?? 0];
  const found = new Map<number, number>();
  for (const r of across) {
    const at = Math.round(r.at);
    const covered = Math.min(r.to, to) - Math.max(r.from, from);
    if (covered > 0) found.set(at, (found.get(at) ?? 0) + covered);
  }
  return [...found].flatMap(([at, covered]) => (covered > 0.98 * (to - from) ? [at] : []));
}
