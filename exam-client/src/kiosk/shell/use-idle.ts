import { useCallback, useEffect, useRef, useState } from 'react';

/** For how long before the end the countdown is shown, s. */
const NOTICE_S = 20;
const signs = ['pointerdown', 'keydown', 'touchstart', 'wheel'] as const;

/**
 * Counts how long nobody has touched the screen.
 * @param ms after which `gone` is called; null = never
 * @param life changes whenever something else shows that somebody is there, such as a face in the picture
 * @returns seconds left once it is worth telling, and a way to say that one is still there
 */
export function useIdle(
  ms: number | null,
  life: unknown,
  gone: () => void,
): { left: number | null; stay: () => void } {
  const since = useRef(0);
  const [left, setLeft] = useState<number | null>(null);
  const stay = useCallback(() => {
    since.current = performance.now();
    setLeft(null);
  }, []);
  useEffect(stay, [ms, life, stay]);
  useEffect(() => {
    for (const s of signs) window.addEventListener(s, stay, { capture: true, passive: true });
    return () => {
      for (const s of signs) window.removeEventListener(s, stay, { capture: true });
    };
  }, [stay]);
  useEffect(() => {
    if (ms === null) return undefined;
    const timer = setInterval(() => {
      const seconds = Math.ceil((since.current + ms - performance.now()) / 1000);
      setLeft(seconds <= Math.min(NOTICE_S, ms / 2000) ? Math.max(0, seconds) : null);
      if (seconds > 0) return;
      stay();
      gone();
    }, 500);
    return () => clearInterval(timer);
  }, [ms, stay, gone]);
  return { left, stay };
}
