/** A good picture of the candidate during the test. */
export interface Shot {
  at: number;
  jpeg: Uint8Array;
}

/** The random pictures of one attempt: when they are due, what was taken, and what is held in reserve. */
export interface CaptureBook {
  readonly wanted: number;
  /** Moments still to come, soonest first. */
  readonly due: readonly number[];
  /** Moments of the pictures taken. */
  readonly taken: readonly number[];
  /** Good pictures spread over the test so far, for who hands in before all moments have come. */
  readonly spare: readonly Shot[];
  readonly gapMs: number;
}

/** Spare pictures held a seat; each is some 40 kB. */
export const MAX_SPARE = 6;
const FIRST_GAP_MS = 2000;
/** Share of the time allowed within which all moments lie: few people use the last minutes. */
const SPAN = 0.8;

/**
 * Draws the moments of the pictures of a test: the first at once, the rest random, one in each of ever longer parts,
 * since people finish early. `random` gives numbers in 0..1.
 */
export function planCaptures(o: {
  wanted: number;
  taken?: readonly number[];
  from: number;
  durationMs: number;
  random: () => number;
}): CaptureBook {
  const taken = o.taken ?? [];
  const missing = Math.max(0, o.wanted - taken.length);
  const due = Array.from({ length: missing }, (_, i) => {
    const share = i === 0 ? 0 : (i + o.random()) / missing;
    return o.from + Math.round(share ** 2 * o.durationMs * SPAN);
  });
  return { wanted: o.wanted, due, taken, spare: [], gapMs: FIRST_GAP_MS };
}

/** A good picture came. @returns the book, and whether this one is to be kept as a capture now */
export function offer(b: CaptureBook, shot: Shot): { book: CaptureBook; keep: boolean } {
  const [next, ...later] = b.due;
  if (next === undefined) return { book: b, keep: false };
  if (shot.at >= next) return { book: { ...b, due: later, taken: [...b.taken, shot.at] }, keep: true };
  const last = b.spare.at(-1);
  if (last && shot.at - last.at < b.gapMs) return { book: b, keep: false };
  const spare = [...b.spare, shot];
  return spare.length <= MAX_SPARE
    ? { book: { ...b, spare }, keep: false }
    : // Too many: every other one goes, and from now on they are taken further apart.
      { book: { ...b, spare: spare.filter((_, i) => i % 2 === 0), gapMs: b.gapMs * 2 }, keep: false };
}

/** The test is over: what is missing comes out of the reserve, as far from the others in time as can be had. */
export function fillUp(b: CaptureBook): Shot[] {
  const chosen: Shot[] = [];
  const left = [...b.spare];
  const far = (s: Shot) =>
    Math.min(...[...b.taken, ...chosen.map((c) => c.at)].map((t) => Math.abs(t - s.at)));
  while (b.taken.length + chosen.length < b.wanted && left.length > 0) {
    left.sort((x, y) => far(y) - far(x));
    chosen.push(left.shift()!);
  }
  return chosen.sort((x, y) => x.at - y.at);
}
