import { randomUUID } from 'node:crypto';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { inTransaction } from '../../platform/mongo/connect';
import type { Audit } from '../audit';
import type { EvidenceDoc, EvidenceStore } from './evidence.store';

const YEAR_MS = 365.25 * 24 * 3600_000;
const BATCH = 500;
const isJpeg = (b: Uint8Array) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff;

export function createEvidenceService(
  ctx: Pick<Context, 'db' | 'clock' | 'vault' | 'config'>,
  store: EvidenceStore,
  deps: { audit: Pick<Audit, 'record'> },
) {
  const context = (id: string) => `evidence:${id}`;
  return {
    /** The JPEG. Whoever shows it to a person records the look. @throws AppError NOT_FOUND */
    async get(evidenceId: string): Promise<Buffer> {
      const sealed = await store.sealed(evidenceId);
      if (!sealed) throw new AppError('NOT_FOUND');
      return ctx.vault.open(sealed, context(evidenceId));
    },
    /** Seals and keeps a picture. @returns its id @throws AppError IMAGE_NOT_READABLE for what is no JPEG */
    async put(picture: Omit<EvidenceDoc, '_id' | 'sealed' | 'size'> & { jpeg: Uint8Array }): Promise<string> {
      const { jpeg, ...rest } = picture;
      if (!isJpeg(jpeg)) throw new AppError('IMAGE_NOT_READABLE');
      const _id = randomUUID();
      const sealed = ctx.vault.seal(jpeg, context(_id));
      await store.add({ ...rest, _id, size: jpeg.byteLength, sealed });
      return _id;
    },
    /** Random captures of an attempt, oldest first. */
    captures: async (attemptId: string): Promise<{ evidenceId: string; at: number }[]> =>
      (await store.captures(attemptId)).map((c) => ({ evidenceId: c._id, at: c.at })),
    /**
     * Deletes what is older than the site keeps it, batch by batch; each batch goes in one transaction with the audit
     * row that tells of it. @returns how many pictures
     */
    async retain(): Promise<number> {
      const before = Math.floor(ctx.clock.now() - ctx.config.EVIDENCE_YEARS * YEAR_MS);
      for (let gone = 0; ;) {
        const old = await store.olderThan(before, BATCH);
        const [oldest, newest] = [old[0], old.at(-1)];
        if (!oldest || !newest) return gone;
        gone += await inTransaction(ctx.db, async (session) => {
          const pictures = await store.drop(
            old.map((o) => o._id),
            session,
          );
          await deps.audit.record(session, {
            actor: 'system',
            action: 'evidence.delete',
            target: 'evidence',
            detail: {
              pictures,
              bytes: old.reduce((sum, o) => sum + o.size, 0),
              oldest: oldest.at,
              newest: newest.at,
              before,
            },
          });
          return pictures;
        });
        if (old.length < BATCH) return gone;
      }
    },
  };
}
export type EvidenceService = ReturnType<typeof createEvidenceService>;
