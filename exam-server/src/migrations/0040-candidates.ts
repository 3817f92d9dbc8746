import { ensureIndexes, type Migration } from '../platform/mongo/migrate';
import { candidateIndexes } from '../features/candidates';

export const migration: Migration = {
  name: '0040-candidates',
  up: (db) => ensureIndexes(db, candidateIndexes),
};
