import { atOnce, eachInSteps, type Steps } from '../../model/steps';
import { cellsOf, chapterCounts, TYPE_ORDER, type Blueprint } from '../blueprint';
import { OWN_REGION, type Quota } from '../constraints';
import type { Audience, BankView, Entry } from '../prepare';

/** A quota that holds for this paper, with the items that count towards it. */
export interface Counted {
  quota: Quota;
  min: number;
  max: number;
  members: Int32Array;
}

/** Questions that a paper has all of or none of; not `complete` where one cannot be asked or two are nearly the same. */
export interface Block {
  members: number[];
  complete: boolean;
}

/**
 * A blueprint held against the questions of one audience and day. Questions are items, numbered cell by cell and by
 * id within; everything about an item is an array over these numbers.
 */
export interface Compiled {
  blueprint: Blueprint;
  entries: readonly Entry[];
  ids: ReadonlyMap<string, number>;
  /** Chapter and type totals, and where each cell is in them. */
  chapters: number[];
  types: number[];
  cells: ReturnType<typeof cellsOf>;
  members: readonly Int32Array[];
  /** How many groups of near-duplicates a cell's items are. */
  stock: readonly number[];
  cellOf: Int32Array;
  /** Near-duplicates share a number. */
  groupOf: Int32Array;
  groups: number;
  quotas: readonly Counted[];
  quotasOf: readonly (readonly number[])[];
  /** Bounds for the sum of difficulties; without a band any sum is within. */
  difficulty: Uint8Array;
  band: { lo: number; hi: number } | null;
  never: readonly number[][];
  neverOf: readonly (readonly number[])[];
  blocks: readonly Block[];
  /** Block of an item, or -1. */
  blockOf: Int32Array;
}

/** Sets that share a question are one set. */
function merged(sets: readonly (readonly string[])[]): string[][] {
  const out: string[][] = [];
  for (const set of sets) {
    const touching = out.filter((o) => o.some((id) => set.includes(id)));
    for (const o of touching) out.splice(out.indexOf(o), 1);
    out.push([...new Set([...touching.flat(), ...set])]);
  }
  return out;
}

function countsTowards(quota: Quota, { question: q }: Entry, region: string): boolean {
  const tag = quota.tag === OWN_REGION ? `region:${region}` : quota.tag;
  return (
    (quota.type === undefined || quota.type === q.type) &&
    (quota.chapter === undefined || quota.chapter === q.chapter) &&
    (tag === undefined || q.tags.includes(tag))
  );
}

/** Quotas of other licence classes, and those of one's own region where there is none, do not hold and are left out. */
export const compile = (b: Blueprint, view: BankView, audience: Audience): Compiled =>
  atOnce(compileSteps(b, view, audience));

/** The same, to be interrupted: banks may have tens of thousands of questions. */
export function* compileSteps(
  b: Blueprint,
  view: BankView,
  { licenceClass, region }: Audience,
): Steps<Compiled> {
  const cells = cellsOf(b);
  const entries: Entry[] = [];
  const members = cells.map(({ chapter, type }) => {
    const from = entries.length;
    entries.push(...view.cell(chapter, type).entries);
    return Int32Array.from({ length: entries.length - from }, (_, i) => from + i);
  });
  const n = entries.length;
  const cellOf = new Int32Array(n);
  members.forEach((of, cell) => of.forEach((item) => (cellOf[item] = cell)));

  const numbers = new Map<number, number>();
  const ids = new Map<string, number>();
  const groupOf = new Int32Array(n);
  const difficulties = new Uint8Array(n);
  yield* eachInSteps(entries, ({ group, question }, item) => {
    const known = numbers.get(group) ?? numbers.size;
    numbers.set(group, known);
    groupOf[item] = known;
    ids.set(question.id, item);
    difficulties[item] = question.difficulty;
  });

  const { quotas = [], mustTogether = [], neverTogether = [], difficulty } = b.constraints ?? {};
  const held = quotas
    .filter((q) => q.licenceClass === undefined || q.licenceClass === licenceClass)
    .filter((q) => q.tag !== OWN_REGION || region !== '');
  const membersOf = held.map((): number[] => []);
  const quotasOf: number[][] = [];
  yield* eachInSteps(entries, (entry, item) => {
    const of: number[] = [];
    held.forEach((quota, k) => {
      if (!countsTowards(quota, entry, region)) return;
      of.push(k);
      membersOf[k]?.push(item);
    });
    quotasOf.push(of);
  });
  const counted = held.map((quota, k): Counted => ({
    quota,
    min: quota.min ?? 0,
    max: Math.min(quota.max ?? b.total, b.total),
    members: Int32Array.from(membersOf[k] ?? []),
  }));

  const never = neverTogether
    .map((set) => [...new Set(set.flatMap((id) => ids.get(id) ?? []))])
    .filter((set) => set.length > 1);
  yield;
  const neverOf = entries.map((): number[] => []);
  never.forEach((set, k) => set.forEach((item) => neverOf[item]?.push(k)));

  const blockOf = new Int32Array(n).fill(-1);
  yield;
  const blocks = merged(mustTogether).map((set, k): Block => {
    const found = set.flatMap((id) => ids.get(id) ?? []);
    found.forEach((item) => (blockOf[item] = k));
    const distinct = new Set(found.map((item) => groupOf[item])).size;
    return { members: found, complete: distinct === set.length };
  });

  const stock: number[] = [];
  yield* eachInSteps(members, (of) => {
    const groups = new Set<number>();
    for (const item of of) groups.add(groupOf[item] as number);
    stock.push(groups.size);
  });

  return {
    blueprint: b,
    entries,
    ids,
    chapters: chapterCounts(b),
    types: TYPE_ORDER.map((type) => b.types[type]),
    cells,
    members,
    stock,
    cellOf,
    groupOf,
    groups: numbers.size,
    quotas: counted,
    quotasOf,
    difficulty: difficulties,
    band: difficulty
      ? { lo: Math.ceil(difficulty.min * b.total - 1e-9), hi: Math.floor(difficulty.max * b.total + 1e-9) }
      : null,
    never,
    neverOf,
    blocks,
    blockOf,
  };
}
