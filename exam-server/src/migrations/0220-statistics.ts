import { examIndexes } from '../features/exam';
import { statisticsIndexes } from '../features/statistics';
import { ensureIndexes, type Migration } from '../platform/mongo/migrate';

/** Sums over answers, counted as attempts are scored; those of before are counted by the first run of the job. */
export const migration: Migration = {
  name: '0220-statistics',
  up: async (db) => {
    await ensureIndexes(db, examIndexes);
    await ensureIndexes(db, statisticsIndexes);
  },
};
