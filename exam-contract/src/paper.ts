import { z } from 'zod';
import { id, sha256, text } from './ids';

export const questionType = z.enum(['judge', 'single', 'multi']);

/** One question as a candidate may see it: no key, options in the order drawn for this paper. */
export const paperItem = z.object({
  /** 0-based position on the paper. */
  index: z.number().int().min(0),
  type: questionType,
  chapter: z.string(),
  stem: text,
  /** `id` is what answers carry; the letter on the screen is the position (A, B, C …). */
  options: z.array(z.object({ id: z.string(), text: text })),
  media: z.array(z.object({ sha256, mime: z.string(), alt: text })),
});
export type PaperItem = z.infer<typeof paperItem>;

/** The frozen paper of one attempt. Its pictures are at GET /api/v1/media/{sha256}. */
export const paper = z.object({
  attemptId: id,
  bankVersion: sha256,
  items: z.array(paperItem),
});
export type Paper = z.infer<typeof paper>;
