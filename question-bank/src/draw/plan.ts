/** How many questions a cell (chapter × type) can give: cumulative, so `fresh ≤ unlike ≤ all`. */
export interface CellStock {
  /** Not asked in the papers to avoid, nor anything like it. */
  fresh: number;
  /** Also those that only resemble one asked before. */
  unlike: number;
  /** Everything. */
  all: number;
}

/** `rows`: together these chapters (indices) must give `need` questions of these types (`cols`) but have `have`. */
interface Shortage {
  rows: number[];
  cols: number[];
  need: number;
  have: number;
}

export type Plan = { ok: true; counts: number[][] } | { ok: false; shortage: Shortage };

const REPEAT = 1e12;
const ALIKE = 1e10;
const OFF_BY_MORE_THAN_ROUNDING = 1e7;

/**
 * Cost of the k-th question of a cell whose proportional due is row × col ÷ total, times `total` so that it
 * stays whole. Summed it is the squared distance from the due; leaving floor/ceil of the due costs more than
 * any such distance, asking something again more than any rounding. Non-decreasing in k, which the
 * shortest-path argument below needs.
 */
function unitCost(k: number, row: number, col: number, total: number, stock: CellStock): number {
  const due = row * col;
  let cost = total * (2 * k - 1) - 2 * due;
  if (k <= Math.floor(due / total)) cost -= OFF_BY_MORE_THAN_ROUNDING;
  if (k > Math.ceil(due / total)) cost += OFF_BY_MORE_THAN_ROUNDING;
  if (k > stock.fresh) cost += ALIKE;
  if (k > stock.unlike) cost += REPEAT;
  return cost;
}

/**
 * Controlled rounding: a table of whole numbers with exactly the given row and column sums (they have the same
 * total), no cell above its stock, as near to proportional as the stock allows. A min-cost flow from rows to
 * columns, one question at a time along the cheapest augmenting path, so the result is optimal, depends on no
 * seed, and where it stops short the cut names what is missing. `extra` adds to the cost of the k-th question of a
 * cell and must not fall with k.
 */
export function planTable(
  rows: readonly number[],
  cols: readonly number[],
  stock: readonly CellStock[][],
  extra: (row: number, col: number, k: number) => number = () => 0,
): Plan {
  const total = rows.reduce((sum, n) => sum + n, 0);
  const x = rows.map(() => cols.map(() => 0));
  const at = (r: number, c: number) => x[r]?.[c] ?? 0;
  const stockAt = (r: number, c: number) => stock[r]?.[c] ?? { fresh: 0, unlike: 0, all: 0 };
  const cost = (r: number, c: number, k: number) =>
    unitCost(k, rows[r] ?? 0, cols[c] ?? 0, total, stockAt(r, c)) + extra(r, c, k);
  const supply = [...rows];
  const demand = [...cols];

  for (let left = total; left > 0; left -= 1) {
    const rowCost = supply.map((s) => (s > 0 ? 0 : Infinity));
    const rowFrom = rows.map(() => -1);
    const colCost = cols.map(() => Infinity);
    const colFrom = cols.map(() => -1);
    for (let changed = true; changed;) {
      changed = false;
      for (let r = 0; r < rows.length; r += 1) {
        for (let c = 0; c < cols.length; c += 1) {
          const flow = at(r, c);
          const there = (rowCost[r] ?? Infinity) + cost(r, c, flow + 1);
          if (flow < stockAt(r, c).all && there < (colCost[c] ?? Infinity)) {
            colCost[c] = there;
            colFrom[c] = r;
            changed = true;
          }
          const back = (colCost[c] ?? Infinity) - cost(r, c, flow);
          if (flow > 0 && back < (rowCost[r] ?? Infinity)) {
            rowCost[r] = back;
            rowFrom[r] = c;
            changed = true;
          }
        }
      }
    }
    let end = -1;
    for (let c = 0; c < cols.length; c += 1) {
      const better = (colCost[c] ?? Infinity) < (end < 0 ? Infinity : (colCost[end] ?? Infinity));
      if ((demand[c] ?? 0) > 0 && better) end = c;
    }
    if (end < 0) return { ok: false, shortage: shortageOf(rows, cols, stock, x, supply) };
    demand[end] = (demand[end] ?? 0) - 1;
    for (let c = end; ;) {
      const r = colFrom[c] ?? -1;
      const line = x[r] ?? [];
      line[c] = (line[c] ?? 0) + 1;
      const previous = rowFrom[r] ?? -1;
      if (previous < 0) {
        supply[r] = (supply[r] ?? 0) - 1;
        break;
      }
      line[previous] = (line[previous] ?? 0) - 1;
      c = previous;
    }
  }
  return { ok: true, counts: x };
}

/** The cut around the first chapter that could not be filled: its own cells, and those it could have swapped with. */
function shortageOf(
  rows: readonly number[],
  cols: readonly number[],
  stock: readonly CellStock[][],
  x: readonly number[][],
  supply: readonly number[],
): Shortage {
  const inRows = new Set([supply.findIndex((s) => s > 0)]);
  const inCols = new Set<number>();
  for (let size = -1; size !== inRows.size + inCols.size;) {
    size = inRows.size + inCols.size;
    for (const r of inRows) {
      cols.forEach((_, c) => {
        if ((x[r]?.[c] ?? 0) < (stock[r]?.[c]?.all ?? 0)) inCols.add(c);
      });
    }
    for (const c of inCols) {
      rows.forEach((_, r) => {
        if ((x[r]?.[c] ?? 0) > 0) inRows.add(r);
      });
    }
  }
  const shortCols = cols.map((_, c) => c).filter((c) => !inCols.has(c));
  const shortRows = [...inRows].sort((a, b) => a - b);
  const elsewhere = [...inCols].reduce((sum, c) => sum + (cols[c] ?? 0), 0);
  const need = shortRows.reduce((sum, r) => sum + (rows[r] ?? 0), 0) - elsewhere;
  const have = shortRows.reduce(
    (sum, r) => sum + shortCols.reduce((s, c) => s + (stock[r]?.[c]?.all ?? 0), 0),
    0,
  );
  return { rows: shortRows, cols: shortCols, need, have };
}
