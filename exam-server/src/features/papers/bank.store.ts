import mongoose from 'mongoose';
import { question, type Position, type Question } from 'question-bank';
import { bytesOf, type StoredBytes } from '../../platform/mongo/bytes';
import type { Db, Session } from '../../platform/mongo/connect';
import { anyOf, lessThan } from '../../platform/mongo/filter';
import type { IndexSpec } from '../../platform/mongo/migrate';

/** A published version. Nothing of it ever changes; when it is in force its publications tell. */
export interface VersionDoc {
  /** SHA-256 that names the whole content. */
  _id: string;
  name: string;
  publishedAt: number;
  publishedBy: string;
  /** Number of its last publication. */
  order: number;
  questions: number;
  byType: Record<string, number>;
  /** Pictures by file name. */
  media: { file: string; sha256: string; mime: string }[];
}
/** Questions in parts, as one document holds 16 MB at most. `owner` is a version's hash or a draft's id. */
interface PartDoc {
  owner: string;
  part: number;
  questions: Question[];
  /** Place of each in the file of a draft. */
  places?: Position[];
  /** When a part of a draft was written: its draft may never have come to be. */
  at?: number;
}
export interface MediaDoc {
  _id: string;
  mime: string;
  data: StoredBytes;
  /** When it was last handed in: what nothing uses is dropped a while after. */
  at: number;
}

const S = mongoose.Schema;
const mixed = S.Types.Mixed;
const versionSchema = new S<VersionDoc>(
  {
    _id: String,
    name: String,
    publishedAt: Number,
    publishedBy: String,
    order: Number,
    questions: Number,
    byType: mixed,
    media: mixed,
  },
  { collection: 'bankVersions', versionKey: false, minimize: false },
);
const partSchema = new S<PartDoc>(
  { owner: String, part: Number, questions: mixed, places: mixed, at: Number },
  { collection: 'bankQuestions', versionKey: false, minimize: false },
);
const mediaSchema = new S<MediaDoc>(
  { _id: String, mime: String, data: Buffer, at: Number },
  { collection: 'bankMedia', versionKey: false },
);

/** Indexes of banks; the migration makes them. */
export const bankIndexes: IndexSpec[] = [
  { collection: 'bankVersions', key: { order: -1 }, options: { unique: true } },
  { collection: 'bankQuestions', key: { owner: 1, part: 1 }, options: { unique: true } },
  { collection: 'bankMedia', key: { at: 1 } },
];

const PART = 200;

export function createBankStore(db: Db) {
  const versions = db.model('BankVersion', versionSchema);
  const parts = db.model('BankQuestions', partSchema);
  const media = db.model('BankMedia', mediaSchema);
  return {
    versions: () => versions.find().sort({ order: -1 }).lean<VersionDoc[]>().exec(),
    /** The newest versions by name, without what is in them. */
    newest: (count: number) =>
      versions
        .find({}, { name: 1 })
        .sort({ order: -1 })
        .limit(count)
        .lean<Pick<VersionDoc, '_id' | 'name'>[]>()
        .exec(),
    version: (hash: string) => versions.findById(hash).lean<VersionDoc>().exec(),
    async insertVersion(doc: VersionDoc, session: Session): Promise<void> {
      await versions.create([doc], { session });
    },
    /** A version that was published before is published again. */
    async republish(
      hash: string,
      set: Pick<VersionDoc, 'order' | 'publishedAt' | 'publishedBy'>,
      session: Session,
    ) {
      await versions.updateOne({ _id: hash }, { $set: set }, { session });
    },

    async insertQuestions(
      owner: string,
      questions: readonly Question[],
      session?: Session,
      places?: ReadonlyMap<string, Position>,
    ): Promise<void> {
      const docs: PartDoc[] = [];
      for (let at = 0; at < questions.length; at += PART) {
        const part = questions.slice(at, at + PART);
        const where = places && { places: part.map((q) => places.get(q.id) ?? { file: '' }) };
        docs.push({ owner, part: docs.length, questions: part, ...where });
      }
      if (docs.length > 0) await parts.insertMany(docs, session ? { session } : {});
    },
    /** Writes one part of a draft that is still being read. */
    async insertPart(doc: Required<PartDoc>): Promise<void> {
      await parts.create([doc]);
    },
    /** Gives the questions of one owner to another, who has none. */
    async giveQuestions(from: string, to: string, session: Session): Promise<void> {
      await parts.updateMany({ owner: from }, { $set: { owner: to } }, { session });
    },
    /** Removes questions that were written before a moment for what never came to be. Returns how many owners. */
    async dropOrphans(known: ReadonlySet<string>, before: number): Promise<number> {
      const owners = (await parts.distinct('owner').exec()).filter((o) => !known.has(o));
      let gone = 0;
      for (const owner of owners) {
        const { deletedCount } = await parts.deleteMany({ owner, at: lessThan(before) });
        if (deletedCount > 0) gone += 1;
      }
      return gone;
    },
    /** Whether a version or draft has a question, without reading all of it. */
    async has(owner: string, questionId: string): Promise<boolean> {
      return (await parts.exists({ owner, 'questions.id': questionId }).exec()) !== null;
    },
    async questions(owner: string): Promise<Question[]> {
      const docs = await parts.find({ owner }).sort({ part: 1 }).lean<PartDoc[]>().exec();
      const all: Question[] = [];
      for (const d of docs) {
        for (const q of d.questions) all.push(question.parse(q));
        // Answers of a running test are not to wait for a large bank.
        await new Promise((resolve) => setImmediate(resolve));
      }
      return all;
    },
    /** Questions of a draft with their places in its file. */
    async placed(owner: string): Promise<{ question: Question; at: Position }[]> {
      const docs = await parts.find({ owner }).sort({ part: 1 }).lean<PartDoc[]>().exec();
      return docs.flatMap((d) =>
        d.questions.map((q, i) => ({ question: question.parse(q), at: d.places?.[i] ?? { file: '' } })),
      );
    },
    async deleteQuestions(owner: string, session?: Session): Promise<void> {
      await parts.deleteMany({ owner }, session ? { session } : {});
    },

    /** Pictures are named by their hash: one that is there already is the same. */
    async putMedia(
      docs: readonly { sha256: string; mime: string; data: Uint8Array }[],
      at: number,
    ): Promise<void> {
      if (docs.length === 0) return;
      const writes = docs.map(({ sha256, mime, data }) => ({
        updateOne: {
          filter: { _id: sha256 },
          update: { $setOnInsert: { mime, data: Buffer.from(data) }, $max: { at } },
          upsert: true,
        },
      }));
      await media.bulkWrite(writes, { ordered: false });
    },
    /** Types of the stored pictures among these, by hash. */
    async mediaTypes(hashes: Iterable<string>): Promise<Map<string, string>> {
      const docs = await media
        .find({ _id: anyOf([...hashes]) }, { mime: 1 })
        .lean<Pick<MediaDoc, '_id' | 'mime'>[]>()
        .exec();
      return new Map(docs.map((d) => [d._id, d.mime]));
    },
    /** Keeps stored pictures from being dropped as unused for a while. */
    async touchMedia(hashes: Iterable<string>, at: number): Promise<void> {
      await media.updateMany({ _id: anyOf([...hashes]) }, { $max: { at } });
    },
    /** Removes pictures that are not in use and were handed in before a moment. Returns how many. */
    async dropMedia(used: ReadonlySet<string>, before: number): Promise<number> {
      const old = await media
        .find({ at: lessThan(before) }, { _id: 1 })
        .lean<{ _id: string }[]>()
        .exec();
      const gone = old.flatMap(({ _id }) => (used.has(_id) ? [] : _id));
      if (gone.length > 0) await media.deleteMany({ _id: anyOf(gone), at: lessThan(before) });
      return gone.length;
    },
    async media(sha256: string): Promise<{ mime: string; data: Buffer } | null> {
      const doc = await media.findById(sha256).lean<MediaDoc>().exec();
      return doc && { mime: doc.mime, data: bytesOf(doc.data) };
    },
  };
}
export type BankStore = ReturnType<typeof createBankStore>;
