import type { Namespace, Socket } from 'socket.io';
import type { z } from 'zod';
import type { Ack } from 'exam-contract/result';
import { AppError } from '../errors';
import { toFailure } from '../http/errors';
import type { Logger } from '../log';
import type { Metrics } from '../metrics';

type Contracts = Record<string, { in: z.ZodType; out: z.ZodType }>;
/** One handler for every request of a contract; a missing one does not compile. */
export type SocketHandlers<C extends Contracts, Who> = {
  [K in keyof C]: (input: z.output<C[K]['in']>, who: Who) => Promise<z.input<C[K]['out']>>;
};

export interface BindOptions {
  log: Logger;
  metrics: Metrics;
  /** Requests a second one socket may make before it is told to slow down. 0 = no limit. */
  maxPerSecond: number;
}

/**
 * Binds a socket to a contract: each request is parsed by its schema, answered with a closed Ack, and
 * an unknown event or a wrong shape is refused, never thrown.
 */
export function bindRequests<C extends Contracts, Who>(
  socket: Socket,
  who: Who,
  contracts: C,
  handlers: SocketHandlers<C, Who>,
  o: BindOptions,
): void {
  let windowStart = 0;
  let count = 0;
  const tooFast = () => {
    // Not the wall clock: set back by an hour it would refuse everybody for an hour.
    const now = performance.now();
    if (now - windowStart >= 1000) [windowStart, count] = [now, 0];
    return o.maxPerSecond > 0 && ++count > o.maxPerSecond;
  };
  socket.onAny((event: string, ...args: unknown[]) => {
    const reply = args.at(-1);
    const ack =
      typeof reply === 'function'
        ? (a: Ack<unknown>) => (reply as (a: Ack<unknown>) => void)(a)
        : () => undefined;
    if (!Object.hasOwn(contracts, event)) {
      // Fire-and-forget events have their own listeners; only a request waiting for an answer is told.
      if (typeof reply === 'function') ack({ ok: false, code: 'BAD_REQUEST', detail: { field: 'event' } });
      return;
    }
    if (tooFast()) return ack({ ok: false, code: 'TOO_MANY_REQUESTS', detail: { retryAfterMs: 1000 } });
    const parsed = contracts[event]!.in.safeParse(args[0]);
    if (!parsed.success) {
      return ack({
        ok: false,
        code: 'BAD_REQUEST',
        detail: { field: parsed.error.issues[0]?.path.join('.') || 'data' },
      });
    }
    const handler = handlers[event] as (input: unknown, who: Who) => Promise<unknown>;
    Promise.resolve()
      .then(() => handler(parsed.data, who))
      .then(
        (data) => ack({ ok: true, data }),
        (err: unknown) => ack({ ok: false, ...toFailure(err, o.log, o.metrics) }),
      );
  });
}

/** Refuses a connection before it is made, with a code of the closed list as the error's message. */
export function guardNamespace(
  nsp: Namespace,
  admit: (socket: Socket) => Promise<void>,
  log: Logger,
  metrics: Metrics,
): void {
  nsp.use((socket, next) => {
    admit(socket).then(
      () => next(),
      (err: unknown) => {
        const failure = err instanceof AppError ? { code: err.code } : toFailure(err, log, metrics);
        next(Object.assign(new Error(failure.code), { data: failure }));
      },
    );
  });
}
