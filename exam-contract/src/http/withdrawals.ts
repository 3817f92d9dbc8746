import { z } from 'zod';
import { epochMs, text } from '../ids';
import { withdrawalCode, withdrawnPolicy } from '../withdrawal';
import { bankDraft } from './banks';
import { route } from './route';
import { allStaff } from './staff';

/** A question taken out of draws at once, whatever version is in force, until it is put back. */
const withdrawal = z.object({
  questionId: z.string(),
  stem: text,
  code: withdrawalCode,
  reason: z.string(),
  by: z.string(),
  at: epochMs,
  /** Attempts adjusted for it, and those that still wait for it; null where running papers keep it. */
  running: z.object({ adjusted: z.number().int(), waiting: z.number().int() }).nullable(),
});
export type Withdrawal = z.infer<typeof withdrawal>;

const clerks = ['registry', 'admin'] as const;
const questionId = z.string().regex(/^[A-Za-z0-9][\w.-]{0,63}$/);
export const withdrawalRoutes = {
  withdrawals: route({
    method: 'get',
    path: '/banks/withdrawals',
    access: allStaff,
    summary: 'Questions withdrawn from draws, newest first',
    out: z.object({ withdrawals: z.array(withdrawal) }),
  }),
  runningWith: route({
    method: 'get',
    path: '/banks/questions/:questionId/running',
    access: clerks,
    summary:
      'Attempts that run now and hold a question of the version in force, and what withdrawing it would do to them',
    params: z.object({ questionId }),
    out: z.object({
      stem: text,
      kinds: z.array(z.object({ kindCode: z.string(), policy: withdrawnPolicy, attempts: z.number().int() })),
    }),
  }),
  withdraw: route({
    method: 'post',
    path: '/banks/withdrawals',
    access: clerks,
    summary:
      'Withdraw a question of the version in force: no new paper holds it, running papers are adjusted as their kind declares',
    body: z.strictObject({
      questionId,
      code: withdrawalCode.default('other'),
      reason: z.string().trim().min(2).max(300),
    }),
    out: z.object({
      withdrawal,
      /** Attempts that held it when it was withdrawn. */
      running: z.number().int(),
      kinds: bankDraft.shape.kinds,
    }),
  }),
  putBack: route({
    method: 'delete',
    path: '/banks/withdrawals/:questionId',
    access: clerks,
    summary: 'Put a withdrawn question back into draws; whoever withdrew it cannot',
    params: z.object({ questionId }),
    out: z.object({}),
  }),
} as const;
