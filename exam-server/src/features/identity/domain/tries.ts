/**
 * Failures by name (a seat, a person, a kind of question), remembered for a while: beginning anew or walking to the
 * next terminal gives nobody new tries.
 */
export interface Tries {
  count(name: string, now: number): number;
  /** @returns the count with this failure */
  add(name: string, now: number): number;
  /** Milliseconds until a name is free again; 0 where it is. */
  waitMs(name: string, now: number): number;
  clear(...names: string[]): void;
}

/** @param keepMs how long after the last failure a name is remembered */
export function createTries(keepMs: number): Tries {
  const rows = new Map<string, { n: number; until: number }>();
  const live = (name: string, now: number) => {
    const row = rows.get(name);
    return row && row.until > now ? row : null;
  };
  return {
    count: (name, now) => live(name, now)?.n ?? 0,
    add(name, now) {
      for (const [other, row] of rows) if (row.until <= now) rows.delete(other);
      const n = (live(name, now)?.n ?? 0) + 1;
      rows.set(name, { n, until: now + keepMs });
      return n;
    },
    waitMs: (name, now) => Math.max(0, (live(name, now)?.until ?? now) - now),
    clear: (...names) => names.forEach((n) => rows.delete(n)),
  };
}
