import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { SeatView } from 'exam-contract/seat';
import { asFailure, type Failure } from '../../net/failure';
import { useLine } from '../../net/line-context';
import type { ConsoleLine } from '../../net/socket';
import { RoomStore } from './room-store';

const RETRY_MS = 3000;

/** Joins a store to the line: watches again after every reconnect. */
function follow(
  line: ConsoleLine,
  roomId: string,
  store: RoomStore,
  told: (f: Failure | null) => void,
): () => void {
  let over = false;
  let again: ReturnType<typeof setTimeout> | null = null;
  const watch = () => {
    line.ask('room:watch', { roomId }).then(
      (room) => {
        if (over) return;
        store.snapshot(room);
        told(null);
      },
      (err: unknown) => {
        if (over) return;
        told(asFailure(err));
        again = setTimeout(() => line.up() && watch(), RETRY_MS);
      },
    );
  };
  const offs = [
    line.on('seat:update', (s) => s.roomId === roomId && store.seat(s)),
    line.on('thumb', (p) => store.thumbs.set(p.seatId, p.at, p.jpeg)),
    line.on('incident', (c) => c.incident.roomId === roomId && store.incident(c)),
    line.on('check', (c) => c.roomId === roomId && store.check(c)),
    line.onLink((up) => (up ? watch() : store.linkDown())),
  ];
  if (line.up()) watch();
  return () => {
    over = true;
    if (again) clearTimeout(again);
    offs.forEach((off) => off());
    if (line.up()) line.ask('room:unwatch', {}).catch(() => undefined);
  };
}

/** Watches one room as long as the component lives. */
export function useWatchedRoom(roomId: string): { store: RoomStore; failure: Failure | null } {
  const line = useLine();
  const [store] = useState(() => new RoomStore());
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => (line ? follow(line, roomId, store, setFailure) : undefined), [line, roomId, store]);
  useEffect(() => () => store.close(), [store]);
  return { store, failure };
}

export const Room = createContext<RoomStore | null>(null);
export function useRoom(): RoomStore {
  const store = useContext(Room);
  if (!store) throw new Error('outside a watched room');
  return store;
}

export function useSeat(seatId: string): SeatView | undefined {
  const store = useRoom();
  return useSyncExternalStore(
    (l) => store.onSeat(seatId, l),
    () => store.seatOf(seatId),
  );
}

export function useThumb(seatId: string): { url: string; at: number } | undefined {
  const { thumbs } = useRoom();
  return useSyncExternalStore(
    (l) => thumbs.subscribe(seatId, l),
    () => thumbs.get(seatId),
  );
}
