import { examIndexes } from '../features/exam';
import { ensureIndexes, type Migration } from '../platform/mongo/migrate';

/** How many attempts were adjusted for a withdrawn question, found without reading every event. */
export const migration: Migration = {
  name: '0240-withdrawn-running',
  up: (db) => ensureIndexes(db, examIndexes),
};
