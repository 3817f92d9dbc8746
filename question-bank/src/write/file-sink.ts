import { closeSync, openSync, writeSync } from 'node:fs';
import type { Sink } from './sink';

/** Bytes that are written to the disk at once. */
const BUFFER = 1_000_000;

/** A new file that is written from front to back. */
export class FileSink implements Sink {
  private readonly file: number;
  private waiting: Uint8Array[] = [];
  private held = 0;
  private written = 0;

  /** @throws where there is a file of that name, unless it may be written over */
  constructor(path: string, { over = false } = {}) {
    this.file = openSync(path, over ? 'w' : 'wx', over ? undefined : 0o600);
  }
  write(bytes: Uint8Array): void {
    this.waiting.push(bytes);
    this.held += bytes.length;
    if (this.held >= BUFFER) this.flush();
  }
  /** Ends the file. Returns its length in bytes. */
  close(): number {
    this.flush();
    closeSync(this.file);
    return this.written;
  }

  private flush(): void {
    const bytes = Buffer.concat(this.waiting);
    [this.waiting, this.held] = [[], 0];
    for (let at = 0; at < bytes.length;) at += writeSync(this.file, bytes, at);
    this.written += bytes.length;
  }
}
