import { demoIndexes } from '../features/demo-seed';
import { ensureIndexes, type Migration } from '../platform/mongo/migrate';

export const migration: Migration = {
  name: '0070-demo',
  up: (db) => ensureIndexes(db, demoIndexes),
};
