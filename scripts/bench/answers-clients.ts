import { io, type Socket } from 'socket.io-client';
import { KIOSK_NAMESPACE } from 'exam-contract/kiosk-socket';
import type { Ack } from 'exam-contract/result';

/** The load: its own process, so that clients and server do not share an event loop. */
interface Order {
  url: string;
  seats: { token: string; tabId: string; attemptId: string }[];
}
export interface Phase {
  event: 'attempt:answer' | 'bench:single' | 'bench:noop';
  ms: number;
}
export interface PhaseResult {
  acked: number;
  ms: number;
  p50: number;
  p99: number;
  refused: number;
}

const sockets: { socket: Socket; bench: Socket; attemptId: string; seq: number }[] = [];

async function connect(order: Order): Promise<void> {
  for (const seat of order.seats) {
    const socket = io(order.url + KIOSK_NAMESPACE, {
      auth: { token: seat.token, tabId: seat.tabId },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    await new Promise<void>((resolve, reject) =>
      socket.once('connect', resolve).once('connect_error', reject),
    );
    // A second namespace over the same connection, so that all three phases use the same sockets.
    const bench = socket.io.socket('/bench');
    await new Promise<void>((resolve, reject) =>
      bench.once('connect', resolve).once('connect_error', reject),
    );
    sockets.push({ socket, bench, attemptId: seat.attemptId, seq: 0 });
  }
}

async function run(phase: Phase): Promise<PhaseResult> {
  const times: number[] = [];
  let refused = 0;
  const began = performance.now();
  const until = began + phase.ms;
  await Promise.all(
    sockets.map(async (s) => {
      while (performance.now() < until) {
        const clientSeq = ++s.seq;
        const body = {
          attemptId: s.attemptId,
          clientSeq,
          index: clientSeq % 100,
          choice: [['A', 'B', 'C', 'D'][clientSeq % 4]!],
          confirm: false,
          madeAt: Date.now(),
        };
        const t = performance.now();
        const channel = phase.event === 'attempt:answer' ? s.socket : s.bench;
        const ack = (await channel.timeout(20_000).emitWithAck(phase.event, body)) as Ack<unknown>;
        if (ack.ok) times.push(performance.now() - t);
        else refused++;
      }
    }),
  );
  times.sort((a, b) => a - b);
  const at = (q: number) => Math.round((times[Math.floor(times.length * q)] ?? 0) * 100) / 100;
  return { acked: times.length, ms: performance.now() - began, p50: at(0.5), p99: at(0.99), refused };
}

process.on('message', (m: { connect: Order } | { phase: Phase } | { end: true }) => {
  const work =
    'connect' in m
      ? connect(m.connect).then(() => ({ connected: sockets.length }))
      : 'phase' in m
        ? run(m.phase)
        : null;
  if (!work) {
    sockets.forEach((s) => s.socket.disconnect());
    process.exit(0);
  }
  work.then(
    (result) => process.send!(result),
    (err: unknown) => {
      console.error(err);
      process.exit(1);
    },
  );
});
