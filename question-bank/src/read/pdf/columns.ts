import type { Grid } from './grid';
import type { Box, PagePicture } from './page';
import { letterAt, numberAt } from './row-marks';
import { leftOf, rightOf, rowsOf, rowText, type Piece, type Row } from './rows';

/** What follows on a page, in reading order. */
export type Block =
  /** `unclear`: it may go on with this option above or with that. */
  | { kind: 'line'; row: Row; region: string; unclear?: boolean }
  | { kind: 'table'; grid: Grid }
  | { kind: 'picture'; picture: PagePicture };
/** What stands on a page as one: a table, a picture between lines. */
export type Standing = Exclude<Block, { kind: 'line' }>;

const boxOf = (block: Standing): Box => (block.kind === 'table' ? block.grid.box : block.picture.box);

const numbersOf = (rows: readonly Row[]): number[] => rows.flatMap((r) => numberAt(rowText(r)) ?? []);

const side = (row: Row, gutter: number): [Row | undefined, Row | undefined] => {
  const part = (keep: (p: Piece) => boolean) => {
    const pieces = row.pieces.filter(keep);
    return pieces.length > 0 ? { ...row, pieces } : undefined;
  };
  return [part((p) => p.x0 < gutter), part((p) => p.x0 >= gutter)];
};
const crosses = (row: Row, gutter: number) => row.pieces.some((p) => p.x0 < gutter && p.x1 > gutter);
const fill = (rows: readonly Row[], width: number): number =>
  rows.reduce((sum, r) => sum + rightOf(r) - leftOf(r), 0) / Math.max(1, rows.length * width);

/** Whether what stands left and right of a gutter is read one below the other, not across. */
function areColumns(rows: readonly Row[], gutter: number, x0: number, x1: number): boolean {
  const pairs = rows.filter((r) => !crosses(r, gutter)).map((r) => side(r, gutter));
  const left = pairs.flatMap(([l]) => (l ? [l] : []));
  const right = pairs.flatMap(([, r]) => (r ? [r] : []));
  if (left.length < 4 || right.length < 4 || Math.min(left.length, right.length) < 0.25 * rows.length)
    return false;
  const [before, after] = [numbersOf(left), numbersOf(right)];
  if (before.length > 0 && after.length > 0) {
    const across = pairs.filter(([l, r]) => {
      const [a] = l ? numbersOf([l]) : [];
      const [b] = r ? numbersOf([r]) : [];
      return a !== undefined && b === a + 1;
    }).length;
    return across < after.length / 2;
  }
  return fill(left, gutter - x0) > 0.6 && fill(right, x1 - gutter) > 0.6;
}

const letterOf = (row: Row): number => letterAt(rowText(row));

/**
 * Whether the last column of a text ends early: its lines begin at one place beside the first ones of a column that is
 * full. `known` is a gutter of an earlier page; without one, lines have to be broken at it.
 */
function endsEarly(rows: readonly Row[], gutter: number, known: boolean): boolean {
  if (rows.filter((r) => crosses(r, gutter)).length > rows.length * 0.15) return false;
  const pairs = rows.filter((r) => !crosses(r, gutter)).map((r) => side(r, gutter));
  const left = pairs.flatMap(([l]) => (l ? [l] : []));
  const right = pairs.flatMap(([, r]) => (r ? [r] : []));
  if (left.length < 4 || right.length < (known ? 1 : 3) || right.length > left.length) return false;
  const start = Math.min(...right.map(leftOf));
  if (right.some((r) => leftOf(r) - start > 3 * r.size)) return false;
  if (right.filter((r) => leftOf(r) - start < 2).length < 0.6 * right.length) return false;
  const both = pairs.flatMap(([l, r]) => (l && r ? [[l, r] as const] : []));
  // A, B beside each other are options of one question; so are keys that count on.
  const across = both.filter(([l, r]) => letterOf(r) > 0 && letterOf(r) - letterOf(l) > 0 && letterOf(l) > 0);
  const counted = both.filter(([l, r]) => {
    const [a, b] = [numbersOf([l])[0], numbersOf([r])[0]];
    return a !== undefined && b === a + 1;
  });
  if (across.length + counted.length >= Math.max(1, both.length * 0.5)) return false;
  if (known) return true;
  const full = left.filter((l) => rightOf(l) > gutter - 4 * l.size);
  const [last] = right.slice(-1);
  const lower = left.filter((l) => last && l.y > last.y + last.size).length;
  return full.length >= 3 && lower >= 2 && numbersOf(left).length > 0 && numbersOf(right).length > 0;
}

/** Where a page is divided in columns; undefined if it is not. `known` are the gutters of the page before. */
function gutterOf(rows: readonly Row[], known: readonly number[]): number | undefined {
  const before = () => known.find((g) => endsEarly(rows, g, true));
  if (rows.length < 8) return before();
  const x0 = Math.min(...rows.map(leftOf));
  const x1 = Math.max(...rows.map(rightOf));
  const most = rows.length * 0.15;
  let best: { at: number; wide: number; crossed: number } | undefined;
  let from: number | undefined;
  let crossed = 0;
  const close = (to: number) => {
    if (from !== undefined && to - from >= 6) {
      const wide = to - from;
      if (!best || crossed < best.crossed || (crossed === best.crossed && wide > best.wide))
        best = { at: (from + to) / 2, wide, crossed };
    }
    from = undefined;
  };
  // A page of a broken file may be a million points wide.
  const step = Math.max(2, (x1 - x0) / 2000);
  for (let x = x0 + (x1 - x0) * 0.22; x <= x0 + (x1 - x0) * 0.78; x += step) {
    const count = rows.filter((r) => crosses(r, x)).length;
    if (count > most || (from !== undefined && count !== crossed)) close(x);
    if (count > most) continue;
    from ??= x;
    crossed = count;
  }
  close(x0 + (x1 - x0) * 0.78);
  if (best && areColumns(rows, best.at, x0, x1)) return best.at;
  return before() ?? (best && endsEarly(rows, best.at, false) ? best.at : undefined);
}

/**
 * Rows and what stands between them, in the order they are read: column by column where there are such. `known` are the
 * gutters of the page before; those that are found are put into `found`.
 */
export function inOrder(
  pieces: readonly Piece[],
  standing: readonly Standing[],
  known: readonly number[] = [],
  found: number[] = [],
  region = '',
): Block[] {
  const rows = rowsOf(pieces);
  const gutter = region.length < 2 ? gutterOf(rows, known) : undefined;
  if (gutter !== undefined) found.push(gutter);
  if (gutter === undefined) {
    const lines = rows.map((row): { y: number; block: Block } => ({
      y: row.y,
      block: { kind: 'line', row, region },
    }));
    const others = standing.map((block) => ({ y: boxOf(block)[1], block: block }));
    return [...lines, ...others].sort((a, b) => a.y - b.y).map((e) => e.block);
  }
  const out: Block[] = [];
  let band: { pieces: Piece[]; standing: Standing[] } = { pieces: [], standing: [] };
  const flush = () => {
    for (const [name, mine] of [
      ['l', (x: number) => x < gutter],
      ['r', (x: number) => x >= gutter],
    ] as const) {
      const own = band.standing.filter((s) => mine((boxOf(s)[0] + boxOf(s)[2]) / 2));
      out.push(
        ...inOrder(
          band.pieces.filter((p) => mine(p.x0)),
          own,
          known,
          found,
          region + name,
        ),
      );
    }
    band = { pieces: [], standing: [] };
  };
  const wide = (s: Standing) => boxOf(s)[0] < gutter - 8 && boxOf(s)[2] > gutter + 8;
  const all = [
    ...rows.map((row) => ({ y: row.y, row, block: undefined })),
    ...standing.map((block) => ({ y: boxOf(block)[1], row: undefined, block })),
  ].sort((a, b) => a.y - b.y);
  for (const { row, block } of all) {
    if (row && crosses(row, gutter)) {
      flush();
      out.push({ kind: 'line', row, region });
    } else if (row) band.pieces.push(...row.pieces);
    else if (block && wide(block)) {
      flush();
      out.push(block);
    } else if (block) band.standing.push(block);
  }
  flush();
  return out;
}
