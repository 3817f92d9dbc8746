import { io, type Socket } from 'socket.io-client';
import {
  CONSOLE_NAMESPACE,
  consoleRequests,
  type ConsoleIn,
  type ConsoleOut,
  type ConsolePush,
  type ConsolePushData,
  type ConsoleRequest,
} from 'exam-contract/console-socket';
import type { Ack } from 'exam-contract/result';
import { Failure } from './failure';
import { session } from './session';

/** The console's line to the server: typed requests, typed pushes, and whether it is up. */
export interface ConsoleLine {
  ask<K extends ConsoleRequest>(kind: K, input: ConsoleIn<K>): Promise<ConsoleOut<K>>;
  on<K extends ConsolePush>(kind: K, listener: (data: ConsolePushData<K>) => void): () => void;
  onLink(listener: (up: boolean) => void): () => void;
  up(): boolean;
  close(): void;
}

const TIMEOUT_MS = 8000;
const RETRY_MS = 3000;

export function openLine(token: string): ConsoleLine {
  const socket: Socket = io(CONSOLE_NAMESPACE, {
    auth: { token },
    transports: ['websocket'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
    randomizationFactor: 0.7,
  });
  socket.on('connect_error', (err: Error) => {
    if (err.message === 'UNAUTHENTICATED') session.expire();
    // A refusal by the server's guard is final for the library; a server that is only busy is asked again.
    else if (!socket.active && err.message !== 'FORBIDDEN') setTimeout(() => socket.connect(), RETRY_MS);
  });
  return {
    async ask(kind, input) {
      let ack: Ack<unknown>;
      try {
        ack = (await socket.timeout(TIMEOUT_MS).emitWithAck(kind, input)) as Ack<unknown>;
      } catch {
        throw new Failure('OFFLINE');
      }
      if (!ack.ok) throw new Failure(ack.code, ack.detail);
      const parsed = consoleRequests[kind].out.safeParse(ack.data);
      if (!parsed.success) throw new Failure('INTERNAL');
      return parsed.data as never;
    },
    on(kind, listener) {
      const name: string = kind;
      const heard: (...args: unknown[]) => void = (data) => listener(data as never);
      socket.on(name, heard);
      return () => void socket.off(name, heard);
    },
    onLink(listener) {
      const up = () => listener(true);
      const down = () => listener(false);
      socket.on('connect', up).on('disconnect', down).on('connect_error', down);
      return () => void socket.off('connect', up).off('disconnect', down).off('connect_error', down);
    },
    up: () => socket.connected,
    close: () => void socket.disconnect(),
  };
}
