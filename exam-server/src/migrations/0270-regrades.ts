import { examIndexes } from '../features/exam';
import { regradeIndexes } from '../features/regrades';
import { ensureIndexes, type Migration } from '../platform/mongo/migrate';

/** Results given again, and attempts found by the questions of their papers. */
export const migration: Migration = {
  name: '0270-regrades',
  up: (db) => ensureIndexes(db, [...examIndexes, ...regradeIndexes]),
};
