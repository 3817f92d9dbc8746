import { useEffect, useState } from 'react';
import { remainingMs } from '../../flow/countdown';
import { useKiosk, useModel } from '../../ui/kiosk-context';

const LOOK_MS = 200;

/** Time left on the running attempt by the server's clock, to the second. */
export function useCountdown(): number {
  const kiosk = useKiosk();
  const view = useModel((m) => m.flow.sitting?.attempt ?? null);
  const read = () => (view ? Math.ceil(remainingMs(view, kiosk.clock.now()) / 1000) : 0);
  const [seconds, setSeconds] = useState(read);
  useEffect(() => {
    const tick = () => setSeconds(view ? Math.ceil(remainingMs(view, kiosk.clock.now()) / 1000) : 0);
    tick();
    const timer = setInterval(tick, LOOK_MS);
    return () => clearInterval(timer);
  }, [view, kiosk]);
  return seconds * 1000;
}
