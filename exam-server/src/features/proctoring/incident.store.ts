import mongoose from 'mongoose';
import type { Db, Session } from '../../platform/mongo/connect';
import type { IndexSpec } from '../../platform/mongo/migrate';
import type { IncidentDoc } from './domain/incident-book';

const S = mongoose.Schema;
const mixed = S.Types.Mixed;
const schema = new S<IncidentDoc>(
  {
    _id: String,
    kind: String,
    severity: String,
    state: String,
    roomId: String,
    seatId: String,
    sittingId: String,
    attemptId: String,
    candidateId: String,
    openedAt: Number,
    updatedAt: Number,
    closedAt: Number,
    trace: mixed,
    thresholds: mixed,
    modelVersions: mixed,
    stills: mixed,
    detail: mixed,
    review: mixed,
  },
  { collection: 'incidents', versionKey: false, minimize: false },
);

export const incidentIndexes: IndexSpec[] = [
  { collection: 'incidents', key: { roomId: 1, openedAt: -1 } },
  { collection: 'incidents', key: { attemptId: 1, openedAt: 1 } },
  { collection: 'incidents', key: { seatId: 1, openedAt: -1 } },
  { collection: 'incidents', key: { sittingId: 1, openedAt: -1 } },
  { collection: 'incidents', key: { state: 1, openedAt: -1 } },
];

export interface IncidentFilter {
  roomId?: string | undefined;
  attemptId?: string | undefined;
  seatId?: string | undefined;
  sittingIds?: readonly string[] | undefined;
  state?: 'open' | 'closed' | undefined;
  unreviewed?: boolean | undefined;
  kind?: string | undefined;
  before?: number | undefined;
  limit: number;
}

export function createIncidentStore(db: Db) {
  const rows = db.model('Incident', schema);
  return {
    /** Writes all but the review, which only people write. */
    put: async ({ _id, review: _review, ...rest }: IncidentDoc): Promise<void> =>
      void (await rows.updateOne({ _id }, { $set: rest, $setOnInsert: { review: null } }, { upsert: true })),
    get: (id: string) => rows.findById(id).lean<IncidentDoc>().exec(),
    /** @returns null where somebody judged it before */
    review: (id: string, review: NonNullable<IncidentDoc['review']>, session: Session) =>
      rows
        .findOneAndUpdate(
          { _id: id, review: null },
          { $set: { review } },
          { returnDocument: 'after', session },
        )
        .lean<IncidentDoc>()
        .exec(),
    list(f: IncidentFilter) {
      const q = rows.find();
      for (const k of ['roomId', 'attemptId', 'seatId', 'state', 'kind'] as const)
        if (f[k]) q.where(k).equals(f[k]);
      if (f.sittingIds) q.where({ sittingId: mongoose.trusted({ $in: f.sittingIds }) });
      if (f.unreviewed) q.where('review').equals(null);
      if (f.before !== undefined) q.where({ openedAt: mongoose.trusted({ $lt: f.before }) });
      return q.sort({ openedAt: -1 }).limit(f.limit).lean<IncidentDoc[]>().exec();
    },
    open: () => rows.find({ state: 'open' }).lean<IncidentDoc[]>().exec(),
  };
}
export type IncidentStore = ReturnType<typeof createIncidentStore>;
