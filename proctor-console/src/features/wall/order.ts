import type { SeatView } from 'exam-contract/seat';

export type WallOrder = 'attention' | 'seat';

/** Seat ids as the wall shows them: what wants a person first, or by number; equal ones stay by number. */
export function orderOf(seats: Iterable<SeatView>, by: WallOrder): string[] {
  return [...seats]
    .sort((a, b) => (by === 'attention' ? b.attention - a.attention : 0) || a.number - b.number)
    .map((s) => s.seatId);
}
