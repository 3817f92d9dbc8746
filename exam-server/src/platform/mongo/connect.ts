import os from 'node:os';
import mongoose from 'mongoose';
import type { Logger } from '../log';

/** The one database connection; stores make their models on it. */
export type Db = mongoose.Connection;
export type Session = mongoose.ClientSession;

mongoose.set('strictQuery', 'throw');
mongoose.set('sanitizeFilter', true);

/** Used where the address names no database: the driver's own default would be `test`. */
const DATABASE = 'kaotai';
const namesDatabase = (uri: string) => /^mongodb(\+srv)?:\/\/[^/]+\/[^?]/.test(uri);

/** Connects with majority, journaled writes as the default of everything. */
export async function connectMongo(uri: string, log: Logger): Promise<Db> {
  const db = mongoose.createConnection(uri, {
    ...(namesDatabase(uri) ? {} : { dbName: DATABASE }),
    serverSelectionTimeoutMS: 10_000,
    socketTimeoutMS: 30_000,
    maxPoolSize: 30,
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: 10_000 },
    readConcern: { level: 'majority' },
    autoIndex: false,
    // Handed in, as the driver would import it dynamically, which a test runner's module system cannot.
    runtimeAdapters: { os },
  });
  db.on('disconnected', () => log.warn('database connection lost'));
  db.on('reconnected', () => log.info('database connection restored'));
  await db.asPromise();
  return db;
}

/** Runs `work` in a transaction; what it wrote is there wholly or not at all. */
export function inTransaction<T>(db: Db, work: (session: Session) => Promise<T>): Promise<T> {
  return db.transaction(work);
}

/** True for a unique index that refused a write. */
export function isDuplicateKey(err: unknown): boolean {
  return typeof err === 'object' && err !== null && (err as { code?: unknown }).code === 11000;
}

/** True when the database answers within two seconds. */
export async function pingMongo(db: Db): Promise<boolean> {
  try {
    if (!db.db) return false;
    await db.db.command({ ping: 1 }, { timeoutMS: 2000 });
    return true;
  } catch {
    return false;
  }
}
