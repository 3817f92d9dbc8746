import { randomUUID } from 'node:crypto';
import type { Router } from 'express';
import { proctoringRoutes } from 'exam-contract/http/proctoring';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { addRoute, type RouteDeps } from '../../platform/http/route';
import { actorOf, type Audit } from '../audit';
import { createEvidenceStore, type EvidenceDoc } from './evidence.store';

export { evidenceIndexes } from './evidence.store';

const YEAR_MS = 365.25 * 24 * 3600_000;
const BATCH = 500;

/** Pictures that prove something: sealed at rest, every look audited, deleted when their time is over. */
export function createEvidence(
  ctx: Pick<Context, 'db' | 'clock' | 'vault' | 'config'>,
  deps: { audit: Pick<Audit, 'record'> },
) {
  const store = createEvidenceStore(ctx.db);
  const context = (id: string) => `evidence:${id}`;

  /** The JPEG. @throws AppError NOT_FOUND */
  async function get(evidenceId: string): Promise<Buffer> {
    const sealed = await store.sealed(evidenceId);
    if (!sealed) throw new AppError('NOT_FOUND');
    return ctx.vault.open(sealed, context(evidenceId));
  }
  return {
    get,
    async put(picture: Omit<EvidenceDoc, '_id' | 'sealed'> & { jpeg: Uint8Array }): Promise<string> {
      const { jpeg, ...rest } = picture;
      const _id = randomUUID();
      await store.add({ ...rest, _id, sealed: ctx.vault.seal(jpeg, context(_id)) });
      return _id;
    },
    captures: async (attemptId: string) =>
      (await store.captures(attemptId)).map((c) => ({ evidenceId: c._id, at: c.at })),
    /** Deletes what is older than the site keeps it, and records that. @returns how many pictures */
    async retain(): Promise<number> {
      const before = ctx.clock.now() - ctx.config.EVIDENCE_YEARS * YEAR_MS;
      let gone = 0;
      for (let n = BATCH; n === BATCH; gone += n) n = await store.dropBefore(before, BATCH);
      if (gone > 0)
        await deps.audit.record(null, {
          actor: 'server',
          action: 'evidence.delete',
          target: 'evidence',
          detail: { pictures: gone, before },
        });
      return gone;
    },
    routes: (router: Router, routeDeps: RouteDeps) => {
      addRoute(router, routeDeps, proctoringRoutes.evidence, async ({ params, caller }) => {
        const data = await get(params.evidenceId);
        await deps.audit.record(null, {
          actor: actorOf(caller),
          action: 'evidence.view',
          target: `evidence/${params.evidenceId}`,
        });
        return { data, mime: 'image/jpeg' };
      });
    },
  };
}
export type Evidence = ReturnType<typeof createEvidence>;
