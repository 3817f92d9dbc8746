import { randomUUID } from 'node:crypto';
import { Umzug } from 'umzug';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import type { Db } from './connect';

/** An index of a collection, as a feature's store lists them. */
export interface IndexSpec {
  collection: string;
  key: Record<string, 1 | -1>;
  options?: Record<string, unknown>;
}

/** One step of the database's history. Names sort in the order they run; a step that ran is never changed. */
export interface Migration {
  name: string;
  up(db: Db): Promise<void>;
}

interface LockDoc {
  _id: string;
  owner: string;
  until: number;
}
interface MigrationDoc {
  _id: string;
  at: number;
}
const LOCK = 'migrations';
const LEASE_MS = 30_000;
const WAIT_MS = 250;

/** Makes the collections and indexes that are not there yet, all of one collection in one command. */
export async function ensureIndexes(db: Db, indexes: readonly IndexSpec[]): Promise<void> {
  const collections = new Set(indexes.map(({ collection }) => collection));
  await Promise.all(
    [...collections].map((name) =>
      db
        .collection(name)
        .createIndexes(
          indexes.flatMap(({ collection, key, options }) => (collection === name ? { key, ...options } : [])),
        ),
    ),
  );
}

/** Names of migrations that have not run on this database, in order. */
export async function pendingMigrations(db: Db, migrations: readonly Migration[]): Promise<string[]> {
  const done = await db.collection<MigrationDoc>('migrations').find().toArray();
  const names = new Set(done.map((d) => d._id));
  return inOrder(migrations).flatMap((m) => (names.has(m.name) ? [] : m.name));
}

/**
 * Runs what has not run yet, once even if several servers start together. Returns the names that ran.
 * @throws Error where two migrations have one name, or one fails: then it and those after it did not run.
 */
export async function migrate(
  db: Db,
  migrations: readonly Migration[],
  deps: { clock: Clock; log: Logger },
): Promise<string[]> {
  const release = await takeLock(db, deps);
  try {
    const done = db.collection<MigrationDoc>('migrations');
    const umzug = new Umzug({
      migrations: inOrder(migrations).map((m) => ({ name: m.name, up: () => m.up(db) })),
      logger: undefined,
      storage: {
        executed: async () => (await done.find().toArray()).map((d) => d._id),
        logMigration: async ({ name }) => void (await done.insertOne({ _id: name, at: deps.clock.now() })),
        unlogMigration: async ({ name }) => void (await done.deleteOne({ _id: name })),
      },
    });
    const ran = (await umzug.up()).map((m) => m.name);
    if (ran.length > 0) deps.log.info({ ran }, 'migrations done');
    return ran;
  } finally {
    await release();
  }
}

function inOrder(migrations: readonly Migration[]): Migration[] {
  const sorted = [...migrations].sort((a, b) => (a.name < b.name ? -1 : 1));
  const twice = sorted.find((m, i) => sorted[i - 1]?.name === m.name);
  if (twice) throw new Error(`two migrations are called ${twice.name}`);
  return sorted;
}

/** A lease that a killed server leaves behind runs out by itself. */
async function takeLock(db: Db, { clock, log }: { clock: Clock; log: Logger }): Promise<() => Promise<void>> {
  const locks = db.collection<LockDoc>('locks');
  const owner = randomUUID();
  const attempt = async (): Promise<boolean> => {
    const now = clock.now();
    try {
      const r = await locks.updateOne(
        { _id: LOCK, until: { $lte: now } },
        { $set: { owner, until: now + LEASE_MS } },
        { upsert: true },
      );
      return r.modifiedCount + r.upsertedCount > 0;
    } catch (err) {
      if ((err as { code?: unknown }).code === 11000) return false;
      throw err;
    }
  };
  for (let told = false; !(await attempt()); told = true) {
    if (!told) log.info('another server is migrating; waiting');
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
  const renew = setInterval(() => {
    locks
      .updateOne({ _id: LOCK, owner }, { $set: { until: clock.now() + LEASE_MS } })
      .catch((err: unknown) => log.warn({ err }, 'the migration lock could not be renewed'));
  }, LEASE_MS / 3);
  return async () => {
    clearInterval(renew);
    await locks.deleteOne({ _id: LOCK, owner });
  };
}
