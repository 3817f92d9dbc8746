import { paperIndexes } from '../features/papers';
import { ensureIndexes, type Migration } from '../platform/mongo/migrate';

/** Drafts are mended and approved by a second person: those uploaded before wait to be handed in. */
export const migration: Migration = {
  name: '0210-bank-review',
  up: async (db) => {
    await ensureIndexes(db, paperIndexes);
    await db.collection('bankDrafts').updateMany({ rev: { $exists: false } }, [
      {
        $set: {
          rev: 0,
          complete: true,
          hands: [],
          reading: [],
          review: null,
          returned: null,
          'summary.mendable': 0,
          'summary.skipped': 0,
        },
      },
    ]);
  },
};
