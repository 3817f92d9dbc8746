import type { Context } from '../../context';
import type { ProctoringPorts } from './ports';
import type { SeatWatch } from './seat-watch';

/** Goes on with the random pictures of a test under way at a seat, after a restart or a change of terminal. */
export async function resumeCaptures(
  ctx: Pick<Context, 'clock'>,
  ports: Pick<ProctoringPorts, 'exam' | 'evidence'>,
  watch: Pick<SeatWatch, 'planCaptures'>,
  seatId: string,
): Promise<void> {
  const sitting = ports.exam.openAtSeat(seatId);
  const attemptId = sitting?.attemptIds.at(-1);
  const state = attemptId ? ports.exam.peek(attemptId) : null;
  if (!sitting || !attemptId || (state?.status !== 'running' && state?.status !== 'paused')) return;
  const left = state.deadline === null ? state.remainingMs : state.deadline - ctx.clock.now();
  watch.planCaptures(seatId, {
    attemptId,
    wanted: sitting.kind.photoCaptures.taken,
    durationMs: Math.max(0, left),
    taken: (await ports.evidence.captures(attemptId)).map((c) => c.at),
  });
}
