import type { Namespace, Socket } from 'socket.io';
import { z } from 'zod';
import { id } from 'exam-contract/ids';
import { kioskFrame, kioskRequests, type TerminalView } from 'exam-contract/kiosk-socket';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { bindRequests, guardNamespace, type SocketHandlers } from '../../platform/sockets/bind';
import type { Terminal, TerminalPorts } from './ports';
import type { SeatSockets } from './seats.socket';

const auth = z.object({ token: z.string().max(4000), tabId: id });
/** Frames larger than this are not pictures of a face at 640×480. */
const MAX_FRAME_BYTES = 1_500_000;

/** The namespace of the exam terminals: admits enrolled devices, one tab a seat, and serves the kiosk contract. */
export function serveTerminals(nsp: Namespace, ctx: Context, ports: TerminalPorts, seats: SeatSockets): void {
  const terminals = new WeakMap<Socket, Terminal>();

  guardNamespace(
    nsp,
    async (socket) => {
      const given = auth.safeParse(socket.handshake.auth);
      if (!given.success) throw new AppError('UNAUTHENTICATED');
      const claims = ctx.tokens.verify('device', given.data.token);
      if (!(await ports.sites.deviceStillValid(claims))) throw new AppError('DEVICE_REVOKED');
      const seat = await ports.sites.seatInfo(claims.seatId);
      if (!seats.mayTake(seat.seatId, given.data.tabId)) {
        ctx.bus.emit('secondLogin', { seatId: seat.seatId, roomId: seat.roomId, at: ctx.clock.now() });
        throw new AppError('SECOND_TAB');
      }
      terminals.set(socket, {
        deviceId: claims.sub,
        seatId: seat.seatId,
        roomId: seat.roomId,
        siteId: seat.siteId,
        tabId: given.data.tabId,
      });
    },
    ctx.log,
    ctx.metrics,
  );

  async function hello(at: Terminal): Promise<TerminalView> {
    const seat = await ports.sites.seatInfo(at.seatId);
    return {
      serverNow: ctx.clock.now(),
      seat: {
        seatId: seat.seatId,
        number: seat.number,
        label: seat.label,
        roomName: seat.roomName,
        siteName: seat.siteName,
      },
      demo: ctx.config.DEMO,
      examinerOnDuty: (await ports.duty.examinerFor(seat.roomId)) !== null,
      challenge: seat.challenge,
      checkinMethods: ['face', 'idNumber'],
      rulesVersion: ports.exam.rulesVersion,
      frameIntervalMs: ctx.config.FRAME_INTERVAL_MS,
      idleReturnMs: ctx.config.IDLE_RETURN_MS,
      sitting: await ports.exam.viewAtSeat(at.seatId),
      checkin: ports.identity.view(at.seatId),
    };
  }

  const { exam, identity } = ports;
  const handlers: SocketHandlers<typeof kioskRequests, Terminal> = {
    hello: (_in, at) => hello(at),
    clock: ({ t0 }) => Promise.resolve({ t0, serverNow: ctx.clock.now() }),
    'checkin:begin': async (input, at) => {
      if (await exam.viewAtSeat(at.seatId)) throw new AppError('ALREADY_SITTING');
      return identity.begin(at, input);
    },
    'checkin:frame': (input, at) => {
      if (input.jpeg.byteLength > MAX_FRAME_BYTES) throw new AppError('PAYLOAD_TOO_LARGE', { field: 'jpeg' });
      return identity.frame(at, input);
    },
    'checkin:confirm': (input, at) => identity.confirm(at, input),
    'checkin:choose': (input, at) => identity.choose(at, input),
    'checkin:call': (input, at) => identity.call(at, input),
    'checkin:cancel': async (input, at) => {
      await identity.cancel(at, input);
      return {};
    },
    'demo:enrol': (input, at) => {
      if (!ctx.config.DEMO) throw new AppError('FORBIDDEN');
      if (input.jpeg.byteLength > MAX_FRAME_BYTES) throw new AppError('PAYLOAD_TOO_LARGE', { field: 'jpeg' });
      return identity.demoEnrol(at, input);
    },
    'sitting:consent': (input, at) =>
      exam.consent(input.sittingId, at.deviceId, input.rulesVersion, input.lang),
    'sitting:language': (input, at) => exam.language(input.sittingId, at.deviceId, input.lang),
    'sitting:retake': (input, at) => exam.retake(input.sittingId, at.deviceId, input.take),
    'sitting:sign': (input, at) => exam.sign(input.sittingId, at.deviceId, input.strokes),
    'sitting:finish': (input, at) => exam.finish(input.sittingId, at.deviceId),
    'attempt:start': (input, at) => exam.start(input.sittingId, at.deviceId),
    'attempt:paper': (input, at) => exam.paper(input.attemptId, at.deviceId),
    'attempt:answer': (input, at) => exam.answer(at.deviceId, input),
    'attempt:flag': (input, at) => exam.flag(at.deviceId, input),
    'attempt:move': (input, at) => exam.move(at.deviceId, input),
    'attempt:submit': (input, at) => exam.submit(at.deviceId, input.attemptId),
    report: (input, at) => {
      const { kind, attemptId, detail } = input;
      if (kind === 'secondTab')
        ctx.bus.emit('secondLogin', { seatId: at.seatId, roomId: at.roomId, at: ctx.clock.now() });
      else
        ctx.bus.emit('report', {
          seatId: at.seatId,
          roomId: at.roomId,
          kind,
          attemptId,
          detail,
          at: ctx.clock.now(),
        });
      return Promise.resolve({});
    },
    help: (input, at) => {
      ctx.bus.emit('help', { seatId: at.seatId, roomId: at.roomId, on: input.on, at: ctx.clock.now() });
      return Promise.resolve({});
    },
    'message:seen': ({ messageId }, at) => {
      const { seatId, roomId } = at;
      ctx.bus.emit('messageSeen', { seatId, roomId, messageId, at: ctx.clock.now() });
      return Promise.resolve({});
    },
  };

  nsp.on('connection', (socket) => {
    const at = terminals.get(socket);
    if (!at) return void socket.disconnect(true);
    // Two tabs may have been admitted in the same moment: the first to be connected keeps the seat.
    if (!seats.mayTake(at.seatId, at.tabId)) {
      socket.emit('terminal:command', { kind: 'superseded' });
      return void socket.disconnect(true);
    }
    seats.take(at.seatId, at.tabId, socket);
    ctx.metrics.sockets.inc({ namespace: 'kiosk' });
    presence(at, true);
    bindRequests(socket, at, kioskRequests, handlers, {
      log: ctx.log,
      metrics: ctx.metrics,
      maxPerSecond: ctx.config.RATE_LIMITS ? 60 : 0,
    });
    socket.on('frame', (raw: unknown) => takeFrame(at, raw));
    socket.on('disconnect', () => {
      ctx.metrics.sockets.dec({ namespace: 'kiosk' });
      if (seats.release(at.seatId, socket)) presence(at, false);
    });
  });

  function presence(at: Terminal, connected: boolean): void {
    ctx.bus.emit('terminal', { seatId: at.seatId, roomId: at.roomId, connected, at: ctx.clock.now() });
    exam
      .connection(at.seatId, connected)
      .catch((err: unknown) => ctx.log.warn({ err, seatId: at.seatId }, 'connection change not logged'));
  }

  const lastFrame = new Map<string, number>();
  function takeFrame(at: Terminal, raw: unknown): void {
    const frame = kioskFrame.safeParse(raw);
    const came = performance.now();
    // More than eight a second from one seat is a defect or an attack; fewer are thinned by the mailbox.
    if (
      !frame.success ||
      frame.data.jpeg.byteLength > MAX_FRAME_BYTES ||
      came - (lastFrame.get(at.seatId) ?? -1000) < 120
    ) {
      ctx.metrics.frames.inc({ fate: 'refused' });
      return;
    }
    lastFrame.set(at.seatId, came);
    ctx.bus.emit('frame', {
      seatId: at.seatId,
      roomId: at.roomId,
      at: ctx.clock.now(),
      jpeg: frame.data.jpeg,
    });
  }

  const changes = new Set([
    'paused',
    'resumed',
    'extended',
    'questionWithdrawn',
    'terminated',
    'expired',
    'scored',
    'submitted',
  ]);
  ctx.bus.on('attemptEvent', async ({ seatId, event }) => {
    if (!changes.has(event.kind)) return;
    const view = await exam.viewAtSeat(seatId);
    if (view) seats.push(seatId, 'sitting:update', view);
  });
  ctx.bus.on('sitting', async ({ seatId, stage }) => {
    if (stage === 'closed') return void seats.push(seatId, 'terminal:command', { kind: 'reset' });
    if (stage === 'done' || stage === 'signing') {
      const view = await exam.viewAtSeat(seatId);
      if (view) seats.push(seatId, 'sitting:update', view);
    }
  });
  ctx.bus.on('duty', async ({ roomId, examinerOnDuty }) => {
    for (const seatId of seats.seats()) {
      const seat = await ports.sites.seatInfo(seatId);
      if (seat.roomId === roomId) seats.push(seatId, 'duty', { examinerOnDuty });
    }
  });
}
