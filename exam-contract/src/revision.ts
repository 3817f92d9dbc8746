import { z } from 'zod';
import { scoreReason } from './attempt-score';
import { epochMs, id, sha256 } from './ids';

/**
 * How a question counts in a revised result: as the kind of the paper declares for withdrawn questions, or by the key of
 * a later bank version.
 */
export const revisedHow = z.enum(['count_right', 'drop_rescale', 'corrected_key']);
export type RevisedHow = z.infer<typeof revisedHow>;

/** A result in short. */
export const shortScore = z.object({ score: z.number(), passed: z.boolean() });

/**
 * A better result given after the test because questions turned out wrong. It is an event of the attempt's log behind the
 * first score, which stays; `hash` is that event's.
 */
export const revisionView = z.object({
  regradeId: id,
  at: epochMs,
  hash: sha256,
  /** Positions from 0 on the paper. */
  items: z.array(z.object({ index: z.number().int().min(0), questionId: z.string(), how: revisedHow })),
  from: shortScore,
  to: shortScore.extend({
    correct: z.number().int(),
    wrong: z.number().int(),
    unanswered: z.number().int(),
    reason: scoreReason,
  }),
  /** Still below the mark, but cut short by the question: the failure counts no more, the test may be sat again. */
  resit: z.boolean(),
  reason: z.string(),
  proposedBy: z.string(),
  approvedBy: z.string(),
});
export type RevisionView = z.infer<typeof revisionView>;
