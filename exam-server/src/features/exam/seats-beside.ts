import type { AttemptState } from './domain/state';
import type { SittingDoc } from './exam.store';
import type { ExamPorts } from './ports';

/** Which attempts run at the same time as others, and where. */
export function createSeatsBeside(
  seats: ExamPorts['seats'],
  sittings: { allOpen(): SittingDoc[] },
  runner: { state(attemptId: string): Promise<AttemptState> },
) {
  return {
    /** Attempts at the seats beside a sitting's, whose numbers come before and after its own; and the region of the place. */
    async around(doc: SittingDoc): Promise<{ near: AttemptState[]; region: string | null }> {
      const { number, region } = await seats.seatInfo(doc.seatId);
      const inRoom = sittings.allOpen().filter((o) => o.roomId === doc.roomId && o._id !== doc._id);
      const states: AttemptState[] = [];
      for (const other of inRoom) {
        const attemptId = other.attemptIds.at(-1);
        const seat = attemptId && (await seats.seatInfo(other.seatId));
        if (seat && Math.abs(seat.number - number) === 1) states.push(await runner.state(attemptId));
      }
      return { near: states, region };
    },
  };
}
