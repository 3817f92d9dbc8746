import type { Grid, GridCell } from './grid';
import type { PageBlocks } from './page-blocks';
import { rowText } from './rows';

/** Points by which the columns of a table may differ from page to page. */
const NEAR = 6;
const textOf = (cell: GridCell | undefined): string => (cell?.rows ?? []).map(rowText).join('').trim();
const sameColumns = (a: readonly GridCell[], b: readonly GridCell[]): boolean =>
  a.length === b.length && a.every((cell, i) => Math.abs(cell.box[0] - (b[i]?.box[0] ?? 0)) < NEAR);
const sameTexts = (a: readonly GridCell[], b: readonly GridCell[]): boolean =>
  a.every((cell, i) => textOf(cell) === textOf(b[i]));

/** Columns that nearly every row of a table fills: number, question, key. */
function filledColumns(rows: readonly (readonly GridCell[])[]): number[] {
  const width = rows[0]?.length ?? 0;
  const body = rows.slice(1).filter((r) => r.length === width);
  return Array.from({ length: width }, (_, c) => c).filter(
    (c) => body.length >= 2 && body.filter((r) => textOf(r[c]) !== '').length >= 0.85 * body.length,
  );
}

/**
 * A row that a page's end cut in two is one: the first row of a table that goes on is the rest of the last one if either
 * lacks what nearly every row has.
 */
function joinRow(above: Grid, below: Grid): void {
  const last = above.rows.at(-1);
  // A header that comes again on each page stands above the rest.
  const head = above.rows[0];
  const first = head && below.rows[0] && sameTexts(head, below.rows[0]) ? 1 : 0;
  const rest = below.rows[first];
  if (!last || !rest || above.rows.length < 2 || !sameColumns(last, rest)) return;
  // Rows that both have their number are two, whatever else they lack.
  if ([last, rest].every((row) => /^\d{1,5}[、.．]?$/.test(textOf(row[0])))) return;
  const always = filledColumns([...above.rows.slice(0, -1), ...below.rows.slice(first + 1)]);
  const lacks = (row: readonly GridCell[]) => always.some((c) => textOf(row[c]) === '');
  if (always.length === 0 || !(lacks(rest) || lacks(last))) return;
  last.forEach((cell, i) => cell.rows.push(...(rest[i]?.rows ?? [])));
  below.rows.splice(first, 1);
}

/** Joins rows that the end of a page cut, once running heads are gone. */
export function joinCutRows(pages: readonly PageBlocks[]): void {
  for (let i = pages.length - 1; i > 0; i -= 1) {
    const above = pages[i - 1]?.blocks.at(-1);
    const below = pages[i]?.blocks[0];
    if (above?.kind === 'table' && below?.kind === 'table') joinRow(above.grid, below.grid);
  }
}

/**
 * Takes out the last row of a table without lines that goes on where it could not be read: what is missing of it may stand
 * there. Returns whether there was such a row.
 */
export function withoutTornRows(pages: readonly PageBlocks[]): boolean {
  let torn = false;
  pages.forEach((page, i) => {
    const above = pages[i - 1];
    const last = above?.blocks.at(-1);
    if (!page.muddled || !above?.begun || last?.kind !== 'table') return;
    last.grid.rows.pop();
    torn = true;
  });
  return torn;
}
