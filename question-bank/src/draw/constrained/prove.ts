import type { Steps } from '../../model/steps';
import { TYPE_ORDER } from '../blueprint';
import type { RuleInConflict } from '../rule-in-conflict';
import type { ShortStock } from '../short-stock';
import type { WholeResult } from './branch';
import type { Compiled } from './compile';
import { modelOf, modelSteps, solveModel, solveModelSteps, type Model, type Rule } from './model';

/**
 * `met`: there is a paper, shown by one drawn or by numbers; `table` is what its cells have. `short`: the rules
 * exclude each other. `unknown`: the bounded search found neither.
 */
export type Proof =
  | { status: 'met'; table: number[]; numbers: () => Numbers | null }
  | { status: 'short'; short: ShortStock }
  | { status: 'unknown' };

/** Numbers that meet every rule. */
export interface Numbers {
  model: Model;
  x: readonly number[];
}

const same = (a: Rule, b: Rule) => a.kind === b.kind && a.index === b.index;

function rulesOf(c: Compiled): Rule[] {
  const of = (kind: Exclude<Rule['kind'], 'difficulty'>, list: readonly unknown[]) =>
    list.map((_, index): Rule => ({ kind, index }));
  return [
    ...of('together', c.blocks),
    ...of('never', c.never),
    ...(c.band ? [{ kind: 'difficulty', index: 0 } as const] : []),
    ...of('quota', c.quotas),
    ...of('type', c.types),
    ...of('chapter', c.chapters),
  ];
}

function named(c: Compiled, { kind, index }: Rule): RuleInConflict {
  const ids = (items: readonly number[]) => items.flatMap((i) => c.entries[i]?.question.id ?? []);
  switch (kind) {
    case 'chapter':
      return {
        rule: kind,
        chapter: c.blueprint.chapters[index]?.name ?? '',
        count: c.chapters[index] as number,
      };
    case 'type':
      return { rule: kind, type: TYPE_ORDER[index] ?? 'judge', count: c.types[index] as number };
    case 'quota': {
      const { quota: q, min, max } = c.quotas[index] as Compiled['quotas'][number];
      const { type, chapter, licenceClass, tag } = q;
      const exact = min === max;
      return {
        rule: 'cell',
        ...(type === undefined ? {} : { type }),
        ...(chapter === undefined ? {} : { chapter }),
        ...(licenceClass === undefined ? {} : { licenceClass }),
        ...(tag === undefined ? {} : { tag }),
        ...(exact || min > 0 ? { min } : {}),
        ...(exact || q.max !== undefined ? { max } : {}),
      };
    }
    case 'together':
      return { rule: kind, questionIds: ids(c.blocks[index]?.members ?? []) };
    case 'never':
      return { rule: kind, questionIds: ids(c.never[index] ?? []) };
    case 'difficulty': {
      const { min = 1, max = 3 } = c.blueprint.constraints?.difficulty ?? {};
      return { rule: kind, min, max };
    }
  }
}

/**
 * Fewest-at-a-time: takes away every rule without which the rest is still impossible. What is left excludes itself,
 * and no part of it does (as far as the bounded search can tell; a rule is kept where it cannot).
 */
function* conflictOf(c: Compiled, suspects: readonly Rule[]): Steps<Rule[]> {
  let left = [...suspects];
  const tryWithout = function* (gone: (r: Rule) => boolean): Steps<void> {
    const without = left.filter((r) => !gone(r));
    if (without.length === left.length) return;
    const model = yield* modelSteps(c, { holds: (r) => without.some((w) => same(w, r)) });
    const solved = yield* solveModelSteps(model, () => 0, { first: true });
    if (solved.status === 'infeasible') left = without;
  };
  // Hundreds of sets that have no part in it go at once.
  yield* tryWithout((r) => r.kind === 'never');
  yield* tryWithout((r) => r.kind === 'together');
  for (const rule of left) yield* tryWithout((r) => same(r, rule));
  return left;
}

/** The most and the least that a sum over items can be under the other rules of the conflict. */
function* reach(
  c: Compiled,
  others: readonly Rule[],
  weight: (item: number) => number,
): Steps<[number, number]> {
  const model = yield* modelSteps(c, { holds: (r) => others.some((o) => same(o, r)) });
  const least = yield* solveModelSteps(model, weight);
  const most = yield* solveModelSteps(model, (item) => -weight(item));
  return [least.status === 'found' ? least.cost : 0, most.status === 'found' ? -most.cost : 0];
}

function* shortOf(c: Compiled, suspects: readonly Rule[]): Steps<ShortStock> {
  const conflict = yield* conflictOf(c, suspects);
  const inForce = { conflict: conflict.map((rule) => named(c, rule)), proven: true };
  const first = (kind: Rule['kind']) => conflict.find((r) => r.kind === kind);
  const shown = first('quota') ?? first('difficulty') ?? first('chapter') ?? first('type');
  const others = conflict.filter((r) => r !== shown);
  const chapters = others.flatMap((r) =>
    r.kind === 'chapter' ? (c.blueprint.chapters[r.index]?.name ?? []) : [],
  );
  const types = others.flatMap((r) => (r.kind === 'type' ? (TYPE_ORDER[r.index] ?? []) : []));
  if (!shown) return { chapters, types, need: 1, have: 0, ...inForce };
  // A bound from below zero is none: no -0 in what is told.
  const rounded = (n: number) => Math.round(n) + 0;

  if (shown.kind === 'quota') {
    const { quota, min, max } = c.quotas[shown.index] as Compiled['quotas'][number];
    const [least, most] = yield* reach(c, others, (i) => (c.quotasOf[i]?.includes(shown.index) ? 1 : 0));
    return {
      chapters: quota.chapter === undefined ? [] : [quota.chapter],
      types: quota.type === undefined ? [] : [quota.type],
      ...(quota.tag === undefined ? {} : { tag: quota.tag }),
      ...(quota.licenceClass === undefined ? {} : { licenceClass: quota.licenceClass }),
      ...(most < min ? { need: min, have: rounded(most) } : { need: max, have: rounded(least) }),
      ...inForce,
    };
  }
  if (shown.kind === 'difficulty') {
    const [least, most] = yield* reach(c, others, (i) => c.difficulty[i] as number);
    const { total, constraints } = c.blueprint;
    const { min = 0, max = 0 } = constraints?.difficulty ?? {};
    return {
      chapters,
      types,
      difficulty: true,
      ...(most < (c.band?.lo ?? 0)
        ? { need: min, have: rounded(most) / total }
        : { need: max, have: rounded(least) / total }),
      ...inForce,
    };
  }
  const row = shown.kind === 'chapter';
  const at = (i: number) => c.cells[c.cellOf[i] as number];
  const [least, most] = yield* reach(c, others, (i) =>
    (row ? at(i)?.row : at(i)?.col) === shown.index ? 1 : 0,
  );
  const need = (row ? c.chapters : c.types)[shown.index] as number;
  return {
    chapters: row ? [c.blueprint.chapters[shown.index]?.name ?? '', ...chapters] : chapters,
    types: row ? types : [TYPE_ORDER[shown.index] ?? 'judge', ...types],
    need,
    have: rounded(most < need ? most : least),
    ...inForce,
  };
}

function tableOf(c: Compiled, { model, x }: Numbers): number[] {
  const counts = c.cells.map(() => 0);
  for (const [v, n] of x.slice(0, model.whole).entries())
    for (const item of model.brings[v] ?? []) {
      const cell = c.cellOf[item] as number;
      counts[cell] = (counts[cell] ?? 0) + n;
    }
  return counts;
}

/** Programmes solved for numbers where papers drawn at random did not show that there are any. */
const NODES = 2000;

/**
 * Whether a paper can meet all rules; if not, what is short. First without the sets and what near-duplicates do
 * across cells: if that is impossible, so is all; if `shown` then finds a paper near the `table`, that is proof. Else
 * the whole programme is solved.
 */
export function* prove(
  c: Compiled,
  table: readonly number[] | undefined,
  shown: (table: readonly number[]) => boolean,
): Steps<Proof> {
  const rules = rulesOf(c);
  const near = table ? { near: table } : {};
  const counted = (r: Rule) => r.kind !== 'together' && r.kind !== 'never';
  const loose = yield* modelSteps(c, { loose: true, holds: counted, ...near });
  const first = yield* solveModelSteps(loose, () => 0);
  if (first.status === 'infeasible')
    return { status: 'short', short: yield* shortOf(c, rules.filter(counted)) };

  const search = { first: true, nodes: NODES };
  const numbersIn = (model: Model, result: WholeResult): Numbers | 'infeasible' | 'gave-up' =>
    result.status === 'found' ? { model, x: result.x } : result.status;
  let known: ReturnType<typeof numbersIn> | undefined;
  const numbers = (): Numbers | null => {
    if (known === undefined) {
      const model = modelOf(c, near);
      known = numbersIn(
        model,
        solveModel(model, () => 0, search),
      );
    }
    return typeof known === 'string' ? null : known;
  };
  if (first.status === 'found') {
    const cells = tableOf(c, { model: loose, x: first.x });
    if (shown(cells)) return { status: 'met', table: cells, numbers };
  }
  const model = yield* modelSteps(c, near);
  known = numbersIn(model, yield* solveModelSteps(model, () => 0, search));
  if (known === 'infeasible') return { status: 'short', short: yield* shortOf(c, rules) };
  if (known === 'gave-up') return { status: 'unknown' };
  return { status: 'met', table: tableOf(c, known), numbers };
}
