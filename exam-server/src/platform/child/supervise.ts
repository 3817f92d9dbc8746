import { fork, type ChildProcess } from 'node:child_process';
import type { Clock } from '../clock';
import type { Logger } from '../log';

export interface SupervisedOptions {
  name: string;
  /** Entry file; TypeScript entries run under the loader of the parent's `execArgv`. */
  entry: string;
  args?: string[];
  env?: Record<string, string>;
  execArgv?: string[];
  /** Restarts allowed inside `windowMs`; beyond them the child stays down for `coolDownMs`. */
  budget?: { restarts: number; windowMs: number; coolDownMs: number };
  clock: Clock;
  log: Logger;
  onMessage(message: unknown): void;
  onUp(): void;
  /** `exhausted` when the restart budget is spent and the child rests. */
  onDown(exhausted: boolean): void;
}

/** A child process that is started again when it dies, within a budget: native code may crash, exams may not. */
export interface Supervised {
  /** False when the child is down or its pipe is full: the message was dropped, not queued. */
  send(message: unknown): boolean;
  pid(): number | undefined;
  stop(): Promise<void>;
}

/** What a child needs of the server's environment; the rest (database address, keys of a host) is none of its business. */
const INHERITED =
  /^(PATH|HOME|USER|TMPDIR|TEMP|TMP|LANG|LC_.*|TZ|LD_.*|NODE_(?!AUTH|OPTIONS).*|OPENCV.*|ORT_.*|KAOTAI_OPENCV_ADDON|SystemRoot)$/;
const inherited = () => Object.fromEntries(Object.entries(process.env).filter(([k]) => INHERITED.test(k)));

const defaultBudget = { restarts: 5, windowMs: 60_000, coolDownMs: 60_000 };

export function supervise(o: SupervisedOptions): Supervised {
  const budget = o.budget ?? defaultBudget;
  let child: ChildProcess | null = null;
  let stopping = false;
  let timer: NodeJS.Timeout | null = null;
  let starts: number[] = [];

  const start = () => {
    timer = null;
    if (stopping) return;
    starts = starts.filter((t) => o.clock.now() - t < budget.windowMs);
    starts.push(o.clock.now());
    const c = fork(o.entry, o.args ?? [], {
      env: { ...inherited(), ...o.env },
      execArgv: o.execArgv ?? process.execArgv,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    child = c;
    c.stderr?.on('data', (d: Buffer) =>
      o.log.warn({ child: o.name, stderr: d.toString().slice(0, 2000) }, 'child wrote to stderr'),
    );
    c.on('message', (m) => o.onMessage(m));
    c.on('error', (err) => o.log.error({ err, child: o.name }, 'child failed'));
    c.once('spawn', () => o.onUp());
    c.once('exit', (code, signal) => {
      if (child === c) child = null;
      if (stopping) return;
      const exhausted = starts.filter((t) => o.clock.now() - t < budget.windowMs).length > budget.restarts;
      o.log.error({ child: o.name, code, signal, exhausted }, 'child exited');
      o.onDown(exhausted);
      timer = setTimeout(start, exhausted ? budget.coolDownMs : 200);
    });
  };
  start();

  return {
    send: (message) => (child?.connected ? child.send(message as never) : false),
    pid: () => child?.pid,
    async stop() {
      stopping = true;
      if (timer) clearTimeout(timer);
      const c = child;
      if (!c || c.exitCode !== null) return;
      const gone = new Promise<void>((resolve) => void c.once('exit', () => resolve()));
      c.kill('SIGTERM');
      const hard = setTimeout(() => c.kill('SIGKILL'), 3000);
      await gone;
      clearTimeout(hard);
    },
  };
}
