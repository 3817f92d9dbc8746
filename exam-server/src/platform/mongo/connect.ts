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

/** An address as it may be shown: without the password in it. */
const shown = (uri: string) => uri.replace(/\/\/[^@/]*@/, '//…@');

/** What a server answers to `hello`, as far as it says what kind it is. */
interface Hello {
  setName?: string;
  msg?: string;
}
/** Transactions and journaled majorities need a replica set, be it of one, or a sharded cluster. */
export const isReplicated = (hello: Hello): boolean => Boolean(hello.setName) || hello.msg === 'isdbgrid';

/**
 * Connects with majority, journaled writes as the default of everything.
 * @throws Error that says what is wrong with the database and what to do
 */
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
  try {
    await db.asPromise();
  } catch (err) {
    await db.destroy();
    const why = err instanceof Error ? err.message : String(err);
    throw new Error(
      `The database cannot be reached at ${shown(uri)}: ${why}\n  Does it run there, and is MONGODB_URI right?`,
      { cause: err },
    );
  }
  const hello = (await db.db?.admin().command({ hello: 1 })) as Hello | undefined;
  if (hello && !isReplicated(hello)) {
    await db.destroy();
    throw new Error(
      `The database at ${shown(uri)} is a single server, and a replica set is needed, be it of one.\n` +
        '  Start mongod with --replSet NAME and run rs.initiate() once; or leave MONGODB_URI away, and npm start brings its own.',
    );
  }
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
