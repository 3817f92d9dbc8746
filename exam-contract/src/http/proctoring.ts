import { z } from 'zod';
import { epochMs, id } from '../ids';
import { identityCheckView, incidentKind, incidentView } from '../incident';
import { strokes } from '../sitting';
import { route } from './route';

const acting = ['proctor', 'admin'] as const;
const watching = ['proctor', 'siteManager', 'auditor', 'admin'] as const;
const reason = z.string().trim().min(2).max(300);
const attempt = z.object({ attemptId: id });
const done = z.object({ attemptId: id, status: z.string(), deadline: epochMs.nullable() });

export const proctoringRoutes = {
  incidents: route({
    method: 'get',
    path: '/incidents',
    access: watching,
    summary: 'Incidents, newest first',
    query: z.strictObject({
      roomId: id.optional(),
      attemptId: id.optional(),
      seatId: id.optional(),
      state: z.enum(['open', 'closed']).optional(),
      unreviewed: z.stringbool().optional(),
      kind: incidentKind.optional(),
      before: z.coerce.number().int().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    out: z.object({ rows: z.array(incidentView) }),
  }),
  reviewIncident: route({
    method: 'post',
    path: '/incidents/:incidentId/review',
    access: acting,
    summary: 'Confirm or dismiss with a reason',
    params: z.object({ incidentId: id }),
    body: z.strictObject({ verdict: z.enum(['confirmed', 'dismissed']), reason }),
    out: incidentView,
  }),
  evidence: route({
    method: 'get',
    path: '/evidence/:evidenceId',
    access: watching,
    summary: 'One picture (each look is audited)',
    params: z.object({ evidenceId: id }),
    out: { mime: 'image/jpeg' },
  }),
  checks: route({
    method: 'get',
    path: '/identity-checks',
    access: watching,
    summary: 'Identity checks',
    query: z.strictObject({
      roomId: id.optional(),
      sittingId: id.optional(),
      state: z.string().max(20).optional(),
    }),
    out: z.object({ rows: z.array(identityCheckView) }),
  }),
  decideCheck: route({
    method: 'post',
    path: '/identity-checks/:checkId/decision',
    access: acting,
    summary: 'A person decides from both pictures',
    params: z.object({ checkId: id }),
    /** `candidateId` where the machine had no proposal: the proctor names the candidate found by search. */
    body: z.strictObject({
      decision: z.enum(['allow', 'refuse', 'retry']),
      candidateId: id.optional(),
      reason,
    }),
    out: identityCheckView,
  }),
  message: route({
    method: 'post',
    path: '/seats/:seatId/message',
    access: acting,
    summary: 'Show a message at the terminal',
    params: z.object({ seatId: id }),
    body: z.strictObject({ text: z.string().trim().min(1).max(300) }),
    out: z.object({ messageId: id, delivered: z.boolean() }),
  }),
  clearHelp: route({
    method: 'post',
    path: '/seats/:seatId/help/clear',
    access: acting,
    summary: 'Lower the raised hand',
    params: z.object({ seatId: id }),
    body: z.strictObject({}),
    out: z.object({}),
  }),
  resetSeat: route({
    method: 'post',
    path: '/seats/:seatId/reset',
    access: acting,
    summary: 'Return an unfinished check-in or an ended sitting to welcome',
    params: z.object({ seatId: id }),
    body: z.strictObject({ reason }),
    out: z.object({}),
  }),
  pause: route({
    method: 'post',
    path: '/attempts/:attemptId/pause',
    access: acting,
    summary: 'Stop the clock',
    params: attempt,
    body: z.strictObject({ reason }),
    out: done,
  }),
  resume: route({
    method: 'post',
    path: '/attempts/:attemptId/resume',
    access: acting,
    summary: 'Let the clock run again, once the camera shows the candidate or a person vouches for it',
    params: attempt,
    /** Why it goes on although the machine did not see the candidate (PERSON_NOT_CONFIRMED). */
    body: z.strictObject({ vouched: reason.optional() }),
    out: done,
  }),
  extend: route({
    method: 'post',
    path: '/attempts/:attemptId/extend',
    access: acting,
    summary: 'Add time',
    params: attempt,
    body: z.strictObject({ minutes: z.number().int().min(1).max(60), reason }),
    out: done,
  }),
  moveSeat: route({
    method: 'post',
    path: '/attempts/:attemptId/seat',
    access: acting,
    summary: 'Let a candidate go on at another terminal of the room, or at the new terminal of the same seat',
    params: attempt,
    body: z.strictObject({ seatId: id, reason }),
    out: done.extend({ seatId: id }),
  }),
  requestTermination: route({
    method: 'post',
    path: '/attempts/:attemptId/termination-request',
    access: acting,
    summary: 'First step of ending an attempt: what it would mean, and a token for the second',
    params: attempt,
    body: z.strictObject({ reason }),
    out: z.object({
      confirmToken: z.string(),
      expiresAt: epochMs,
      candidateName: z.string(),
      answered: z.number().int(),
      total: z.number().int(),
    }),
  }),
  terminate: route({
    method: 'post',
    path: '/attempts/:attemptId/termination',
    access: acting,
    summary: 'Second step: end it',
    params: attempt,
    body: z.strictObject({ confirmToken: z.string().max(2000) }),
    out: done,
  }),
  signSitting: route({
    method: 'post',
    path: '/sittings/:sittingId/examiner-signature',
    access: acting,
    summary: 'The examiner signs the result sheet',
    params: z.object({ sittingId: id }),
    body: z.strictObject({ strokes }),
    out: z.object({ sittingId: id, examinerSigned: z.boolean() }),
  }),
} as const;
