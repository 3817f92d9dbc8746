import mongoose from 'mongoose';
import type { Db, Session } from '../../platform/mongo/connect';
import { lessThan, moreThan } from '../../platform/mongo/filter';
import type { IndexSpec } from '../../platform/mongo/migrate';
import { CHAIN_START, type AuditDoc, type ChainHead } from './audit-row';

const S = mongoose.Schema;
const auditSchema = new S<AuditDoc>(
  {
    _id: String,
    seq: Number,
    at: Number,
    actor: String,
    action: String,
    target: String,
    detail: S.Types.Mixed,
    prevHash: String,
    hash: String,
  },
  { collection: 'audit', versionKey: false, minimize: false },
);
type HeadDoc = ChainHead & { _id: string };
const headSchema = new S<HeadDoc>(
  { _id: String, seq: Number, at: Number, hash: String },
  { collection: 'auditHead', versionKey: false },
);
const HEAD = 'audit';

/** Indexes of the feature; the migration makes them. */
export const auditIndexes: IndexSpec[] = [
  { collection: 'audit', key: { seq: 1 }, options: { unique: true } },
  { collection: 'audit', key: { at: -1 } },
  { collection: 'audit', key: { target: 1, at: -1 } },
];

/** Puts the chain's first head in place; part of the migration. */
export async function startChain(db: Db): Promise<void> {
  await db.createCollection('auditHead');
  await db
    .collection<HeadDoc>('auditHead')
    .updateOne({ _id: HEAD }, { $setOnInsert: { ...CHAIN_START } }, { upsert: true });
}

export function createAuditStore(db: Db) {
  const rows = db.model('AuditRow', auditSchema);
  const heads = db.model('AuditHead', headSchema);
  return {
    /** Appends what `make` builds behind the head; two at once make one of them start again, so the chain never forks. */
    async append(session: Session, make: (head: ChainHead) => AuditDoc[]): Promise<void> {
      // Writing first takes the lock on the head, so that nobody reads a head that is about to move.
      const before = await heads
        .findOneAndUpdate({ _id: HEAD }, { $inc: { seq: 1 } }, { session, returnDocument: 'before' })
        .lean<HeadDoc>()
        .exec();
      if (!before) throw new Error('the audit chain has no head: migrations did not run');
      const made = make({ seq: before.seq, at: before.at, hash: before.hash });
      const last = made.at(-1) ?? before;
      await rows.insertMany(made, { session });
      const { seq, at, hash } = last;
      await heads.updateOne({ _id: HEAD }, { $set: { seq, at, hash } }, { session });
    },
    head: () => heads.findById(HEAD).lean<HeadDoc>().exec(),
    list(f: { before?: number | undefined; target?: string | undefined; limit: number }) {
      const target = f.target ? { target: f.target } : {};
      const before = f.before === undefined ? {} : { at: lessThan(f.before) };
      return rows
        .find({ ...target, ...before })
        .sort({ at: -1 })
        .limit(f.limit)
        .lean<AuditDoc[]>()
        .exec();
    },
    /** Rows after a number, in order, one at a time. */
    after: (seq: number) =>
      rows
        .find({ seq: moreThan(seq) })
        .sort({ seq: 1 })
        .lean<AuditDoc>()
        .cursor({ batchSize: 1000 }),
  };
}
export type AuditStore = ReturnType<typeof createAuditStore>;
