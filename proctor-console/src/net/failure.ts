import { errorCode, type ErrorCode, type ErrorDetail } from 'exam-contract/errors';

/** An answer that is not the one hoped for: a code of the closed list, to be said in the user's language. */
export class Failure extends Error {
  readonly code: ErrorCode | 'OFFLINE';
  readonly detail: ErrorDetail | undefined;
  constructor(code: ErrorCode | 'OFFLINE', detail?: ErrorDetail) {
    super(code);
    this.name = 'Failure';
    this.code = code;
    this.detail = detail;
  }
}

/** Any thrown thing as a failure. */
export function asFailure(err: unknown): Failure {
  return err instanceof Failure ? err : new Failure('INTERNAL');
}

/** What the server said, as a failure; an answer of another shape is a server that is not there. */
export function failureOf(status: number, body: unknown): Failure {
  const said = body as { code?: unknown; detail?: ErrorDetail } | null;
  const code = errorCode.safeParse(said?.code);
  if (code.success) return new Failure(code.data, said?.detail);
  return new Failure(status >= 500 ? 'UNAVAILABLE' : 'BAD_REQUEST');
}
