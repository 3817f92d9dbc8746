import { z } from 'zod';

/** One number a key rests on, and where the law says it. */
export const factRow = z.strictObject({
  /** Id of the question. */
  question: z.string(),
  /** Statute as in lawRef. */
  code: z.string(),
  /** "第62条". */
  article: z.string(),
  kind: z.string(),
  value: z.number(),
  unit: z.string(),
  /** Letter of the right option that holds the number, or `stem`. */
  in: z.union([z.literal('stem'), z.string().regex(/^[A-H]$/)]),
  /** Words of the article that hold it. */
  textHas: z.string().min(1),
  /** Where the number is a sum of several: its terms, each with the words of its own article. */
  sumOf: z.array(z.strictObject({ article: z.string(), value: z.number(), textHas: z.string() })).optional(),
});
export type FactRow = z.infer<typeof factRow>;
