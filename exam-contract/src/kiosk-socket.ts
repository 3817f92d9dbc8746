import { z } from 'zod';
import { bytes, epochMs, id, lang, locale, text } from './ids';
import { attemptStatus } from './attempt';
import { checkinView } from './checkin';
import { paper } from './paper';
import { sittingView, strokes } from './sitting';

/** Socket.IO namespace of the exam terminals; `auth` is `{ token: deviceToken, tabId }`. */
export const KIOSK_NAMESPACE = '/kiosk';

/** What a terminal is told about itself when it says hello. */
export const terminalView = z.object({
  serverNow: epochMs,
  seat: z.object({ seatId: id, number: z.number().int(), label: z.string(), roomName: text, siteName: text }),
  demo: z.boolean(),
  /** Nothing starts without a named examiner on duty (162号令 art. 49). */
  examinerOnDuty: z.boolean(),
  challenge: z.enum(['on', 'off']),
  checkinMethods: z.array(z.enum(['face', 'idNumber'])),
  rulesVersion: z.string(),
  /** Milliseconds between two camera frames sent while somebody sits here. */
  frameIntervalMs: z.number(),
  /** Milliseconds without a touch before an unfinished check-in or a result returns to welcome. */
  idleReturnMs: z.number(),
  sitting: sittingView.nullable(),
  checkin: checkinView.nullable(),
});
export type TerminalView = z.infer<typeof terminalView>;

export const reportKind = z.enum([
  'fullscreenLeft',
  'fullscreenRestored',
  'focusLost',
  'focusRestored',
  'cameraLost',
  'cameraRestored',
  'blockedAction',
  'secondTab',
]);
export type ReportKind = z.infer<typeof reportKind>;

export const answerAck = z.object({
  clientSeq: z.number().int(),
  index: z.number().int(),
  /** Sequence of the event that made it durable. */
  seq: z.number().int(),
  /** Present once confirmed, where the kind reveals on confirm. `right` holds option ids. */
  judged: z.object({ correct: z.boolean(), right: z.array(z.string()) }).nullable(),
  status: attemptStatus,
  earlyEndReached: z.boolean(),
});
export type AnswerAck = z.infer<typeof answerAck>;

const attemptRef = { attemptId: id };
const clientSeq = z.number().int().min(1);

/** Requests a terminal makes: `in` is checked by the server, `out` is the data of a successful ack. */
export const kioskRequests = {
  hello: { in: z.strictObject({ lang, clientVersion: z.string().max(40) }), out: terminalView },
  clock: { in: z.strictObject({ t0: z.number() }), out: z.object({ t0: z.number(), serverNow: epochMs }) },

  'checkin:begin': {
    in: z.discriminatedUnion('method', [
      z.strictObject({ method: z.literal('face') }),
      z.strictObject({ method: z.literal('idNumber'), idNumber: z.string().trim().min(6).max(24) }),
    ]),
    out: checkinView,
  },
  /** One frame at a time: send the next after the ack. */
  'checkin:frame': { in: z.strictObject({ checkinId: id, jpeg: bytes }), out: checkinView },
  'checkin:confirm': {
    in: z.strictObject({ checkinId: id, last4: z.string().trim().length(4) }),
    out: checkinView,
  },
  'checkin:choose': { in: z.strictObject({ checkinId: id, bookingId: id }), out: checkinView },
  'checkin:call': { in: z.strictObject({ checkinId: id }), out: checkinView },
  'checkin:cancel': { in: z.strictObject({ checkinId: id }), out: z.object({}) },
  /** Demo sites only: enrol whoever stands at the camera as a candidate with bookings of today. */
  'demo:enrol': {
    in: z.strictObject({ name: z.string().trim().min(1).max(30), jpeg: bytes }),
    out: z.object({ maskedName: z.string(), idNumber: z.string() }),
  },

  /** `lang` is the language in which the questions are to be shown; see `languages` of the sitting. */
  'sitting:consent': {
    in: z.strictObject({ sittingId: id, rulesVersion: z.string(), lang: locale }),
    out: sittingView,
  },
  /** The candidate reads the questions in another language from now on. */
  'sitting:language': { in: z.strictObject({ sittingId: id, lang: locale }), out: z.object({}) },
  'sitting:retake': { in: z.strictObject({ sittingId: id, take: z.boolean() }), out: sittingView },
  'sitting:sign': { in: z.strictObject({ sittingId: id, strokes }), out: sittingView },
  'sitting:finish': { in: z.strictObject({ sittingId: id }), out: z.object({}) },

  'attempt:start': { in: z.strictObject({ sittingId: id }), out: z.object({ sitting: sittingView, paper }) },
  'attempt:paper': { in: z.strictObject({ ...attemptRef }), out: paper },
  /**
   * `choice` replaces the former choice; `confirm` judges and locks it where the kind judges on confirm.
   * `madeAt` is the kiosk's estimate of server time when the finger touched; it counts for answers queued offline.
   */
  'attempt:answer': {
    in: z.strictObject({
      ...attemptRef,
      clientSeq,
      index: z.number().int().min(0).max(999),
      choice: z.array(z.string().max(8)).max(8),
      confirm: z.boolean(),
      madeAt: epochMs,
    }),
    out: answerAck,
  },
  'attempt:flag': {
    in: z.strictObject({
      ...attemptRef,
      clientSeq,
      index: z.number().int().min(0).max(999),
      on: z.boolean(),
    }),
    out: z.object({ seq: z.number().int() }),
  },
  'attempt:move': {
    in: z.strictObject({ ...attemptRef, index: z.number().int().min(0).max(999) }),
    out: z.object({}),
  },
  'attempt:submit': { in: z.strictObject({ ...attemptRef, clientSeq }), out: sittingView },

  report: {
    in: z.strictObject({ kind: reportKind, attemptId: id.nullable(), detail: z.string().max(80).optional() }),
    out: z.object({}),
  },
  help: { in: z.strictObject({ on: z.boolean() }), out: z.object({}) },
  'message:seen': { in: z.strictObject({ messageId: id }), out: z.object({}) },
} as const;
export type KioskRequest = keyof typeof kioskRequests;
export type KioskIn<K extends KioskRequest> = z.input<(typeof kioskRequests)[K]['in']>;
export type KioskOut<K extends KioskRequest> = z.output<(typeof kioskRequests)[K]['out']>;

/** Fire-and-forget from a terminal: a frame during the sitting. Latest wins; nothing waits for it. */
export const kioskFrame = z.strictObject({ jpeg: bytes });

export const proctorMessage = z.object({ id: id, text: z.string(), from: z.string(), at: epochMs });
export type ProctorMessage = z.infer<typeof proctorMessage>;

/** Pushes to a terminal. */
export const kioskPushes = {
  'sitting:update': sittingView,
  'checkin:update': checkinView,
  message: proctorMessage,
  duty: z.object({ examinerOnDuty: z.boolean() }),
  /** `reset` = back to welcome, forget everything; `superseded` = another tab or terminal took this seat's place. */
  'terminal:command': z.object({ kind: z.enum(['reset', 'reload', 'superseded']) }),
} as const;
export type KioskPush = keyof typeof kioskPushes;
export type KioskPushData<K extends KioskPush> = z.output<(typeof kioskPushes)[K]>;
