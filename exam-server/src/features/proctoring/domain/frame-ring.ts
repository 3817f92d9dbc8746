import type { Shot } from './capture-book';

/**
 * Longer than any rule takes to open an incident, also where its last two looks lie far apart: the picture from before
 * it began must still be there.
 */
export const RING_MS = 16_000;
/** Held frames are this far apart, whatever the pace they come at; only the newest may be nearer. */
export const APART_MS = 900;

/** The last frames of a seat, oldest first, with one more: the newest, and others a second apart. */
export function keepLatest(ring: readonly Shot[], shot: Shot): Shot[] {
  const [last, former] = [ring.at(-1), ring.at(-2)];
  const crowded = last && former && last.at - former.at < APART_MS;
  return [...(crowded ? ring.slice(0, -1) : ring), shot].filter((f) => shot.at - f.at <= RING_MS);
}

/** The newest picture, and the last one from before something began; the oldest held where all are younger. */
export function beforeAndNow(
  ring: readonly Shot[],
  began: number,
): { before: Shot | null; now: Shot | null } {
  const now = ring.at(-1) ?? null;
  const before = ring.findLast((f) => f.at < began) ?? ring[0] ?? null;
  return { before: before === now ? null : before, now };
}
