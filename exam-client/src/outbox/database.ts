import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { KioskIn } from 'exam-contract/kiosk-socket';

/** A write on its way to the server, exactly as it is sent each time. */
export type Entry =
  | { kind: 'answer'; body: KioskIn<'attempt:answer'> }
  | { kind: 'flag'; body: KioskIn<'attempt:flag'> }
  | { kind: 'submit'; body: KioskIn<'attempt:submit'> };

/** What this terminal needs to show a running test again without the server. */
export interface Snapshot {
  key: 'attempt';
  sitting: unknown;
  terminal: unknown;
  paper: unknown;
  /** Server time at which it was taken, and the device's then: after a reload only their difference is known. */
  serverNow: number;
  deviceNow: number;
}

interface Schema extends DBSchema {
  queue: { key: [string, number]; value: Entry & { attemptId: string; clientSeq: number } };
  /** Highest sequence ever given out for an attempt: it must not be used twice, even after its entry is gone. */
  sequences: { key: string; value: { attemptId: string; last: number } };
  snapshots: { key: string; value: Snapshot };
}

export type KioskDatabase = IDBPDatabase<Schema>;
const NAME = 'kaotai';

export const openDatabase = (name = NAME): Promise<KioskDatabase> =>
  openDB<Schema>(name, 1, {
    upgrade(db) {
      db.createObjectStore('queue', { keyPath: ['attemptId', 'clientSeq'] });
      db.createObjectStore('sequences', { keyPath: 'attemptId' });
      db.createObjectStore('snapshots', { keyPath: 'key' });
    },
    // Another page wants to delete or upgrade it: never stand in the way.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
    },
  });

/** Removes the whole database: nothing of a candidate stays in it. */
export async function eraseDatabase(db: KioskDatabase | null, name = NAME): Promise<void> {
  if (db) {
    const tx = db.transaction(['queue', 'sequences', 'snapshots'], 'readwrite');
    await Promise.all([
      tx.objectStore('queue').clear(),
      tx.objectStore('sequences').clear(),
      tx.objectStore('snapshots').clear(),
      tx.done,
    ]).catch(() => undefined);
    db.close();
  }
  await deleteDB(name);
}
