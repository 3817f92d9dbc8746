import { choiceKey, medianTime, NO_ANSWER, type ChoiceTally, type ItemTally } from './tally';

export interface OptionStatistics {
  id: string;
  right: boolean;
  /** Who chose it, alone or with others. */
  n: number;
  /** Of all to whom the question was shown. */
  share: number;
  /** Mean rest score of those who chose it, 0…1; null where nobody did. */
  meanRest: number | null;
}

export interface ItemStatistics {
  /** Times shown. */
  n: number;
  right: number;
  unanswered: number;
  /** Share of right answers (the classical p), 0…1; null where it was never shown. */
  facility: number | null;
  /**
   * Point-biserial correlation of right or wrong with the rest score, the question itself left out (corrected
   * item-total correlation); null where there is no variance.
   */
  discrimination: number | null;
  options: OptionStatistics[];
  /** Whole choices that were not the key, most frequent first. */
  wrong: { choice: string; n: number; meanRest: number }[];
  medianMs: number | null;
}

const sum = (tallies: readonly ChoiceTally[]): ChoiceTally =>
  tallies.reduce(
    (a, c) => ({ n: a.n + c.n, rest: a.rest + c.rest, restSquares: a.restSquares + c.restSquares }),
    { n: 0, rest: 0, restSquares: 0 },
  );

/** Mean and population variance of the rest scores behind a tally. */
export function spread({ n, rest, restSquares }: ChoiceTally): { mean: number; variance: number } {
  const mean = n === 0 ? 0 : rest / n;
  return { mean, variance: n === 0 ? 0 : Math.max(0, restSquares / n - mean * mean) };
}

/**
 * Classical statistics of one question from its tally and its key; a corrected key gives the corrected figures from
 * the same tally. Definitions: Crocker & Algina, Introduction to Classical and Modern Test Theory, ch. 14.
 */
export function itemStatistics(
  tally: ItemTally,
  question: { options: readonly { id: string }[]; answer: readonly string[] },
): ItemStatistics {
  const key = choiceKey(question.answer);
  const entries = Object.entries(tally.choices);
  const all = sum(entries.map(([, c]) => c));
  const right = tally.choices[key] ?? { n: 0, rest: 0, restSquares: 0 };
  const { variance } = spread(all);
  const p = all.n === 0 ? null : right.n / all.n;
  let discrimination: number | null = null;
  if (p !== null && p > 0 && p < 1 && variance > 1e-12) {
    const others = (all.rest - right.rest) / (all.n - right.n);
    discrimination = ((right.rest / right.n - others) * Math.sqrt(p * (1 - p))) / Math.sqrt(variance);
  }
  return {
    n: all.n,
    right: right.n,
    unanswered: tally.choices[NO_ANSWER]?.n ?? 0,
    facility: p,
    discrimination,
    options: question.options.map(({ id }) => {
      const chose = sum(entries.flatMap(([k, c]) => (k !== NO_ANSWER && k.includes(id) ? [c] : [])));
      return {
        id,
        right: question.answer.includes(id),
        n: chose.n,
        share: all.n === 0 ? 0 : chose.n / all.n,
        meanRest: chose.n === 0 ? null : chose.rest / chose.n,
      };
    }),
    wrong: entries
      .filter(([k]) => k !== key && k !== NO_ANSWER)
      .map(([choice, c]) => ({ choice, n: c.n, meanRest: c.rest / c.n }))
      .sort((a, b) => b.n - a.n || (a.choice < b.choice ? -1 : 1)),
    medianMs: medianTime(tally.times),
  };
}
