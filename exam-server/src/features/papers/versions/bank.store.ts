import mongoose from 'mongoose';
import { question, type Position, type Question } from 'question-bank';
import { bytesOf, type StoredBytes } from '../../../platform/mongo/bytes';
import type { Db, Session } from '../../../platform/mongo/connect';
import { anyOf, lessThan } from '../../../platform/mongo/filter';
import type { IndexSpec } from '../../../platform/mongo/migrate';
import { PART, type Entry, type PartsChanged } from '../drafts/draft-parts';

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

/** Parts that are fetched at once: a megabyte of texts is taken apart in some ten milliseconds. */
const FETCHED = 4;
/** Most pictures have some ten kilobytes; more than 16 MB never come at once. */
const PICTURES_FETCHED = 32;

/** Pictures that were handed in so lately are not written again: that would be a gigabyte. */
const FRESH_MS = 3_600_000;
const SLICE = 1000;
function inSlices(hashes: Iterable<string>): string[][] {
  const all = [...hashes];
  return Array.from({ length: Math.ceil(all.length / SLICE) }, (_, i) =>
    all.slice(i * SLICE, (i + 1) * SLICE),
  );
}

export function createBankStore(db: Db) {
  const versions = db.model('BankVersion', versionSchema);
  const parts = db.model('BankQuestions', partSchema);
  const media = db.model('BankMedia', mediaSchema);
  return {
    versions: () => versions.find().sort({ order: -1 }).lean<VersionDoc[]>().exec(),
    /** The newest versions by name, without what is in them. */
    newest: (count: number) =>
      versions
        .find({}, { name: 1, questions: 1 })
        .sort({ order: -1 })
        .limit(count)
        .lean<Pick<VersionDoc, '_id' | 'name' | 'questions'>[]>()
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

    /**
     * Writes the questions of a version before the version itself, a part at a time: fifty thousand are more than one
     * transaction should hold. Whoever writes the same version beside it writes the same.
     */
    async putQuestions(owner: string, questions: readonly Question[], at: number): Promise<void> {
      for (let from = 0; from < questions.length; from += PART) {
        const set = { questions: questions.slice(from, from + PART) };
        await parts.updateOne({ owner, part: from / PART }, { $set: set, $max: { at } }, { upsert: true });
      }
    },
    /** Writes one part of a draft that is still being read. */
    async insertPart(doc: Required<PartDoc>): Promise<void> {
      await parts.create([doc]);
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
      const docs = parts.find({ owner }).sort({ part: 1 }).lean<PartDoc[]>().batchSize(FETCHED).cursor();
      const all: Question[] = [];
      for await (const d of docs) {
        for (const q of d.questions) all.push(question.parse(q));
        // Answers of a running test are not to wait for a large bank.
        await new Promise((resolve) => setImmediate(resolve));
      }
      return all;
    },
    /** The same a part at a time and as they are stored, for a process that judges them itself. */
    async *questionParts(owner: string): AsyncGenerator<Question[]> {
      const docs = parts
        .find({ owner }, { questions: 1 })
        .sort({ part: 1 })
        .lean<Pick<PartDoc, 'questions'>[]>()
        .batchSize(FETCHED)
        .cursor();
      for await (const d of docs) yield d.questions;
    },
    /** Questions of a draft with their places, a part at a time and as they are stored. */
    async *entries(owner: string): AsyncGenerator<Entry[]> {
      const docs = parts.find({ owner }).sort({ part: 1 }).lean<PartDoc[]>().batchSize(FETCHED).cursor();
      for await (const { part, questions, places } of docs)
        yield questions.map((q, i) => ({ question: q, at: places?.[i] ?? { file: '' }, part }));
    },
    /** One question of a draft with its place, without reading all of it. */
    async entry(owner: string, questionId: string): Promise<Entry | null> {
      const doc = await parts.findOne({ owner, 'questions.id': questionId }).lean<PartDoc>().exec();
      const i = doc?.questions.findIndex((q) => q.id === questionId) ?? -1;
      return doc && i >= 0
        ? { question: doc.questions[i], at: doc.places?.[i] ?? { file: '' }, part: doc.part }
        : null;
    },
    /** Writes what a check changed in the questions of a draft. */
    async applyChange(
      owner: string,
      { parts: changed, fresh }: PartsChanged,
      now: number,
      session: Session,
    ): Promise<void> {
      for (const { part, questions, places } of changed) {
        if (questions.length > 0)
          await parts.updateOne({ owner, part }, { $set: { questions, places } }, { session });
        else await parts.deleteOne({ owner, part }, { session });
      }
      const last = await parts
        .findOne({ owner }, { part: 1 }, { session })
        .sort({ part: -1 })
        .lean<Pick<PartDoc, 'part'>>()
        .exec();
      let part = (last?.part ?? -1) + 1;
      for (let at = 0; at < fresh.questions.length; at += PART, part += 1) {
        const questions = fresh.questions.slice(at, at + PART);
        const places = fresh.places.slice(at, at + PART);
        await parts.create([{ owner, part, questions, places, at: now }], { session });
      }
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
      const types = new Map<string, string>();
      for (const some of inSlices(hashes)) {
        const docs = await media
          .find({ _id: anyOf(some) }, { mime: 1 })
          .lean<Pick<MediaDoc, '_id' | 'mime'>[]>()
          .exec();
        for (const { _id, mime } of docs) types.set(_id, mime);
      }
      return types;
    },
    /** Keeps stored pictures from being dropped as unused for a while. */
    async touchMedia(hashes: Iterable<string>, at: number): Promise<void> {
      for (const some of inSlices(hashes))
        await media.updateMany({ _id: anyOf(some), at: lessThan(at - FRESH_MS) }, { $max: { at } });
    },
    /** Removes pictures that are not in use and were handed in before a moment. Returns their hashes. */
    async dropMedia(used: ReadonlySet<string>, before: number): Promise<string[]> {
      const old = await media
        .find({ at: lessThan(before) }, { _id: 1 })
        .lean<{ _id: string }[]>()
        .exec();
      const gone = old.flatMap(({ _id }) => (used.has(_id) ? [] : _id));
      if (gone.length > 0) await media.deleteMany({ _id: anyOf(gone), at: lessThan(before) });
      return gone;
    },
    /** Stored pictures among these, each once, in any order; some at a time. */
    async *pictures(hashes: Iterable<string>): AsyncGenerator<{ sha256: string; data: Buffer }> {
      for (const some of inSlices(new Set(hashes))) {
        const docs = media
          .find({ _id: anyOf(some) }, { data: 1 })
          .lean<Pick<MediaDoc, '_id' | 'data'>[]>()
          .batchSize(PICTURES_FETCHED)
          .cursor();
        for await (const { _id, data } of docs) yield { sha256: _id, data: bytesOf(data) };
      }
    },
    async media(sha256: string): Promise<{ mime: string; data: Buffer } | null> {
      const doc = await media.findById(sha256).lean<MediaDoc>().exec();
      return doc && { mime: doc.mime, data: bytesOf(doc.data) };
    },
  };
}
export type BankStore = ReturnType<typeof createBankStore>;
