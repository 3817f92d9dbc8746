import { TYPE_ORDER } from '../blueprint';
import type { ShortStock } from '../short-stock';
import type { Compiled } from './compile';
import { modelOf, solveModel, type Model, type Rule } from './model';

/** Numbers that meet every rule, or which rules exclude each other; `unknown` where the bounded search found neither. */
export type Proof =
  | { status: 'met'; model: Model; x: readonly number[]; table: number[] }
  | { status: 'short'; short: ShortStock }
  | { status: 'unknown' };

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

function text(c: Compiled, { kind, index }: Rule): string {
  const names = (items: readonly number[]) => items.map((i) => c.entries[i]?.question.id).join(' + ');
  switch (kind) {
    case 'chapter':
      return `${c.blueprint.chapters[index]?.name} = ${c.chapters[index]}`;
    case 'type':
      return `${TYPE_ORDER[index]} = ${c.types[index]}`;
    case 'quota': {
      const { quota: q, min, max } = c.quotas[index] as Compiled['quotas'][number];
      const cell = [q.type, q.chapter, q.licenceClass, q.tag]
        .filter((part) => part !== undefined)
        .join(' × ');
      const most = q.max === undefined ? '' : ` ≤ ${max}`;
      return min === max ? `${cell} = ${min}` : `${cell}${min > 0 ? ` ≥ ${min}` : ''}${most}`;
    }
    case 'together':
      return `${names(c.blocks[index]?.members ?? [])} together`;
    case 'never':
      return `${names(c.never[index] ?? [])} never together`;
    case 'difficulty':
      return `difficulty ${c.blueprint.constraints?.difficulty?.min}–${c.blueprint.constraints?.difficulty?.max}`;
  }
}

/**
 * Fewest-at-a-time: takes away every rule without which the rest is still impossible. What is left excludes itself,
 * and no part of it does (as far as the bounded search can tell; a rule is kept where it cannot).
 */
function conflictOf(c: Compiled): Rule[] {
  let left = rulesOf(c);
  for (const rule of left) {
    const without = left.filter((r) => !same(r, rule));
    const model = modelOf(c, { holds: (r) => without.some((w) => same(w, r)) });
    if (solveModel(model, () => 0).status === 'infeasible') left = without;
  }
  return left;
}

/** The most and the least that a sum over items can be under the other rules of the conflict. */
function reach(c: Compiled, others: readonly Rule[], weight: (item: number) => number): [number, number] {
  const model = modelOf(c, { holds: (r) => others.some((o) => same(o, r)) });
  const least = solveModel(model, weight);
  const most = solveModel(model, (item) => -weight(item));
  return [least.status === 'found' ? least.cost : 0, most.status === 'found' ? -most.cost : 0];
}

function shortOf(c: Compiled): ShortStock {
  const conflict = conflictOf(c);
  const inForce = { conflict: conflict.map((rule) => text(c, rule)), proven: true };
  const named = (kind: Rule['kind']) => conflict.find((r) => r.kind === kind);
  const shown = named('quota') ?? named('difficulty') ?? named('chapter') ?? named('type');
  const others = conflict.filter((r) => r !== shown);
  const chapters = others.flatMap((r) =>
    r.kind === 'chapter' ? (c.blueprint.chapters[r.index]?.name ?? []) : [],
  );
  const types = others.flatMap((r) => (r.kind === 'type' ? (TYPE_ORDER[r.index] ?? []) : []));
  if (!shown) return { chapters, types, need: 1, have: 0, ...inForce };
  const rounded = (n: number) => Math.round(n);

  if (shown.kind === 'quota') {
    const { quota, min, max } = c.quotas[shown.index] as Compiled['quotas'][number];
    const [least, most] = reach(c, others, (i) => (c.quotasOf[i]?.includes(shown.index) ? 1 : 0));
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
    const [least, most] = reach(c, others, (i) => c.difficulty[i] as number);
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
  const [least, most] = reach(c, others, (i) => ((row ? at(i)?.row : at(i)?.col) === shown.index ? 1 : 0));
  const need = (row ? c.chapters : c.types)[shown.index] as number;
  return {
    chapters: row ? [c.blueprint.chapters[shown.index]?.name ?? '', ...chapters] : chapters,
    types: row ? types : [TYPE_ORDER[shown.index] ?? 'judge', ...types],
    need,
    have: rounded(most < need ? most : least),
    ...inForce,
  };
}

/** Whether whole numbers meet all rules, those nearest to the `table` of cell counts where there is one; if not, what is short. */
export function prove(c: Compiled, table: readonly number[] | undefined): Proof {
  const model = modelOf(c, table ? { near: table } : {});
  let result = solveModel(model, () => 0);
  // A distance that is hard to make small is not worth a refusal.
  if (result.status === 'gave-up') result = solveModel(model, () => 0, 4000);
  if (result.status === 'infeasible') return { status: 'short', short: shortOf(c) };
  if (result.status === 'gave-up') return { status: 'unknown' };
  const counts = c.cells.map(() => 0);
  for (const [v, n] of result.x.slice(0, model.whole).entries())
    for (const item of model.brings[v] ?? []) {
      const cell = c.cellOf[item] as number;
      counts[cell] = (counts[cell] ?? 0) + n;
    }
  return { status: 'met', model, x: result.x, table: counts };
}
