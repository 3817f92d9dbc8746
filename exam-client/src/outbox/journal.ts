import type { Entry, KioskDatabase } from './database';

/** Where entries survive a crash of the page. */
export interface Journal {
  /** Entries of an attempt, oldest first, and the highest sequence it ever gave out. */
  load(attemptId: string): Promise<{ entries: Entry[]; last: number }>;
  /** Resolves once it would survive a crash. `drops` are entries that this one makes superfluous. */
  write(entry: Entry, drops: readonly number[]): Promise<void>;
  remove(attemptId: string, clientSeq: number): Promise<void>;
}

export function databaseJournal(db: KioskDatabase): Journal {
  return {
    async load(attemptId) {
      const tx = db.transaction(['queue', 'sequences']);
      const [rows, sequence] = await Promise.all([
        tx.objectStore('queue').getAll(IDBKeyRange.bound([attemptId, 0], [attemptId, Infinity])),
        tx.objectStore('sequences').get(attemptId),
      ]);
      const entries = rows.map((r) => ({ kind: r.kind, body: r.body }) as Entry);
      return { entries, last: Math.max(0, sequence?.last ?? 0, ...rows.map((r) => r.clientSeq)) };
    },
    async write(entry, drops) {
      const { attemptId, clientSeq } = entry.body;
      const tx = db.transaction(['queue', 'sequences'], 'readwrite', { durability: 'strict' });
      const queue = tx.objectStore('queue');
      await Promise.all([
        ...drops.map((seq) => queue.delete([attemptId, seq])),
        queue.put({ ...entry, attemptId, clientSeq }),
        tx.objectStore('sequences').put({ attemptId, last: clientSeq }),
        tx.done,
      ]);
    },
    remove: (attemptId, clientSeq) => db.delete('queue', [attemptId, clientSeq]),
  };
}

/** For a browser that has no usable IndexedDB: the queue lives as long as the page does. */
export function memoryJournal(): Journal {
  return {
    load: () => Promise.resolve({ entries: [], last: 0 }),
    write: () => Promise.resolve(),
    remove: () => Promise.resolve(),
  };
}
