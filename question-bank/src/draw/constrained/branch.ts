import { atOnce, type Steps } from '../../model/steps';
import { solveLinearSteps, TOLERANCE, type Programme } from './simplex';

/**
 * `found`: whole numbers that satisfy every row; `best` where no cheaper ones exist. `infeasible`: there are none,
 * proven. `gave-up`: the search ended at its bound without either.
 */
export type WholeResult =
  | { status: 'found'; x: number[]; cost: number; best: boolean }
  | { status: 'infeasible' }
  | { status: 'gave-up' };

interface Search {
  whole?: number;
  nodes?: number;
  step?: number;
  first?: boolean;
}
interface Node {
  lo: number[];
  hi: number[];
}

/**
 * Whole numbers of least cost by branch and bound over the simplex method, depth first. The variables from
 * `whole` on may be fractions. Where every row is a cut of a flow the first vertex is whole already; otherwise
 * it is a search, at most `nodes` programmes long. `step`: costs of whole solutions differ by at least that. With
 * `first` any whole numbers do.
 */
export const solveWhole = (programme: Programme, cost: readonly number[], search: Search = {}): WholeResult =>
  atOnce(solveWholeSteps(programme, cost, search));

/** The same, to be interrupted. */
export function* solveWholeSteps(
  programme: Programme,
  cost: readonly number[],
  { whole = programme.lo.length, nodes = 400, step = 1, first = false }: Search = {},
): Steps<WholeResult> {
  let best: { x: number[]; cost: number } | null = null;
  let unsure = false;
  let bound = -Infinity;
  const open: Node[] = [{ lo: programme.lo, hi: programme.hi }];
  for (let solved = 0; open.length > 0; solved += 1) {
    const node = open.pop() as Node;
    if (solved >= nodes) {
      unsure = true;
      break;
    }
    const x = yield* solveLinearSteps({ ...programme, ...node }, cost);
    if (x === 'infeasible') continue;
    if (x === 'gave-up') {
      unsure = true;
      continue;
    }
    const total = x.reduce((sum, v, j) => sum + v * (cost[j] ?? 0), 0);
    if (solved === 0) bound = total;
    if (best && total > best.cost - step + TOLERANCE) continue;
    let split = -1;
    let furthest = TOLERANCE;
    for (let j = 0; j < whole; j += 1) {
      const off = Math.abs((x[j] as number) - Math.round(x[j] as number));
      if (off > furthest) {
        furthest = off;
        split = j;
      }
    }
    if (split < 0) {
      best = { x: x.map((v, j) => (j < whole ? Math.round(v) : v)), cost: total };
      if (first || total < bound + step - TOLERANCE)
        return { status: 'found', ...best, best: total < bound + step - TOLERANCE };
      continue;
    }
    const at = x[split] as number;
    const below: Node = { lo: node.lo, hi: node.hi.map((h, j) => (j === split ? Math.floor(at) : h)) };
    const above: Node = { lo: node.lo.map((l, j) => (j === split ? Math.ceil(at) : l)), hi: node.hi };
    // The nearer whole number last, so that it is tried first.
    if (at - Math.floor(at) > 0.5) open.push(below, above);
    else open.push(above, below);
  }
  if (best) return { status: 'found', ...best, best: !unsure };
  return { status: unsure ? 'gave-up' : 'infeasible' };
}
