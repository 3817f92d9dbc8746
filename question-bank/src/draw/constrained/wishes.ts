import type { PreparedBank } from '../prepare';
import { planTable, type CellStock } from '../plan';
import type { Compiled } from './compile';
import type { Wishes } from './fill';
import type { Neighbour } from './order';

/** Cost of a question that a neighbour has, of one like a question asked before, of one asked before: never outweighed. */
const SHARED = 1;
const ALIKE = 1e3;
const ASKED = 2e5;
/** What one unit of these costs is in a plan's cost, above any rounding of a cell. */
const IN_PLAN = 1e8;
/** A question shown more often than this many times the mean of its cell waits until the others have caught up. */
const OVEREXPOSED = 1.05;

/** Everything a paper would rather avoid, as numbers an item. */
export function wishesOf(
  c: Compiled,
  bank: PreparedBank,
  {
    avoid,
    neighbours,
    exposure,
  }: {
    avoid: readonly string[];
    neighbours: readonly Neighbour[];
    exposure: Readonly<Record<string, number>>;
  },
): Wishes {
  const n = c.entries.length;
  const cost = new Float64Array(n);
  const later = new Uint8Array(n);
  const raise = (id: string, by: number): void => {
    const item = c.ids.get(id);
    if (item !== undefined) cost[item] = (cost[item] as number) + by;
  };
  for (const { questionIds } of neighbours) for (const id of new Set(questionIds)) raise(id, SHARED);
  if (avoid.length > 0) {
    const asked = new Set(avoid);
    const groups = new Set(avoid.flatMap((id) => bank.groupOf(id) ?? []));
    c.entries.forEach(({ group, question }) => {
      if (groups.has(group)) raise(question.id, asked.has(question.id) ? ASKED : ALIKE);
    });
  }
  if (Object.keys(exposure).length === 0) return { cost, later };
  const shown = c.entries.map((e) => exposure[e.question.id] ?? 0);
  for (const members of c.members) {
    const mean = members.reduce((sum, i) => sum + (shown[i] as number), 0) / (members.length || 1);
    if (mean > 0) for (const i of members) if ((shown[i] as number) > mean * OVEREXPOSED) later[i] = 1;
  }
  return { cost, later };
}

/** What a paper costs. */
export const costOf = (items: readonly number[], { cost }: Wishes): number =>
  items.reduce((sum, i) => sum + (cost[i] as number), 0);

/**
 * The table of cell counts under which a paper can cost least, and that cost: the proven table where that can be
 * drawn for nothing, else a minimum-cost flow over the cells (which knows nothing of quotas; so it is a lower bound).
 */
export function cheapTable(
  c: Compiled,
  table: readonly number[],
  { cost }: Wishes,
): { table: number[]; bound: number } {
  const costly = c.cells.map(() => 0);
  for (let item = 0; item < cost.length; item += 1)
    if (cost[item] !== 0) costly[c.cellOf[item] as number] = (costly[c.cellOf[item] as number] ?? 0) + 1;
  if (table.every((n, k) => n <= (c.stock[k] ?? 0) - (costly[k] ?? 0)))
    return { table: [...table], bound: 0 };
  const levels = c.members.map((members) => {
    const cheapest = new Map<number, number>();
    for (const i of members) {
      const g = c.groupOf[i] as number;
      cheapest.set(g, Math.min(cheapest.get(g) ?? Infinity, cost[i] as number));
    }
    return [...cheapest.values()].sort((a, b) => a - b);
  });
  if (table.every((n, k) => n === 0 || levels[k]?.[n - 1] === 0)) return { table: [...table], bound: 0 };
  const stock: CellStock[][] = c.chapters.map(() => []);
  const level: number[][][] = c.chapters.map(() => []);
  c.cells.forEach(({ row, col }, k) => {
    const all = levels[k]?.length ?? 0;
    (stock[row] ?? [])[col] = { fresh: all, unlike: all, all };
    (level[row] ?? [])[col] = levels[k] ?? [];
  });
  const plan = planTable(c.chapters, c.types, stock, (r, t, k) => (level[r]?.[t]?.[k - 1] ?? 0) * IN_PLAN);
  if (!plan.ok) return { table: [...table], bound: 0 };
  const counts = c.cells.map(({ row, col }) => plan.counts[row]?.[col] ?? 0);
  const bound = counts.reduce(
    (sum, n, k) => sum + (levels[k] ?? []).slice(0, n).reduce((s, v) => s + v, 0),
    0,
  );
  return { table: counts, bound };
}
