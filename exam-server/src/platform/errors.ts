import type { ErrorCode, ErrorDetail } from 'exam-contract/errors';

/** An expected failure: becomes an ack or an HTTP answer with its code. Anything else thrown is a defect and is hidden. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail | undefined;
  constructor(code: ErrorCode, detail?: ErrorDetail, options?: { cause?: unknown }) {
    super(code, options);
    this.name = 'AppError';
    this.code = code;
    this.detail = detail;
  }
}
