import type { ExamKind } from 'exam-contract/kind';
import { startOfLocalDay } from '../../platform/local-day';

const DAY_MS = 86_400_000;
/** How many days the demo is booked ahead, today included. */
const DAYS = 3;

export interface PlannedBooking {
  kindCode: string;
  from: number;
  to: number;
}

/** What most people come for stands first, so that the first candidates of a demo sit it. */
const FIRST = ['K1_CAR', 'K3_CAR', 'K1_MOTO', 'K3_MOTO', 'K1_FULL12', 'K1_FULL12_MOTO', 'K1_RESUME'];
const rank = (code: string) => (FIRST.includes(code) ? FIRST.indexOf(code) : FIRST.length);

/**
 * What demo candidate number `index` is booked for around a moment: one kind that fits the licence class, spread over
 * all kinds so that each has somebody, whole days so that there is always something to show. Every fourth without
 * a face is booked from tomorrow on only, to show what happens to who comes on the wrong day.
 */
export function plannedBookings(
  index: number,
  licenceClass: string,
  hasFace: boolean,
  kinds: readonly Pick<ExamKind, 'code' | 'classes'>[],
  now: number,
): PlannedBooking[] {
  const fitting = kinds
    .filter((k) => k.classes.includes('*') || k.classes.includes(licenceClass))
    .sort((a, b) => rank(a.code) - rank(b.code));
  const kind = fitting[Math.floor(index / 2) % Math.max(1, fitting.length)];
  if (!kind) return [];
  const first = !hasFace && index % 4 === 3 ? 1 : 0;
  return Array.from({ length: DAYS - first }, (_, d) => {
    const from = startOfLocalDay(now) + (d + first) * DAY_MS;
    return { kindCode: kind.code, from, to: from + DAY_MS - 1000 };
  });
}
