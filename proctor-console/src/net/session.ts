import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { staffView, type StaffView } from 'exam-contract/http/staff';
import { type Role } from 'exam-contract/http/roles';

const stored = z.object({ token: z.string(), expiresAt: z.number(), staff: staffView });
export interface Session {
  token: string;
  expiresAt: number;
  staff: StaffView;
}

const KEY = 'kaotai.session';
const listeners = new Set<() => void>();
let current: Session | null = read();
let expired = false;

function read(): Session | null {
  try {
    const parsed = stored.safeParse(JSON.parse(sessionStorage.getItem(KEY) ?? 'null'));
    return parsed.success && parsed.data.expiresAt > Date.now() ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Who is signed in; kept for this tab only. */
export const session = {
  get: (): Session | null => current,
  set(next: Session | null): void {
    current = next;
    expired = false;
    if (next) sessionStorage.setItem(KEY, JSON.stringify(next));
    else sessionStorage.removeItem(KEY);
    listeners.forEach((l) => l());
  },
  /** The server no longer knows the token: whoever it was must sign in again, and is told why. */
  expire(): void {
    if (!current) return;
    session.set(null);
    expired = true;
  },
  hasExpired: (): boolean => expired,
  subscribe(this: void, l: () => void): () => void {
    listeners.add(l);
    return () => listeners.delete(l);
  },
};

export const useSession = (): Session | null => useSyncExternalStore(session.subscribe, session.get);

/** True where whoever is signed in holds one of the roles. */
export function useMay(...roles: Role[]): boolean {
  const staff = useSession()?.staff;
  return staff?.roles.some((r) => roles.includes(r)) ?? false;
}
