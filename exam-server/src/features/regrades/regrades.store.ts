import mongoose from 'mongoose';
import type { RegradeBasis, RegradeRow, RegradeVerdict, RegradeView } from 'exam-contract/http/regrades';
import type { Db, Session } from '../../platform/mongo/connect';
import { anyOf } from '../../platform/mongo/filter';
import type { IndexSpec } from '../../platform/mongo/migrate';

/** A person as logs and audit rows name one. */
interface Person {
  name: string;
  actor: string;
  at: number;
}

export interface RegradeDoc {
  _id: string;
  basis: RegradeBasis;
  questionIds: string[];
  keyVersion: string | null;
  state: RegradeView['state'];
  /** The last attempt looked at: work goes on behind it. */
  cursor: string;
  total: number;
  looked: number;
  created: Person;
  proposal: (Person & { reason: string }) | null;
  decision: (Person & { reason: string; approved: boolean }) | null;
  doneAt: number | null;
}

export interface RegradeRowDoc extends Omit<
  RegradeRow,
  'candidateName' | 'maskedIdNumber' | 'verdict' | 'booked'
> {
  /** `<regrade>/<attempt>`: looked at twice, it is the same row. */
  _id: string;
  regradeId: string;
  candidateId: string;
  bookingId: string;
  verdict: RegradeVerdict;
  /** Order in lists: what changes most comes first. */
  rank: number;
}

const S = mongoose.Schema;
const mixed = S.Types.Mixed;
const regradeSchema = new S<RegradeDoc>(
  {
    _id: String,
    basis: String,
    questionIds: [String],
    keyVersion: String,
    state: String,
    cursor: String,
    total: Number,
    looked: Number,
    created: mixed,
    proposal: mixed,
    decision: mixed,
    doneAt: Number,
  },
  { collection: 'regrades', versionKey: false, minimize: false },
);
const rowSchema = new S<RegradeRowDoc>(
  {
    _id: String,
    regradeId: String,
    attemptId: String,
    candidateId: String,
    bookingId: String,
    kindCode: String,
    endedAt: Number,
    passMark: Number,
    verdict: String,
    rank: Number,
    items: mixed,
    from: mixed,
    to: mixed,
    written: mixed,
    stale: Boolean,
  },
  { collection: 'regradeRows', versionKey: false, minimize: false },
);

/** Verdicts in the order a reader wants them; the first three are written. */
export const VERDICTS: readonly RegradeVerdict[] = [
  'passes',
  'resit',
  'higher',
  'lower',
  'brokenLog',
  'otherQuestion',
  'same',
  'settled',
];
const BETTER = VERDICTS.slice(0, 3);

export const regradeIndexes: IndexSpec[] = [
  { collection: 'regrades', key: { 'created.at': -1 } },
  { collection: 'regradeRows', key: { regradeId: 1, rank: 1, attemptId: 1 } },
];

/** Regrades and their attempts, one row each. */
export function createRegradeStore(db: Db) {
  const docs = db.model('Regrade', regradeSchema);
  const rows = db.model('RegradeRow', rowSchema);
  const open = { written: null, stale: false };
  return {
    all: () => docs.find().sort({ 'created.at': -1 }).limit(200).lean<RegradeDoc[]>().exec(),
    get: (id: string) => docs.findById(id).lean<RegradeDoc>().exec(),
    async insert(doc: RegradeDoc): Promise<void> {
      await docs.create([doc]);
    },
    /** The oldest that a server has to work on. */
    next: () =>
      docs
        .findOne({ state: anyOf(['trying', 'applying']) })
        .sort({ 'created.at': 1 })
        .lean<RegradeDoc>()
        .exec(),
    /** Moves one on from a state; false where it stands elsewhere. */
    async move(
      id: string,
      from: RegradeDoc['state'],
      set: Partial<RegradeDoc>,
      session?: Session,
    ): Promise<boolean> {
      const done = await docs.updateOne({ _id: id, state: from }, { $set: set }, session ? { session } : {});
      return done.matchedCount === 1;
    },
    /** Notes how far it was tried; false where another server is further. */
    async tried(id: string, from: string, to: string, looked: number): Promise<boolean> {
      const done = await docs.updateOne(
        { _id: id, state: 'trying', cursor: from },
        { $set: { cursor: to }, $inc: { looked } },
      );
      return done.matchedCount === 1;
    },
    async putRows(found: readonly RegradeRowDoc[]): Promise<void> {
      if (found.length === 0) return;
      await rows.bulkWrite(
        found.map((doc) => ({
          replaceOne: { filter: { _id: doc._id, written: null }, replacement: doc, upsert: true },
        })),
        { ordered: false },
      );
    },
    row: (regradeId: string, attemptId: string) =>
      rows.findById(`${regradeId}/${attemptId}`).lean<RegradeRowDoc>().exec(),
    rows: (regradeId: string, o: { verdict?: RegradeVerdict | undefined; skip: number; limit: number }) =>
      rows
        .find({ regradeId, ...(o.verdict ? { verdict: o.verdict } : {}) })
        .sort({ rank: 1, attemptId: 1 })
        .skip(o.skip)
        .limit(o.limit)
        .lean<RegradeRowDoc[]>()
        .exec(),
    /** Rows that a revision is still to be written for. */
    toWrite: (regradeId: string, limit: number) =>
      rows
        .find({ regradeId, verdict: anyOf(BETTER), ...open })
        .sort({ rank: 1, attemptId: 1 })
        .limit(limit)
        .lean<RegradeRowDoc[]>()
        .exec(),
    /** Notes once that a row is done; false where it was noted already. */
    async close(
      id: string,
      set: Pick<RegradeRowDoc, 'written' | 'stale'>,
      session: Session,
    ): Promise<boolean> {
      const done = await rows.updateOne({ _id: id, ...open }, { $set: set }, { session });
      return done.modifiedCount === 1;
    },
    async counts(regradeId: string): Promise<{
      counts: Record<RegradeVerdict, number>;
      better: number;
      written: number;
      stale: number;
    }> {
      const groups = await rows
        .aggregate<{ _id: RegradeVerdict; n: number; written: number; stale: number }>([
          { $match: { regradeId } },
          {
            $group: {
              _id: '$verdict',
              n: { $sum: 1 },
              written: { $sum: { $cond: [{ $ne: ['$written', null] }, 1, 0] } },
              stale: { $sum: { $cond: ['$stale', 1, 0] } },
            },
          },
        ])
        .exec();
      const of = new Map(groups.map((g) => [g._id, g]));
      const sum = (n: (g: (typeof groups)[number]) => number) => groups.reduce((all, g) => all + n(g), 0);
      return {
        counts: Object.fromEntries(VERDICTS.map((v) => [v, of.get(v)?.n ?? 0])) as Record<
          RegradeVerdict,
          number
        >,
        better: sum((g) => (BETTER.includes(g._id) ? g.n : 0)),
        written: sum((g) => g.written),
        stale: sum((g) => g.stale),
      };
    },
  };
}
export type RegradeStore = ReturnType<typeof createRegradeStore>;
