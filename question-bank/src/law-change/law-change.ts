import { z } from 'zod';
import { countsOf, quantitiesIn, type Quantity } from './quantity';

const words = z.string().trim().min(1).max(200);

/** A rule that changed, as a clerk enters it once. */
export const lawChange = z.strictObject({
  /** Short or full name of the statute: `162号令`, 机动车驾驶证申领和使用规定. */
  statute: words,
  /** `第14条第1项`, in Arabic or Chinese numerals. */
  article: words,
  /** First day of the new rule, YYYY-MM-DD. */
  from: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  /** What the rule said: numbers with their unit (`18周岁以上60周岁以下`, `记2分`, `五次`) or a term. */
  old: z.array(words).min(1).max(10),
  /** What it says now; empty where the rule is gone. */
  now: z.array(words).max(10),
  /** What it is about, any of these words: `C6`, 轻型牵引挂车. Empty: whatever cites the article. */
  about: z.array(words).max(20),
});
export type LawChange = z.infer<typeof lawChange>;

/** A value of a rule: a number with a unit of measure, a number of something else, or words. */
export type LawValue =
  Pick<Quantity, 'dimension' | 'value'> | { count: number; of: string } | { term: string };

const bare = (text: string) => text.normalize('NFKC').replace(/[\s，。、；：“”"（）()《》]+/g, '');

const close = (a: number, b: number) => Math.abs(a - b) < 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));

/** 每小时…公里 is written as plain 公里 often enough: a speed may be short of its hour. */
function sameQuantity(
  a: Pick<Quantity, 'dimension' | 'value'>,
  b: Pick<Quantity, 'dimension' | 'value'>,
): boolean {
  if (a.dimension === b.dimension) return close(a.value, b.value);
  if (a.dimension === 'speed' && b.dimension === 'distance') return close(a.value * 1000, b.value);
  return a.dimension === 'distance' && b.dimension === 'speed' && close(a.value, b.value * 1000);
}

function valuesOf(text: string): LawValue[] {
  const quantities = quantitiesIn(text);
  if (quantities.length > 0) return quantities.map(({ dimension, value }) => ({ dimension, value }));
  const [, of] =
    /^[^\d零一二两三四五六七八九十百千万]*[\d.零一二两三四五六七八九十百千万]+(\p{Script=Han}{1,3})$/u.exec(
      text.normalize('NFKC').trim(),
    ) ?? [];
  const [count] = of === undefined ? [] : countsOf(text, of);
  return of === undefined || count === undefined || Number.isNaN(count)
    ? [{ term: bare(text) }]
    : [{ count, of }];
}

/** A text as values are looked for in it. */
export interface Spoken {
  text: string;
  bare: string;
  quantities: readonly Quantity[];
}
export const spoken = (text: string): Spoken => ({ text, bare: bare(text), quantities: quantitiesIn(text) });

/** Whether a text says a value, in whichever numerals. */
export function says(where: Spoken, value: LawValue): boolean {
  if ('term' in value) return where.bare.includes(value.term);
  if ('count' in value) return countsOf(where.text, value.of).some((n) => close(n, value.count));
  return where.quantities.some((q) => sameQuantity(q, value));
}

const sameValue = (a: LawValue, b: LawValue): boolean => {
  if ('term' in a || 'term' in b) return 'term' in a && 'term' in b && a.term === b.term;
  if ('count' in a || 'count' in b)
    return 'count' in a && 'count' in b && a.of === b.of && a.count === b.count;
  return sameQuantity(a, b);
};

/**
 * What is true no more and what is newly true. A range of which one end moved gives that end alone: 18–60 → 18–70
 * is 60 against 70.
 */
export function turned({ old, now }: Pick<LawChange, 'old' | 'now'>): {
  gone: LawValue[];
  fresh: LawValue[];
} {
  const [was, is] = [old.flatMap(valuesOf), now.flatMap(valuesOf)];
  return {
    gone: was.filter((v) => !is.some((w) => sameValue(v, w))),
    fresh: is.filter((v) => !was.some((w) => sameValue(v, w))),
  };
}
