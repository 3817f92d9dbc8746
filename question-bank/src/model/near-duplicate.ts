import type { Question } from './question';
import { StemMemory } from './stem-memory';
import { atOnce, eachInSteps, type Steps } from './steps';

/** How alike two stems must be (Dice coefficient over character pairs) to count as the same question asked twice. */
const NEAR = 0.9;

/** The pictures of a question as one key: 'what does this sign mean?' about two signs is two questions. */
function mediaKey({ media }: Pick<Question, 'media'>): string {
  if (media.length < 2) return media[0]?.file ?? '';
  return media
    .map((m) => m.file)
    .sort()
    .join('|');
}

/** Each number of a set as one of 64 bits: whatever bit one has and the other has not is a number it has not. */
type Marks = readonly [low: number, high: number];
const NO_MARKS: Marks = [0, 0];
function marksOf(set: Uint32Array): Marks {
  let [low, high] = [0, 0];
  for (const n of set) {
    const bit = Math.imul(n, 0x9e3779b1) >>> 26;
    if (bit < 32) low |= 1 << bit;
    else high |= 1 << (bit - 32);
  }
  return [low, high];
}
function ones(n: number): number {
  let v = n - ((n >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Tells most sets that cannot reach the threshold, at a glance. */
function farApart(a: Uint32Array, b: Uint32Array, x: Marks, y: Marks): boolean {
  const most = a.length - Math.floor((NEAR * (a.length + b.length)) / 2);
  return ones(x[0] & ~y[0]) + ones(x[1] & ~y[1]) > most;
}

/** Whether two sets, as ascending numbers, reach the threshold. */
function near(a: Uint32Array, b: Uint32Array): boolean {
  const all = a.length + b.length;
  if ((2 * Math.min(a.length, b.length)) / all < NEAR) return false;
  const needed = Math.floor((NEAR * all) / 2);
  let [i, j, shared] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const [x = 0, y = 0] = [a[i], b[j]];
    if (x === y) shared += 1;
    if (x <= y) i += 1;
    if (y <= x) j += 1;
    // What is unlike is so after a few of them.
    if (shared + Math.min(a.length - i, b.length - j) < needed) return false;
  }
  return (2 * shared) / all >= NEAR;
}

/**
 * Two sets can only reach the threshold if they share one of their rarest pairs, so only those are indexed:
 * a bank of thousands is compared in well under a second instead of pair by pair.
 */
function rarest(set: Uint32Array, frequency: readonly number[], names: readonly string[]): number[] {
  const keep = Math.floor((1 - NEAR / (2 - NEAR)) * set.length) + 1;
  const first: number[] = [];
  const before = (a: number, b: number) => {
    const [x = 0, y = 0] = [frequency[a], frequency[b]];
    return x === y ? (names[a] ?? '') < (names[b] ?? '') : x < y;
  };
  for (const pair of set) {
    if (first.length === keep && !before(pair, first[keep - 1] ?? 0)) continue;
    let at = first.length === keep ? keep - 1 : first.length;
    for (; at > 0 && before(pair, first[at - 1] ?? 0); at -= 1) first[at] = first[at - 1] ?? 0;
    first[at] = pair;
  }
  return first;
}

/**
 * How many earlier stems one is compared with, and how many matches are kept of each: generous for any real bank,
 * and a bound where somebody hands in fifty thousand lines that differ by a number.
 */
const MAX_COMPARED = 256;
const MAX_FOUND = 16;

type Asked = Pick<Question, 'stem' | 'media'>;

/**
 * Index pairs (i < j) of questions with the same pictures and nearly the same stem. Of questions whose stems are
 * equal only the first takes part; see sameStemGroups. With `split` only pairs are looked for of which the first lies
 * before it and the second does not: two banks laid one behind the other.
 */
export const nearDuplicatePairs = (
  questions: readonly Asked[],
  { split, memory = new StemMemory() }: { split?: number; memory?: StemMemory } = {},
): [number, number][] =>
  atOnce(pairSteps(questions, atOnce(sameStemSteps(questions, memory)), memory, split));

function* pairSteps(
  questions: readonly Asked[],
  same: readonly (readonly number[])[],
  memory: StemMemory,
  split?: number,
): Steps<[number, number][]> {
  const firsts = same.flatMap((group) => {
    const second = split === undefined ? undefined : group.find((i) => i >= split);
    return [group[0] ?? 0, ...(second === undefined || second === group[0] ? [] : [second])];
  });
  if (split !== undefined) firsts.sort((a, b) => a - b);
  const sets: Uint32Array[] = [];
  const frequency: number[] = [];
  const pictures: number[] = [];
  const shown = new Map<string, number>();
  const sharing: number[] = [];
  yield* eachInSteps(firsts, (i) => {
    const asked = questions[i];
    if (!asked) return;
    const set = memory.pairsOf(asked.stem);
    sets.push(set);
    for (const p of set) {
      while (frequency.length <= p) frequency.push(0);
      frequency[p] = (frequency[p] ?? 0) + 1;
    }
    const key = mediaKey(asked);
    const number = shown.get(key) ?? shown.size;
    shown.set(key, number);
    pictures.push(number);
    sharing[number] = (sharing[number] ?? 0) + 1;
  });
  const { names } = memory;
  // Who has a pair among the rarest, as chains from the last one to the first.
  const last = new Map<number, number>();
  const [who, link]: [number[], number[]] = [[], []];
  const comparedFor = new Int32Array(firsts.length).fill(-1);
  const found: [number, number][] = [];
  const marks = sets.map((set, j) => ((sharing[pictures[j] ?? 0] ?? 0) < 2 ? NO_MARKS : marksOf(set)));
  yield* eachInSteps(sets, (mine, j) => {
    const at = firsts[j] ?? 0;
    const shows = pictures[j] ?? 0;
    if ((sharing[shows] ?? 0) < 2) return;
    const looks = split === undefined || at >= split;
    const waits = split === undefined || at < split;
    const seen: number[] = [];
    for (const p of rarest(mine, frequency, names)) {
      const key = shows * names.length + p;
      const head = last.get(key) ?? -1;
      for (let k = head; looks && k >= 0 && seen.length < MAX_COMPARED; k = link[k] ?? -1) {
        const i = who[k] ?? 0;
        if (comparedFor[i] === j) continue;
        comparedFor[i] = j;
        seen.push(i);
      }
      if (!waits) continue;
      link.push(head);
      last.set(key, who.push(j) - 1);
    }
    let matches = 0;
    const ours = marks[j] ?? NO_MARKS;
    for (const i of seen) {
      if (matches >= MAX_FOUND) break;
      const theirs = sets[i] ?? mine;
      if (farApart(theirs, mine, marks[i] ?? NO_MARKS, ours) || !near(theirs, mine)) continue;
      matches += 1;
      found.push([firsts[i] ?? 0, at]);
    }
  });
  return found;
}

/** Indices of questions with equal stems (as normaliseStem sees them) and the same pictures, in order, by group. */
export const sameStemGroups = (questions: readonly Asked[], memory = new StemMemory()): number[][] =>
  atOnce(sameStemSteps(questions, memory));

function* sameStemSteps(questions: readonly Asked[], memory: StemMemory): Steps<number[][]> {
  const groups = new Map<string, number[]>();
  yield* eachInSteps(questions, (q, i) => {
    const key = `${memory.textOf(q.stem)}\n${mediaKey(q)}`;
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  });
  return [...groups.values()];
}

/** A group number a question: questions that are near-duplicates of each other (also by way of a third) share it. */
export const stemGroups = (questions: readonly Asked[], memory?: StemMemory): number[] =>
  atOnce(stemGroupSteps(questions, memory));

/** The same, to be interrupted. */
export function* stemGroupSteps(questions: readonly Asked[], memory = new StemMemory()): Steps<number[]> {
  const parent = questions.map((_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at;
      at = parent[at] ?? at;
    }
    return at;
  };
  const join = (i: number, j: number) => {
    parent[Math.max(root(i), root(j))] = Math.min(root(i), root(j));
  };
  const same = yield* sameStemSteps(questions, memory);
  for (const [first = 0, ...others] of same) for (const j of others) join(first, j);
  for (const [i, j] of yield* pairSteps(questions, same, memory)) join(i, j);
  return questions.map((_, i) => root(i));
}
