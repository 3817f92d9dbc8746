import { z } from 'zod';
import { withdrawnPolicy } from './withdrawal';

const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const count = z.number().int().min(0).max(1000);

/**
 * What the terminal does once passing has become impossible: `prompt` says so and asks whether to go on, `force`
 * ends the sitting, `none` does nothing. Lost points are those of confirmed wrong answers only.
 */
const earlyEnd = z.enum(['prompt', 'force', 'none']);

/** When a candidate is shown the right answer of a question answered wrongly. */
const reveal = z.enum(['on_confirm', 'at_end', 'never']);

/**
 * One version of one exam kind: data, not code. The row in force on a day is the one of its `code` with the
 * latest `effectiveFrom` not after that day, and `effectiveTo` absent (null) or not before it.
 */
export const examKind = z
  .strictObject({
    code: z.string().regex(/^[A-Z][A-Z0-9_]{1,31}$/),
    version: z.number().int().min(1),
    effectiveFrom: isoDate,
    /** Last day in force; null while no successor is known. */
    effectiveTo: isoDate.nullable(),
    name: z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) }),
    /** Which part of the question bank is drawn from. */
    subject: z.enum(['K1', 'K3']),
    vehicle: z.enum(['car', 'moto', 'bus', 'truck', 'trailer']),
    /** Licence classes that sit this kind; `*` is every class. */
    classes: z.array(z.union([z.literal('*'), z.string().regex(/^[A-Z][0-9]?$/)])).min(1),
    questions: count.min(1),
    types: z.strictObject({ judge: count, single: count, multi: count }),
    pointsPerQuestion: z.number().int().min(1).max(100),
    minutes: z.number().int().min(1).max(600),
    /** Points of 100 that pass. */
    passMark: z.number().int().min(0).max(100),
    earlyEnd,
    reveal,
    allowChangeAfterConfirm: z.boolean(),
    /** What a question withdrawn during a test does to its papers; rows without it: `WITHDRAWN_DEFAULT`. */
    withdrawnQuestion: withdrawnPolicy.optional(),
    /** Further attempts in the same sitting after a failed one, each with another paper. */
    retakesSameSitting: z.number().int().min(0).max(9),
    /** Calendar days after a failed sitting before another may be booked. */
    rebookWaitDays: z.number().int().min(0).max(366),
    law: z.string().min(1),
    /** How sure the numbers are that no order fixes; everything below `high` wants a look by the registry office. */
    confidence: z.enum(['high', 'medium-high', 'medium', 'local-default']),
    /** What is in doubt, for whoever edits the row. */
    note: z.string().optional(),
    /** Share of each chapter, in percent of the paper or in questions; the chapter names are the bank's. */
    blueprint: z.strictObject({
      unit: z.enum(['percent', 'count']),
      rows: z.record(z.string().min(1), z.number().min(0)),
    }),
    /** Pictures of the candidate: how many are taken during the test and how many of them the result sheet shows. */
    photoCaptures: z.strictObject({ taken: count, printed: count }),
  })
  .superRefine((kind, ctx) => {
    for (const { path, message } of kindContradictions(kind))
      ctx.addIssue({ code: 'custom', path: [path], message });
  });
export type ExamKind = z.infer<typeof examKind>;

/** The file the kinds are shipped and imported as. */
export const examKindFile = z.strictObject({
  format: z.literal('kaotai-exam-kinds'),
  version: z.literal(1),
  kinds: z.array(examKind),
});

type KindSums = Pick<
  ExamKind,
  | 'questions'
  | 'types'
  | 'pointsPerQuestion'
  | 'blueprint'
  | 'effectiveFrom'
  | 'effectiveTo'
  | 'photoCaptures'
  | 'earlyEnd'
  | 'reveal'
  | 'allowChangeAfterConfirm'
>;

/** What must agree inside a kind: types = questions, questions × points = 100, blueprint = the whole, rules that exclude each other. */
function kindContradictions(kind: KindSums): { path: string; message: string }[] {
  const found: { path: string; message: string }[] = [];
  const types = kind.types.judge + kind.types.single + kind.types.multi;
  if (types !== kind.questions) {
    found.push({
      path: 'types',
      message: `judge + single + multi = ${types}, questions = ${kind.questions}`,
    });
  }
  const points = kind.questions * kind.pointsPerQuestion;
  if (points !== 100)
    found.push({ path: 'pointsPerQuestion', message: `questions × points = ${points}, not 100` });
  const whole = kind.blueprint.unit === 'percent' ? 100 : kind.questions;
  const shares = Object.values(kind.blueprint.rows).reduce((sum, n) => sum + n, 0);
  if (Math.abs(shares - whole) > 1e-6) {
    found.push({ path: 'blueprint', message: `shares sum to ${shares}, not to ${whole}` });
  }
  if (kind.effectiveTo !== null && kind.effectiveTo < kind.effectiveFrom) {
    found.push({ path: 'effectiveTo', message: 'ends before it begins' });
  }
  if (kind.earlyEnd !== 'none' && kind.reveal !== 'on_confirm') {
    found.push({
      path: 'earlyEnd',
      message: `'${kind.earlyEnd}' needs answers that are final when confirmed (reveal 'on_confirm'), here reveal is '${kind.reveal}'`,
    });
  }
  if (kind.reveal === 'on_confirm' && kind.allowChangeAfterConfirm) {
    found.push({
      path: 'allowChangeAfterConfirm',
      message: 'an answer could be changed after the right one was shown',
    });
  }
  if (kind.photoCaptures.printed > kind.photoCaptures.taken) {
    found.push({ path: 'photoCaptures', message: 'more pictures printed than taken' });
  }
  return found;
}
