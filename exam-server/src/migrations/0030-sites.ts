import { ensureIndexes, type Migration } from '../platform/mongo/migrate';
import { siteIndexes } from '../features/sites';

export const migration: Migration = {
  name: '0030-sites',
  up: (db) => ensureIndexes(db, siteIndexes),
};
