import type { Context } from '../../context';
import type { Audit } from '../audit';
import type { Booking } from '../booking';
import { candidateRoutesOf } from './candidates.routes';
import { createCandidatesService, type CandidatePorts } from './candidates.service';
import { createCandidateStore } from './candidates.store';

export { candidateIndexes } from './candidates.store';
export { enrolWith } from './enrol-photo';
export { maskIdNumber, maskName } from './mask';
export type { Enrolled } from './candidates.service';

/** Candidates with their enrolment photos and face templates, sealed at rest. */
export function createCandidates(
  ctx: Context,
  deps: { audit: Pick<Audit, 'record'>; booking: Booking } & CandidatePorts,
) {
  const candidates = createCandidatesService(ctx, createCandidateStore(ctx.db), deps);
  return { ...candidates, routes: candidateRoutesOf(candidates, deps.booking, deps.audit) };
}
export type Candidates = ReturnType<typeof createCandidates>;
