import type { SittingStage } from 'exam-contract/sitting';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import type { Turns } from '../../platform/turns';
import type { AttemptRunner } from './attempt-runner';
import { isAbandoned } from './domain/abandoned';
import type { AttemptState } from './domain/state';
import type { ExamStore, SittingDoc } from './exam.store';
import type { ExamPorts } from './ports';
import type { SittingBook } from './sitting-book';

interface Parts {
  ctx: Pick<Context, 'bus' | 'clock' | 'log'>;
  bookings: ExamPorts['bookings'];
  store: ExamStore;
  sittings: SittingBook;
  turns: Turns;
  runner: AttemptRunner;
  stageOf(doc: SittingDoc): SittingStage;
  lastState(doc: SittingDoc): AttemptState | null;
  /** Failed with a retake left, and the candidate has not said yet. */
  undecided(doc: SittingDoc): boolean;
}

/** How sittings end: by the candidate at the kiosk, by staff, or because nobody goes on with them. */
export function createClosing(p: Parts) {
  const { ctx, store, sittings, runner, stageOf } = p;

  async function close(doc: SittingDoc): Promise<void> {
    const stage = doc.stage === 'done' ? 'done' : 'closed';
    const { candidateId } = await store.patchSitting(doc._id, { stage }, { closedAt: ctx.clock.now() });
    sittings.forget(doc._id);
    for (const a of doc.attemptIds) runner.forget(a);
    const { _id: sittingId, seatId, roomId } = doc;
    ctx.bus.emit('sitting', { sittingId, seatId, roomId, stage: 'closed', candidateId, attemptId: null });
  }

  /** What was not begun may be sat another time; a failure whose retake nobody took stands. */
  async function settleAndClose(doc: SittingDoc): Promise<void> {
    const stage = stageOf(doc);
    const notBegun = stage === 'rules' || stage === 'ready';
    const failedBefore = notBegun ? doc.attemptIds.length > 1 : p.undecided(doc);
    if (notBegun || failedBefore) await p.bookings.mark(doc.bookingId, failedBefore ? 'failed' : 'booked');
    await close(doc);
  }

  const abandoned = (doc: SittingDoc) => isAbandoned(doc, stageOf(doc), p.lastState(doc), ctx.clock.now());

  return {
    /** The candidate has finished. */
    end: close,
    /** Staff end a sitting that is not running: an unfinished one goes back to booked, an ended one keeps its result. */
    async closeSitting(sittingId: string): Promise<void> {
      const doc = await sittings.get(sittingId);
      const stage = stageOf(doc);
      if (stage === 'running' || stage === 'paused') throw new AppError('SITTING_WRONG_STAGE');
      await settleAndClose(doc);
    },
    /** Closes sittings nobody goes on with: a seat must not stay taken by somebody who left. Safe to repeat. */
    async closeAbandoned(): Promise<void> {
      for (const { _id } of sittings.allOpen().filter(abandoned))
        await p.turns
          .run(_id, async () => {
            const doc = sittings.peek(_id);
            if (!doc || !abandoned(doc)) return;
            ctx.log.info({ sittingId: _id, seatId: doc.seatId, stage: stageOf(doc) }, 'abandoned, closed');
            await settleAndClose(doc);
          })
          .catch((err: unknown) => ctx.log.warn({ err, sittingId: _id }, 'closing will be tried again'));
    },
  };
}
