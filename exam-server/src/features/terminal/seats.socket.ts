import type { Socket } from 'socket.io';
import type { KioskPush, KioskPushData } from 'exam-contract/kiosk-socket';

interface Held {
  socket: Socket;
  tabId: string;
}

/**
 * Which socket speaks for which seat: one at a time. A tab that reconnects takes over its own place;
 * another tab is refused while the first one lives.
 */
export function createSeatSockets() {
  const bySeat = new Map<string, Held>();
  return {
    /** True where the seat is free, or held by the same tab. */
    mayTake: (seatId: string, tabId: string): boolean => {
      const held = bySeat.get(seatId);
      return !held || held.tabId === tabId || !held.socket.connected;
    },
    take(seatId: string, tabId: string, socket: Socket): void {
      const former = bySeat.get(seatId);
      bySeat.set(seatId, { socket, tabId });
      if (former && former.socket !== socket) former.socket.disconnect(true);
    },
    /** @returns true where this socket was still the seat's own: the terminal is gone now. */
    release(seatId: string, socket: Socket): boolean {
      if (bySeat.get(seatId)?.socket !== socket) return false;
      bySeat.delete(seatId);
      return true;
    },
    connected: (seatId: string): boolean => bySeat.get(seatId)?.socket.connected ?? false,
    /** Pushes to a seat's terminal. @returns false where none is connected */
    push<K extends KioskPush>(seatId: string, kind: K, data: KioskPushData<K>): boolean {
      const held = bySeat.get(seatId);
      if (!held?.socket.connected) return false;
      held.socket.emit(kind, data);
      return true;
    },
    drop(seatId: string): void {
      bySeat.get(seatId)?.socket.disconnect(true);
    },
    seats: () => [...bySeat.keys()],
  };
}
export type SeatSockets = ReturnType<typeof createSeatSockets>;
