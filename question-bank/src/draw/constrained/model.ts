import type { Compiled } from './compile';
import { atOnce, eachInSteps, type Steps } from '../../model/steps';
import { solveWholeSteps, type WholeResult } from './branch';
import type { Programme } from './simplex';

/** A rule of the blueprint that may be left out to see whether the others can be met. */
export type Rule =
  | { kind: 'chapter' | 'type' | 'quota' | 'together' | 'never'; index: number }
  | { kind: 'difficulty'; index: 0 };

/**
 * So many questions of alike ones: groups of near-duplicates that offer the same (cell, quotas, difficulty, cost)
 * are exchangeable, so the programme counts them instead of naming them. `choices`: the items of each group here.
 */
interface Pool {
  groups: number;
  /** Variable and, group by group, the items that may be taken for it. */
  parts: { variable: number; choices: number[][] }[];
}

/** The blueprint as a programme in whole numbers, and how its variables are read back into questions. */
export interface Model {
  programme: Programme;
  /** How many variables count questions; those after it measure the distance from a table. */
  whole: number;
  pools: readonly Pool[];
  /** Variables that stand for a whole block (0 or 1). */
  blocks: readonly { variable: number; members: readonly number[] }[];
  /** Of every variable, the items it brings when it is 1 (any one of the exchangeable). */
  brings: readonly (readonly number[])[];
}

const all = () => true;
interface ModelOptions {
  holds?: (rule: Rule) => boolean;
  costs?: Float64Array | null;
  near?: readonly number[];
  loose?: boolean;
}

/**
 * Groups of near-duplicates by what they offer; those of which a question is `single` stay by themselves. Where they
 * are `apart`, what a group offers to different cells or quotas counts as different groups.
 */
function* poolsOf(
  c: Compiled,
  single: (item: number) => boolean,
  atom: (item: number) => string,
  apart: boolean,
): Steps<number[][][]> {
  const groups = new Map<number | string, number[]>();
  yield* eachInSteps(c.groupOf, (g, item) => {
    const key = apart ? `${g} ${single(item) ? item : atom(item)}` : g;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  });
  const pools = new Map<string, number[][]>();
  yield* eachInSteps(groups.values(), (items) => {
    const key = items.some(single) ? `item ${items[0]}` : [...new Set(items.map(atom))].sort().join('|');
    const pool = pools.get(key);
    if (pool) pool.push(items);
    else pools.set(key, [items]);
  });
  return [...pools.values()];
}

/**
 * Sets the programme up. `loose` leaves out what makes it large, that near-duplicates in different cells and questions
 * of a set never come together: what is impossible or cheapest then bounds the whole. `holds` leaves rules out; `costs` keeps questions of different cost apart; `near` is a
 * table of cell counts, the distance from which costs 1 a question.
 */
export const modelOf = (c: Compiled, how: ModelOptions = {}): Model => atOnce(modelSteps(c, how));

/** The same, to be interrupted. */
export function* modelSteps(
  c: Compiled,
  { holds = all, costs = null, near, loose = false }: ModelOptions,
): Steps<Model> {
  const lo: number[] = [];
  const hi: number[] = [];
  const brings: number[][] = [];
  const add = (items: number[], most: number): number => {
    lo.push(0);
    hi.push(most);
    brings.push(items);
    return brings.length - 1;
  };
  const tied = (item: number) => {
    const block = c.blockOf[item] as number;
    return block >= 0 && holds({ kind: 'together', index: block });
  };
  const excluded = (item: number) =>
    !loose && (c.neverOf[item] ?? []).some((k) => holds({ kind: 'never', index: k }));
  const rows: Programme['rows'] = [];
  const atom = (item: number) =>
    `${c.cellOf[item]} ${(c.quotasOf[item] ?? []).join(',')} ${c.band ? c.difficulty[item] : 0} ${costs?.[item] ?? 0}`;

  const variableOf = new Map<number, number>();
  const blocks: { variable: number; members: readonly number[] }[] = [];
  c.blocks.forEach(({ members, complete }, index) => {
    if (!holds({ kind: 'together', index })) return;
    const sets = members
      .flatMap((item) => c.neverOf[item] ?? [])
      .filter((k) => holds({ kind: 'never', index: k }));
    const variable = add(members, complete && new Set(sets).size === sets.length ? 1 : 0);
    blocks.push({ variable, members });
    for (const item of members) variableOf.set(item, variable);
  });

  const pools: Pool[] = [];
  for (const groups of yield* poolsOf(c, (item) => tied(item) || excluded(item), atom, loose)) {
    yield;
    const items = groups.flat();
    if (items.some((item) => tied(item) || excluded(item))) {
      for (const item of items) {
        if (variableOf.has(item)) continue;
        const variable = add([item], 1);
        variableOf.set(item, variable);
        pools.push({ groups: 1, parts: [{ variable, choices: [[item]] }] });
      }
      if (items.length > 1 && !loose) {
        rows.push({
          of: [...new Set(items.map((i) => variableOf.get(i) as number))].map((v) => [v, 1]),
          lo: 0,
          hi: 1,
        });
      }
      continue;
    }
    const atoms = new Map((groups[0] ?? []).map((item): [string, number[][]] => [atom(item), []]));
    groups.forEach((group, g) => {
      for (const item of group) {
        const choices = atoms.get(atom(item)) ?? [];
        (choices[g] ??= []).push(item);
      }
    });
    const parts = [...atoms.values()].map((choices) => ({
      variable: add([choices[0]?.[0] as number], groups.length),
      choices,
    }));
    pools.push({ groups: groups.length, parts });
    if (parts.length > 1) {
      rows.push({ of: parts.map(({ variable }) => [variable, 1]), lo: 0, hi: groups.length });
    }
  }
  const whole = brings.length;
  yield;

  const sum = (weight: (item: number) => number): [number, number][] =>
    brings.flatMap((items, v): [number, number][] => {
      const a = items.reduce((s, item) => s + weight(item), 0);
      return a === 0 ? [] : [[v, a]];
    });
  const one = (yes: boolean) => (yes ? 1 : 0);
  const cell = (item: number) => c.cells[c.cellOf[item] as number];
  c.chapters.forEach((n, index) => {
    if (holds({ kind: 'chapter', index }))
      rows.push({ of: sum((i) => one(cell(i)?.row === index)), lo: n, hi: n });
  });
  c.types.forEach((n, index) => {
    if (holds({ kind: 'type', index }))
      rows.push({ of: sum((i) => one(cell(i)?.col === index)), lo: n, hi: n });
  });
  c.quotas.forEach(({ min, max }, index) => {
    if (holds({ kind: 'quota', index }))
      rows.push({ of: sum((i) => one(c.quotasOf[i]?.includes(index) ?? false)), lo: min, hi: max });
  });
  if (c.band && holds({ kind: 'difficulty', index: 0 }))
    rows.push({ of: sum((i) => c.difficulty[i] as number), ...c.band });
  c.never.forEach((set, index) => {
    if (loose || !holds({ kind: 'never', index })) return;
    rows.push({
      of: [...new Set(set.map((i) => variableOf.get(i) as number))].map((v) => [v, 1]),
      lo: 0,
      hi: 1,
    });
  });
  near?.forEach((n, k) => {
    const of = sum((i) => one(c.cellOf[i] === k));
    for (const sign of [-1, 1]) {
      of.push([lo.length, sign]);
      lo.push(0);
      hi.push(c.blueprint.total);
    }
    rows.push({ of, lo: n, hi: n });
  });
  return { programme: { lo, hi, rows }, whole, pools, blocks, brings };
}

/** Whole numbers for a model; `cost` is per item, what a variable brings is added up. */
export const solveModel = (
  model: Model,
  cost: (item: number) => number,
  search: { nodes?: number; first?: boolean } = {},
): WholeResult => atOnce(solveModelSteps(model, cost, search));

/** The same, to be interrupted. */
export function solveModelSteps(
  model: Model,
  cost: (item: number) => number,
  search: { nodes?: number; first?: boolean } = {},
): Steps<WholeResult> {
  const costs = model.programme.lo.map((_, v) =>
    v < model.whole ? (model.brings[v] ?? []).reduce((s, item) => s + cost(item), 0) : 1,
  );
  return solveWholeSteps(model.programme, costs, { whole: model.whole, ...search });
}
