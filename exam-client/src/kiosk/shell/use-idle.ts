import { useEffect, useState } from 'react';

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
): { left: number | null; stay(): void } {
  const [since, setSince] = useState(() => performance.now());
  const [left, setLeft] = useState<number | null>(null);
  const stay = () => {
    setSince(performance.now());
    setLeft(null);
  };
  useEffect(() => {
    stay();
  }, [ms, life]);
  useEffect(() => {
    const touched = () => stay();
    for (const s of signs) window.addEventListener(s, touched, { capture: true, passive: true });
    return () => {
      for (const s of signs) window.removeEventListener(s, touched, { capture: true });
    };
  }, []);
  useEffect(() => {
    if (ms === null) return undefined;
    const timer = setInterval(() => {
      const seconds = Math.ceil((since + ms - performance.now()) / 1000);
      setLeft(seconds <= Math.min(NOTICE_S, ms / 2000) ? Math.max(0, seconds) : null);
      if (seconds <= 0) {
        stay();
        gone();
      }
    }, 500);
    return () => clearInterval(timer);
  }, [ms, since, gone]);
  return { left, stay };
}
