import type { Paper } from 'exam-contract/paper';
import { fetchBlob } from '../net/http';
import { backoffMs } from '../net/backoff';

/** Addresses of the fetched pictures of a paper, by hash; a missing one is still on its way. */
export type MediaUrls = Readonly<Record<string, string>>;

export interface ShelfPorts {
  token(): string;
  /** Tried where the attempt's token has run out. */
  deviceToken(): string;
  changed(urls: MediaUrls): void;
}

const LANES = 4;

/** Fetches every picture of a paper ahead, in the order of the questions, and keeps them until it is cleared. */
export class MediaShelf {
  readonly #ports: ShelfPorts;
  #urls: Record<string, string> = {};
  #run = 0;

  constructor(ports: ShelfPorts) {
    this.#ports = ports;
  }

  async fill(paper: Paper): Promise<void> {
    const run = ++this.#run;
    const hashes = paper.items.flatMap((i) => i.media.map((m) => m.sha256));
    const queue = [...new Set(hashes)].filter((h) => !(h in this.#urls));
    const lane = async () => {
      for (let hash = queue.shift(); hash && run === this.#run; hash = queue.shift())
        await this.#fetch(hash, run);
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }

  clear(): void {
    this.#run++;
    for (const url of Object.values(this.#urls)) URL.revokeObjectURL(url);
    this.#urls = {};
  }

  async #fetch(hash: string, run: number): Promise<void> {
    for (let tries = 0; run === this.#run; tries++) {
      const first = await fetchBlob(`/media/${hash}`, this.#ports.token());
      const refusedToken = !first.ok && (first.code === 'UNAUTHENTICATED' || first.code === 'FORBIDDEN');
      const got = refusedToken ? await fetchBlob(`/media/${hash}`, this.#ports.deviceToken()) : first;
      if (run !== this.#run) return;
      if (got.ok) {
        const url = URL.createObjectURL(got.data);
        this.#urls = { ...this.#urls, [hash]: url };
        this.#ports.changed(this.#urls);
        return;
      }
      // A picture that does not exist will not come; its question shows the description instead.
      if (got.code === 'NOT_FOUND' || tries >= 30) return;
      await new Promise((r) => setTimeout(r, backoffMs(tries, Math.random())));
    }
  }
}
