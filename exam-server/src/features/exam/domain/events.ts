import { z } from 'zod';
import { scoreReason } from 'exam-contract/attempt-score';
import { epochMs, id, sha256 } from 'exam-contract/ids';
import { revisedHow, shortScore } from 'exam-contract/revision';
import { withdrawalCode, withdrawnPolicy } from 'exam-contract/withdrawal';

/** The rules of a kind that an attempt needs to be folded and scored without looking anything up. */
export const attemptPolicy = z.object({
  kindCode: z.string(),
  kindVersion: z.number().int(),
  pointsPerQuestion: z.number(),
  passMark: z.number(),
  durationMs: z.number().int().positive(),
  earlyEnd: z.enum(['none', 'prompt', 'force']),
  reveal: z.enum(['on_confirm', 'at_end', 'never']),
  allowChangeAfterConfirm: z.boolean(),
  /** Absent in attempts of before it was declared. */
  withdrawnQuestion: withdrawnPolicy.optional(),
});
export type AttemptPolicy = z.infer<typeof attemptPolicy>;

export const paperSlot = z.object({
  questionId: z.string(),
  type: z.enum(['judge', 'single', 'multi']),
  /** Option ids in the order shown. */
  options: z.array(z.string()),
});
export type PaperSlot = z.infer<typeof paperSlot>;

/** What a paper was drawn by besides bank version and seed: with it anyone draws the same paper again. */
export const drawnBy = z.object({
  /** The office's blueprint; null where the kind's own shares were drawn by. */
  blueprint: z.object({ hash: sha256, number: z.number().int() }).nullable(),
  /** Local day, YYYY-MM-DD. */
  day: z.string(),
  licenceClass: z.string(),
  /** Whose regional questions were asked too; empty: of no region. Absent in attempts of before: the blueprint's. */
  region: z.string().optional(),
  /** Questions that were out of draws then. */
  without: z.array(z.string()),
  /** The count of how often each question had been shown; null where it played no part. */
  exposure: z.string().nullable(),
  /** Attempts whose questions were kept away from: the same candidate's before. */
  former: z.array(id),
});
export type DrawnBy = z.infer<typeof drawnBy>;

const scored = z.object({
  score: z.number(),
  correct: z.number().int(),
  wrong: z.number().int(),
  unanswered: z.number().int(),
  passed: z.boolean(),
  reason: scoreReason,
});

const by = z.object({ staffId: id.nullable(), name: z.string() });
const choice = z.array(z.string());

/** Data of every event kind. The log holds nothing that identifies a person but ids and the names of staff. */
export const eventData = {
  created: z.object({
    sittingId: id,
    candidateId: id,
    seatId: id,
    roomId: id,
    ordinal: z.number().int().min(1),
    policy: attemptPolicy,
    bankVersion: sha256,
    seed: z.string(),
    /** Attempts at the seats beside, whose papers the draw kept away from; with their logs it can be drawn again. */
    beside: z.array(id).optional(),
    /** Absent in attempts of before it was kept. */
    drawnBy: drawnBy.optional(),
    items: z.array(paperSlot).min(1),
  }),
  identityVerified: z.object({
    checkId: id,
    method: z.string(),
    score: z.number().nullable(),
    decidedBy: z.string().nullable(),
  }),
  started: z.object({}),
  answered: z.object({
    index: z.number().int(),
    choice,
    confirmed: z.boolean(),
    /** Judged by the server against the key of the frozen bank version. */
    correct: z.boolean(),
    clientSeq: z.number().int(),
    /** When the finger touched, by the terminal's estimate of server time. */
    madeAt: epochMs,
    /** Taken after the deadline because it was made before it while the line was down. */
    late: z.boolean(),
  }),
  flagged: z.object({ index: z.number().int(), on: z.boolean(), clientSeq: z.number().int() }),
  moved: z.object({ index: z.number().int() }),
  paused: z.object({ reason: z.string(), by }),
  resumed: z.object({ by }),
  extended: z.object({ ms: z.number().int().positive(), reason: z.string(), by }),
  warned: z.object({ messageId: id, text: z.string(), by }),
  connectionLost: z.object({}),
  connectionRestored: z.object({}),
  /** The candidate goes on at another terminal; answers the former one had not delivered stay behind. */
  seated: z.object({ seatId: id, reason: z.string(), by }),
  /** A question of the paper turned out wrong; its points go as the kind of this paper declares. */
  questionWithdrawn: z.object({
    questionId: z.string(),
    policy: withdrawnPolicy,
    code: withdrawalCode,
    by,
  }),
  submitted: z.object({ by: z.enum(['candidate', 'earlyEnd']) }),
  expired: z.object({}),
  terminated: z.object({ reason: z.string(), by }),
  scored,
  /**
   * A better result, because questions of the paper turned out wrong after it: proposed by one person, approved by
   * another. What was scored first stays in the log.
   */
  revised: z.object({
    regradeId: id,
    items: z.array(
      z.object({
        index: z.number().int(),
        questionId: z.string(),
        how: revisedHow,
        /** Right option ids of the paper's own question, by the corrected key. */
        right: z.array(z.string()).optional(),
      }),
    ),
    /** The bank version whose key holds, where one was corrected. */
    keyVersion: sha256.nullable(),
    from: shortScore,
    to: scored,
    resit: z.boolean(),
    reason: z.string(),
    proposedBy: by,
    approvedBy: by,
  }),
  signed: z.object({ who: z.enum(['candidate', 'examiner']), name: z.string(), strokesHash: sha256 }),
} as const;

export type EventKind = keyof typeof eventData;
export type EventData<K extends EventKind> = z.infer<(typeof eventData)[K]>;
/** An event decided but not yet numbered or stored. */
export type NewEvent = { [K in EventKind]: { kind: K; data: EventData<K> } }[EventKind];
/** An event of the log: `seq` from 1 without gaps, `at` the server's clock, `hash` over this event and `prevHash`. */
export type AttemptEvent = NewEvent & {
  attemptId: string;
  seq: number;
  at: number;
  prevHash: string;
  hash: string;
};

/** Parses an event as it comes out of the database or an exported log. @throws ZodError */
export function parseEvent(raw: unknown): AttemptEvent {
  const head = z
    .object({
      attemptId: id,
      seq: z.number().int().min(1),
      at: epochMs,
      kind: z.enum(Object.keys(eventData) as [EventKind, ...EventKind[]]),
      data: z.unknown(),
      prevHash: z.string(),
      hash: sha256,
    })
    .parse(raw);
  return { ...head, data: eventData[head.kind].parse(head.data) } as AttemptEvent;
}
