import { ensureIndexes, type Migration } from '../platform/mongo/migrate';
import { paperIndexes } from '../features/papers';

export const migration: Migration = {
  name: '0060-papers',
  up: (db) => ensureIndexes(db, paperIndexes),
};
