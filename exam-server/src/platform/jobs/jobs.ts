import { randomUUID } from 'node:crypto';
import { Cron } from 'croner';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import type { Db } from '../mongo/connect';
import { createJobStore, type JobRow } from './jobs.store';

export interface Job {
  /** When it runs, as cron has it (five fields, or six with seconds), in Beijing time. */
  schedule: string;
  /** Does the work; what it returns is noted with the run. Must bear being run again after a crash. */
  run(): Promise<string | number | void>;
}

export interface Jobs<N extends string> {
  /** @throws Error for a name outside the list or one that has a handler already. */
  handle(name: N, job: Job): void;
  /** @throws Error naming every job of the list that has no handler. */
  start(): void;
  /** Runs one now, unless somebody is just running it; what it noted, or null where it did not run. */
  runNow(name: N): Promise<string | null>;
  /** How the last run of each went. */
  lastRuns(): Promise<JobRow[]>;
  /** No new runs; waits for those under way. */
  stop(): Promise<void>;
}

const LEASE_MS = 60_000;

/**
 * Work that comes round by itself, from a closed list of names. Each run takes a leased row in the database, so
 * that of several servers one does it, and what a killed server left is taken over when its lease runs out.
 */
export function createJobs<const N extends string>(
  names: readonly N[],
  o: { db: Db; clock: Clock; log: Logger },
): Jobs<N> {
  const store = createJobStore(o.db);
  const owner = randomUUID();
  const handlers = new Map<N, Job>();
  const crons: Cron[] = [];
  const running = new Set<Promise<unknown>>();
  let stopped = false;

  const run = async (name: N, job: Job, notSince: number): Promise<string | null> => {
    const now = o.clock.now();
    if (stopped || !(await store.take(name, owner, now, LEASE_MS, notSince))) return null;
    const renew = setInterval(() => {
      store
        .extend(name, owner, o.clock.now() + LEASE_MS)
        .catch((err: unknown) => o.log.warn({ err, job: name }, 'the lease of a job could not be renewed'));
    }, LEASE_MS / 3);
    try {
      const note = String((await job.run()) ?? '');
      await store.finish(name, owner, o.clock.now(), true, note);
      return note;
    } catch (err) {
      o.log.error({ err, job: name }, 'job failed');
      await store.finish(name, owner, o.clock.now(), false, err instanceof Error ? err.message : String(err));
      return null;
    } finally {
      clearInterval(renew);
    }
  };
  const track = <T>(work: Promise<T>): Promise<T> => {
    running.add(work);
    void work.catch(() => undefined).finally(() => running.delete(work));
    return work;
  };

  return {
    handle(name, job) {
      if (!names.includes(name)) throw new Error(`'${name}' is not in the list of jobs`);
      if (handlers.has(name)) throw new Error(`the job '${name}' has two handlers`);
      handlers.set(name, job);
    },
    start() {
      const missing = names.filter((n) => !handlers.has(n));
      if (missing.length > 0) throw new Error(`jobs without a handler: ${missing.join(', ')}`);
      for (const [name, job] of handlers) {
        const cron = new Cron(
          job.schedule,
          { timezone: 'Asia/Shanghai', unref: true, protect: true },
          async (self: Cron) => {
            // Servers tick a little apart: who comes second finds it done.
            const apart = Math.min(30_000, (self.msToNext() ?? 60_000) / 2);
            await track(run(name, job, o.clock.now() - apart)).catch((err: unknown) =>
              o.log.error({ err, job: name }, 'a job could not be taken'),
            );
          },
        );
        crons.push(cron);
      }
    },
    async runNow(name) {
      const job = handlers.get(name);
      if (!job) throw new Error(`the job '${name}' has no handler`);
      return track(run(name, job, Infinity));
    },
    lastRuns: () => store.all(),
    async stop() {
      stopped = true;
      for (const cron of crons) cron.stop();
      await Promise.allSettled(running);
    },
  };
}
