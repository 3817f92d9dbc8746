import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { supervise } from '../../platform/child/supervise';
import { visionReply, type VisionReply, type VisionRequest } from './child/messages';

type WithoutId<R> = R extends { id: number } ? Omit<R, 'id'> : never;
export type Wanted = WithoutId<VisionRequest>;

/** One piece of work for a child, from the moment it is accepted. */
export interface Job {
  request: Wanted;
  /** Longest it may wait for its turn, ms; a child that is being started again is waited for. */
  waitMs: number;
  done(reply: VisionReply): void;
  /** A newer frame of the same camera took its place. */
  dropped(): void;
  failed(err: Error): void;
}
interface Waiting extends Job {
  losses: number;
  timer: NodeJS.Timeout;
}

/**
 * Jobs at the child at once: one computes while the next are already across the pipe. With two, a server that gets
 * its turn on the processor late leaves the child idle; a fifth would only be older when its turn comes.
 */
const AT_CHILD = 4;
/** Of one camera: more would only make its picture older. */
const OF_ONE_CAMERA = 2;
/** A child that has not answered for this long is stuck in native code and is killed. */
const STUCK_MS = 8000;
/** A child that is not ready this long after its start is stuck as well. */
const START_MS = 60_000;
/** Work lost with a child is tried once more; twice lost, it may be what kills children. */
const MAX_LOSSES = 2;
/** Requests that are not frames and wait; beyond this the caller is told to come back. */
const MAX_QUEUE = 64;
/**
 * Freed blocks of picture size stay with the process: handing them back and faulting them in again for every frame
 * costs a tenth of the frame. Read by glibc, ignored elsewhere.
 */
const KEEP_MEMORY = { MALLOC_MMAP_THRESHOLD_: '33554432', MALLOC_TRIM_THRESHOLD_: '67108864' };

/** One vision child with what waits for it: frames latest-wins a camera, other requests in order. */
export interface VisionLine {
  /** Takes a job, or fails it at once where the child rests after too many crashes. */
  take(job: Job): void;
  ready(): boolean;
  load(): number;
  pid(): number | undefined;
  stop(): Promise<void>;
}

/** @param onChange called whenever the child became ready or was lost; `resting` = not started again for a while */
export function createVisionLine(
  ctx: Pick<Context, 'config' | 'clock' | 'log'>,
  name: string,
  onChange: (state: { ready: boolean; resting: boolean }) => void,
): VisionLine {
  let nextId = 1;
  let ready = false;
  let resting = false;
  let starting: NodeJS.Timeout | null = null;
  const frames = new Map<string, Waiting>();
  const queue: Waiting[] = [];
  const atChild = new Map<number, Waiting>();
  const off = () => new AppError('VISION_UNAVAILABLE');

  const settle = (job: Waiting, how: () => void) => {
    clearTimeout(job.timer);
    how();
  };
  const fail = (job: Waiting) => settle(job, () => job.failed(off()));
  const patience = (job: Job): NodeJS.Timeout =>
    setTimeout(() => {
      const at = queue.indexOf(job as Waiting);
      if (at >= 0) queue.splice(at, 1);
      if (job.request.kind === 'analyse' && frames.get(job.request.camera) === job)
        frames.delete(job.request.camera);
      job.failed(off());
    }, job.waitMs);

  /** Puts a job in line. A newer frame takes the place of the older one, place in the line included. */
  function enqueue(job: Waiting, first: boolean): void {
    if (job.request.kind === 'analyse') {
      const { camera } = job.request;
      const former = frames.get(camera);
      // What comes back from a lost child is older than what waits.
      if (former && first) return settle(job, () => job.dropped());
      if (former) settle(former, () => former.dropped());
      frames.set(camera, job);
    } else if (queue.length >= MAX_QUEUE) fail(job);
    else if (first) queue.unshift(job);
    else queue.push(job);
  }

  const atChildOf = (camera: string) =>
    [...atChild.values()].filter((j) => j.request.kind === 'analyse' && j.request.camera === camera).length;

  function next(): Waiting | undefined {
    if (queue[0]) return queue[0];
    for (const [camera, job] of frames) if (atChildOf(camera) < OF_ONE_CAMERA) return job;
    return undefined;
  }
  /** What was at a child that died goes alone: if it kills the next one too, nobody else pays for it. */
  const suspect = (job: Waiting) => job.losses > 0;

  function pump(): void {
    while (ready && atChild.size < AT_CHILD) {
      const job = next();
      if (!job) return;
      if (atChild.size > 0 && [job, ...atChild.values()].some(suspect)) return;
      if (queue[0] === job) queue.shift();
      else if (job.request.kind === 'analyse') frames.delete(job.request.camera);
      const id = nextId++;
      clearTimeout(job.timer);
      job.timer = setTimeout(() => {
        // Whatever it was that held it is not given to the next one.
        job.losses = MAX_LOSSES;
        kill(`vision child is stuck over '${job.request.kind}' and is killed`);
      }, STUCK_MS);
      atChild.set(id, job);
      // A full pipe is no failure: the message is sent all the same, only later.
      child.send({ ...job.request, id });
    }
  }

  function kill(why: string): void {
    ctx.log.error({ child: name }, why);
    const pid = child.pid();
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  }

  const child = supervise({
    name,
    entry: join(__dirname, 'child', 'main.ts'),
    args: [ctx.config.CACHE],
    // A megabyte of buffers a frame: room for them spares the garbage collector most of its runs. In some children
    // marking in the background never came to an end and cost a quarter of the core.
    execArgv: [
      '--max-semi-space-size=32',
      '--no-concurrent-marking',
      '--import',
      pathToFileURL(require.resolve('tsx')).href,
    ],
    env: { OPENCV4NODEJS_DISABLE_AUTOBUILD: '1', ORT_LOGGING_LEVEL: '3', ...KEEP_MEMORY },
    clock: ctx.clock,
    log: ctx.log,
    onUp() {
      resting = false;
      starting = setTimeout(() => kill('vision child does not get ready and is killed'), START_MS);
    },
    onDown(exhausted) {
      if (starting) clearTimeout(starting);
      ready = false;
      resting = exhausted;
      const lost = [...atChild.values()];
      atChild.clear();
      for (const job of lost) {
        clearTimeout(job.timer);
        if (++job.losses >= MAX_LOSSES || exhausted) {
          job.failed(off());
          continue;
        }
        job.timer = patience(job);
        enqueue(job, true);
      }
      if (exhausted) {
        for (const job of [...queue.splice(0), ...frames.values()]) fail(job);
        frames.clear();
      }
      onChange({ ready, resting });
    },
    onMessage(raw) {
      const parsed = visionReply.safeParse(raw);
      if (!parsed.success) {
        ctx.log.error({ child: name, issues: parsed.error.issues.slice(0, 3) }, 'vision child made no sense');
        return;
      }
      const reply = parsed.data;
      if (reply.kind === 'ready') {
        if (starting) clearTimeout(starting);
        ready = true;
        onChange({ ready, resting });
      } else {
        const job = atChild.get(reply.id);
        atChild.delete(reply.id);
        if (job) settle(job, () => job.done(reply));
      }
      pump();
    },
  });

  return {
    take(job) {
      if (resting) return job.failed(off());
      const waiting: Waiting = Object.assign(job, { losses: 0, timer: patience(job) });
      enqueue(waiting, false);
      pump();
    },
    ready: () => ready,
    load: () => atChild.size + queue.length + frames.size,
    pid: () => child.pid(),
    async stop() {
      ready = false;
      if (starting) clearTimeout(starting);
      for (const job of [...queue.splice(0), ...frames.values(), ...atChild.values()]) fail(job);
      frames.clear();
      atChild.clear();
      await child.stop();
    },
  };
}
