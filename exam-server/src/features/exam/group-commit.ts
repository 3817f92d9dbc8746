import { AppError } from '../../platform/errors';

/** Why one document of a batch was not stored, or null where it was. */
export type Outcome = Error | null;
/** Stores a batch; answers one outcome a document. Throws where nothing is known of the whole batch. */
export type BatchInsert<D> = (docs: D[]) => Promise<Outcome[]>;

export interface GroupCommit<D> {
  /** Resolves once every document of the group is journaled on a majority. */
  append(docs: D[]): Promise<void>;
  /** Resolves when nothing is waiting. */
  drain(): Promise<void>;
}

interface Waiting<D> {
  docs: D[];
  resolve(): void;
  reject(err: Error): void;
}

/**
 * Writes what arrives while one insert is under way together in the next one: under load the cost of a
 * majority journal write is shared, without load an answer waits for nobody.
 * `lanes` inserts may be under way at once.
 */
export function createGroupCommit<D>(
  insert: BatchInsert<D>,
  o: { maxBatch: number; lanes: number; onBatch?(size: number, ms: number): void; now(): number },
): GroupCommit<D> {
  const waiting: Waiting<D>[] = [];
  let busy = 0;
  let idle: (() => void)[] = [];

  const flush = async (group: Waiting<D>[]) => {
    const docs = group.flatMap((w) => w.docs);
    const began = o.now();
    try {
      const outcomes = await insert(docs);
      let i = 0;
      for (const w of group) {
        const failed = outcomes.slice(i, (i += w.docs.length)).find((x) => x !== null);
        if (failed) w.reject(failed);
        else w.resolve();
      }
    } catch (err) {
      const cause = err instanceof Error ? err : new AppError('UNAVAILABLE');
      for (const w of group) w.reject(cause);
    }
    o.onBatch?.(docs.length, o.now() - began);
  };

  const pump = () => {
    while (busy < o.lanes && waiting.length > 0) {
      const group: Waiting<D>[] = [];
      let size = 0;
      while (waiting.length > 0 && (size === 0 || size + waiting[0]!.docs.length <= o.maxBatch)) {
        const w = waiting.shift()!;
        size += w.docs.length;
        group.push(w);
      }
      busy++;
      void flush(group).finally(() => {
        busy--;
        pump();
      });
    }
    if (busy === 0 && waiting.length === 0) {
      idle.forEach((f) => f());
      idle = [];
    }
  };
  let scheduled = false;
  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    // One turn of the loop lets every answer that is already in the socket's buffer join the same insert.
    setImmediate(() => {
      scheduled = false;
      pump();
    });
  };

  return {
    append: (docs) =>
      docs.length === 0
        ? Promise.resolve()
        : new Promise((resolve, reject) => {
            waiting.push({ docs, resolve, reject });
            schedule();
          }),
    drain: () =>
      busy === 0 && waiting.length === 0 ? Promise.resolve() : new Promise((r) => void idle.push(r)),
  };
}
