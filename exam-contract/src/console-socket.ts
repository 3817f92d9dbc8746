import { z } from 'zod';
import { bytes, epochMs, id } from './ids';
import { attemptEventView } from './attempt';
import { identityCheckView, incidentChange, incidentView } from './incident';
import { seatView } from './seat';

/** Socket.IO namespace of the proctor console; `auth` is `{ token: staffToken }`. */
export const CONSOLE_NAMESPACE = '/console';

/** Requests of a console over its socket; every action goes over HTTP, so this is watching only. */
export const consoleRequests = {
  /** Start watching a room: the answer is the whole wall, pushes follow. One room at a time. */
  'room:watch': {
    in: z.strictObject({ roomId: id }),
    out: z.object({
      serverNow: epochMs,
      seats: z.array(seatView),
      incidents: z.array(incidentView),
      checks: z.array(identityCheckView),
    }),
  },
  'room:unwatch': { in: z.strictObject({}), out: z.object({}) },
  /** Also push this attempt's events as they happen. */
  'attempt:watch': {
    in: z.strictObject({ attemptId: id }),
    out: z.object({ events: z.array(attemptEventView) }),
  },
  'attempt:unwatch': { in: z.strictObject({ attemptId: id }), out: z.object({}) },
} as const;
export type ConsoleRequest = keyof typeof consoleRequests;
export type ConsoleIn<K extends ConsoleRequest> = z.input<(typeof consoleRequests)[K]['in']>;
export type ConsoleOut<K extends ConsoleRequest> = z.output<(typeof consoleRequests)[K]['out']>;

export const consolePushes = {
  'seat:update': seatView,
  thumb: z.object({ seatId: id, at: epochMs, jpeg: bytes }),
  incident: incidentChange,
  check: identityCheckView,
  'attempt:event': z.object({ attemptId: id, event: attemptEventView }),
} as const;
export type ConsolePush = keyof typeof consolePushes;
export type ConsolePushData<K extends ConsolePush> = z.output<(typeof consolePushes)[K]>;
