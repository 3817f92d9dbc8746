import { Listeners } from './listeners';

/** The latest picture of each seat as an object URL; the former one is given back when the next arrives. */
export class Thumbs {
  readonly #shown = new Map<string, { url: string; at: number }>();
  readonly #listeners = new Listeners();

  set(seatId: string, at: number, jpeg: Uint8Array | ArrayBuffer): void {
    const old = this.#shown.get(seatId);
    if (old && old.at > at) return;
    const url = URL.createObjectURL(new Blob([jpeg as BlobPart], { type: 'image/jpeg' }));
    this.#shown.set(seatId, { url, at });
    this.#listeners.tell(seatId);
    if (old) URL.revokeObjectURL(old.url);
  }

  get(seatId: string): { url: string; at: number } | undefined {
    return this.#shown.get(seatId);
  }

  subscribe(seatId: string, listener: () => void): () => void {
    return this.#listeners.add(seatId, listener);
  }

  /** Forgets a seat's picture: another person may sit there next. */
  drop(seatId: string): void {
    const old = this.#shown.get(seatId);
    if (!old) return;
    this.#shown.delete(seatId);
    this.#listeners.tell(seatId);
    URL.revokeObjectURL(old.url);
  }

  clear(): void {
    for (const seatId of [...this.#shown.keys()]) this.drop(seatId);
  }
}
