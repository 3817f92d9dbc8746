import { z } from 'zod';
import { epochMs, id } from './ids';
import { scoreReason } from './attempt-score';
import { revisionView } from './revision';
import { withdrawnItem } from './withdrawal';

/**
 * created → running ⇄ paused → submitted | expired | terminated → scored.
 * `scored` is final for answers; `signed` events may follow it.
 */
export const attemptStatus = z.enum([
  'created',
  'running',
  'paused',
  'submitted',
  'expired',
  'terminated',
  'scored',
]);
export type AttemptStatus = z.infer<typeof attemptStatus>;

export const endReason = z.enum(['candidate', 'earlyEnd', 'expired', 'terminated']);
export type EndReason = z.infer<typeof endReason>;

/** One answer as its own candidate sees it. `correct` and `right` only where the kind reveals them. */
export const answerView = z.object({
  index: z.number().int().min(0),
  choice: z.array(z.string()),
  confirmed: z.boolean(),
  correct: z.boolean().optional(),
  right: z.array(z.string()).optional(),
});
export type AnswerView = z.infer<typeof answerView>;

/** The attempt as the kiosk shows it. Times are the server's; the kiosk counts down with monotonic deltas. */
export const attemptView = z.object({
  attemptId: id,
  /** 1 = first attempt of the sitting, 2 = the retake. */
  ordinal: z.number().int().min(1),
  status: attemptStatus,
  total: z.number().int(),
  startedAt: epochMs.nullable(),
  /** Moment the attempt closes; null before the start and while paused. */
  deadline: epochMs.nullable(),
  /** Time left at `serverNow`, ms; frozen while paused. */
  remainingMs: z.number(),
  /** Grows with every change of the deadline: a smaller one is stale. */
  deadlineVersion: z.number().int(),
  serverNow: epochMs,
  answers: z.array(answerView),
  flagged: z.array(z.number().int()),
  /** Questions withdrawn since the paper was drawn: they need no answer. */
  withdrawn: z.array(withdrawnItem).default([]),
  current: z.number().int(),
  /** True once the pass mark is out of reach and the kind says so to the candidate. */
  earlyEndReached: z.boolean(),
  pauseReason: z.string().nullable(),
  /** Highest client sequence applied: a fresh page goes on from here. */
  lastClientSeq: z.number().int(),
});
export type AttemptView = z.infer<typeof attemptView>;

/** How an attempt ended, as it stands now; earlier results are in `revisions`. `wrong` holds the wrong items only where the kind lets the candidate see them. */
export const resultView = z.object({
  attemptId: id,
  ordinal: z.number().int(),
  score: z.number(),
  passMark: z.number(),
  passed: z.boolean(),
  correct: z.number().int(),
  wrong: z.number().int(),
  unanswered: z.number().int(),
  endedBy: endReason,
  startedAt: epochMs,
  endedAt: epochMs,
  /** Why the result is what it is; the order wants it told on the spot (162号令 art. 49). */
  reason: scoreReason,
  terminatedReason: z.string().nullable(),
  wrongItems: z.array(
    z.object({ index: z.number().int(), choice: z.array(z.string()), right: z.array(z.string()) }),
  ),
  withdrawnItems: z.array(withdrawnItem).default([]),
  /** Better results given since, oldest first; the figures above are those of the last. */
  revisions: z.array(revisionView).default([]),
});
export type ResultView = z.infer<typeof resultView>;

/** One line of the event log as the console shows and an auditor replays it. */
export const attemptEventView = z.object({
  seq: z.number().int(),
  at: epochMs,
  kind: z.string(),
  data: z.record(z.string(), z.unknown()),
  prevHash: z.string(),
  hash: z.string(),
});
export type AttemptEventView = z.infer<typeof attemptEventView>;
