import { z } from 'zod';
import { blueprintContent } from '../blueprint';
import { day, id, sha256 } from '../ids';

const questionIds = z.array(z.string());
/**
 * Everything the draw of one paper went by, and the paper, as `npx kaotai-bank draw --record` reads it: with the bank
 * version it names anyone draws the paper again. It names the attempt and no person, and holds no key.
 */
export const drawRecord = z.object({
  format: z.literal('kaotai-draw-record'),
  version: z.literal(1),
  attemptId: id,
  bankVersion: sha256,
  /** The row of the exam kind that was in force. */
  kind: z.object({
    code: z.string(),
    version: z.number().int(),
    subject: z.enum(['K1', 'K3']),
    vehicle: z.enum(['car', 'moto', 'bus', 'truck', 'trailer']),
    questions: z.number().int(),
    types: z.object({ judge: z.number().int(), single: z.number().int(), multi: z.number().int() }),
    blueprint: z.object({ unit: z.enum(['percent', 'count']), rows: z.record(z.string(), z.number()) }),
  }),
  /** The office's blueprint as it was used; null: the kind's own shares. */
  blueprint: z.object({ hash: sha256, number: z.number().int(), content: blueprintContent }).nullable(),
  seed: z.string(),
  day,
  licenceClass: z.string(),
  /** Whose regional questions were asked too; empty: of no region. */
  region: z.string(),
  /** Questions that were out of draws then. */
  without: questionIds,
  /** Questions of the same candidate's papers before. */
  avoid: questionIds,
  /** The papers at the seats beside, as their candidates saw them. */
  neighbours: z.array(z.object({ questionIds, order: z.array(z.array(z.string())) })),
  /** How often each question had been shown when the day began; empty where that played no part. */
  exposure: z.array(z.tuple([z.string(), z.number()])),
  /** The paper as it was given. */
  paper: z.array(z.object({ questionId: z.string(), options: z.array(z.string()) })),
});
