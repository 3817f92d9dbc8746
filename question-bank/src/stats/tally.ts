/** Those who gave one answer to a question: how many, and the sums of their rest scores. */
export interface ChoiceTally {
  n: number;
  /** Sum of rest scores: the share of the paper's other questions each got right, 0…1. */
  rest: number;
  /** Sum of their squares. */
  restSquares: number;
}

/**
 * All that is kept of the answers to one question: enough for its statistics, nothing of any person. Tallies of
 * different days, sites or versions are added up.
 */
export interface ItemTally {
  /** By the whole choice, option letters ascending and run together ("BD"); "-" for shown and not answered. */
  choices: Record<string, ChoiceTally>;
  /** How many answers took how long, by TIME_STEPS. */
  times: number[];
}

export const NO_ANSWER = '-';
/** Upper limits in ms of the classes of time on a question: from half a second, two to a doubling, the last open. */
export const TIME_STEPS: readonly number[] = Array.from({ length: 22 }, (_, i) =>
  Math.round(500 * 2 ** (i / 2)),
);

/** One candidate's answer to one question. */
export interface Response {
  /** Option ids; empty where the question was shown and not answered. */
  choice: readonly string[];
  /** The share of the paper's other questions got right, 0…1. */
  rest: number;
  /** Time the question stood on the screen, ms; null where it is not known. */
  ms: number | null;
}

export const choiceKey = (choice: readonly string[]): string =>
  choice.length === 0 ? NO_ANSWER : [...choice].sort().join('');

export const timeClass = (ms: number): number => {
  const found = TIME_STEPS.findIndex((limit) => ms <= limit);
  return found < 0 ? TIME_STEPS.length : found;
};

export const emptyTally = (): ItemTally => ({ choices: {}, times: [] });

/** Adds one answer. */
export function addResponse(tally: ItemTally, { choice, rest, ms }: Response): void {
  const key = choiceKey(choice);
  const c = (tally.choices[key] ??= { n: 0, rest: 0, restSquares: 0 });
  c.n += 1;
  c.rest += rest;
  c.restSquares += rest * rest;
  if (ms === null) return;
  const at = timeClass(ms);
  while (tally.times.length <= at) tally.times.push(0);
  tally.times[at] = (tally.times[at] ?? 0) + 1;
}

/** Adds what `from` holds to `into`. */
export function addTally(into: ItemTally, from: ItemTally): void {
  for (const [key, c] of Object.entries(from.choices)) {
    const mine = (into.choices[key] ??= { n: 0, rest: 0, restSquares: 0 });
    mine.n += c.n;
    mine.rest += c.rest;
    mine.restSquares += c.restSquares;
  }
  for (const [i, n] of from.times.entries()) {
    while (into.times.length <= i) into.times.push(0);
    into.times[i] = (into.times[i] ?? 0) + n;
  }
}

/** The median of a histogram over TIME_STEPS, ms, interpolated in its class on a log scale; null without times. */
export function medianTime(times: readonly number[]): number | null {
  const total = times.reduce((a, b) => a + b, 0);
  if (total === 0) return null;
  let below = 0;
  for (const [i, n] of times.entries()) {
    if (below + n >= total / 2) {
      const upper = TIME_STEPS[i] ?? (TIME_STEPS.at(-1) ?? 0) * Math.SQRT2;
      const part = n === 0 ? 1 : (total / 2 - below) / n;
      return Math.round(upper * 2 ** ((part - 1) / 2));
    }
    below += n;
  }
  return TIME_STEPS.at(-1) ?? null;
}
