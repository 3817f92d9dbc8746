/** One rule's memory at one seat: hysteresis in time, and the trace that will stand in the incident. */
export interface Dwell {
  open: boolean;
  /** Since when it has looked wrong (or right again, while open); null while it looks as it should. */
  since: number | null;
  trace: { at: number; value: number }[];
}
export const quiet: Dwell = { open: false, since: null, trace: [] };

const TRACE_KEPT = 60;

/**
 * One more reading: opens after `openMs` of wrong ones in a row, closes after `closeMs` of right ones in a row.
 * @returns the new memory, and what changed
 */
export function stepDwell(
  d: Dwell,
  at: number,
  reading: { value: number; wrong: boolean },
  t: { openMs: number; closeMs: number },
): { dwell: Dwell; change: 'open' | 'close' | null } {
  const trace = [...d.trace, { at, value: Math.round(reading.value * 1000) / 1000 }].slice(-TRACE_KEPT);
  const turning = reading.wrong !== d.open;
  const since = turning ? (d.since ?? at) : null;
  const long = turning && since !== null && at - since >= (d.open ? t.closeMs : t.openMs);
  if (!long) return { dwell: { open: d.open, since, trace }, change: null };
  return { dwell: { open: !d.open, since: null, trace }, change: d.open ? 'close' : 'open' };
}
