import { examIndexes } from '../features/exam';
import { paperIndexes } from '../features/papers';
import { ensureIndexes, type Migration } from '../platform/mongo/migrate';

/** Blueprints of the registry office, counts of what was shown, and papers found by their bank version. */
export const migration: Migration = {
  name: '0285-blueprints',
  up: async (db) => {
    await ensureIndexes(db, paperIndexes);
    await ensureIndexes(db, examIndexes);
  },
};
