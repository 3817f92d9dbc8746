import type { Context } from '../../context';
import type { Audit } from '../audit';
import { evidenceRoutesOf } from './evidence.routes';
import { createEvidenceService } from './evidence.service';
import { createEvidenceStore } from './evidence.store';

export { evidenceIndexes } from './evidence.store';

/** Pictures that prove something: sealed at rest, every look audited, deleted when their time is over. */
export function createEvidence(
  ctx: Pick<Context, 'db' | 'clock' | 'vault' | 'config'>,
  deps: { audit: Pick<Audit, 'record'> },
) {
  const evidence = createEvidenceService(ctx, createEvidenceStore(ctx.db), deps);
  return { ...evidence, routes: evidenceRoutesOf(evidence, deps.audit) };
}
export type Evidence = ReturnType<typeof createEvidence>;
