import { planCells, tierCells } from '../feasible';
import type { PreparedBank } from '../prepare';
import type { DrawScope, PlanCell } from '../scope';
import type { Compiled } from './compile';
import { preparedFor, type Prepared } from './draw-constrained';

/**
 * The second rules draw as soon as anything is asked that the first do not know. Papers without go by the first for
 * ever, so that those drawn before there were constraints can be drawn again.
 */
export function drawsBySecondRules(
  scope: Pick<DrawScope, 'blueprint' | 'region' | 'licenceClass'> & {
    neighbours?: readonly unknown[];
    exposure?: object;
  },
): boolean {
  return (
    scope.blueprint.constraints !== undefined ||
    scope.region !== undefined ||
    scope.licenceClass !== undefined ||
    (scope.neighbours?.length ?? 0) > 0 ||
    Object.keys(scope.exposure ?? {}).length > 0
  );
}

/** The scope's blueprint held against its questions: kept with the view, so only the first draw pays for it. */
export function readyFor(scope: DrawScope, bank: PreparedBank): Prepared {
  const { blueprint, subject, vehicle, onDate, region = '', licenceClass = '' } = scope;
  const view = bank.view(subject, vehicle, onDate, { region, licenceClass });
  return preparedFor(blueprint, view, licenceClass, () =>
    planCells(blueprint, view, tierCells(blueprint, view, bank, [])),
  );
}

/** Cells with the given counts. */
export function planned(c: Compiled, counts: readonly number[]): PlanCell[] {
  return c.cells.map(({ chapter, type }, k) => ({
    chapter,
    type,
    count: counts[k] ?? 0,
    stock: c.stock[k] ?? 0,
  }));
}

/** Cells with the counts of a paper. */
export function cellCounts(c: Compiled, items: readonly number[]): PlanCell[] {
  const counts = c.cells.map(() => 0);
  for (const item of items) counts[c.cellOf[item] as number] = (counts[c.cellOf[item] as number] ?? 0) + 1;
  return planned(c, counts);
}
