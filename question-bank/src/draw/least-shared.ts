import { leastCost } from './constrained/draw-constrained';
import { readyFor } from './constrained/ready';
import { wishesOf } from './constrained/wishes';
import type { DrawRequest } from './draw';
import { preparedOf } from './scope';

/** Programmes solved before the question is left open. */
const NODES = 2000;

/**
 * The fewest questions, summed over the neighbours, that any paper of this request could share with them; null where
 * a bounded search does not tell. For simulations and auditors: some ten milliseconds, far more than a draw.
 */
export function leastShared(request: DrawRequest): number | null {
  const bank = preparedOf(request.questions);
  const prepared = readyFor(request, bank);
  if (prepared.proof.status === 'short') return null;
  const neighbours = request.neighbours ?? [];
  return leastCost(
    prepared,
    wishesOf(prepared.compiled, bank, { avoid: [], neighbours, exposure: {} }),
    NODES,
  );
}
