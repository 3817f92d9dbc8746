import { useEffect, useRef } from 'react';

/** Has the browser ask before the page is left or loaded anew, while that would lose something. */
export function useLeaveWarning(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const ask = (e: BeforeUnloadEvent) => e.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [active]);
}

const isOurs = (state: unknown) => typeof state === 'object' && state !== null && 'asksFirst' in state;

/** Has the browser's Back ask first instead of leaving the page, while that would lose something. */
export function useBackQuestion(active: boolean, ask: () => void): void {
  const now = useRef(ask);
  useEffect(() => void (now.current = ask));
  useEffect(() => {
    if (!active) return;
    // An entry of the same page, for Back to go from.
    const stay = () => history.pushState({ ...(history.state as object | null), asksFirst: true }, '');
    const back = (e: PopStateEvent) => {
      e.stopImmediatePropagation();
      stay();
      now.current();
    };
    stay();
    addEventListener('popstate', back, true);
    return () => {
      removeEventListener('popstate', back, true);
      if (isOurs(history.state)) history.back();
    };
  }, [active]);
}
