import { choiceKey, NO_ANSWER, type ItemTally } from './tally';

/** One candidate's paper, as far as it was answered. */
export interface AnsweredPaper {
  id: string;
  /** Chosen option ids by question; questions not answered are left out. */
  answers: ReadonlyMap<string, readonly string[]>;
}

/** How a question is usually answered. */
export interface ItemModel {
  key: string;
  /** Share of right answers, kept off 0 and 1. */
  facility: number;
  /** Chance that two wrong answers are the same. */
  sameWrong: number;
}

export interface Similarity {
  a: string;
  b: string;
  /** Questions both answered. */
  common: number;
  /** Of these, answered alike; and both wrong in the same way. */
  same: number;
  sameWrong: number;
  /** How many alike are to be expected of two who know nothing of each other. */
  expected: number;
  /** The chance of so many alike or more, if they know nothing of each other. */
  p: number;
}

/** Fewer common questions say nothing either way. */
export const LEAST_COMMON = 10;

/** How a question is answered, from all that answered it; one answer of each kind is added so that nothing is certain. */
export function itemModel(
  tally: ItemTally,
  question: { type: string; options: readonly unknown[]; answer: readonly string[] },
): ItemModel {
  const key = choiceKey(question.answer);
  const entries = Object.entries(tally.choices).filter(([k]) => k !== NO_ANSWER);
  const total = entries.reduce((sum, [, c]) => sum + c.n, 0);
  const right = tally.choices[key]?.n ?? 0;
  const options = question.options.length;
  const kinds =
    question.type === 'multi' ? Math.max(1, 2 ** options - options - 2) : Math.max(1, options - 1);
  const wrong = entries.filter(([k]) => k !== key).map(([, c]) => c.n + 1);
  const unseen = Math.max(0, kinds - wrong.length);
  const all = wrong.reduce((a, b) => a + b, 0) + unseen;
  const sameWrong = all === 0 ? 1 : (wrong.reduce((s, n) => s + n * n, 0) + unseen) / (all * all);
  return { key, facility: (right + 0.5) / (total + 1), sameWrong };
}

const logit = (p: number) => Math.log(p / (1 - p));
const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** How much better or worse than all others a candidate is, on the logit scale, so that the sum of chances is the score. */
function ability(facilities: readonly number[], right: number): number {
  const target = Math.min(Math.max(right, 0.5), facilities.length - 0.5);
  let [low, high] = [-8, 8];
  for (let i = 0; i < 40; i += 1) {
    const mid = (low + high) / 2;
    const expected = facilities.reduce((sum, f) => sum + logistic(logit(f) + mid), 0);
    if (expected < target) low = mid;
    else high = mid;
  }
  return (low + high) / 2;
}

/** P(X ≥ k) of a sum of independent events with these chances. Exact. */
export function atLeast(chances: readonly number[], k: number): number {
  let mass = [1];
  for (const p of chances) {
    const next = new Array<number>(mass.length + 1).fill(0);
    for (const [i, m] of mass.entries()) {
      next[i] = (next[i] ?? 0) + m * (1 - p);
      next[i + 1] = (next[i + 1] ?? 0) + m * p;
    }
    mass = next;
  }
  return Math.min(
    1,
    mass.slice(Math.max(0, k)).reduce((a, b) => a + b, 0),
  );
}

/**
 * Answer similarity of every two papers by the generalised binomial test (van der Linden & Sotaridou, Journal of
 * Educational and Behavioral Statistics 31, 2006): the chance that two candidates of their abilities, working alone,
 * agree on as many of their common questions as they did. Chances of a right answer come from the question's share
 * and the candidate's ability (one parameter, logistic), those of the same wrong answer from all wrong answers given.
 * Pairs with fewer than LEAST_COMMON common questions are left out. Smallest chance first. A hint for an auditor:
 * a common school, a common cram book or a poor model make people alike as well.
 */
export function similarities(
  papers: readonly AnsweredPaper[],
  models: ReadonlyMap<string, ItemModel>,
): Similarity[] {
  const known = papers.map(({ id, answers }) => {
    const items = [...answers].flatMap(([q, choice]) => {
      const model = models.get(q);
      return model ? [{ q, model, choice: choiceKey(choice) }] : [];
    });
    const right = items.filter((i) => i.choice === i.model.key).length;
    const theta =
      items.length === 0
        ? 0
        : ability(
            items.map((i) => i.model.facility),
            right,
          );
    return { id, theta, items: new Map(items.map((i) => [i.q, i])) };
  });
  const found: Similarity[] = [];
  for (const [i, a] of known.entries())
    for (const b of known.slice(i + 1)) {
      const chances: number[] = [];
      let [same, sameWrong] = [0, 0];
      for (const [q, { model, choice }] of a.items) {
        const other = b.items.get(q);
        if (!other) continue;
        const base = logit(model.facility);
        const [pa, pb] = [logistic(base + a.theta), logistic(base + b.theta)];
        chances.push(pa * pb + (1 - pa) * (1 - pb) * model.sameWrong);
        if (choice !== other.choice) continue;
        same += 1;
        if (choice !== model.key) sameWrong += 1;
      }
      if (chances.length < LEAST_COMMON) continue;
      const expected = chances.reduce((x, y) => x + y, 0);
      found.push({
        a: a.id,
        b: b.id,
        common: chances.length,
        same,
        sameWrong,
        expected,
        p: atLeast(chances, same),
      });
    }
  return found.sort((x, y) => x.p - y.p);
}
