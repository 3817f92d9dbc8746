import { join } from 'node:path';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { supervise, type Supervised } from '../../platform/child/supervise';
import {
  visionReply,
  type Analysed,
  type FoundFaces,
  type VisionReply,
  type VisionRequest,
} from './child/messages';

/** The picture itself is at fault: no JPEG, cut short, or larger than any camera of ours makes. */
export class PictureError extends Error {
  readonly fault: string;
  constructor(fault: string) {
    super(fault);
    this.name = 'PictureError';
    this.fault = fault;
  }
}

interface Pending {
  resolve(reply: VisionReply): void;
  reject(err: Error): void;
  timer: NodeJS.Timeout;
}
interface Child {
  process: Supervised;
  ready: boolean;
  pending: Map<number, Pending>;
  /** Frames that wait, one a camera: a newer one takes an older one's place. */
  mailbox: Map<string, { frame: FrameJob; drop: () => void }>;
  busy: number;
}
type Wanted = VisionRequest extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;
interface FrameJob {
  camera: string;
  at: number;
  jpeg: Uint8Array;
  embedding: boolean;
  thumb: boolean;
}

const REQUEST_MS = 10_000;
/** Requests in work at one child: one computes while the next is already across the pipe. */
const IN_WORK = 2;

/**
 * The vision children behind one door: frames go to a latest-wins mailbox a camera, requests wait their turn,
 * a child that dies is started again, and everybody is told when analysis is off.
 */
export function createVisionPool(ctx: Pick<Context, 'config' | 'clock' | 'log' | 'metrics'>) {
  let nextId = 1;
  let healthy: boolean | null = null;
  const listeners = new Set<(healthy: boolean) => void>();
  const children: Child[] = [];

  const tellHealth = () => {
    const now = children.some((c) => c.ready);
    if (now === healthy) return;
    healthy = now;
    ctx.log[now ? 'info' : 'error']({ healthy: now }, 'camera analysis');
    for (const l of listeners) l(now);
  };

  for (let i = 0; i < ctx.config.VISION_CHILDREN; i++) {
    const child: Child = {
      ready: false,
      pending: new Map(),
      mailbox: new Map(),
      busy: 0,
      process: undefined as never,
    };
    const lose = () => {
      child.ready = false;
      child.busy = 0;
      for (const p of child.pending.values()) {
        clearTimeout(p.timer);
        p.reject(new AppError('VISION_UNAVAILABLE'));
      }
      child.pending.clear();
      tellHealth();
    };
    child.process = supervise({
      name: `vision-${i}`,
      entry: join(__dirname, 'child', 'main.ts'),
      args: [ctx.config.CACHE],
      execArgv: ['--import', 'tsx'],
      env: { OPENCV4NODEJS_DISABLE_AUTOBUILD: '1', ORT_LOGGING_LEVEL: '3' },
      clock: ctx.clock,
      log: ctx.log,
      onUp: () => undefined,
      onDown: lose,
      onMessage: (raw) => {
        const parsed = visionReply.safeParse(raw);
        if (!parsed.success) return;
        const reply = parsed.data;
        if (reply.kind === 'ready') {
          child.ready = true;
          tellHealth();
          return pump(child);
        }
        const p = child.pending.get(reply.id);
        child.pending.delete(reply.id);
        if (!p) return;
        clearTimeout(p.timer);
        child.busy--;
        p.resolve(reply);
        pump(child);
      },
    });
    children.push(child);
  }

  function ask(child: Child, request: Wanted): Promise<VisionReply> {
    return new Promise((resolve, reject) => {
      const id = nextId++;
      const timer = setTimeout(() => {
        child.pending.delete(id);
        child.busy--;
        reject(new AppError('VISION_UNAVAILABLE'));
        pump(child);
      }, REQUEST_MS);
      child.pending.set(id, { resolve, reject, timer });
      child.busy++;
      // A full pipe is no failure: the message is sent all the same, only later.
      child.process.send({ ...request, id });
    });
  }

  function pump(child: Child): void {
    while (child.ready && child.busy < IN_WORK) {
      const next = child.mailbox.entries().next().value;
      if (!next) return;
      child.mailbox.delete(next[0]);
      const { frame } = next[1];
      const done = waiters.get(frame);
      waiters.delete(frame);
      ask(child, { kind: 'analyse', ...frame }).then(
        (r) => (r.kind === 'analysed' ? done?.resolve(r.data) : done?.reject(failure(r))),
        (err: Error) => done?.reject(err),
      );
    }
  }
  const waiters = new Map<FrameJob, { resolve(a: Analysed | null): void; reject(e: Error): void }>();

  const failure = (r: VisionReply): Error =>
    r.kind === 'fault' ? new PictureError(r.fault) : new AppError('VISION_UNAVAILABLE');
  /** The child that a camera belongs to, so that its former frame is at hand. */
  const childOf = (camera: string): Child => {
    if (children.length === 0) throw new AppError('VISION_UNAVAILABLE');
    let h = 0;
    for (const ch of camera) h = (h * 31 + ch.charCodeAt(0)) >>> 0;
    return children[h % children.length]!;
  };
  const anyReady = (): Child => {
    const c = [...children].filter((x) => x.ready).sort((a, b) => a.busy - b.busy)[0];
    if (!c) throw new AppError('VISION_UNAVAILABLE');
    return c;
  };

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
    analyse(frame: FrameJob): Promise<Analysed | null> {
      return new Promise((resolve, reject) => {
        const child = childOf(frame.camera);
        if (!child.ready) return reject(new AppError('VISION_UNAVAILABLE'));
        child.mailbox.get(frame.camera)?.drop();
        waiters.set(frame, {
          resolve: (a) => {
            if (a) {
              ctx.metrics.frames.inc({ fate: 'analysed' });
              ctx.metrics.visionMs.observe(a.observation.ms);
            }
            resolve(a);
          },
          reject,
        });
        child.mailbox.delete(frame.camera);
        child.mailbox.set(frame.camera, {
          frame,
          drop: () => {
            ctx.metrics.frames.inc({ fate: 'dropped' });
            waiters.get(frame)?.resolve(null);
            waiters.delete(frame);
          },
        });
        pump(child);
      });
    },
    /** All faces of a picture with embeddings. @throws PictureError, AppError VISION_UNAVAILABLE */
    async faces(jpeg: Uint8Array): Promise<FoundFaces> {
      const r = await ask(anyReady(), { kind: 'faces', jpeg });
      if (r.kind !== 'faces') throw failure(r);
      return r.data;
    },
    /** Part of a picture as a JPEG; `box` in shares, may reach past the edge. @throws PictureError, AppError VISION_UNAVAILABLE */
    async cut(jpeg: Uint8Array, box: [number, number, number, number]): Promise<Uint8Array> {
      const r = await ask(anyReady(), { kind: 'cut', jpeg, box });
      if (r.kind !== 'cut') throw failure(r);
      return r.data;
    },
    /** Process ids of the children, for tests that kill them. */
    pids: () => children.flatMap((c) => c.process.pid() ?? []),
    async stop(): Promise<void> {
      await Promise.all(children.map((c) => c.process.stop()));
    },
  };
}
export type VisionPool = ReturnType<typeof createVisionPool>;
