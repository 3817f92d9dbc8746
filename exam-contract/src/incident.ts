import { z } from 'zod';
import { epochMs, id } from './ids';

/** Everything the first release raises. Detection is not severity: severity comes from the policy. */
export const incidentKind = z.enum([
  'noFace',
  'multipleFaces',
  'otherPerson',
  'lookingAway',
  'cameraCovered',
  'cameraFrozen',
  'cameraLost',
  'analysisOff',
  'fullscreenLeft',
  'focusLost',
  'connectionLost',
  'secondLogin',
  'helpAsked',
  'identityUnsure',
  'blockedAction',
]);
export type IncidentKind = z.infer<typeof incidentKind>;
export const severity = z.enum(['info', 'warn', 'alert']);
export type Severity = z.infer<typeof severity>;

export const incidentView = z.object({
  id: id,
  kind: incidentKind,
  severity,
  state: z.enum(['open', 'closed']),
  roomId: id,
  seatId: id,
  seatLabel: z.string(),
  sittingId: id.nullable(),
  attemptId: id.nullable(),
  candidateName: z.string().nullable(),
  openedAt: epochMs,
  updatedAt: epochMs,
  closedAt: epochMs.nullable(),
  /** The signal the rule judged, newest last. */
  trace: z.array(z.object({ at: epochMs, value: z.number() })),
  /** The thresholds and dwell times in force when it opened, by name. */
  thresholds: z.record(z.string(), z.number()),
  modelVersions: z.record(z.string(), z.string()),
  /** Pictures: GET /api/v1/evidence/{evidenceId}. */
  stills: z.array(
    z.object({ evidenceId: id, at: epochMs, moment: z.enum(['before', 'open', 'during', 'close']) }),
  ),
  /** Extra facts by name, such as which key was blocked. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  review: z
    .object({ verdict: z.enum(['confirmed', 'dismissed']), reason: z.string(), by: z.string(), at: epochMs })
    .nullable(),
});
export type IncidentView = z.infer<typeof incidentView>;

/** State changes carry what kind of change it was, so that a console that missed some can still draw. */
export const incidentChange = z.object({
  change: z.enum(['new', 'update', 'end', 'review']),
  incident: incidentView,
});
export type IncidentChange = z.infer<typeof incidentChange>;

/** An identity check that a machine could not settle; both pictures are evidence. */
export const identityCheckView = z.object({
  id: id,
  checkinId: id,
  seatId: id,
  seatLabel: z.string(),
  roomId: id,
  at: epochMs,
  method: z.enum(['face', 'idNumber', 'recheck']),
  state: z.enum(['passed', 'failed', 'pending', 'allowed', 'refused', 'expired']),
  candidateId: id.nullable(),
  candidateName: z.string().nullable(),
  maskedIdNumber: z.string().nullable(),
  /** Evidence ids of the enrolment photo and of the picture taken at the seat. */
  enrolledPhoto: id.nullable(),
  livePhoto: id.nullable(),
  /** Cosine similarity of the best frame, null where no face was found. */
  score: z.number().nullable(),
  thresholds: z.record(z.string(), z.number()),
  modelVersions: z.record(z.string(), z.string()),
  challenge: z.enum(['passed', 'failed', 'off', 'notDone']),
  tries: z.number().int(),
  decidedBy: z.string().nullable(),
  reason: z.string().nullable(),
});
export type IdentityCheckView = z.infer<typeof identityCheckView>;
