import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import { errorCode, errorDetail, type ErrorCode } from 'exam-contract/errors';
import {
  KIOSK_NAMESPACE,
  kioskPushes,
  kioskRequests,
  type KioskIn,
  type KioskOut,
  type KioskPush,
  type KioskPushData,
  type KioskRequest,
} from 'exam-contract/kiosk-socket';
import { backoffMs } from './backoff';
import { failed, isPassing, type Reply } from './failure';

export interface LinkEvents {
  /** The server has admitted this terminal; say hello now. */
  up(): void;
  down(): void;
  /** The server refuses this terminal; nothing happens until `retry`. */
  refused(code: ErrorCode): void;
  push<K extends KioskPush>(kind: K, data: KioskPushData<K>): void;
}

/** The one line to the exam server. Every answer is parsed by the contract; nothing is buffered while offline. */
export interface Link {
  readonly up: boolean;
  request<K extends KioskRequest>(
    event: K,
    input: KioskIn<K>,
    timeoutMs?: number,
  ): Promise<Reply<KioskOut<K>>>;
  /** A camera picture; dropped where the line is busy. */
  frame(jpeg: Uint8Array): void;
  retry(): void;
  close(): void;
}

const refusal = z.object({ code: errorCode, detail: errorDetail.optional() });
const ack = z.union([
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), code: errorCode, detail: errorDetail.optional() }),
]);
const ANSWER_WITHIN_MS = 8000;
/** A switch that comes back tells all its terminals in the same moment: even `at once` is spread. */
const NOW_MS = 800;

export interface LinkOptions {
  deviceToken: string;
  tabId: string;
  events: LinkEvents;
  /** Origin of the server; the page's own when absent. */
  url?: string;
}

export function openLink(o: LinkOptions): Link {
  const socket: Socket = io(`${o.url ?? ''}${KIOSK_NAMESPACE}`, {
    auth: { token: o.deviceToken, tabId: o.tabId },
    transports: ['websocket', 'polling'],
    reconnectionDelay: 800,
    reconnectionDelayMax: 5000,
    randomizationFactor: 0.6,
    timeout: 8000,
  });
  let refusals = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const retryIn = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => socket.connect(), ms);
  };
  socket.on('connect', () => {
    refusals = 0;
    o.events.up();
  });
  socket.on('disconnect', (reason) => {
    o.events.down();
    // Put out by the server (not by the network): socket.io does not come back by itself then.
    if (reason === 'io server disconnect') retryIn(backoffMs(refusals++, Math.random(), 800));
  });
  socket.on('connect_error', (err: Error & { data?: unknown }) => {
    // `active` means that the network failed and socket.io itself goes on trying.
    if (socket.active) return o.events.down();
    const said = refusal.safeParse(err.data ?? { code: err.message });
    const code = said.success ? said.data.code : 'UNAVAILABLE';
    if (isPassing(code)) {
      o.events.down();
      retryIn(backoffMs(refusals++, Math.random(), 800));
    } else {
      o.events.refused(code);
    }
  });
  for (const kind of Object.keys(kioskPushes) as KioskPush[]) {
    socket.on(kind, (raw: unknown) => {
      const parsed = kioskPushes[kind].safeParse(raw);
      if (parsed.success) o.events.push(kind, parsed.data);
      else console.warn(`push ${kind} not understood`, parsed.error.issues[0]?.path.join('.'));
    });
  }

  return {
    get up() {
      return socket.connected;
    },
    async request(event, input, timeoutMs = ANSWER_WITHIN_MS) {
      if (!socket.connected) return failed('OFFLINE');
      let raw: unknown;
      try {
        raw = await socket.timeout(timeoutMs).emitWithAck(event, input);
      } catch {
        return failed(socket.connected ? 'TIMEOUT' : 'OFFLINE');
      }
      return readAck(event, raw);
    },
    frame: (jpeg) => {
      socket.volatile.emit('frame', { jpeg });
    },
    retry: () => {
      if (socket.connected) return;
      // A connection attempt that is only waiting for its turn would wait on: begin anew.
      socket.disconnect();
      retryIn(NOW_MS * Math.random());
    },
    close: () => {
      clearTimeout(timer);
      socket.disconnect();
    },
  };
}

function readAck<K extends KioskRequest>(event: K, raw: unknown): Reply<KioskOut<K>> {
  const said = ack.safeParse(raw);
  if (!said.success) return failed('BAD_ANSWER');
  if (!said.data.ok) return failed(said.data.code, said.data.detail);
  const data = kioskRequests[event].out.safeParse(said.data.data);
  return data.success ? { ok: true, data: data.data as KioskOut<K> } : failed('BAD_ANSWER');
}
