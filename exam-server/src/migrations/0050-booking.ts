import { ensureIndexes, type Migration } from '../platform/mongo/migrate';
import { bookingIndexes } from '../features/booking';

export const migration: Migration = {
  name: '0050-booking',
  up: (db) => ensureIndexes(db, bookingIndexes),
};
