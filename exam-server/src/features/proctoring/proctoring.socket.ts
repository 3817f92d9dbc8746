import type { Namespace, Socket } from 'socket.io';
import { z } from 'zod';
import { consoleRequests, type ConsolePush, type ConsolePushData } from 'exam-contract/console-socket';
import type { Context } from '../../context';
import type { Claims } from '../../platform/crypto/tokens';
import { AppError } from '../../platform/errors';
import { bindRequests, guardNamespace, type SocketHandlers } from '../../platform/sockets/bind';
import type { Incidents } from './incidents';
import type { ProctoringPorts } from './ports';
import type { Wall } from './wall';

const auth = z.object({ token: z.string().max(4000) });
/** A console that stays open is asked again whether its person may still watch. */
const CHECK_AGAIN_MS = 30_000;
/** Attempts one console may follow at once. */
const MAX_ATTEMPTS = 20;
/** The registry office imports banks; it has no business with cameras. */
const watchers = new Set(['proctor', 'siteManager', 'auditor', 'admin']);

export interface ConsoleHub {
  toRoom: <K extends ConsolePush>(roomId: string, kind: K, data: ConsolePushData<K>) => void;
  /** Latest picture wins: a console that is slow misses some. */
  thumb: (roomId: string, data: ConsolePushData<'thumb'>) => void;
  event: (attemptId: string, data: ConsolePushData<'attempt:event'>) => void;
  watched: (roomId: string) => boolean;
}

export function createConsoleHub(nsp: Namespace): ConsoleHub {
  return {
    toRoom: (roomId, kind, data) => void nsp.to(`room:${roomId}`).emit(kind, data),
    thumb: (roomId, data) => void nsp.to(`room:${roomId}`).volatile.emit('thumb', data),
    event: (attemptId, data) => void nsp.to(`attempt:${attemptId}`).emit('attempt:event', data),
    watched: (roomId) => (nsp.adapter.rooms.get(`room:${roomId}`)?.size ?? 0) > 0,
  };
}

/** The namespace of the consoles: watching only; every action goes over HTTP. @returns a function that stops it */
export function serveConsoles(
  nsp: Namespace,
  ctx: Context,
  ports: ProctoringPorts,
  p: {
    wall: Wall;
    incidents: Incidents;
    staffStillValid(claims: Claims<'staff'>): Promise<boolean>;
    eventsOf(attemptId: string): Promise<ConsolePushData<'attempt:event'>['event'][]>;
  },
): () => void {
  const who = new WeakMap<Socket, Claims<'staff'>>();
  async function admit(socket: Socket): Promise<Claims<'staff'>> {
    const given = auth.safeParse(socket.handshake.auth);
    if (!given.success) throw new AppError('UNAUTHENTICATED');
    const claims = ctx.tokens.verify('staff', given.data.token);
    if (!(await p.staffStillValid(claims))) throw new AppError('UNAUTHENTICATED');
    if (!claims.roles.some((r) => watchers.has(r))) throw new AppError('FORBIDDEN');
    return claims;
  }
  guardNamespace(nsp, async (socket) => void who.set(socket, await admit(socket)), ctx.log, ctx.metrics);
  const again = setInterval(() => {
    for (const socket of nsp.sockets.values())
      admit(socket).catch((err: unknown) => {
        // A database that is away for a moment ends nobody's watch; a token that no longer holds does.
        if (err instanceof AppError) socket.disconnect(true);
      });
  }, CHECK_AGAIN_MS);

  const handlers: SocketHandlers<typeof consoleRequests, Socket> = {
    'room:watch': async ({ roomId }, socket) => {
      await ports.seats.seatsOf(roomId);
      await leave(socket, 'room:');
      // Joined before the wall is read, so that nothing falls between the answer and the first push.
      await socket.join(`room:${roomId}`);
      const [seats, open, unreviewed, checks] = await Promise.all([
        p.wall.room(roomId),
        p.incidents.list({ roomId, state: 'open', limit: 200 }),
        p.incidents.list({ roomId, unreviewed: true, limit: 100 }),
        ports.identity.list({ roomId, state: 'pending' }),
      ]);
      const incidents = [...new Map([...open, ...unreviewed].map((i) => [i.id, i])).values()];
      return { serverNow: ctx.clock.now(), seats, incidents, checks };
    },
    'room:unwatch': async (_in, socket) => {
      await leave(socket, 'room:');
      return {};
    },
    'attempt:watch': async ({ attemptId }, socket) => {
      const room = `attempt:${attemptId}`;
      const followed = [...socket.rooms].filter((r) => r.startsWith('attempt:') && r !== room);
      if (followed.length >= MAX_ATTEMPTS) throw new AppError('TOO_MANY_REQUESTS');
      await socket.join(room);
      const events = await p.eventsOf(attemptId);
      if (events.length > 0) return { events };
      await socket.leave(room);
      throw new AppError('ATTEMPT_NOT_FOUND');
    },
    'attempt:unwatch': async ({ attemptId }, socket) => {
      await socket.leave(`attempt:${attemptId}`);
      return {};
    },
  };
  async function leave(socket: Socket, prefix: string): Promise<void> {
    for (const room of [...socket.rooms]) if (room.startsWith(prefix)) await socket.leave(room);
  }

  nsp.on('connection', (socket) => {
    const claims = who.get(socket);
    if (!claims) return void socket.disconnect(true);
    ctx.metrics.sockets.inc({ namespace: 'console' });
    const present = (connected: boolean) =>
      ports.duty
        .presence(claims.sub, connected, socket.id)
        .catch((err: unknown) => ctx.log.warn({ err }, 'presence of an examiner not noted'));
    void present(true);
    socket.on('disconnect', () => {
      ctx.metrics.sockets.dec({ namespace: 'console' });
      void present(false);
    });
    bindRequests(socket, socket, consoleRequests, handlers, {
      log: ctx.log,
      metrics: ctx.metrics,
      maxPerSecond: ctx.config.RATE_LIMITS ? 30 : 0,
    });
  });
  return () => clearInterval(again);
}
