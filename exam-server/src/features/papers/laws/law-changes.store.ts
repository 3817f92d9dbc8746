import mongoose from 'mongoose';
import type { LawChange, Question, SuspectRank, SuspectReason } from 'question-bank';
import type { Db, Session } from '../../../platform/mongo/connect';
import { anyOf } from '../../../platform/mongo/filter';
import type { IndexSpec } from '../../../platform/mongo/migrate';

/** A rule that changed, as it was entered. */
export interface LawChangeDoc {
  _id: string;
  change: LawChange;
  /** Whether questions that only cite the article are held too. */
  citedToo: boolean;
  by: string;
  actor: string;
  at: number;
  cancelled: { by: string; at: number; reason: string } | null;
}
/** One text of a question that a change may overturn. Another text of the same question is another suspect. */
export interface SuspectDoc {
  _id: string;
  changeId: string;
  questionId: string;
  /** lawContent of the question. */
  content: string;
  /** Day the new rule counts: before it the question may be drawn. */
  from: string;
  rank: SuspectRank;
  why: { reason: SuspectReason; in: string }[];
  question: Question;
  /** Hashes of its pictures. */
  pictures: string[];
  at: number;
  verdict: 'right' | 'mend' | null;
  decided: { by: string; at: number; note: string } | null;
  /** Whether it keeps the question out: until somebody finds the key still right, or the change is taken back. */
  held: boolean;
}

const mixed = mongoose.Schema.Types.Mixed;
const changeSchema = new mongoose.Schema<LawChangeDoc>(
  { _id: String, change: mixed, citedToo: Boolean, by: String, actor: String, at: Number, cancelled: mixed },
  { collection: 'bankLawChanges', versionKey: false, minimize: false },
);
const suspectSchema = new mongoose.Schema<SuspectDoc>(
  {
    _id: String,
    changeId: String,
    questionId: String,
    content: String,
    from: String,
    rank: String,
    why: mixed,
    question: mixed,
    pictures: [String],
    at: Number,
    verdict: String,
    decided: mixed,
    held: Boolean,
  },
  { collection: 'bankSuspects', versionKey: false, minimize: false },
);

/** Indexes of law changes; the migration makes them. */
export const lawChangeIndexes: IndexSpec[] = [
  { collection: 'bankLawChanges', key: { at: -1 } },
  {
    collection: 'bankSuspects',
    key: { changeId: 1, questionId: 1, content: 1 },
    options: { unique: true },
  },
  { collection: 'bankSuspects', key: { held: 1 } },
];

export function createLawChangeStore(db: Db) {
  const changes = db.model('BankLawChange', changeSchema);
  const suspects = db.model('BankSuspect', suspectSchema);
  const within = (session?: Session) => (session ? { session } : {});
  return {
    get: (id: string) => changes.findById(id).lean<LawChangeDoc>().exec(),
    /** Newest first. */
    all: () => changes.find().sort({ at: -1 }).lean<LawChangeDoc[]>().exec(),
    /** Those that were not taken back. */
    standing: (session?: Session) =>
      changes
        .find({ cancelled: null }, null, within(session))
        .sort({ at: 1, _id: 1 })
        .lean<LawChangeDoc[]>()
        .exec(),
    async insert(doc: LawChangeDoc, session: Session): Promise<void> {
      await changes.create([doc], { session });
    },
    /** Takes a change back and frees what it holds. False where somebody did already. */
    async cancel(
      id: string,
      cancelled: NonNullable<LawChangeDoc['cancelled']>,
      session: Session,
    ): Promise<boolean> {
      const done = await changes.updateOne(
        { _id: id, cancelled: null },
        { $set: { cancelled } },
        { session },
      );
      await suspects.updateMany({ changeId: id }, { $set: { held: false } }, { session });
      return done.matchedCount === 1;
    },

    suspect: (id: string) => suspects.findById(id).lean<SuspectDoc>().exec(),
    suspectsOf: (changeIds: readonly string[], session?: Session) =>
      suspects
        .find({ changeId: anyOf(changeIds) }, null, within(session))
        .lean<SuspectDoc[]>()
        .exec(),
    async insertSuspects(docs: readonly SuspectDoc[], session: Session): Promise<void> {
      if (docs.length > 0) await suspects.insertMany(docs, { session });
    },
    /** False where it is gone or somebody decided otherwise meanwhile. */
    async decide(
      { _id, verdict }: SuspectDoc,
      set: Pick<SuspectDoc, 'verdict' | 'decided' | 'held'>,
      session: Session,
    ): Promise<boolean> {
      const done = await suspects.updateOne({ _id, verdict }, { $set: set }, { session });
      return done.matchedCount === 1;
    },
    /** What keeps questions out of draws. */
    held: () =>
      suspects
        .find({ held: true }, { questionId: 1, content: 1, from: 1 })
        .lean<Pick<SuspectDoc, 'questionId' | 'content' | 'from'>[]>()
        .exec(),
  };
}
export type LawChangeStore = ReturnType<typeof createLawChangeStore>;
