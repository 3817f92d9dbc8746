import { ensureIndexes, type Migration } from '../platform/mongo/migrate';
import { staffIndexes } from '../features/staff';

export const migration: Migration = {
  name: '0020-staff',
  up: (db) => ensureIndexes(db, staffIndexes),
};
