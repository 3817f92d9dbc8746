import mongoose from 'mongoose';
import type { Db } from '../../platform/mongo/connect';
import type { IndexSpec } from '../../platform/mongo/migrate';
import { bytesOf } from '../../platform/mongo/bytes';

/** One sealed picture. `kind` says why it was kept. */
export interface EvidenceDoc {
  _id: string;
  kind: 'still' | 'capture' | 'checkin';
  seatId: string;
  sittingId: string | null;
  attemptId: string | null;
  at: number;
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
    /** Deletes up to `limit` pictures older than `before`. @returns how many */
    async dropBefore(before: number, limit: number): Promise<number> {
      const old = await rows
        .find({ at: mongoose.trusted({ $lt: before }) })
        .select({ _id: 1 })
        .limit(limit)
        .lean<{ _id: string }[]>()
        .exec();
      if (old.length === 0) return 0;
      return (await rows.deleteMany({ _id: mongoose.trusted({ $in: old.map((o) => o._id) }) })).deletedCount;
    },
  };
}
