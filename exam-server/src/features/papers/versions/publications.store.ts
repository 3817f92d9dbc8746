import mongoose from 'mongoose';
import type { Db, Session } from '../../../platform/mongo/connect';
import type { IndexSpec } from '../../../platform/mongo/migrate';

/** A version put in force from a day on. The same version may be put in force again: a publication each time. */
export interface PublicationDoc {
  _id: string;
  /** The version. */
  hash: string;
  name: string;
  /** First day it is drawn from, YYYY-MM-DD where exams are held. */
  from: string;
  /** Counts the publications. */
  order: number;
  publishedAt: number;
  publishedBy: string;
  /** Who handed it in, by name; null where nobody did (shipped with the release). */
  submittedBy: string | null;
  /** Taken back before its day. */
  cancelled: { by: string; at: number; reason: string } | null;
}

const schema = new mongoose.Schema<PublicationDoc>(
  {
    _id: String,
    hash: String,
    name: String,
    from: String,
    order: Number,
    publishedAt: Number,
    publishedBy: String,
    submittedBy: String,
    cancelled: mongoose.Schema.Types.Mixed,
  },
  { collection: 'bankPublications', versionKey: false, minimize: false },
);

/** Indexes of publications; the migration makes them. */
export const publicationIndexes: IndexSpec[] = [
  { collection: 'bankPublications', key: { order: 1 }, options: { unique: true } },
  { collection: 'bankPublications', key: { hash: 1 } },
];

/** What says when something is in force: banks and blueprints take their turns alike. */
type Turn = Pick<PublicationDoc, '_id' | 'from' | 'order' | 'cancelled'>;

/** Later days first; of one day the one approved last. */
export const byTurn = (a: Turn, b: Turn) =>
  a.from === b.from ? b.order - a.order : a.from < b.from ? 1 : -1;

/** What is drawn from on a day: of all that have begun and were not taken back, the one that began last. */
export const inForceOn = <T extends Turn>(all: readonly T[], day: string): T | null =>
  [...all].sort(byTurn).find((p) => !p.cancelled && p.from <= day) ?? null;

/** What takes over after a day, next first. */
export const scheduledAfter = <T extends Turn>(all: readonly T[], day: string): T[] =>
  all
    .filter((p) => !p.cancelled && p.from > day)
    .sort(byTurn)
    .reverse();

/** Where a publication stands among all of its kind on a day. */
export const stateOn = (
  p: Turn,
  all: readonly Turn[],
  day: string,
): 'scheduled' | 'inForce' | 'past' | 'cancelled' => {
  if (p.cancelled) return 'cancelled';
  if (p.from > day) return 'scheduled';
  return inForceOn(all, day)?._id === p._id ? 'inForce' : 'past';
};

export function createPublicationStore(db: Db) {
  const docs = db.model('BankPublication', schema);
  /** In the order of their days, last first. */
  const all = async (session?: Session): Promise<PublicationDoc[]> => {
    const found = await docs
      .find({}, null, session ? { session } : {})
      .lean<PublicationDoc[]>()
      .exec();
    return found.sort(byTurn);
  };
  return {
    all,
    onDay: async (day: string, session?: Session) => inForceOn(await all(session), day),
    get: (id: string) => docs.findById(id).lean<PublicationDoc>().exec(),
    async insert(doc: PublicationDoc, session: Session): Promise<void> {
      await docs.create([doc], { session });
    },
    /** False where somebody took it back already. */
    async cancel(
      id: string,
      cancelled: NonNullable<PublicationDoc['cancelled']>,
      session: Session,
    ): Promise<boolean> {
      const done = await docs.updateOne({ _id: id, cancelled: null }, { $set: { cancelled } }, { session });
      return done.matchedCount === 1;
    },
  };
}
export type PublicationStore = ReturnType<typeof createPublicationStore>;
