import { z } from 'zod';

/**
 * What becomes of a question that is withdrawn while a paper with it is being answered: `count_right` gives its points
 * whatever was answered, `drop_rescale` takes it out and scores the rest on the full scale.
 */
export const withdrawnPolicy = z.enum(['count_right', 'drop_rescale']);
export type WithdrawnPolicy = z.infer<typeof withdrawnPolicy>;

/** What kinds mean that do not say: nobody scores less for a mistake of the bank. */
export const WITHDRAWN_DEFAULT: WithdrawnPolicy = 'count_right';

/** The policy of a kind, declared before any paper is drawn. */
export const withdrawnPolicyOf = (kind: { withdrawnQuestion?: WithdrawnPolicy | undefined }) =>
  kind.withdrawnQuestion ?? WITHDRAWN_DEFAULT;

/** Why a question is withdrawn, as logs and statistics count it; the clerk's words stand beside it. */
export const withdrawalCode = z.enum(['wrongKey', 'lawChanged', 'unclear', 'badPicture', 'other']);
export type WithdrawalCode = z.infer<typeof withdrawalCode>;

/** A question of a paper that was withdrawn, by its position. */
export const withdrawnItem = z.object({ index: z.number().int().min(0), policy: withdrawnPolicy });
export type WithdrawnItem = z.infer<typeof withdrawnItem>;
