import { z } from 'zod';
import { questionType } from '../model/question';

const count = z.number().int().min(0).max(1000);
/** A quota's tag that stands for the questions of the paper's own region, whichever it is. */
export const OWN_REGION = 'region:*';
const ids = z.array(z.string().min(1)).min(2);

/**
 * A cell of type × chapter × licence class × tag and how many questions of it a paper has. What is left out is any;
 * `licenceClass` makes the quota hold only in papers for that class; with the tag `region:*` it counts the questions of
 * the paper's own region and holds only in papers of one. `min` = `max` is an exact number.
 */
const quota = z
  .strictObject({
    type: questionType.optional(),
    chapter: z.string().min(1).optional(),
    licenceClass: z
      .string()
      .regex(/^[A-Z][0-9]?$/)
      .optional(),
    tag: z.string().min(1).optional(),
    min: count.optional(),
    max: count.optional(),
  })
  .refine((q) => q.min !== undefined || q.max !== undefined, { message: 'neither min nor max is given' })
  .refine((q) => (q.min ?? 0) <= (q.max ?? Infinity), { message: 'min is above max' })
  .refine((q) => q.type ?? q.chapter ?? q.tag, { message: 'no type, chapter or tag is given' });
export type Quota = z.infer<typeof quota>;

/** What a paper keeps to besides its numbers by type and chapter. */
export const constraints = z.strictObject({
  quotas: z.array(quota).max(64).default([]),
  /** Of each set, a paper has all questions or none. */
  mustTogether: z.array(ids).max(256).default([]),
  /** Of each set, a paper has at most one question. */
  neverTogether: z.array(ids).max(256).default([]),
  /** Band for the mean difficulty of a paper (1 easy … 3 hard), both ends allowed. */
  difficulty: z
    .strictObject({ min: z.number().min(1).max(3), max: z.number().min(1).max(3) })
    .refine((d) => d.min <= d.max, { message: 'min is above max' })
    .optional(),
});
export type Constraints = z.infer<typeof constraints>;
