import { randomUUID } from 'node:crypto';
import type { Context } from '../../context';
import { inTransaction, type Session } from '../../platform/mongo/connect';
import { CHAIN_START, chainRows, follow, rowHash, type AuditDoc, type AuditEntry } from './audit-row';
import type { AuditStore } from './audit.store';

/** The whole chain is read again at least this often when somebody looks; in between only what was added. */
const FULL_CHECK_MS = 10 * 60_000;

interface Waiting {
  entry: AuditEntry;
  done: () => void;
  failed: (err: unknown) => void;
}

export function createAuditService(ctx: Pick<Context, 'db' | 'clock'>, store: AuditStore) {
  const { db, clock } = ctx;
  const append = (session: Session, entries: readonly AuditEntry[]) =>
    store.append(session, (head) => chainRows(head, clock.now(), entries, randomUUID));

  // Rows without a change of their own go one group after another: side by side they would only undo each other.
  let waiting: Waiting[] = [];
  let writing = false;
  const drain = async () => {
    writing = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        await inTransaction(db, (session) =>
          append(
            session,
            group.map((w) => w.entry),
          ),
        );
        group.forEach((w) => w.done());
      } catch (err) {
        group.forEach((w) => w.failed(err));
      }
    }
    writing = false;
  };

  let verified = { head: CHAIN_START, ok: true, fullAt: -Infinity };
  const verify = async (): Promise<boolean> => {
    const now = clock.now();
    const full = !verified.ok || now - verified.fullAt >= FULL_CHECK_MS;
    let head = full ? CHAIN_START : verified.head;
    // The stored head, read first, tells of rows that were cut off at the end of an otherwise whole chain.
    const stored = await store.head();
    let ok = stored !== null && stored.seq >= head.seq;
    let reached = stored?.seq === head.seq && stored.hash === head.hash;
    for await (const row of store.after(head.seq)) {
      const next = follow(head, row);
      if (!next) ok = false;
      if (!ok || !next) break;
      head = next;
      reached ||= stored?.seq === head.seq && stored.hash === head.hash;
    }
    ok &&= reached;
    verified = { head, ok, fullAt: full ? now : verified.fullAt };
    return ok;
  };

  return {
    /**
     * Appends a row to the chain: in the transaction of the change it tells of, or in one of its own where
     * nothing is changed (a look). Last in a transaction, so that the chain is locked for the shortest time.
     */
    record(session: Session | null, entry: AuditEntry): Promise<void> {
      if (session) return append(session, [entry]);
      return new Promise<void>((done, failed) => {
        waiting.push({ entry, done, failed });
        if (!writing) void drain();
      });
    },
    /** Rows newest first, and whether the chain is whole from the first row to the last. */
    async list(filter: { before?: number | undefined; target?: string | undefined; limit: number }) {
      const rows = await store.list(filter);
      const chainOk = rows.every((r: AuditDoc) => r.hash === rowHash(r)) && (await verify());
      return { rows, chainOk };
    },
  };
}
export type Audit = ReturnType<typeof createAuditService>;
