import { z } from 'zod';
import { epochMs, id, sha256, text } from '../ids';
import { revisedHow, shortScore } from '../revision';
import { allStaff } from './staff';
import { route } from './route';

/** Why results are given again: questions were withdrawn after the test, or a later version holds another key. */
export const regradeBasis = z.enum(['withdrawn', 'keyChanged']);
export type RegradeBasis = z.infer<typeof regradeBasis>;

/**
 * `trying`: worked out attempt by attempt. `tried`: ready to be read and handed in. `proposed`: waits for a second
 * person. `applying`: revisions are being written. `done`, `declined`: over.
 */
export const regradeState = z.enum(['trying', 'tried', 'proposed', 'applying', 'done', 'declined']);

/**
 * What becomes of an attempt. `passes`, `resit` (cut short by the question: may be sat again) and `higher` get a revision;
 * `same` needs none; `lower` would lose something and keeps its result; `settled`: counted so during the test already;
 * `otherQuestion`: its question had another text, options or picture, so that the corrected key says nothing of it;
 * `brokenLog`: its log is not whole, nothing may be written behind it.
 */
export const regradeVerdict = z.enum([
  'passes',
  'resit',
  'higher',
  'same',
  'lower',
  'settled',
  'otherQuestion',
  'brokenLog',
]);
export type RegradeVerdict = z.infer<typeof regradeVerdict>;

/** A question that finished attempts may have to be regraded for. */
export const regradeQuestion = z.object({
  questionId: z.string(),
  basis: regradeBasis,
  stem: text,
  /** Texts of the right options before and now; null for a withdrawn question. */
  key: z.object({ was: z.array(text), now: z.array(text) }).nullable(),
  /** Scored attempts that held it and were not adjusted while they ran. */
  finished: z.number().int(),
});
export type RegradeQuestion = z.infer<typeof regradeQuestion>;

export const regradeView = z.object({
  regradeId: id,
  basis: regradeBasis,
  questionIds: z.array(z.string()),
  /** The version whose key holds; null where questions were withdrawn. */
  keyVersion: sha256.nullable(),
  state: regradeState,
  /** Attempts with the questions when it began, and those looked at so far. */
  total: z.number().int(),
  looked: z.number().int(),
  counts: z.record(regradeVerdict, z.number().int()),
  /** Revisions to be written, written, and those not written as the attempt changed after it was tried. */
  better: z.number().int(),
  written: z.number().int(),
  stale: z.number().int(),
  createdBy: z.string(),
  createdAt: epochMs,
  proposal: z.object({ by: z.string(), at: epochMs, reason: z.string() }).nullable(),
  decision: z.object({ by: z.string(), at: epochMs, approved: z.boolean(), reason: z.string() }).nullable(),
  doneAt: epochMs.nullable(),
  /** The caller may decide on it: somebody else tried and proposed it. */
  mayDecide: z.boolean(),
});
export type RegradeView = z.infer<typeof regradeView>;

/** One attempt of a regrade. */
export const regradeRow = z.object({
  attemptId: id,
  candidateName: z.string(),
  maskedIdNumber: z.string(),
  kindCode: z.string(),
  endedAt: epochMs,
  passMark: z.number(),
  verdict: regradeVerdict,
  items: z.array(z.object({ index: z.number().int(), questionId: z.string(), how: revisedHow })),
  from: shortScore,
  to: shortScore,
  /** The event that gave it, once written; `stale` where it was not, see the regrade. */
  written: z.object({ at: epochMs, hash: sha256 }).nullable(),
  stale: z.boolean(),
  /** Bookings for the same kind that a pass given this way makes needless; a person decides on each. */
  booked: z.array(z.object({ bookingId: id, from: epochMs, to: epochMs })),
});
export type RegradeRow = z.infer<typeof regradeRow>;

const clerks = ['registry', 'admin'] as const;
const questionId = z.string().regex(/^[A-Za-z0-9][\w.-]{0,63}$/);
const params = z.object({ regradeId: id });
const reason = z.string().trim().min(2).max(300);
export const regradeRoutes = {
  questions: route({
    method: 'get',
    path: '/regrades/questions',
    // Right answers of the version in force show in it.
    access: [...clerks, 'auditor'],
    summary:
      'Questions that finished attempts may have to be regraded for: those withdrawn, or those whose key in a version is not that of the version in force',
    query: z.strictObject({
      /** A former version; without it the withdrawn questions. */
      from: sha256.optional(),
    }),
    out: z.object({ rows: z.array(regradeQuestion) }),
  }),
  list: route({
    method: 'get',
    path: '/regrades',
    access: allStaff,
    summary: 'Regrades, newest first',
    out: z.object({ regrades: z.array(regradeView) }),
  }),
  get: route({
    method: 'get',
    path: '/regrades/:regradeId',
    access: allStaff,
    summary: 'A regrade with its progress',
    params,
    out: regradeView,
  }),
  rows: route({
    method: 'get',
    path: '/regrades/:regradeId/attempts',
    access: allStaff,
    summary: 'Attempts of a regrade, old and new result of each, those that pass first',
    params,
    query: z.strictObject({
      verdict: regradeVerdict.optional(),
      skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    out: z.object({ rows: z.array(regradeRow) }),
  }),
  csv: route({
    method: 'get',
    path: '/regrades/:regradeId/attempts.csv',
    access: [...clerks, 'auditor'],
    summary: 'Attempts of a regrade as CSV',
    params,
    out: { mime: 'text/csv' },
  }),
  tryOut: route({
    method: 'post',
    path: '/regrades',
    access: clerks,
    summary:
      'Work out what a regrade would do to every finished attempt with these questions; changes no result',
    body: z.strictObject({ basis: regradeBasis, questionIds: z.array(questionId).min(1).max(50) }),
    out: regradeView,
  }),
  propose: route({
    method: 'post',
    path: '/regrades/:regradeId/proposal',
    access: clerks,
    summary: 'Hand in a regrade that was tried; a second person decides',
    params,
    body: z.strictObject({ reason }),
    out: regradeView,
  }),
  decide: route({
    method: 'post',
    path: '/regrades/:regradeId/decision',
    access: clerks,
    summary: 'Approve or decline a regrade that somebody else tried and proposed',
    params,
    body: z.strictObject({ approve: z.boolean(), reason }),
    out: regradeView,
  }),
  cancelBooking: route({
    method: 'post',
    path: '/regrades/:regradeId/attempts/:attemptId/cancel-booking',
    access: clerks,
    summary: 'Cancel another booking for the same kind of a candidate who passes by this regrade',
    params: params.extend({ attemptId: id }),
    body: z.strictObject({ bookingId: id, reason }),
    out: regradeRow,
  }),
} as const;
