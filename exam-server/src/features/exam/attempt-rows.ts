import type { Logger } from '../../platform/log';
import { createTurns } from '../../platform/turns';
import type { AttemptState } from './domain/state';
import type { AttemptDoc } from './exam.store';
import { toAttemptRow } from './projection';

/** A row that could not be written is written again after this long. */
const AGAIN_MS = 1000;

/**
 * Writes the rows that lists and statistics read, behind the log: of two changes of an attempt the newer one stays,
 * whichever the database was quicker with, and a row the database refused is written again.
 */
export function createAttemptRows(p: { write(row: AttemptDoc): Promise<void>; log: Logger }) {
  /** States whose rows are not written yet, the newest of each attempt. */
  const newest = new Map<string, AttemptState>();
  const again = new Map<string, NodeJS.Timeout>();
  const turns = createTurns();
  let stopped = false;

  const writeNewest = (attemptId: string): Promise<void> =>
    turns.run(attemptId, async () => {
      const state = newest.get(attemptId);
      if (!state) return;
      await p.write(toAttemptRow(state));
      if (newest.get(attemptId) === state) newest.delete(attemptId);
    });

  /** Resolves once the row says this state or a newer one. @throws what the database throws; it is not tried again */
  function put(state: AttemptState): Promise<void> {
    const { attemptId } = state;
    const waiting = newest.get(attemptId);
    if (!waiting || waiting.seq <= state.seq) newest.set(attemptId, state);
    return writeNewest(attemptId);
  }
  function retry(attemptId: string, err: unknown): void {
    p.log.error({ err, attemptId }, 'attempt row not written; it will be tried again');
    if (stopped || again.has(attemptId)) return;
    const run = () => {
      again.delete(attemptId);
      writeNewest(attemptId).catch((e: unknown) => retry(attemptId, e));
    };
    again.set(attemptId, setTimeout(run, AGAIN_MS).unref());
  }

  return {
    put,
    /** Nobody waits for it. */
    putSoon: (state: AttemptState): void =>
      void put(state).catch((err: unknown) => retry(state.attemptId, err)),
    /** What is not written by then is written after the next start, from the log. */
    stop(): void {
      stopped = true;
      for (const timer of again.values()) clearTimeout(timer);
    },
  };
}
export type AttemptRows = ReturnType<typeof createAttemptRows>;
