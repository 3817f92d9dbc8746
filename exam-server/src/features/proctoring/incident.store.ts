import mongoose from 'mongoose';
import type { IncidentView } from 'exam-contract/incident';
import type { Db } from '../../platform/mongo/connect';
import type { IndexSpec } from '../../platform/mongo/migrate';

/** An incident as stored. Names are looked up, not kept. */
export type IncidentDoc = Omit<IncidentView, 'id' | 'seatLabel' | 'candidateName'> & {
  _id: string;
  candidateId: string | null;
};

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
  { collection: 'incidents', key: { state: 1, openedAt: -1 } },
];

export interface IncidentFilter {
  roomId?: string | undefined;
  attemptId?: string | undefined;
  seatId?: string | undefined;
  state?: 'open' | 'closed' | undefined;
  unreviewed?: boolean | undefined;
  kind?: string | undefined;
  before?: number | undefined;
  limit: number;
}

export function createIncidentStore(db: Db) {
  const rows = db.model('Incident', schema);
  return {
    put: async (doc: IncidentDoc): Promise<void> => {
      const { _id, ...rest } = doc;
      await rows.updateOne({ _id }, { $set: rest }, { upsert: true });
    },
    get: (id: string) => rows.findById(id).lean<IncidentDoc>().exec(),
    review: (id: string, review: NonNullable<IncidentDoc['review']>) =>
      rows
        .findOneAndUpdate({ _id: id, review: null }, { $set: { review } }, { returnDocument: 'after' })
        .lean<IncidentDoc>()
        .exec(),
    list(f: IncidentFilter) {
      const q = rows.find();
      for (const k of ['roomId', 'attemptId', 'seatId', 'state', 'kind'] as const)
        if (f[k]) q.where(k).equals(f[k]);
      if (f.unreviewed) q.where('review').equals(null);
      if (f.before !== undefined) q.where({ openedAt: mongoose.trusted({ $lt: f.before }) });
      return q.sort({ openedAt: -1 }).limit(f.limit).lean<IncidentDoc[]>().exec();
    },
    open: () => rows.find({ state: 'open' }).lean<IncidentDoc[]>().exec(),
  };
}
export type IncidentStore = ReturnType<typeof createIncidentStore>;
