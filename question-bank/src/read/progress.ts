/** What a reading is at: looking into the archive, reading the questions, looking at pictures, holding all against the rules. */
export type ReadPhase = 'unpacking' | 'reading' | 'pictures' | 'checking';

/** How far a reading has got; `total` 0 where it is not known beforehand. */
export interface ReadProgress {
  phase: ReadPhase;
  done: number;
  total: number;
}

export interface WatchOptions {
  /** Told now and then how far the reading has got. */
  onProgress?: (progress: ReadProgress) => void;
  /** Ends the reading, which then rejects with the signal's reason. */
  signal?: AbortSignal;
}

const TELL_MS = 100;

/** Tells how far a reading has got and lets others run between its steps, so that it can be given up. */
export class ReadWatch {
  private told = Number.NEGATIVE_INFINITY;
  private phase: ReadPhase | undefined;
  private readonly options: WatchOptions;
  constructor(options: WatchOptions) {
    this.options = options;
  }

  /** To be awaited before each piece of work. Rejects once the reading was given up. */
  async step(phase: ReadPhase, done: number, total: number): Promise<void> {
    const now = performance.now();
    if (phase === this.phase && now - this.told < TELL_MS) return;
    this.phase = phase;
    this.told = now;
    this.options.onProgress?.({ phase, done, total });
    await new Promise((go) => setImmediate(go));
    this.options.signal?.throwIfAborted();
  }
}
