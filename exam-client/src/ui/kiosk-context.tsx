import { createContext, use, type ReactNode } from 'react';
import type { Lang } from 'exam-contract/ids';
import type { Actions } from '../session/actions';
import type { Kiosk } from '../session/kiosk';
import type { KioskModel } from '../session/model';
import { readingOf } from '../session/prefs';
import { useStore } from '../session/store';

interface Held {
  kiosk: Kiosk;
  actions: Actions;
}
const Context = createContext<Held | null>(null);

export function KioskProvider({ children, ...held }: Held & { children: ReactNode }) {
  return <Context value={held}>{children}</Context>;
}

function useHeld(): Held {
  const held = use(Context);
  if (!held) throw new Error('no kiosk around this component');
  return held;
}

export const useActions = (): Actions => useHeld().actions;
export const useKiosk = (): Kiosk => useHeld().kiosk;
/** Part of the model; the component is drawn again only when that part changes. */
export const useModel = <P,>(pick: (m: KioskModel) => P): P => useStore(useHeld().kiosk.store, pick);
/** The language in which the candidate reads the questions. */
export const useReading = (): string => useModel((m) => readingOf(m.prefs));
export const useLang = (): Lang => useModel((m) => m.prefs.lang);
