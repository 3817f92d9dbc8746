import mongoose from 'mongoose';
import { dayBegins } from '../../../platform/local-day';
import { isDuplicateKey, type Db } from '../../../platform/mongo/connect';
import type { IndexSpec } from '../../../platform/mongo/migrate';

/** How often each question of a bank version had been shown when a day began. Never changed: papers are drawn by it. */
export interface ExposureDoc {
  /** `<bank version> <day>` */
  _id: string;
  bankVersion: string;
  day: string;
  /** By question; a list, as a question's id may hold what a key of the database may not. */
  counts: [string, number][];
}

export interface ExposurePorts {
  /** How many papers drawn from a bank version within that time hold each question. */
  shown(bankVersion: string, from: number, to: number): Promise<Record<string, number>>;
}

const schema = new mongoose.Schema<ExposureDoc>(
  { _id: String, bankVersion: String, day: String, counts: mongoose.Schema.Types.Mixed },
  { collection: 'bankExposures', versionKey: false, minimize: false },
);
/** Indexes of exposures; the migration makes them. */
export const exposureIndexes: IndexSpec[] = [
  { collection: 'bankExposures', key: { bankVersion: 1, day: -1 } },
];

/** Counts as they were kept. */
export function createExposureStore(db: Db) {
  const docs = db.model('BankExposure', schema);
  return {
    byId: (id: string) => docs.findById(id).lean<ExposureDoc>().exec(),
  };
}

/**
 * Counts of a day are made at its first draw out of those of the last day that had any, and are the same for every
 * paper of the day, whichever server draws it: so a draw can be repeated.
 */
export function createExposures(db: Db, ports: ExposurePorts) {
  const docs = db.model('BankExposure', schema);
  let kept: { id: string; doc: Promise<ExposureDoc> } | null = null;

  const made = async (_id: string, bankVersion: string, day: string): Promise<ExposureDoc> => {
    const there = await docs.findById(_id).lean<ExposureDoc>().exec();
    if (there) return there;
    const before = await docs
      .findOne({ bankVersion, day: mongoose.trusted({ $lt: day }) })
      .sort({ day: -1 })
      .lean<ExposureDoc>()
      .exec();
    const since = await ports.shown(bankVersion, before ? dayBegins(before.day) : 0, dayBegins(day));
    const counts = new Map(before?.counts);
    for (const [id, n] of Object.entries(since)) counts.set(id, (counts.get(id) ?? 0) + n);
    const doc: ExposureDoc = { _id, bankVersion, day, counts: [...counts].sort() };
    try {
      await docs.create([doc]);
      return doc;
    } catch (err) {
      // Another server was first; its counts are the day's.
      if (!isDuplicateKey(err)) throw err;
      return (await docs.findById(_id).lean<ExposureDoc>().exec()) ?? doc;
    }
  };
  return {
    on(bankVersion: string, day: string): Promise<ExposureDoc> {
      const id = `${bankVersion} ${day}`;
      if (kept?.id !== id) {
        const doc = made(id, bankVersion, day);
        kept = { id, doc };
        doc.catch(() => (kept = null));
      }
      return kept.doc;
    },
  };
}
export type Exposures = ReturnType<typeof createExposures>;
