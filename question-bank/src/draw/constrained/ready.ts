import { planCells, tierCells } from '../feasible';
import type { BankView, PreparedBank } from '../prepare';
import { preparedOf, type DrawScope, type PlanCell } from '../scope';
import type { Compiled } from './compile';
import { preparedFor, preparedInSlices, type Prepared } from './draw-constrained';

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

function heldAgainst(scope: DrawScope, bank: PreparedBank, view: BankView) {
  const { blueprint, region = '', licenceClass = '' } = scope;
  return {
    ...{ blueprint, view, licenceClass, region },
    plan: () => planCells(blueprint, view, tierCells(blueprint, view, bank, [])),
  };
}

/** The scope's blueprint held against its questions: kept with the view, so only the first draw pays for it. */
export function readyFor(scope: DrawScope, bank: PreparedBank): Prepared {
  const { subject, vehicle, onDate, region = '', licenceClass = '' } = scope;
  const view = bank.view(subject, vehicle, onDate, { region, licenceClass });
  return preparedFor(heldAgainst(scope, bank, view));
}

/**
 * Makes ready what the first draw of a scope would do, a few milliseconds at a time: whatever else the process serves is
 * served in between, and the draw after it takes as long as any other. Changes no paper.
 */
export async function readyInSlices(scope: DrawScope): Promise<void> {
  if (!drawsBySecondRules(scope)) return;
  const bank = preparedOf(scope.questions);
  const { subject, vehicle, onDate, region = '', licenceClass = '' } = scope;
  const view = await bank.viewInSlices(subject, vehicle, onDate, { region, licenceClass });
  await preparedInSlices(heldAgainst(scope, bank, view));
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
