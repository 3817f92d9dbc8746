import { chapterCounts, TYPE_ORDER } from './blueprint';
import { checkFeasible } from './check-feasible';
import { OWN_REGION } from './constraints';
import { compile } from './constrained/compile';
import { preparedOf, type DrawScope } from './scope';
import type { ShortStock } from './short-stock';

/** How many questions a blueprint can choose from, near-duplicates counted once. */
export interface Supply {
  /** In the order of the blueprint's chapters, of `TYPE_ORDER` and of its quotas; a quota of another class has null. */
  chapters: number[];
  types: number[];
  quotas: (number | null)[];
}

/** A part of a blueprint that wants more questions than there are, whatever the rest says. */
export interface ShortPart {
  at: 'chapter' | 'type' | 'quota';
  /** Its place among the chapters, the types, the quotas. */
  index: number;
  need: number;
  have: number;
}

export interface Outlook {
  supply: Supply;
  /** Every part that is short by itself. */
  short: ShortPart[];
  /** What excludes each other although no part is short by itself; null where a paper can be drawn. */
  conflict: ShortStock | null;
}

/**
 * What a bank holds for each part of a blueprint for one licence class and region, and whether a paper can be drawn:
 * every part that is short by itself, or else the rules that exclude each other. Takes as long as `checkFeasible`.
 */
export function outlookOf(scope: DrawScope): Outlook {
  const { blueprint: b, subject, vehicle, onDate, region = '', licenceClass = '' } = scope;
  const bank = preparedOf(scope.questions);
  const view = bank.view(subject, vehicle, onDate, { region, licenceClass });
  const c = compile(b, view, { licenceClass, region });
  const groups = (fits: (item: number) => boolean) =>
    new Set([...c.groupOf.keys()].filter(fits).map((item) => c.groupOf[item])).size;
  const cell = (item: number) => c.cells[c.cellOf[item] as number];
  const members = new Map(c.quotas.map((q) => [q.quota, new Set(q.members)]));
  const quotas = b.constraints?.quotas ?? [];
  const supply: Supply = {
    chapters: b.chapters.map((_, row) => groups((item) => cell(item)?.row === row)),
    types: TYPE_ORDER.map((_, col) => groups((item) => cell(item)?.col === col)),
    quotas: quotas.map((q) => {
      const of = members.get(q);
      return of ? groups((item) => of.has(item)) : null;
    }),
  };
  const part = (at: ShortPart['at'], needs: readonly number[], have: readonly (number | null)[]) =>
    needs.flatMap((need, index) => {
      const there = have[index];
      return there !== null && there !== undefined && there < need ? { at, index, need, have: there } : [];
    });
  const short = [
    ...part('chapter', chapterCounts(b), supply.chapters),
    ...part(
      'type',
      TYPE_ORDER.map((type) => b.types[type]),
      supply.types,
    ),
    ...part(
      'quota',
      quotas.map((q) => q.min ?? 0),
      supply.quotas,
    ),
  ];
  if (short.length > 0) return { supply, short, conflict: null };
  const found = checkFeasible(scope);
  return { supply, short, conflict: found.ok ? null : found.short };
}

/**
 * Licence classes whose papers may differ: those that tags of the bank or quotas of the blueprint name, and one that
 * stands for all others (''), as far as the kind is sat for them (`*`: every class).
 */
export function classesToCheck(
  { questions, blueprint }: Pick<DrawScope, 'questions' | 'blueprint'>,
  sat: readonly string[],
): string[] {
  const named = new Set((blueprint.constraints?.quotas ?? []).flatMap((q) => q.licenceClass ?? []));
  for (const tag of preparedOf(questions).tags())
    if (tag.startsWith('class:')) named.add(tag.slice('class:'.length));
  if (sat.includes('*')) return [...named, ''].sort();
  const own = [...named].filter((c) => sat.includes(c));
  return (sat.some((c) => !named.has(c)) ? [...own, ''] : own).sort();
}

/**
 * Regions whose papers may differ: the blueprint's own (`''`: none) first, then one for each of `regions` that the bank or
 * the blueprint treats differently.
 */
export function regionsToCheck(
  { questions, blueprint, region = '' }: Pick<DrawScope, 'questions' | 'blueprint' | 'region'>,
  regions: readonly string[],
): string[] {
  const tags = new Set(preparedOf(questions).tags());
  const own = (blueprint.constraints?.quotas ?? []).some((q) => q.tag === OWN_REGION);
  const sort = (code: string) => (own || tags.has(`region:${code}`) ? code : '');
  const found = new Map([[sort(region), region]]);
  for (const code of [...regions].sort()) if (!found.has(sort(code))) found.set(sort(code), code);
  return [...found.values()];
}
