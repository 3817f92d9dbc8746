import mongoose from 'mongoose';
import type { ItemTally, PaperTally } from 'question-bank';
import type { Db, Session } from '../../platform/mongo/connect';
import { anyOf } from '../../platform/mongo/filter';
import type { IndexSpec } from '../../platform/mongo/migrate';

/** `all`, or one part of all: `site:<id>`, `lang:<tag>`, `week:<its Monday>`. */
export type Part = 'all' | `${'site' | 'lang' | 'week'}:${string}`;

export interface ItemDoc {
  version: string;
  kind: string;
  questionId: string;
  part: Part;
  tally: ItemTally;
}
export interface PaperDoc {
  version: string;
  kind: string;
  part: Part;
  /** Questions a paper. */
  length: number;
  tally: PaperTally;
}

interface StoredItem {
  _id: string;
  version: string;
  kind: string;
  questionId: string;
  part: Part;
  /** By choice: how many, sum of rest scores, sum of their squares. */
  c: Record<string, { n: number; s: number; q: number }>;
  /** By class of time. */
  t?: Record<string, number>;
}
interface StoredPaper extends PaperTally {
  _id: string;
  version: string;
  kind: string;
  part: Part;
  length: number;
}
interface Counted {
  _id: string;
  at: number;
}
interface Mark {
  _id: string;
  until: number;
  at: number;
}

const S = mongoose.Schema;
const mixed = S.Types.Mixed;
const options = (collection: string) => ({ collection, versionKey: false as const });
const itemSchema = new S<StoredItem>(
  { _id: String, version: String, kind: String, questionId: String, part: String, c: mixed, t: mixed },
  options('itemTallies'),
);
const paperSchema = new S<StoredPaper>(
  {
    _id: String,
    version: String,
    kind: String,
    part: String,
    length: Number,
    n: Number,
    passed: Number,
    right: Number,
    rightSquares: Number,
  },
  options('paperTallies'),
);
const countedSchema = new S<Counted>({ _id: String, at: Number }, options('countedAttempts'));
const markSchema = new S<Mark>({ _id: String, until: Number, at: Number }, options('statisticsMarks'));

export const statisticsIndexes: IndexSpec[] = [
  { collection: 'itemTallies', key: { version: 1, part: 1 } },
  { collection: 'itemTallies', key: { version: 1, questionId: 1 } },
  { collection: 'paperTallies', key: { version: 1 } },
  { collection: 'countedAttempts', key: { at: 1 } },
  { collection: 'statisticsMarks', key: { at: 1 } },
];

const MARK = 'attempts';

/** Sums over answers and papers; nothing of any person but the ids of attempts that were counted. */
export function createStatisticsStore(db: Db) {
  const items = db.model('ItemTally', itemSchema);
  const papers = db.model('PaperTally', paperSchema);
  const counted = db.model('CountedAttempt', countedSchema);
  const marks = db.model('StatisticsMark', markSchema);

  return {
    /** Which of these attempts are in the sums already. */
    async counted(attemptIds: readonly string[]): Promise<Set<string>> {
      const found = await counted
        .find({ _id: anyOf(attemptIds) }, { _id: 1 })
        .lean<{ _id: string }[]>()
        .exec();
      return new Set(found.map((d) => d._id));
    },
    /** Adds to the sums and notes the attempts as counted. One already noted refuses all of it. */
    async add(
      session: Session,
      attemptIds: readonly string[],
      at: number,
      add: { items: readonly ItemDoc[]; papers: readonly PaperDoc[] },
    ): Promise<void> {
      await counted.insertMany(
        attemptIds.map((_id) => ({ _id, at })),
        { session },
      );
      if (add.items.length > 0)
        await items.bulkWrite(
          add.items.map(({ version, kind, questionId, part, tally }) => ({
            updateOne: {
              filter: { _id: [version, kind, questionId, part].join('|') },
              update: { $inc: increments(tally), $setOnInsert: { version, kind, questionId, part } },
              upsert: true,
            },
          })),
          { session, ordered: false },
        );
      if (add.papers.length > 0)
        await papers.bulkWrite(
          add.papers.map(({ version, kind, part, length, tally }) => ({
            updateOne: {
              filter: { _id: [version, kind, part].join('|') },
              update: { $inc: { ...tally }, $setOnInsert: { version, kind, part, length } },
              upsert: true,
            },
          })),
          { session, ordered: false },
        );
    },
    mark: () => marks.findById(MARK).lean<Mark>().exec(),
    async setMark(until: number, at: number): Promise<void> {
      await marks.updateOne({ _id: MARK }, { $set: { until, at } }, { upsert: true });
    },

    /** Tallies of a version, of all kinds or of one. */
    async items(version: string, part: Part, kind?: string): Promise<ItemDoc[]> {
      const found = await items
        .find({ version, part, ...(kind === undefined ? {} : { kind }) })
        .lean<StoredItem[]>()
        .exec();
      return found.map(itemDoc);
    },
    /** Tallies of all questions by week. */
    async weeks(version: string, kind?: string): Promise<ItemDoc[]> {
      const found = await items
        .find({ version, part: anyWeek, ...(kind === undefined ? {} : { kind }) })
        .lean<StoredItem[]>()
        .exec();
      return found.map(itemDoc);
    },
    /** All tallies of one question. */
    async item(version: string, questionId: string, kind?: string): Promise<ItemDoc[]> {
      const found = await items
        .find({ version, questionId, ...(kind === undefined ? {} : { kind }) })
        .lean<StoredItem[]>()
        .exec();
      return found.map(itemDoc);
    },
    async papers(version: string): Promise<PaperDoc[]> {
      const found = await papers.find({ version }).lean<StoredPaper[]>().exec();
      return found.map(({ _id, version: v, kind, part, length, ...tally }) => ({
        version: v,
        kind,
        part,
        length,
        tally,
      }));
    },
    /** Versions of which papers were counted. */
    versions: (): Promise<string[]> => papers.distinct('version').exec(),
  };
}
export type StatisticsStore = ReturnType<typeof createStatisticsStore>;

/** Weeks by their days; no day comes before the first or after the last of these. */
const anyWeek = mongoose.trusted({ $gte: 'week:0' as const, $lt: 'week:a' as const });

function increments({ choices, times }: ItemTally): Record<string, number> {
  const inc: Record<string, number> = {};
  for (const [key, c] of Object.entries(choices)) {
    inc[`c.${key}.n`] = c.n;
    inc[`c.${key}.s`] = c.rest;
    inc[`c.${key}.q`] = c.restSquares;
  }
  for (const [i, n] of times.entries()) if (n > 0) inc[`t.${i}`] = n;
  return inc;
}

function itemDoc({ version, kind, questionId, part, c, t = {} }: StoredItem): ItemDoc {
  const times: number[] = [];
  for (const [i, n] of Object.entries(t)) {
    while (times.length <= Number(i)) times.push(0);
    times[Number(i)] = n;
  }
  const choices = Object.fromEntries(
    Object.entries(c).map(([key, { n, s, q }]) => [key, { n, rest: s, restSquares: q }]),
  );
  return { version, kind, questionId, part, tally: { choices, times } };
}
