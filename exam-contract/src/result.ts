import type { ErrorCode, ErrorDetail } from './errors';

/** The answer to every request over a socket: data, or a code of the closed list. */
export type Ack<T> = { ok: true; data: T } | { ok: false; code: ErrorCode; detail?: ErrorDetail };
/** Socket.IO's acknowledgement callback for an answer of shape T. */
export type AckFn<T> = (ack: Ack<T>) => void;
