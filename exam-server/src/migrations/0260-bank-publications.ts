import { paperIndexes } from '../features/papers';
import { localDay } from '../platform/local-day';
import { ensureIndexes, type Migration } from '../platform/mongo/migrate';

interface Published {
  _id: string;
  name: string;
  order: number;
  publishedAt: number;
  publishedBy: string;
}

/** Versions are in force from a day on: those published before, from the day they were published. */
export const migration: Migration = {
  name: '0260-bank-publications',
  up: async (db) => {
    await ensureIndexes(db, paperIndexes);
    const publications = db.collection<{ _id: string }>('bankPublications');
    for (const v of await db.collection<Published>('bankVersions').find().toArray()) {
      // The content's own name makes a stable id: a migration may run twice.
      const hex = v._id;
      const _id = [
        hex.slice(0, 8),
        hex.slice(8, 12),
        hex.slice(12, 16),
        hex.slice(16, 20),
        hex.slice(20, 32),
      ].join('-');
      const doc = {
        hash: v._id,
        name: v.name,
        from: localDay(v.publishedAt),
        order: v.order,
        publishedAt: v.publishedAt,
        publishedBy: v.publishedBy,
        submittedBy: null,
        cancelled: null,
      };
      await publications.updateOne({ _id }, { $setOnInsert: doc }, { upsert: true });
    }
  },
};
