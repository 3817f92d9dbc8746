import { ensureIndexes, type Migration } from '../platform/mongo/migrate';
import { examIndexes } from '../features/exam';

export const migration: Migration = {
  name: '0100-exam',
  up: (db) => ensureIndexes(db, examIndexes),
};
