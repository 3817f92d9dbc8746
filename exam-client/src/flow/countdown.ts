import type { AttemptView } from 'exam-contract/attempt';

/** Time left on an attempt at a server moment, ms; frozen while it is paused, never below 0. */
export function remainingMs(view: Pick<AttemptView, 'deadline' | 'remainingMs'>, serverNow: number): number {
  return Math.max(0, view.deadline === null ? view.remainingMs : view.deadline - serverNow);
}

export type ClockPhase = 'calm' | 'fiveMinutes' | 'oneMinute' | 'over';

const MINUTE = 60_000;

export function phaseOf(ms: number): ClockPhase {
  if (ms <= 0) return 'over';
  if (ms <= MINUTE) return 'oneMinute';
  return ms <= 5 * MINUTE ? 'fiveMinutes' : 'calm';
}

/** `44:59`, or `1:29:59` from an hour on. A started second counts, so that 0:00 means over. */
export function clockText(ms: number): string {
  const total = Math.ceil(ms / 1000);
  const [h, m, s] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}
