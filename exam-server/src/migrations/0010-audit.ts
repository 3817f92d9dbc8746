import { ensureIndexes, type Migration } from '../platform/mongo/migrate';
import { auditIndexes, startChain } from '../features/audit';

export const migration: Migration = {
  name: '0010-audit',
  up: async (db) => {
    await ensureIndexes(db, auditIndexes);
    await startChain(db);
  },
};
