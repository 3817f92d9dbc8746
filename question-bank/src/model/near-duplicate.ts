import type { Question } from './question';
import { atOnce, eachInSteps, type Steps } from './steps';

/** How alike two stems must be (Dice coefficient over character pairs) to count as the same question asked twice. */
const NEAR = 0.9;

/** A stem without case, width, spaces and punctuation, so that typing habits do not hide a duplicate. */
export function normaliseStem(stem: string): string {
  const bare = stem
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, '');
  return bare === '' ? stem.trim() : bare;
}

/** The pictures of a question as one key: 'what does this sign mean?' about two signs is two questions. */
function mediaKey(question: Pick<Question, 'media'>): string {
  return question.media
    .map((m) => m.file)
    .sort()
    .join('|');
}

function pairs(text: string): Set<string> {
  const chars = [...text];
  if (chars.length < 2) return new Set(chars);
  return new Set(chars.slice(1).map((c, i) => `${chars[i]}${c}`));
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const p of small) if (large.has(p)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}

interface Shingled {
  pairs: Set<string>;
  prefix: string[];
}

/**
 * Two sets can only reach the threshold if they share one of their rarest pairs, so only those are indexed:
 * a bank of thousands is compared in well under a second instead of pair by pair.
 */
function* shingle(stems: Iterable<string>): Steps<Shingled[]> {
  const sets: Set<string>[] = [];
  const frequency = new Map<string, number>();
  yield* eachInSteps(stems, (stem) => {
    const set = pairs(stem);
    sets.push(set);
    for (const p of set) frequency.set(p, (frequency.get(p) ?? 0) + 1);
  });
  const out: Shingled[] = [];
  yield* eachInSteps(sets, (set) => {
    const rarestFirst = [...set].sort(
      (a, b) => (frequency.get(a) ?? 0) - (frequency.get(b) ?? 0) || (a < b ? -1 : 1),
    );
    const keep = Math.floor((1 - NEAR / (2 - NEAR)) * set.size) + 1;
    out.push({ pairs: set, prefix: rarestFirst.slice(0, keep) });
  });
  return out;
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
export const nearDuplicatePairs = (questions: readonly Asked[], split?: number): [number, number][] =>
  atOnce(pairSteps(questions, atOnce(sameStemSteps(questions)), split));

function* pairSteps(
  questions: readonly Asked[],
  same: readonly (readonly number[])[],
  split?: number,
): Steps<[number, number][]> {
  const firsts = same.flatMap((group) => {
    const second = split === undefined ? undefined : group.find((i) => i >= split);
    return [group[0] ?? 0, ...(second === undefined || second === group[0] ? [] : [second])];
  });
  if (split !== undefined) firsts.sort((a, b) => a - b);
  const stems = function* () {
    for (const i of firsts) yield normaliseStem(questions[i]?.stem['zh-CN'] ?? '');
  };
  const shingled = yield* shingle(stems());
  const index = new Map<string, number[]>();
  const found: [number, number][] = [];
  yield* eachInSteps(shingled, (mine, j) => {
    const pictures = mediaKey(questions[firsts[j] ?? 0] ?? { media: [] });
    const seen = new Set<number>();
    const at = firsts[j] ?? 0;
    const looks = split === undefined || at >= split;
    const waits = split === undefined || at < split;
    for (const p of mine.prefix) {
      const key = `${pictures}\n${p}`;
      const earlier = index.get(key) ?? [];
      for (let k = earlier.length - 1; looks && k >= 0 && seen.size < MAX_COMPARED; k -= 1)
        seen.add(earlier[k] ?? 0);
      if (!waits) continue;
      earlier.push(j);
      index.set(key, earlier);
    }
    let matches = 0;
    for (const i of seen) {
      const other = shingled[i];
      if (!other || i === j || matches >= MAX_FOUND || dice(other.pairs, mine.pairs) < NEAR) continue;
      matches += 1;
      found.push([firsts[i] ?? 0, firsts[j] ?? 0]);
    }
  });
  return found;
}

/** Indices of questions with equal stems (as normaliseStem sees them) and the same pictures, in order, by group. */
export const sameStemGroups = (questions: readonly Asked[]): number[][] => atOnce(sameStemSteps(questions));

function* sameStemSteps(questions: readonly Asked[]): Steps<number[][]> {
  const groups = new Map<string, number[]>();
  yield* eachInSteps(questions, (q, i) => {
    const key = `${normaliseStem(q.stem['zh-CN'])}\n${mediaKey(q)}`;
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  });
  return [...groups.values()];
}

/** A group number a question: questions that are near-duplicates of each other (also by way of a third) share it. */
export const stemGroups = (questions: readonly Asked[]): number[] => atOnce(stemGroupSteps(questions));

/** The same, to be interrupted. */
export function* stemGroupSteps(questions: readonly Asked[]): Steps<number[]> {
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
  const same = yield* sameStemSteps(questions);
  for (const [first = 0, ...others] of same) for (const j of others) join(first, j);
  for (const [i, j] of yield* pairSteps(questions, same)) join(i, j);
  return questions.map((_, i) => root(i));
}
