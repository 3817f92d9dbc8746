import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import type { Turns } from '../../platform/turns';
import type { AttemptRunner } from './attempt-runner';
import type { Command } from './domain/decide';
import type { EventData } from './domain/events';
import type { AttemptState } from './domain/state';
import type { ExamStore, SittingDoc } from './exam.store';
import type { ExamPorts } from './ports';
import type { SittingBook } from './sitting-book';

interface Parts {
  bus: Context['bus'];
  store: ExamStore;
  sittings: SittingBook;
  turns: Turns;
  runner: AttemptRunner;
  seatInfo: ExamPorts['seats']['seatInfo'];
  tell(doc: SittingDoc): void;
  act(
    attemptId: string,
    command: Command,
  ): Promise<{ attemptId: string; status: AttemptState['status']; deadline: number | null }>;
}

/**
 * The candidate goes on at another terminal of the room, or at the new terminal of the same seat. What the former one
 * had not delivered is lost with it; what was acknowledged is there.
 * @throws AppError BAD_REQUEST for another room, ALREADY_SITTING where somebody sits, ATTEMPT_CLOSED once signed
 */
export function createSeatMove(p: Parts) {
  /** The room sees the one seat empty and the other taken. */
  function reseat(from: SittingDoc, to: SittingDoc): void {
    p.sittings.forget(from._id);
    p.sittings.remember(to);
    if (from.seatId !== to.seatId) {
      const { _id: sittingId, seatId, roomId, candidateId } = from;
      p.bus.emit('sitting', { sittingId, seatId, roomId, stage: 'closed', candidateId, attemptId: null });
    }
    p.tell(to);
  }

  return async (
    attemptId: string,
    to: { seatId: string; deviceId: string },
    reason: string,
    by: EventData<'seated'>['by'],
  ) => {
    const { sittingId } = await p.runner.state(attemptId);
    return p.turns.run(sittingId, async () => {
      const doc = await p.sittings.get(sittingId);
      const { roomId } = await p.seatInfo(to.seatId);
      if (!doc.open || doc.attemptIds.at(-1) !== attemptId) throw new AppError('ATTEMPT_CLOSED');
      if (roomId !== doc.roomId) throw new AppError('BAD_REQUEST', { field: 'seatId' });
      const there = p.sittings.openAtSeat(to.seatId);
      if (there && there._id !== sittingId) throw new AppError('ALREADY_SITTING');
      const next = await p.store.patchSitting(sittingId, to);
      reseat(doc, next);
      try {
        const done = await p.act(attemptId, { kind: 'seat', seatId: to.seatId, reason, by });
        return { ...done, seatId: to.seatId };
      } catch (err) {
        const { seatId, deviceId } = doc;
        reseat(next, await p.store.patchSitting(sittingId, { seatId, deviceId }));
        throw err;
      }
    });
  };
}
