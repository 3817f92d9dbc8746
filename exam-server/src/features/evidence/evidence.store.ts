import mongoose from 'mongoose';
import type { Db, Session } from '../../platform/mongo/connect';
import type { IndexSpec } from '../../platform/mongo/migrate';
import { bytesOf } from '../../platform/mongo/bytes';

/**
 * One sealed picture. `kind` says why it was kept: a still of an incident, a random capture during the test, the face
 * at a check-in, or the enrolment photo as it was when somebody was compared with it.
 */
export interface EvidenceDoc {
  _id: string;
  kind: 'still' | 'capture' | 'checkin' | 'enrolment';
  seatId: string;
  sittingId: string | null;
  attemptId: string | null;
  at: number;
  /** Bytes of the JPEG before it was sealed. */
  size: number;
  sealed: Buffer;
}

const schema = new mongoose.Schema<EvidenceDoc>(
  {
    _id: String,
    kind: String,
    seatId: String,
    sittingId: String,
    attemptId: String,
    at: Number,
    size: Number,
    sealed: Buffer,
  },
  { collection: 'evidence', versionKey: false },
);

export const evidenceIndexes: IndexSpec[] = [
  { collection: 'evidence', key: { attemptId: 1, kind: 1, at: 1 } },
  { collection: 'evidence', key: { at: 1 } },
];

export function createEvidenceStore(db: Db) {
  const rows = db.model('Evidence', schema);
  return {
    add: async (doc: EvidenceDoc): Promise<void> => void (await rows.create([doc])),
    async sealed(id: string): Promise<Buffer | null> {
      const doc = await rows.findById(id).lean<EvidenceDoc>().exec();
      return doc && bytesOf(doc.sealed);
    },
    captures: (attemptId: string) =>
      rows
        .find({ attemptId, kind: 'capture' })
        .select({ _id: 1, at: 1 })
        .sort({ at: 1 })
        .lean<Pick<EvidenceDoc, '_id' | 'at'>[]>()
        .exec(),
    /** Up to `limit` pictures older than `before`, oldest first, without their bytes. */
    olderThan: (before: number, limit: number) =>
      rows
        .find({ at: mongoose.trusted({ $lt: before }) })
        .select({ _id: 1, at: 1, size: 1 })
        .sort({ at: 1 })
        .limit(limit)
        .lean<Pick<EvidenceDoc, '_id' | 'at' | 'size'>[]>()
        .exec(),
    drop: async (ids: readonly string[], session: Session): Promise<number> =>
      (await rows.deleteMany({ _id: mongoose.trusted({ $in: ids }) }, { session })).deletedCount,
  };
}
export type EvidenceStore = ReturnType<typeof createEvidenceStore>;
