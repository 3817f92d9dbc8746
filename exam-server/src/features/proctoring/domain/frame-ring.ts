import type { Shot } from './capture-book';

/** Longer than any rule takes to open an incident: the picture from before it began must still be there. */
export const RING_MS = 12_000;
/** Held frames are this far apart, whatever the pace they come at; only the newest may be nearer. */
export const APART_MS = 900;

/** The last frames of a seat, oldest first, with one more: the newest, and others a second apart. */
export function keepLatest(ring: readonly Shot[], shot: Shot): Shot[] {
  const [last, former] = [ring.at(-1), ring.at(-2)];
  const crowded = last && former && last.at - former.at < APART_MS;
  return [...(crowded ? ring.slice(0, -1) : ring), shot].filter((f) => shot.at - f.at <= RING_MS);
}
