import { z } from 'zod';
import { shortCell } from './blueprint';

/**
 * The closed list of things that can go wrong across a wire, with the HTTP status each maps to.
 * Interfaces translate codes; the server never sends free text about an unknown error.
 */
export const errorStatus = {
  BAD_REQUEST: 400,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_TYPE: 415,
  UNAUTHENTICATED: 401,
  SIGN_IN_FAILED: 401,
  LOCKED_OUT: 429,
  TOO_MANY_REQUESTS: 429,
  FORBIDDEN: 403,
  PASSWORD_WRONG: 409,
  OWN_ACCOUNT: 409,
  LAST_ADMIN: 409,
  NOT_FOUND: 404,
  CONFLICT: 409,
  CANCELLED: 409,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  DEVICE_REVOKED: 401,
  ENROLMENT_CODE_INVALID: 404,
  SECOND_TAB: 409,
  NO_EXAMINER_ON_DUTY: 409,
  RECORDING_NOT_HEALTHY: 409,
  CHECKIN_NOT_FOUND: 404,
  CHECKIN_WRONG_STAGE: 409,
  ID_NUMBER_UNKNOWN: 404,
  DIGITS_DO_NOT_MATCH: 409,
  NO_BOOKING: 404,
  ALREADY_SITTING: 409,
  SITTING_NOT_FOUND: 404,
  SITTING_WRONG_STAGE: 409,
  IDENTITY_REQUIRED: 403,
  CONSENT_REQUIRED: 409,
  ATTEMPT_NOT_FOUND: 404,
  ATTEMPT_NOT_YOURS: 403,
  ATTEMPT_NOT_RUNNING: 409,
  ATTEMPT_PAUSED: 409,
  ATTEMPT_CLOSED: 409,
  ATTEMPT_ALREADY_STARTED: 409,
  DEADLINE_PASSED: 409,
  QUESTION_UNKNOWN: 400,
  OPTION_UNKNOWN: 400,
  ANSWER_LOCKED: 409,
  RETAKE_NOT_ALLOWED: 409,
  ALREADY_SIGNED: 409,
  CONFIRMATION_EXPIRED: 409,
  BLUEPRINT_NOT_FEASIBLE: 409,
  NO_BANK_PUBLISHED: 409,
  BANK_HAS_ERRORS: 409,
  /** A bank could not be written as a file; `field` says what was short: memory, timeout, disk, crashed. */
  EXPORT_FAILED: 503,
  SECOND_PERSON_REQUIRED: 403,
  DRAFT_IN_REVIEW: 409,
  DRAFT_NOT_IN_REVIEW: 409,
  DRAFT_HAS_MENDS: 409,
  /** Another clerk changed that question of a draft, or it has become acceptable, since it was looked at. */
  ROW_CHANGED: 409,
  IMAGE_NOT_READABLE: 400,
  IMAGE_NO_FACE: 409,
  IMAGE_SEVERAL_FACES: 409,
  IMAGE_POOR_QUALITY: 409,
  VISION_UNAVAILABLE: 503,
  STALE_OWNER: 409,
  TERMINAL_NOT_CONNECTED: 409,
  /** The camera does not show the candidate; `field` says what it shows: noPicture, noFace, severalFaces, otherPerson. */
  PERSON_NOT_CONFIRMED: 409,
} as const;

export const errorCode = z.enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]]);
export type ErrorCode = keyof typeof errorStatus;

/** What an error may carry besides its code: the field that was wrong, or a number the text needs. */
export const errorDetail = z.object({
  field: z.string().optional(),
  retryAfterMs: z.number().optional(),
  attemptsLeft: z.number().optional(),
  /** Every part of a blueprint that the bank is too small for. */
  short: z.array(shortCell).optional(),
  /** Quotable by the user to support; the log holds the rest. */
  errorId: z.string().optional(),
});
export type ErrorDetail = z.infer<typeof errorDetail>;
