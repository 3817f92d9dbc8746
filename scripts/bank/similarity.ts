import { parseArgs } from 'node:util';
import {
  addResponse,
  emptyTally,
  itemModel,
  similarities,
  type AnsweredPaper,
  type ItemModel,
  type ItemTally,
} from 'question-bank';

/** The same numbers in every run. */
function dice(seed: number): () => number {
  let s = seed >>> 0;
  return () => {
    s = (s + 0x6d2b79f5) >>> 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

interface Item {
  id: string;
  difficulty: number;
  /** Another slope for each question, which the index's own model does not know. */
  slope: number;
  /** How tempting each wrong option is, and how much more so for the poor. */
  pull: number[];
}
const OPTIONS = ['A', 'B', 'C', 'D'].map((id) => ({ id }));
const KEY = 'A';

/** Candidates answer by a two-parameter model with distractors that tempt the poor and the good unequally. */
function answerOf(item: Item, ability: number, random: () => number): string {
  const right = 1 / (1 + Math.exp(-item.slope * (ability - item.difficulty)));
  if (random() < right) return KEY;
  const pulls = item.pull.map((p, i) => Math.exp(p + (i === 0 ? -0.4 : 0.2) * ability));
  let at = random() * pulls.reduce((a, b) => a + b, 0);
  for (const [i, p] of pulls.entries()) {
    at -= p;
    if (at <= 0) return OPTIONS[i + 1]?.id ?? 'B';
  }
  return 'D';
}

const LEVELS = [0.05, 0.01, 0.001, 0.0001] as const;
const share = (ps: readonly number[], level: number) => ps.filter((p) => p <= level).length / ps.length;

/**
 * npm run bank:similarity [-- --pairs N]: how often the answer-similarity index speaks of two who worked alone, and of
 * two of whom one copied, by the number of questions in common and the share copied. One JSON line. Exit code 1 where
 * it speaks of the innocent more often than it says it does.
 */
function main(): number {
  const { values } = parseArgs({ options: { pairs: { type: 'string', default: '20000' } } });
  const pairs = Number(values.pairs);
  if (!Number.isInteger(pairs) || pairs < 100) throw new Error('--pairs wants a whole number from 100');
  const random = dice(20261124);
  const items: Item[] = Array.from({ length: 400 }, (_, i) => ({
    id: `q${i}`,
    difficulty: -1.6 + 0.9 * normal(random),
    slope: Math.exp(0.3 * normal(random)),
    pull: [normal(random), normal(random), normal(random)],
  }));
  // What the registry knows of its questions: the answers of 2,000 candidates.
  const models = new Map<string, ItemModel>();
  const tallies = new Map<string, ItemTally>(items.map((i) => [i.id, emptyTally()]));
  for (let c = 0; c < 2000; c += 1) {
    const ability = normal(random);
    for (const item of items) {
      const tally = tallies.get(item.id);
      if (tally) addResponse(tally, { choice: [answerOf(item, ability, random)], rest: 0, ms: null });
    }
  }
  for (const [id, tally] of tallies)
    models.set(id, itemModel(tally, { type: 'single', options: OPTIONS, answer: [KEY] }));

  const run = (common: number, copied: number, count: number): number[] => {
    const ps: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const from = Math.floor(random() * (items.length - common));
      const asked = items.slice(from, from + common);
      const [x, y] = [normal(random), normal(random)];
      const first = asked.map((i) => answerOf(i, x, random));
      const second = asked.map((i, k) => (random() < copied ? (first[k] ?? KEY) : answerOf(i, y, random)));
      const paper = (id: string, answers: string[]): AnsweredPaper => ({
        id,
        answers: new Map(asked.map((i, k) => [i.id, [answers[k] ?? KEY]])),
      });
      const [found] = similarities([paper('a', first), paper('b', second)], models);
      if (found) ps.push(found.p);
    }
    return ps;
  };
  const rows = [15, 30, 100].map((common) => {
    const alone = run(common, 0, pairs);
    const few = Math.max(100, Math.round(pairs / 20));
    return {
      common,
      alone: Object.fromEntries(LEVELS.map((l) => [l, share(alone, l)])),
      copied: Object.fromEntries(
        [0.2, 0.4, 0.6].map((part) => {
          const ps = run(common, part, few);
          return [part, Object.fromEntries(LEVELS.map((l) => [l, share(ps, l)]))];
        }),
      ),
    };
  });
  // Twice its word is allowed for: the candidates here are not the ones its model knows.
  const honest = rows.every((r) =>
    LEVELS.every((l) => (r.alone[l] ?? 1) <= 2 * l + 3 * Math.sqrt(l / pairs)),
  );
  console.log(JSON.stringify({ pairs, rows, honest }));
  return honest ? 0 : 1;
}

process.exitCode = main();
