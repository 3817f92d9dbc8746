import type { Box } from './page';
import type { Rule, Rules } from './rules';
import { rowsOf, type Piece, type Row } from './rows';

/** A cell of a table on a page. */
export interface GridCell {
  rows: Row[];
  box: Box;
  across: number;
  /** Continues the cell above. */
  merged: boolean;
}
export interface Grid {
  box: Box;
  rows: GridCell[][];
}

/** Points: lines so near are one. */
const NEAR = 3;
const MOST_LINES = 40;

/** Values that lie near each other as one. */
function places(values: readonly number[]): number[] {
  const out: number[] = [];
  for (const v of [...values].sort((a, b) => a - b)) {
    const last = out.at(-1);
    if (last === undefined || v - last > NEAR) out.push(v);
  }
  return out;
}

/** Whether lines at a place cover most of a stretch. */
function covered(rules: readonly Rule[], at: number, from: number, to: number): boolean {
  const near = rules
    .filter((r) => Math.abs(r.at - at) <= NEAR + 0.5 && r.to > from && r.from < to)
    .sort((a, b) => a.from - b.from);
  let [end, sum] = [from, 0];
  for (const r of near) {
    const [a, b] = [Math.max(r.from, end), Math.min(r.to, to)];
    if (b > a) {
      sum += b - a;
      end = b;
    }
  }
  return sum >= 0.6 * (to - from);
}

/** Lines that touch each other, directly or by others. */
function groups({ across, down }: Rules): { across: Rule[]; down: Rule[] }[] {
  const parent = [...across, ...down].map((_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) at = parent[at] = parent[parent[at] ?? 0] ?? 0;
    return at;
  };
  const all = [
    ...across.map((r, i) => ({ i, x0: r.from, x1: r.to, y0: r.at, y1: r.at })),
    ...down.map((r, i) => ({ i: across.length + i, x0: r.at, x1: r.at, y0: r.from, y1: r.to })),
  ].sort((a, b) => a.y0 - b.y0);
  let open: typeof all = [];
  for (const one of all) {
    open = open.filter((o) => o.y1 >= one.y0 - NEAR);
    for (const o of open) if (o.x0 <= one.x1 + NEAR && o.x1 >= one.x0 - NEAR) parent[root(o.i)] = root(one.i);
    open.push(one);
  }
  const found = new Map<number, { across: Rule[]; down: Rule[] }>();
  const of = (i: number) => {
    const key = root(i);
    const known = found.get(key) ?? { across: [], down: [] };
    found.set(key, known);
    return known;
  };
  across.forEach((r, i) => of(i).across.push(r));
  down.forEach((r, i) => of(across.length + i).down.push(r));
  return [...found.values()];
}

/** The tables that are drawn with lines on a page, and the pieces that stand in none. A frame is no table. */
export function gridsOf(
  rules: Rules,
  pieces: readonly Piece[],
  height: number,
): { grids: Grid[]; rest: Piece[] } {
  let rest = [...pieces];
  const grids: Grid[] = [];
  if (rules.down.length < 3) return { grids, rest };
  for (const { across, down } of groups(rules)) {
    const xs = places(down.map((r) => r.at));
    const ys = places(across.map((r) => r.at));
    const [x0 = 0, x1 = 0, y0 = 0, y1 = 0] = [xs[0], xs.at(-1), ys[0], ys.at(-1)];
    if (xs.length < 3 || ys.length < 2 || xs.length > 40) continue;
    const inside = (p: Piece) => p.x0 + 1 > x0 && p.x0 + 1 < x1 && p.y > y0 && p.y < y1 + 1;
    const own = rest.filter(inside);
    if (own.length === 0) continue;
    const cellOf = (places: readonly number[], value: number) =>
      Math.max(
        0,
        places.findLastIndex((at) => at <= value),
      );
    const texts = new Map<string, Piece[]>();
    for (const p of own) {
      const key = `${Math.min(cellOf(ys, p.y - p.size * 0.3), ys.length - 2)} ${Math.min(cellOf(xs, p.x0 + 1), xs.length - 2)}`;
      const known = texts.get(key);
      if (known) known.push(p);
      else texts.set(key, [p]);
    }
    const rows: GridCell[][] = [];
    for (let r = 0; r + 1 < ys.length; r += 1) {
      const [top = 0, bottom = 0] = [ys[r], ys[r + 1]];
      const cells: GridCell[] = [];
      for (let c = 0; c + 1 < xs.length; c += 1) {
        const held: Piece[] = [...(texts.get(`${r} ${c}`) ?? [])];
        const from = c;
        while (c + 2 < xs.length && !covered(down, xs[c + 1] ?? 0, top, bottom)) {
          c += 1;
          held.push(...(texts.get(`${r} ${c}`) ?? []));
        }
        const box: Box = [xs[from] ?? 0, top, xs[c + 1] ?? 0, bottom];
        const merged = r > 0 && !covered(across, top, box[0], box[2]);
        cells.push({ rows: rowsOf(held), box, across: c - from + 1, merged });
      }
      rows.push(cells);
    }
    // Frames around a page, its columns or a question are no tables.
    const lines = Math.max(...rows.flat().map((c) => c.rows.length));
    if (lines > MOST_LINES || (rows.length < 2 && (y1 - y0 > height * 0.4 || lines > 12))) continue;
    mergeDown(rows);
    rest = rest.filter((p) => !inside(p));
    grids.push({ box: [x0, y0, x1, y1], rows });
  }
  return { grids, rest };
}

/** A text that stands in the middle of merged cells belongs to the first of them. */
function mergeDown(rows: GridCell[][]): void {
  for (let r = rows.length - 1; r > 0; r -= 1)
    for (const cell of rows[r] ?? []) {
      if (!cell.merged) continue;
      const above = rows[r - 1]?.find((c) => c.box[0] === cell.box[0] && c.box[2] === cell.box[2]);
      // Cells of other widths above: the line between is missing for another reason.
      if (!above) {
        cell.merged = false;
        continue;
      }
      above.rows.push(...cell.rows);
      cell.rows = [];
    }
}
