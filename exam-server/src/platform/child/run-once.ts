import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { pathToFileURL } from 'node:url';
import type { Logger } from '../log';
import { builtEntry } from './built-entry';

export interface OnceOptions {
  /** Entry file; it gets `input` as its first message and answers with one. */
  entry: string;
  input: unknown;
  /** Without an answer, or a part of one since the last. */
  timeoutMs: number;
  /** Resident memory in bytes at which it is ended; its heap is bounded to three quarters of that. */
  memoryBytes: number;
  /** Its heap alone, where that is to be less: what is not heap (pictures being decoded) may take the rest. */
  heapBytes?: number;
  log: Logger;
  /**
   * Takes what the child sends before its answer as `{ part }`, one after another; what it gives is sent back as
   * `{ reply }` for the child to go on. If it fails, the child is ended and the failure is that of the run.
   */
  onPart?: (part: unknown) => Promise<unknown>;
  /** Ends the child; the run then fails with the signal's reason. */
  signal?: AbortSignal;
}
export type OnceResult = { ok: true; output: unknown } | { ok: false; why: 'timeout' | 'memory' | 'crashed' };

const LOOK_MS = 100;
/** Garbage is collected sooner than where memory costs nothing: some computing more, a sixth of the memory less. */
const FRUGAL = ['--max-semi-space-size=8', '--heap-growing-percent=40'];
// What could not be built needs a loader, whatever started this process (the server or a test runner).
const loader = pathToFileURL(require.resolve('tsx')).href;

/**
 * Does one piece of work in a child process of low priority with a limit on time and memory, so that hostile
 * input costs nothing but itself. Never throws for what the child does; throws what `onPart` and `signal` throw.
 */
export async function runOnce(o: OnceOptions): Promise<OnceResult> {
  const file = await builtEntry(o.entry, o.log);
  return new Promise((resolve, reject) => {
    const heapMb = Math.floor(Math.min(o.heapBytes ?? Infinity, o.memoryBytes * 0.75) / 1_048_576);
    const child = fork(file, [], {
      execArgv: [
        ...(file.endsWith('.ts') ? ['--import', loader] : []),
        `--max-old-space-size=${heapMb}`,
        ...FRUGAL,
      ],
      // Nothing of the server's environment: what reads strangers' files gets no address and no key.
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let result: OnceResult | null = null;
    let failure: { cause: unknown } | null = null;
    const end = (r: OnceResult) => {
      result ??= r;
      child.kill('SIGKILL');
    };
    const fail = (cause: unknown) => {
      failure ??= { cause };
      child.kill('SIGKILL');
    };
    const giveUp = () => fail(o.signal?.reason);
    if (o.signal?.aborted) giveUp();
    o.signal?.addEventListener('abort', giveUp, { once: true });
    const timer = setTimeout(() => end({ ok: false, why: 'timeout' }), o.timeoutMs);
    let parts: Promise<void> = Promise.resolve();
    const take = async (part: unknown, onPart: NonNullable<OnceOptions['onPart']>) => {
      if (failure || result) return;
      try {
        timer.refresh();
        const reply = await onPart(part);
        timer.refresh();
        if (child.connected && !failure) child.send({ reply });
      } catch (err) {
        fail(err);
      }
    };
    const look = setInterval(() => {
      if (child.pid !== undefined && residentBytes(child.pid) > o.memoryBytes)
        end({ ok: false, why: 'memory' });
    }, LOOK_MS);
    let stderr = '';
    child.stderr?.on('data', (d: Buffer) => (stderr = (stderr + d.toString()).slice(-2000)));
    child.on('message', (output) => {
      const { onPart } = o;
      if (!onPart || typeof output !== 'object' || !('part' in output)) return end({ ok: true, output });
      parts = parts.then(() => take(output.part, onPart));
    });
    child.once('error', (err) => {
      o.log.error({ err, entry: o.entry }, 'child could not be run');
      end({ ok: false, why: 'crashed' });
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      clearInterval(look);
      o.signal?.removeEventListener('abort', giveUp);
      const outOfHeap = /heap out of memory|heap limit/i.test(stderr);
      if (!result && !failure)
        o.log.warn({ entry: o.entry, code, signal, stderr }, 'child ended without an answer');
      result ??= { ok: false, why: outOfHeap ? 'memory' : 'crashed' };
      const ended = result;
      // What is being taken is taken to its end: whoever cleans up afterwards finds all of it.
      void parts.then(() => (failure ? reject(failure.cause as Error) : resolve(ended)));
    });
    child.once('spawn', () => {
      lowerPriority(child.pid);
      child.send(o.input as never);
    });
  });
}

function lowerPriority(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, 10);
  } catch {
    // It is already gone; its end is told elsewhere.
  }
}

/** Resident memory of a process; 0 where the system does not tell, then only the heap is bounded. */
function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1] ?? 0) * 4096;
  } catch {
    return 0;
  }
}
