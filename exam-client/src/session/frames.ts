import type { CheckinView } from 'exam-contract/checkin';
import type { Camera } from '../camera/camera';
import { backoffMs } from '../net/backoff';
import { isPassing, type Failure } from '../net/failure';
import type { Link } from '../net/link';

/** At most this many frames a second go to a check-in, however fast the server is. */
const CHECKIN_GAP_MS = 120;
const wait = (ms: number) => new Promise((r) => setTimeout(r, ms));

export interface CheckinFramesPorts {
  camera: Camera;
  link(): Link | null;
  seen(view: CheckinView): void;
  /** The check-in is over for a reason of the server's. */
  gone(why: Failure): void;
}

/** Sends one picture after another to a check-in, the next when the last was answered. @returns a stop function */
export function streamCheckin(checkinId: string, ports: CheckinFramesPorts): () => void {
  let on = true;
  const run = async () => {
    for (let failures = 0; on;) {
      const jpeg = await ports.camera.grab();
      const link = ports.link();
      if (!on) return;
      if (!jpeg || !link?.up) {
        await wait(200);
        continue;
      }
      const seen = await link.request('checkin:frame', { checkinId, jpeg }, 6000);
      if (!on) return;
      if (seen.ok) {
        failures = 0;
        ports.seen(seen.data);
        await wait(CHECKIN_GAP_MS);
      } else if (isPassing(seen.code)) {
        await wait((seen.detail?.retryAfterMs ?? 0) + backoffMs(failures++, Math.random()));
      } else {
        ports.gone({ code: seen.code, detail: seen.detail });
        return;
      }
    }
  };
  void run();
  return () => {
    on = false;
  };
}

/** Sends a picture every so often while somebody sits here. Nothing waits for it. @returns a stop function */
export function streamSitting(camera: Camera, link: () => Link | null, everyMs: number): () => void {
  let under = false;
  const tick = async () => {
    if (under) return;
    under = true;
    try {
      const jpeg = await camera.grab();
      if (jpeg) link()?.frame(jpeg);
    } finally {
      under = false;
    }
  };
  const timer = setInterval(() => void tick(), Math.max(150, everyMs));
  return () => clearInterval(timer);
}
