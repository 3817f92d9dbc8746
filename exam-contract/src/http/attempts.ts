import { z } from 'zod';
import { day, epochMs, id, sha256, text } from '../ids';
import { attemptEventView, attemptStatus, resultView } from '../attempt';
import { identityCheckView, incidentView } from '../incident';
import { questionType } from '../paper';
import { withdrawalCode, withdrawnPolicy } from '../withdrawal';
import { drawRecord } from './draw-record';
import { allStaff } from './staff';
import { route } from './route';

export const attemptRow = z.object({
  attemptId: id,
  sittingId: id,
  ordinal: z.number().int(),
  candidateId: id,
  candidateName: z.string(),
  maskedIdNumber: z.string(),
  kindCode: z.string(),
  kindName: text,
  seatLabel: z.string(),
  roomId: id,
  status: attemptStatus,
  createdAt: epochMs,
  startedAt: epochMs.nullable(),
  endedAt: epochMs.nullable(),
  score: z.number().nullable(),
  passed: z.boolean().nullable(),
  /** Score and outcome were given again after the test. */
  revised: z.boolean(),
  candidateSigned: z.boolean(),
  examinerSigned: z.boolean(),
});
export type AttemptRow = z.infer<typeof attemptRow>;

/** A question of a finished or running paper with its key: registry office, auditors and administrators only. */
export const keyedItem = z.object({
  index: z.number().int(),
  questionId: z.string(),
  type: questionType,
  chapter: z.string(),
  stem: text,
  options: z.array(z.object({ id: z.string(), text })),
  media: z.array(z.object({ sha256, mime: z.string(), alt: text })),
  right: z.array(z.string()),
  choice: z.array(z.string()),
  confirmed: z.boolean(),
  correct: z.boolean().nullable(),
  /** Set where it was withdrawn during the test: `correct` then says nothing of the score. */
  withdrawn: z.object({ policy: withdrawnPolicy, code: withdrawalCode, at: epochMs }).nullable(),
  explanation: text.nullable(),
});
export type KeyedItem = z.infer<typeof keyedItem>;

export const attemptDetail = attemptRow.extend({
  bankVersion: sha256,
  kindVersion: z.string(),
  /** The office's blueprint that its paper was drawn by; null where it was by the kind's own shares. */
  blueprint: z.object({ hash: sha256, number: z.number().int() }).nullable(),
  seed: z.string(),
  /** What its draw went by besides; null for attempts of before it was kept, whose draw has no record. */
  drawn: z
    .object({
      day,
      licenceClass: z.string(),
      /** Whose regional questions were asked too; empty: of no region, null: as the blueprint says. */
      region: z.string().nullable(),
      /** How many seats beside were occupied. */
      beside: z.number().int(),
      /** Papers of the same candidate before. */
      before: z.number().int(),
      /** Questions that were out of draws then. */
      without: z.number().int(),
      /** Whether questions shown more often than others waited. */
      exposure: z.boolean(),
    })
    .nullable(),
  /** Hash of the last event: names the whole log. */
  logHash: z.string(),
  chainOk: z.boolean(),
  examiner: z.object({ name: z.string(), certificate: z.string() }),
  events: z.array(attemptEventView),
  incidents: z.array(incidentView),
  checks: z.array(identityCheckView),
  /** Pictures taken at random during the test. */
  captures: z.array(z.object({ evidenceId: id, at: epochMs })),
  result: resultView.nullable(),
  items: z.array(keyedItem).nullable(),
});
export type AttemptDetail = z.infer<typeof attemptDetail>;

const params = z.object({ attemptId: id });
export const attemptRoutes = {
  list: route({
    method: 'get',
    path: '/attempts',
    access: allStaff,
    summary: 'Attempts, newest first',
    query: z.strictObject({
      roomId: id.optional(),
      candidateId: id.optional(),
      status: attemptStatus.optional(),
      unsigned: z.stringbool().optional(),
      before: z.coerce.number().int().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    out: z.object({ rows: z.array(attemptRow) }),
  }),
  detail: route({
    method: 'get',
    path: '/attempts/:attemptId',
    access: allStaff,
    summary: 'Everything about one attempt',
    params,
    out: attemptDetail,
  }),
  sheet: route({
    method: 'get',
    path: '/attempts/:attemptId/sheet.pdf',
    access: [...allStaff, 'attempt'],
    summary: 'Result sheet as PDF',
    params,
    out: { mime: 'application/pdf' },
  }),
  log: route({
    method: 'get',
    path: '/attempts/:attemptId/log',
    access: ['auditor', 'admin'],
    summary: 'The event log with what is needed to verify it offline',
    params,
    out: z.looseObject({}),
  }),
  drawRecord: route({
    method: 'get',
    path: '/attempts/:attemptId/draw-record',
    access: ['auditor', 'admin'],
    summary: 'Everything the draw of its paper went by: with the bank version anyone draws it again',
    params,
    out: drawRecord,
  }),
  media: route({
    method: 'get',
    path: '/media/:sha256',
    access: [...allStaff, 'device', 'attempt'],
    summary: 'A picture of the bank by its hash; never changes',
    params: z.object({ sha256 }),
    out: { mime: 'application/octet-stream' },
  }),
} as const;
