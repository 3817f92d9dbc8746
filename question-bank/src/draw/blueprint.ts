import { z } from 'zod';
import { questionType, type QuestionType } from '../model/question';
import { constraints } from './constraints';

/** The order in which a paper shows its types (GA 1026 practice: 判断, 单选, 多选). */
export const TYPE_ORDER: readonly QuestionType[] = questionType.options;

const count = z.number().int().min(0).max(1000);

/**
 * What a paper is made of. `types` sum to `total`. `chapters` give each chapter's share: with unit `percent`
 * they sum to 100, with unit `count` they sum to `total`. A blueprint with `constraints` is drawn by the second
 * rules (README, "Drawing").
 */
export const blueprint = z
  .strictObject({
    total: count.min(1),
    types: z.strictObject({ judge: count, single: count, multi: count }),
    unit: z.enum(['percent', 'count']),
    chapters: z.array(z.strictObject({ name: z.string().min(1), share: z.number().min(0) })).min(1),
    constraints: constraints.optional(),
  })
  .superRefine((b, ctx) => {
    const types = b.types.judge + b.types.single + b.types.multi;
    if (types !== b.total) {
      ctx.addIssue({ code: 'custom', path: ['types'], message: `types sum to ${types}, not to ${b.total}` });
    }
    const whole = b.unit === 'percent' ? 100 : b.total;
    const shares = b.chapters.reduce((sum, c) => sum + c.share, 0);
    if (Math.abs(shares - whole) > 1e-6) {
      ctx.addIssue({
        code: 'custom',
        path: ['chapters'],
        message: `shares sum to ${shares}, not to ${whole}`,
      });
    }
    const names = new Set(b.chapters.map((c) => c.name));
    if (names.size !== b.chapters.length) {
      ctx.addIssue({ code: 'custom', path: ['chapters'], message: 'a chapter is named twice' });
    }
  });
export type Blueprint = z.infer<typeof blueprint>;

/** The part of an exam kind that says what a paper is made of (exam-contract/src/kind.ts has the whole). */
export interface KindPaper {
  questions: number;
  types: { judge: number; single: number; multi: number };
  blueprint: {
    unit: 'percent' | 'count';
    rows: Readonly<Record<string, number>>;
    constraints?: z.input<typeof constraints> | undefined;
  };
}

/** The blueprint of an exam kind, chapters in the order the kind lists them. Throws a ZodError if its sums do not agree. */
export function blueprintOf(kind: KindPaper): Blueprint {
  return blueprint.parse({
    total: kind.questions,
    types: kind.types,
    unit: kind.blueprint.unit,
    chapters: Object.entries(kind.blueprint.rows).map(([name, share]) => ({ name, share })),
    ...(kind.blueprint.constraints ? { constraints: kind.blueprint.constraints } : {}),
  });
}

/**
 * Whole questions a chapter by largest remainder: every chapter gets the floor of its due, what is left goes to
 * the largest fractions, the earlier chapter first where two are equal. Sums to `total` exactly.
 */
export function chapterCounts(b: Blueprint): number[] {
  const whole = b.chapters.reduce((sum, c) => sum + c.share, 0);
  const due = b.chapters.map((c) => (c.share * b.total) / whole);
  const counts = due.map((d) => Math.floor(d + 1e-9));
  const left = b.total - counts.reduce((sum, n) => sum + n, 0);
  const byFraction = due
    .map((d, i) => ({ i, fraction: d - (counts[i] ?? 0) }))
    .sort((p, q) => (Math.abs(p.fraction - q.fraction) < 1e-9 ? p.i - q.i : q.fraction - p.fraction));
  for (const { i } of byFraction.slice(0, left)) counts[i] = (counts[i] ?? 0) + 1;
  return counts;
}

/** Cells in the order type by type, then chapter by chapter: the order in which a draw spends its random numbers. */
export function cellsOf(b: Blueprint): { chapter: string; type: QuestionType; row: number; col: number }[] {
  return TYPE_ORDER.flatMap((type, col) =>
    b.chapters.map(({ name }, row) => ({ chapter: name, type, row, col })),
  );
}
