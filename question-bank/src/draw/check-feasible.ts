import { planCells, tierCells } from './feasible';
import { chooseItems } from './constrained/draw-constrained';
import { cellCounts, drawsBySecondRules, planned, readyFor } from './constrained/ready';
import { wishesOf } from './constrained/wishes';
import { prng } from './prng';
import { preparedOf, type DrawScope, type Feasibility } from './scope';

/** Random papers tried where the bounded search has neither numbers nor a proof. */
const LAST_TRIES = 20;

function checkConstrained(scope: DrawScope): Feasibility {
  const bank = preparedOf(scope.questions);
  const prepared = readyFor(scope, bank);
  const { compiled, proof } = prepared;
  if (proof.status === 'short') return { ok: false, short: proof.short };
  if (proof.status === 'met') return { ok: true, cells: planned(compiled, proof.table) };
  const wishes = wishesOf(compiled, bank, { avoid: [], neighbours: [], exposure: {} });
  for (let n = 0; ; n += 1) {
    const chosen = chooseItems(prepared, wishes, prng(`feasible ${n}`));
    if (chosen.ok) return { ok: true, cells: cellCounts(compiled, chosen.items) };
    if (n === LAST_TRIES) return chosen;
  }
}

/**
 * Whether a paper can be drawn at all; run it when a bank is published and when a kind is put in force. If it can,
 * the plan every candidate's first paper follows (under constraints: one plan that meets them); if not, which
 * stock is short, and `proven: false` where that is only what a bounded search did not find. Under constraints it
 * is to be asked for every licence class and region the office draws for.
 */
export function checkFeasible(scope: DrawScope): Feasibility {
  if (drawsBySecondRules(scope)) return checkConstrained(scope);
  const bank = preparedOf(scope.questions);
  const view = bank.view(scope.subject, scope.vehicle, scope.onDate);
  return planCells(scope.blueprint, view, tierCells(scope.blueprint, view, bank, []));
}
