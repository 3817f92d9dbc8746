import { ensureIndexes, type Migration } from '../platform/mongo/migrate';
import { evidenceIndexes } from '../features/evidence';
import { checkIndexes } from '../features/identity';
import { incidentIndexes } from '../features/proctoring';

export const migration: Migration = {
  name: '0200-proctoring',
  up: (db) => ensureIndexes(db, [...evidenceIndexes, ...checkIndexes, ...incidentIndexes]),
};
