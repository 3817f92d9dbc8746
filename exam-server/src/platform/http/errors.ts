import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler } from 'express';
import { MulterError } from 'multer';
import { errorStatus, type ErrorCode, type ErrorDetail } from 'exam-contract/errors';
import { AppError } from '../errors';
import type { Logger } from '../log';
import type { Metrics } from '../metrics';

/** Any thrown thing as a code of the closed list; unknown ones are logged under an id the user can quote. */
export function toFailure(
  err: unknown,
  log: Logger,
  metrics: Metrics,
): { code: ErrorCode; detail?: ErrorDetail } {
  if (err instanceof AppError)
    return err.detail ? { code: err.code, detail: err.detail } : { code: err.code };
  if (err instanceof MulterError) {
    return {
      code: err.code === 'LIMIT_FILE_SIZE' ? 'PAYLOAD_TOO_LARGE' : 'BAD_REQUEST',
      ...(err.field ? { detail: { field: err.field } } : {}),
    };
  }
  if (err instanceof URIError) return { code: 'BAD_REQUEST', detail: { field: 'path' } };
  const { type, status } = (err ?? {}) as { type?: unknown; status?: unknown };
  if (type === 'entity.too.large') return { code: 'PAYLOAD_TOO_LARGE' };
  // The body parser names most of what it refuses by type, a body that does not unpack only by status.
  if (typeof status === 'number' && status >= 400 && status < 500)
    return { code: 'BAD_REQUEST', detail: { field: 'body' } };
  if (isDatabaseDown(err)) {
    log.warn({ err }, 'database not available');
    return { code: 'UNAVAILABLE', detail: { retryAfterMs: 2000 } };
  }
  const errorId = randomUUID();
  metrics.unknownErrors.inc();
  log.error({ err, errorId }, 'unexpected error');
  return { code: 'INTERNAL', detail: { errorId } };
}

function isDatabaseDown(err: unknown): boolean {
  const name = (err as { name?: unknown } | null)?.name;
  return (
    typeof name === 'string' &&
    /^(MongoNetwork|MongoServerSelection|MongoNotConnected|MongoPoolCleared|MongoTopologyClosed|MongooseServerSelection|MongoWriteConcern|MongoOperationTimeout|MongoExpiredSession)/.test(
      name,
    )
  );
}

/** Last handler of the application: every failure leaves as `{ ok: false, code, detail? }`. */
export function httpErrors(log: Logger, metrics: Metrics): ErrorRequestHandler {
  return (err, _req, res, next) => {
    if (res.headersSent) return next(err);
    const failure = toFailure(err, log, metrics);
    res.status(errorStatus[failure.code]).json({ ok: false, ...failure });
  };
}
