import { jobIndexes } from '../platform/jobs/jobs.store';
import { ensureIndexes, type Migration } from '../platform/mongo/migrate';

export const migration: Migration = {
  name: '0005-jobs',
  up: (db) => ensureIndexes(db, jobIndexes),
};
