import type { ExamKind } from 'exam-contract/kind';
import { localDay } from '../../platform/local-day';
import type { BookingDoc, BookingState } from './booking.store';

/** Why a booking cannot be made; each becomes an error code with the field. */
export type BookingRefusal = 'window' | 'past' | 'licenceClass' | 'overlap' | 'rebookWait';

type Earlier = Pick<BookingDoc, 'kindCode' | 'from' | 'to' | 'state' | 'changedAt'>;
const DAY_MS = 86_400_000;

/**
 * Whether a candidate may be booked: the kind is for the licence class, the window is ahead, no other open booking
 * of the kind overlaps it, and the days that must pass after a failure (a no-show is one, 162号令 art. 46) have
 * passed, counted in calendar days.
 */
export function refuseBooking(
  wanted: { from: number; to: number; licenceClass: string },
  kind: Pick<ExamKind, 'code' | 'classes' | 'rebookWaitDays'>,
  earlier: readonly Earlier[],
  now: number,
): BookingRefusal | null {
  if (wanted.to <= wanted.from) return 'window';
  if (wanted.to <= now) return 'past';
  if (!kind.classes.includes('*') && !kind.classes.includes(wanted.licenceClass)) return 'licenceClass';
  const same = earlier.filter((b) => b.kindCode === kind.code);
  const open = same.filter((b) => b.state === 'booked' || b.state === 'sitting');
  if (open.some((b) => b.from < wanted.to && wanted.from < b.to)) return 'overlap';
  const failures = same.filter((b) => b.state === 'failed' || b.state === 'noShow');
  const lastDay = Math.max(...failures.map((b) => Date.parse(localDay(Math.min(b.changedAt, b.to)))));
  if (kind.rebookWaitDays > 0 && failures.length > 0) {
    const firstDay = lastDay + kind.rebookWaitDays * DAY_MS;
    if (Date.parse(localDay(wanted.from)) < firstDay) return 'rebookWait';
  }
  return null;
}

/** From which states an exam may move a booking to another; a finished one stays as it is. */
export const mayBecome: Record<'booked' | 'sitting' | 'passed' | 'failed', readonly BookingState[]> = {
  booked: ['booked', 'sitting'],
  sitting: ['booked', 'sitting'],
  passed: ['sitting', 'passed'],
  failed: ['sitting', 'failed'],
};
