import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { siteRoutes, type RoomRow } from 'exam-contract/http/sites';
import { call } from '../../net/api';

const KEY = 'kaotai.room';
const listeners = new Set<() => void>();
let chosen = sessionStorage.getItem(KEY);

/** Remembers, for this tab, the room someone looks after. */
export function chooseRoom(roomId: string): void {
  chosen = roomId;
  sessionStorage.setItem(KEY, roomId);
  listeners.forEach((l) => l());
}

const subscribe = (l: () => void) => {
  listeners.add(l);
  return () => listeners.delete(l);
};

export function useSites() {
  return useQuery({ queryKey: ['sites'], queryFn: () => call(siteRoutes.list) });
}

/** Every room, and the one chosen: the first until someone chooses. */
export function useRooms(): { rooms: RoomRow[]; room: RoomRow | undefined; loaded: boolean } {
  const sites = useSites();
  const id = useSyncExternalStore(subscribe, () => chosen);
  const rooms = sites.data?.sites.flatMap((s) => s.rooms) ?? [];
  return { rooms, room: rooms.find((r) => r.roomId === id) ?? rooms[0], loaded: sites.data !== undefined };
}
