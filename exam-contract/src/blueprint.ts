import { z } from 'zod';

const count = z.number().int().min(0).max(1000);
const chapter = z.string().trim().min(1).max(200);
const questionId = z.string().regex(/^[A-Za-z0-9][\w.-]{0,63}$/);
const set = z.array(questionId).min(2).max(20);
const level = z.number().min(1).max(3);

/**
 * A cell of type × chapter × licence class × tag and how many questions of it a paper has; what is left out is any.
 * With a licence class it holds only in papers for that class; the tag `region:*` is the region of the paper's own site.
 * `min` = `max` is an exact number.
 */
export const blueprintCell = z
  .strictObject({
    type: z.enum(['judge', 'single', 'multi']).optional(),
    chapter: chapter.optional(),
    licenceClass: z
      .string()
      .regex(/^[A-Z][0-9]?$/)
      .optional(),
    tag: z.string().trim().min(1).max(200).optional(),
    min: count.optional(),
    max: count.optional(),
  })
  .refine((c) => c.min !== undefined || c.max !== undefined, { message: 'neither min nor max is given' })
  .refine((c) => (c.min ?? 0) <= (c.max ?? Infinity), { message: 'min is above max' })
  .refine((c) => c.type ?? c.chapter ?? c.tag, { message: 'no type, chapter or tag is given' });
export type BlueprintCell = z.infer<typeof blueprintCell>;

/**
 * What papers of an exam kind are made of, as the registry office says it. How many questions there are, and of which
 * type, is the kind's: `chapters` sum to its total.
 */
export const blueprintContent = z
  .strictObject({
    chapters: z
      .array(z.strictObject({ name: chapter, count }))
      .min(1)
      .max(100),
    cells: z.array(blueprintCell).max(64),
    /** Of each set a paper has all questions or none. */
    mustTogether: z.array(set).max(100),
    /** Of each set a paper has at most one question. */
    neverTogether: z.array(set).max(100),
    /** Band for the mean difficulty of a paper, 1 easy to 3 hard; null: any. */
    difficulty: z
      .strictObject({ min: level, max: level })
      .refine((d) => d.min <= d.max, { message: 'min is above max' })
      .nullable(),
    /** Questions tagged `region:15` are drawn where this is `15`; a site's own region goes before it. null: of no region. */
    region: z.string().trim().min(1).max(40).nullable(),
    /** Whether questions shown more often than others of their cell wait until those have caught up. */
    exposure: z.boolean(),
    /** Whether seats beside each other share as few questions as can be. */
    neighbours: z.boolean(),
  })
  .refine((b) => new Set(b.chapters.map((c) => c.name)).size === b.chapters.length, {
    message: 'a chapter is named twice',
    path: ['chapters'],
  });
export type BlueprintContent = z.infer<typeof blueprintContent>;

const type = z.enum(['judge', 'single', 'multi']);
/** A rule of a blueprint that excludes others or is excluded by them. */
export const ruleInConflict = z.discriminatedUnion('rule', [
  z.object({ rule: z.literal('chapter'), chapter: z.string(), count: z.number() }),
  z.object({ rule: z.literal('type'), type, count: z.number() }),
  /** `min` = `max` is an exact number. */
  z.object({
    rule: z.literal('cell'),
    type: type.optional(),
    chapter: z.string().optional(),
    licenceClass: z.string().optional(),
    tag: z.string().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
  }),
  /** Of each set a paper has all or none. */
  z.object({ rule: z.literal('together'), questionIds: z.array(z.string()) }),
  /** Of each set a paper has at most one. */
  z.object({ rule: z.literal('never'), questionIds: z.array(z.string()) }),
  z.object({ rule: z.literal('difficulty'), min: z.number(), max: z.number() }),
]);
export type RuleInConflict = z.infer<typeof ruleInConflict>;

/** Which part of a blueprint the bank is too small for: `chapter` and `cell` by their place in it. */
export const shortCell = z.object({
  at: z.enum(['chapter', 'type', 'cell', 'difficulty', 'together', 'never', 'rules']),
  /** Place of the chapter or cell in the blueprint, or of the set. */
  index: z.number().int().nullable(),
  /** The cell in words: chapter, type, class, tag. */
  cell: z.object({
    chapter: z.string().nullable(),
    type: z.string().nullable(),
    licenceClass: z.string().nullable(),
    tag: z.string().nullable(),
  }),
  /** Class of the papers it is short for; null: of any. */
  forClass: z.string().nullable(),
  /** Region of the papers it is short for; null: of all regions in use. */
  forRegion: z.string().nullable(),
  need: z.number(),
  have: z.number(),
  /** The bank version that is too small, by name, where it takes over later; null: the one in force on that day. */
  bank: z.string().nullable(),
  /** Rules that exclude each other where no cell alone is too large. */
  conflict: z.array(ruleInConflict),
  /** False: no paper was found within the bounds of the search, but none was proven impossible. */
  proven: z.boolean(),
});
export type ShortCell = z.infer<typeof shortCell>;
