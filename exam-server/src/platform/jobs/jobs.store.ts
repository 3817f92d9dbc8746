import type { Db } from '../mongo/connect';
import type { IndexSpec } from '../mongo/migrate';

/** What is kept of a job: who may run it until when, and how its last run went. */
export interface JobRow {
  _id: string;
  owner: string | null;
  until: number;
  lastStartedAt: number | null;
  lastEndedAt: number | null;
  lastOk: boolean | null;
  /** What the last run returned, or the message of its error. */
  lastNote: string | null;
}

/** Indexes of jobs; the migration makes them. */
export const jobIndexes: IndexSpec[] = [{ collection: 'jobs', key: { lastEndedAt: -1 } }];

export function createJobStore(db: Db) {
  const jobs = db.collection<JobRow>('jobs');
  return {
    all: () => jobs.find().toArray(),
    /** True where nobody else runs it, nor ran it since `notSince`. */
    async take(
      name: string,
      owner: string,
      now: number,
      leaseMs: number,
      notSince: number,
    ): Promise<boolean> {
      await jobs.updateOne(
        { _id: name },
        {
          $setOnInsert: {
            owner: null,
            until: 0,
            lastStartedAt: null,
            lastEndedAt: null,
            lastOk: null,
            lastNote: null,
          },
        },
        { upsert: true },
      );
      const r = await jobs.updateOne(
        {
          _id: name,
          until: { $lte: now },
          $or: [{ lastStartedAt: null }, { lastStartedAt: { $lt: notSince } }],
        },
        { $set: { owner, until: now + leaseMs, lastStartedAt: now } },
      );
      return r.modifiedCount === 1;
    },
    async extend(name: string, owner: string, until: number): Promise<void> {
      await jobs.updateOne({ _id: name, owner }, { $set: { until } });
    },
    async finish(name: string, owner: string, at: number, ok: boolean, note: string): Promise<void> {
      await jobs.updateOne(
        { _id: name, owner },
        { $set: { owner: null, until: 0, lastEndedAt: at, lastOk: ok, lastNote: note.slice(0, 300) } },
      );
    },
  };
}
