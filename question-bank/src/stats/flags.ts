import { itemStatistics, spread } from './item-statistics';
import { choiceKey, NO_ANSWER, type ItemTally } from './tally';

export const ITEM_FLAGS = ['wrongKey', 'drift', 'unusedOption', 'weak'] as const;
/**
 * wrongKey: those who did best elsewhere choose another answer. drift: the share of right answers moved since
 * publication. unusedOption: nobody chooses a wrong option. weak: right or wrong says little of the rest.
 */
export type ItemFlag = (typeof ITEM_FLAGS)[number];

/** Limits of the flags. Each is a hint for a person to look, chosen so that chance alone rarely raises one. */
export const FLAG_LIMITS = {
  /** Answers before anything is said of a key, and of one wrong answer. */
  keyAnswers: 30,
  keyChose: 10,
  /** One-sided 1 % of the normal distribution. */
  keyZ: 2.33,
  optionAnswers: 50,
  weakAnswers: 100,
  weakBelow: 0.1,
  /** Answers at each end of the weeks, the least move of the share, and two-sided 0.1 %. */
  driftAnswers: 50,
  driftMove: 0.1,
  driftZ: 3.29,
} as const;

/** Right answers of one stretch of time; stretches in order. */
export interface Stretch {
  n: number;
  right: number;
}

/** The share of right answers of the earliest and the latest weeks that hold enough, where it moved; else undefined. */
export function driftOf(weeks: readonly Stretch[]): { before: number; after: number; z: number } | undefined {
  const { driftAnswers, driftMove, driftZ } = FLAG_LIMITS;
  const take = (list: readonly Stretch[]) => {
    const got = { n: 0, right: 0, weeks: 0 };
    for (const w of list) {
      if (got.n >= driftAnswers) break;
      got.n += w.n;
      got.right += w.right;
      got.weeks += 1;
    }
    return got;
  };
  const first = take(weeks);
  const last = take([...weeks].reverse());
  if (first.n < driftAnswers || last.n < driftAnswers || first.weeks + last.weeks > weeks.length)
    return undefined;
  const [before, after] = [first.right / first.n, last.right / last.n];
  const pooled = (first.right + last.right) / (first.n + last.n);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / first.n + 1 / last.n));
  const z = error === 0 ? 0 : (after - before) / error;
  return Math.abs(after - before) >= driftMove && Math.abs(z) >= driftZ ? { before, after, z } : undefined;
}

/** An answer other than the key whose choosers did better in the rest of their papers than those with the key. */
export function betterThanKey(tally: ItemTally, answer: readonly string[]): string | undefined {
  const { keyAnswers, keyChose, keyZ } = FLAG_LIMITS;
  const key = choiceKey(answer);
  const total = Object.values(tally.choices).reduce((sum, c) => sum + c.n, 0);
  if (total < keyAnswers) return undefined;
  const keyed = tally.choices[key];
  let best: { choice: string; z: number } | undefined;
  for (const [choice, c] of Object.entries(tally.choices)) {
    if (choice === key || choice === NO_ANSWER || c.n < keyChose) continue;
    const theirs = spread(c);
    // Where nobody has the key, many agreeing on another answer is the same sign.
    const mine = keyed && keyed.n > 1 ? spread(keyed) : undefined;
    const ahead = mine ? theirs.mean - mine.mean : c.n > total / 2 ? 1 : 0;
    const error = mine && keyed ? Math.sqrt(theirs.variance / c.n + mine.variance / keyed.n) : 0;
    const z = error > 0 ? ahead / error : ahead > 0 ? Infinity : 0;
    if (z >= keyZ && (!best || z > best.z)) best = { choice, z };
  }
  return best?.choice;
}

/** What a person should look at in a question. `weeks` are its right answers by week, oldest first. */
export function itemFlags(
  tally: ItemTally,
  question: { options: readonly { id: string }[]; answer: readonly string[] },
  weeks: readonly Stretch[] = [],
): ItemFlag[] {
  const { n, options, discrimination, facility } = itemStatistics(tally, question);
  const flags: ItemFlag[] = [];
  if (betterThanKey(tally, question.answer) !== undefined) flags.push('wrongKey');
  if (driftOf(weeks)) flags.push('drift');
  if (n >= FLAG_LIMITS.optionAnswers && options.some((o) => !o.right && o.n === 0))
    flags.push('unusedOption');
  // Where nearly all are right nothing can correlate, and that is no fault of a question about the law.
  const telling = facility !== null && facility > 0.05 && facility < 0.95;
  if (n >= FLAG_LIMITS.weakAnswers && telling && (discrimination ?? 0) < FLAG_LIMITS.weakBelow)
    flags.push('weak');
  return flags;
}
