import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import type { Analysed, FoundFaces, VisionReply } from './child/messages';
import { createVisionLine, type VisionLine, type Wanted } from './vision-line';

/** The picture itself is at fault: no JPEG, cut short, or larger than any camera of ours makes. */
export class PictureError extends Error {
  readonly fault: string;
  constructor(fault: string) {
    super(fault);
    this.name = 'PictureError';
    this.fault = fault;
  }
}

interface FrameJob {
  camera: string;
  at: number;
  jpeg: Uint8Array;
  embedding: boolean;
  thumb: boolean;
}

/** How long is waited, in ms, before it is said that there is no analysis. */
export interface VisionWaits {
  /** A frame is of no use later than this; a terminal that waits for the answer gives up after six seconds. */
  frame: number;
  request: number;
  /** A child that is back within this time was only late; longer, and everybody is told. */
  grace: number;
}
const WAITS: VisionWaits = { frame: 5000, request: 20_000, grace: 3000 };

/**
 * The vision children behind one door: frames go to a latest-wins mailbox a camera, requests wait their turn, a
 * child that dies is started again and its work done again, and everybody is told when analysis is off for longer.
 */
export function createVisionPool(
  ctx: Pick<Context, 'config' | 'clock' | 'log' | 'metrics'>,
  waits: VisionWaits = WAITS,
) {
  let healthy: boolean | null = null;
  let down: NodeJS.Timeout | null = null;
  const listeners = new Set<(healthy: boolean) => void>();

  const tell = (now: boolean) => {
    if (down) clearTimeout(down);
    down = null;
    if (now === healthy) return;
    healthy = now;
    ctx.log[now ? 'info' : 'error']({ healthy: now }, 'camera analysis');
    for (const l of listeners) l(now);
  };
  const lines: VisionLine[] = Array.from({ length: ctx.config.VISION_CHILDREN }, (_, i) =>
    createVisionLine(ctx, `vision-${i}`, ({ ready, resting }) => {
      if (ready) return tell(true);
      if (lines.some((l) => l.ready())) return;
      if (resting) return tell(false);
      down ??= setTimeout(() => tell(false), waits.grace);
    }),
  );

  const failure = (r: VisionReply): Error =>
    r.kind === 'fault' ? new PictureError(r.fault) : new AppError('VISION_UNAVAILABLE');
  /** The child that a camera belongs to, so that its former frame is at hand. */
  const lineOf = (camera: string): VisionLine | undefined => {
    let h = 0;
    for (let i = 0; i < camera.length; i++) h = (h * 31 + camera.charCodeAt(i)) >>> 0;
    return lines[h % lines.length];
  };
  const freest = (): VisionLine | undefined =>
    [...lines].sort((a, b) => Number(b.ready()) - Number(a.ready()) || a.load() - b.load())[0];

  /** Null = dropped for a newer frame. */
  const ask = (line: VisionLine | undefined, request: Wanted, waitMs: number): Promise<VisionReply | null> =>
    new Promise((resolve, reject) => {
      if (!line) return reject(new AppError('VISION_UNAVAILABLE'));
      line.take({ request, waitMs, done: resolve, dropped: () => resolve(null), failed: reject });
    });

  return {
    healthy: () => healthy === true,
    onHealth(listener: (healthy: boolean) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /**
     * Analyses a camera's frame. Null where a newer frame of the same camera took its place before its turn.
     * @throws PictureError for a picture that cannot be read, AppError VISION_UNAVAILABLE
     */
    async analyse(frame: FrameJob): Promise<Analysed | null> {
      const r = await ask(lineOf(frame.camera), { kind: 'analyse', ...frame }, waits.frame);
      if (r === null) {
        ctx.metrics.frames.inc({ fate: 'dropped' });
        return null;
      }
      if (r.kind !== 'analysed') throw failure(r);
      ctx.metrics.frames.inc({ fate: 'analysed' });
      ctx.metrics.visionMs.observe(r.data.observation.ms);
      return r.data;
    },
    /** All faces of a picture with embeddings. @throws PictureError, AppError VISION_UNAVAILABLE */
    async faces(jpeg: Uint8Array): Promise<FoundFaces> {
      const r = await ask(freest(), { kind: 'faces', jpeg }, waits.request);
      if (r?.kind !== 'faces') throw r ? failure(r) : new AppError('VISION_UNAVAILABLE');
      return r.data;
    },
    /** Part of a picture as a JPEG; `box` in shares, may reach past the edge. @throws PictureError, AppError VISION_UNAVAILABLE */
    async cut(jpeg: Uint8Array, box: [number, number, number, number]): Promise<Uint8Array> {
      const r = await ask(freest(), { kind: 'cut', jpeg, box }, waits.request);
      if (r?.kind !== 'cut') throw r ? failure(r) : new AppError('VISION_UNAVAILABLE');
      return r.data;
    },
    /** Process ids of the children, for tests that kill them. */
    pids: () => lines.flatMap((l) => l.pid() ?? []),
    async stop(): Promise<void> {
      if (down) clearTimeout(down);
      await Promise.all(lines.map((l) => l.stop()));
    },
  };
}
export type VisionPool = ReturnType<typeof createVisionPool>;
