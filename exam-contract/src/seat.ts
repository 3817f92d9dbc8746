import { z } from 'zod';
import { epochMs, id, text } from './ids';
import { incidentView } from './incident';

export const seatStage = z.enum([
  'unassigned',
  'offline',
  'idle',
  'checkin',
  'rules',
  'ready',
  'running',
  'paused',
  'result',
  'signing',
  'done',
]);
export type SeatStage = z.infer<typeof seatStage>;

/** One tile of the seat wall. Sort by `attention`, largest first, then by number. */
export const seatView = z.object({
  seatId: id,
  roomId: id,
  number: z.number().int(),
  label: z.string(),
  stage: seatStage,
  /** Terminal enrolled at this seat; `connected` is its socket, not the person. */
  terminal: z.object({ deviceId: id, connected: z.boolean(), changedAt: epochMs }).nullable(),
  sittingId: id.nullable(),
  attemptId: id.nullable(),
  candidate: z.object({ candidateId: id, name: z.string(), maskedIdNumber: z.string() }).nullable(),
  kind: z.object({ code: z.string(), name: text }).nullable(),
  progress: z
    .object({
      answered: z.number().int(),
      total: z.number().int(),
      correct: z.number().int(),
      wrong: z.number().int(),
      score: z.number(),
      passMark: z.number(),
    })
    .nullable(),
  clock: z.object({ deadline: epochMs.nullable(), remainingMs: z.number(), at: epochMs }).nullable(),
  camera: z.object({
    state: z.enum(['none', 'ok', 'lost', 'covered', 'frozen', 'analysisOff']),
    lastFrameAt: epochMs.nullable(),
  }),
  helpAsked: z.boolean(),
  /** What a proctor last wrote to this seat in this sitting, and when the candidate put it aside as read. */
  lastMessage: z.object({ text: z.string(), at: epochMs, seenAt: epochMs.nullable() }).nullable(),
  /** Identity check that waits for a person, if any. */
  pendingCheckId: id.nullable(),
  openIncidents: z.number().int(),
  unreviewedIncidents: z.number().int(),
  latestIncident: incidentView
    .pick({ id: true, kind: true, severity: true, state: true, openedAt: true })
    .nullable(),
  /** 0 = nothing to see; the reasons are named in `attentionReasons`. */
  attention: z.number(),
  attentionReasons: z.array(z.string()),
});
export type SeatView = z.infer<typeof seatView>;

/** The last analysed frame of a seat, as the wall shows it. */
export interface SeatThumb {
  seatId: string;
  at: number;
  /** JPEG, at most 320 px wide. */
  jpeg: Uint8Array;
}
