/** One reading of the server's clock: its time when the answer came in, and how long the question took, ms. */
interface Sample {
  offset: number;
  rtt: number;
  at: number;
}

const KEEP_MS = 10 * 60_000;

/**
 * The server's time as this terminal knows it. It runs on the monotonic clock, so that setting the device's clock
 * changes nothing; the reading with the shortest way wins.
 */
export class ServerClock {
  #samples: Sample[] = [];
  readonly #monotonic: () => number;

  constructor(monotonic: () => number = () => performance.now()) {
    this.#monotonic = monotonic;
  }

  get synced(): boolean {
    return this.#samples.length > 0;
  }

  /** Takes a server time read at monotonic moment `received`, asked for at `sent`. */
  take(serverNow: number, sent: number, received: number): void {
    const rtt = Math.max(0, received - sent);
    const fresh = this.#samples.filter((s) => received - s.at < KEEP_MS);
    this.#samples = [...fresh.slice(-15), { offset: serverNow + rtt / 2 - received, rtt, at: received }];
  }

  /** Server time now, epoch ms; the device's own while nothing was heard yet. */
  now(): number {
    const best = this.#samples.reduce<Sample | null>((a, s) => (!a || s.rtt <= a.rtt ? s : a), null);
    return Math.round(best ? this.#monotonic() + best.offset : Date.now());
  }
}
