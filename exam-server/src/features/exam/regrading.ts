import { ZodError } from 'zod';
import type { AttemptRows } from './attempt-rows';
import type { AttemptRunner } from './attempt-runner';
import { brokenAt } from './domain/chain';
import type { ReviseCommand } from './domain/decide';
import { regrade, type Fix, type Regraded } from './domain/regrade';
import { fold, type AttemptState, type Revision } from './domain/state';
import type { AttemptDoc, ExamStore, SittingDoc } from './exam.store';

/** A finished attempt as a regrade sees it; `sitting` is over, so that nothing else is decided on its result. */
export interface Finished {
  /** Null where its log cannot be read. */
  state: AttemptState | null;
  row: AttemptDoc;
  sitting: SittingDoc;
  /** Its chain of hashes holds. */
  whole: boolean;
}

/** Results given again: what they would be, and the event that gives them. */
export function createRegrading(p: {
  runner: Pick<AttemptRunner, 'run'>;
  rows: Pick<AttemptRows, 'put'>;
  store: Pick<
    ExamStore,
    'events' | 'attempt' | 'sitting' | 'attemptsHolding' | 'countHolding' | 'finishedWith'
  >;
}) {
  return {
    /** Attempts whose papers held any of the questions, by id, behind one of them ('' for the first). */
    attemptsHolding: p.store.attemptsHolding,
    /** How many there are. */
    countHolding: p.store.countHolding,
    /** How many scored attempts held a question that was not withdrawn while they ran. */
    finishedWith: p.store.finishedWith,
    /** An attempt that is scored and whose sitting is closed; null where it is not (yet). */
    async finished(attemptId: string): Promise<Finished | null> {
      const row = await p.store.attempt(attemptId);
      if (row?.status !== 'scored') return null;
      const sitting = await p.store.sitting(row.sittingId);
      if (!sitting || sitting.open) return null;
      try {
        const events = await p.store.events(attemptId);
        return { state: fold(events), row, sitting, whole: brokenAt(events) === null };
      } catch (err) {
        if (!(err instanceof ZodError)) throw err;
        return { state: null, row, sitting, whole: false };
      }
    },
    trial: (state: AttemptState, fixes: readonly Fix[]): Regraded | null => regrade(state, fixes),
    /**
     * Writes the revision into the log, once however often it is asked, and the list row after it. Null where what was
     * approved is no longer what the attempt would get. @throws AppError SITTING_WRONG_STAGE before it is scored
     */
    async revise(attemptId: string, command: Omit<ReviseCommand, 'kind'>): Promise<Revision | null> {
      const { state } = await p.runner.run(attemptId, { kind: 'revise', ...command });
      const revision = state.revisions.find((r) => r.regradeId === command.regradeId) ?? null;
      if (revision) await p.rows.put(state);
      return revision;
    },
  };
}
