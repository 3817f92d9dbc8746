/** One rule's memory at one seat: hysteresis in time, and the trace that will stand in the incident. */
export interface Dwell {
  open: boolean;
  /** Since when it has looked wrong (or right again, while open); null while it looks as it should. */
  since: number | null;
  trace: { at: number; value: number }[];
}
export const quiet: Dwell = { open: false, since: null, trace: [] };

const TRACE_KEPT = 60;
/** Two looks further apart than this are not one run: what lay between is not known, ms. */
const GAP_MS = 6000;

/**
 * One more reading: opens after `openMs` of wrong ones in a row, closes after `closeMs` of right ones in a row; a
 * run takes two readings at the least. A reading older than the last one is ignored.
 * @returns the new memory, what changed, and at which reading the run began that changed it
 */
export function stepDwell(
  d: Dwell,
  at: number,
  reading: { value: number; wrong: boolean },
  t: { openMs: number; closeMs: number },
): { dwell: Dwell; change: 'open' | 'close' | null; began: number | null } {
  const last = d.trace.at(-1)?.at ?? null;
  if (last !== null && at < last) return { dwell: d, change: null, began: null };
  const trace = [...d.trace, { at, value: Math.round(reading.value * 1000) / 1000 }].slice(-TRACE_KEPT);
  const turning = reading.wrong !== d.open;
  const running = d.since !== null && last !== null && at - last <= GAP_MS ? d.since : null;
  const since = turning ? (running ?? at) : null;
  const long = running !== null && turning && at - running >= (d.open ? t.closeMs : t.openMs);
  if (!long) return { dwell: { open: d.open, since, trace }, change: null, began: null };
  return { dwell: { open: !d.open, since: null, trace }, change: d.open ? 'close' : 'open', began: running };
}
