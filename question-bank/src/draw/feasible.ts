import { assign } from './assign';
import { cellsOf, chapterCounts, TYPE_ORDER, type Blueprint } from './blueprint';
import { planTable, type CellStock } from './plan';
import type { BankView, Entry, PreparedBank } from './prepare';
import type { Feasibility } from './scope';

/** A cell's entries in tiers (never asked, only like one asked, asked before) and how many groups they come to. */
export interface TieredCell {
  tiers: readonly (readonly Entry[])[];
  stock: CellStock;
}

function capped(stock: CellStock | undefined, cap: number): CellStock {
  const { fresh, unlike, all } = stock ?? { fresh: 0, unlike: 0, all: 0 };
  return { fresh: Math.min(fresh, cap), unlike: Math.min(unlike, cap), all: Math.min(all, cap) };
}

/**
 * Decides how many questions each cell gives. Depends on the stock and the questions to avoid, never on the
 * seed, so that what was found feasible at publishing is feasible for every candidate.
 */
export function planCells(b: Blueprint, view: BankView, tiered: readonly TieredCell[]): Feasibility {
  const cells = cellsOf(b);
  const rows = chapterCounts(b);
  const cols = TYPE_ORDER.map((type) => b.types[type]);
  const caps = cells.map(() => Infinity);

  for (;;) {
    const stock: CellStock[][] = rows.map(() => []);
    cells.forEach(({ row, col }, i) => {
      const line = stock[row];
      if (line) line[col] = capped(tiered[i]?.stock, caps[i] ?? 0);
    });
    const plan = planTable(rows, cols, stock);
    if (!plan.ok) {
      const { shortage } = plan;
      return {
        ok: false,
        short: {
          chapters: shortage.rows.map((r) => b.chapters[r]?.name ?? ''),
          types: shortage.cols.flatMap((c) => TYPE_ORDER[c] ?? []),
          need: shortage.need,
          have: shortage.have,
        },
      };
    }
    const countOf = (i: number) => plan.counts[cells[i]?.row ?? 0]?.[cells[i]?.col ?? 0] ?? 0;
    let short = -1;
    if (view.groupsSpanCells) {
      // Two cells may have counted on the same near-duplicates; then the one that comes up short gets a lower cap.
      const filled = assign(cells.map((_, i) => ({ need: countOf(i), tiers: tiered[i]?.tiers ?? [] })));
      short = filled.findIndex((entries, i) => entries.length < countOf(i));
      if (short >= 0) caps[short] = filled[short]?.length ?? 0;
    }
    if (short < 0) {
      return {
        ok: true,
        cells: cells.map(({ chapter, type, row, col }, i) => ({
          chapter,
          type,
          count: countOf(i),
          stock: stock[row]?.[col]?.all ?? 0,
        })),
      };
    }
  }
}

/** The cells of a blueprint, their entries sorted into tiers by how near they are to questions asked before. */
export function tierCells(
  b: Blueprint,
  view: BankView,
  bank: PreparedBank,
  avoid: readonly string[],
): readonly TieredCell[] {
  const ids = new Set(avoid);
  const groups = new Set(avoid.flatMap((id) => bank.groupOf(id) ?? []));
  return cellsOf(b).map(({ chapter, type }) => {
    const cell = view.cell(chapter, type);
    const stock = { fresh: cell.groups, unlike: cell.groups, all: cell.groups };
    if (!cell.entries.some((e) => groups.has(e.group))) return { tiers: [cell.entries], stock };
    const tiers: [Entry[], Entry[], Entry[]] = [[], [], []];
    for (const entry of cell.entries) {
      const tier = !groups.has(entry.group) ? 0 : ids.has(entry.question.id) ? 2 : 1;
      tiers[tier].push(entry);
    }
    const alike = new Set(tiers[1].map((e) => e.group));
    const asked = new Set(tiers[2].map((e) => e.group).filter((g) => !alike.has(g)));
    stock.unlike -= asked.size;
    stock.fresh -= asked.size + alike.size;
    return { tiers, stock };
  });
}
