import type { ErrorCode, ErrorDetail } from 'exam-contract/errors';

/** What can go wrong before the server has said anything. */
export type LocalCode = 'OFFLINE' | 'TIMEOUT' | 'BAD_ANSWER';
export const localCodes = ['OFFLINE', 'TIMEOUT', 'BAD_ANSWER'] as const satisfies readonly LocalCode[];

export type FailureCode = ErrorCode | LocalCode;

/** Why something did not work: a code that the interface translates, never free text. */
export interface Failure {
  code: FailureCode;
  detail?: ErrorDetail;
}

/** The outcome of every request the kiosk makes. */
export type Reply<T> = { ok: true; data: T } | ({ ok: false } & Failure);

export const failed = (code: FailureCode, detail?: ErrorDetail): { ok: false } & Failure =>
  detail ? { ok: false, code, detail } : { ok: false, code };

const passing: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'OFFLINE',
  'TIMEOUT',
  'BAD_ANSWER',
  'UNAVAILABLE',
  'INTERNAL',
  'TOO_MANY_REQUESTS',
  'STALE_OWNER',
  'ATTEMPT_PAUSED',
]);

/** True where the same request may well be taken later: it waits. False where it never will be: it is dropped and shown. */
export const isPassing = (code: FailureCode): boolean => passing.has(code);
