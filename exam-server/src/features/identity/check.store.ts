import mongoose from 'mongoose';
import type { IdentityCheckView } from 'exam-contract/incident';
import type { Db, Session } from '../../platform/mongo/connect';
import type { IndexSpec } from '../../platform/mongo/migrate';
import type { FrameTrace } from './domain/checkin';

/** One identity check with everything it was decided by. Names are not kept here: they are looked up. */
export interface CheckDoc {
  _id: string;
  checkinId: string;
  seatId: string;
  roomId: string;
  siteId: string;
  deviceId: string;
  sittingId: string | null;
  at: number;
  method: IdentityCheckView['method'];
  state: IdentityCheckView['state'];
  candidateId: string | null;
  enrolledPhoto: string | null;
  livePhoto: string | null;
  score: number | null;
  second: number | null;
  thresholds: Record<string, number>;
  modelVersions: Record<string, string>;
  challenge: IdentityCheckView['challenge'];
  /** Every challenge of the check-in: what was asked, what the head did. */
  challenges: {
    turns: string[];
    done: number;
    why: string | null;
    trace: { at: number; yaw: number; same: number | null }[];
  }[];
  /** Frames looked at, newest last; of a recheck, the comparisons during the sitting. */
  frames: (FrameTrace | { at: number; score: number })[];
  tries: number;
  /** Why a person was called, as a code. */
  why: string | null;
  decidedBy: string | null;
  /** What the person who decided wrote. */
  reason: string | null;
}

const S = mongoose.Schema;
const mixed = S.Types.Mixed;
const schema = new S<CheckDoc>(
  {
    _id: String,
    checkinId: String,
    seatId: String,
    roomId: String,
    siteId: String,
    deviceId: String,
    sittingId: String,
    at: Number,
    method: String,
    state: String,
    candidateId: String,
    enrolledPhoto: String,
    livePhoto: String,
    score: Number,
    second: Number,
    thresholds: mixed,
    modelVersions: mixed,
    challenge: String,
    challenges: mixed,
    frames: mixed,
    tries: Number,
    why: String,
    decidedBy: String,
    reason: String,
  },
  { collection: 'identityChecks', versionKey: false, minimize: false },
);

export const checkIndexes: IndexSpec[] = [
  { collection: 'identityChecks', key: { roomId: 1, state: 1, at: -1 } },
  { collection: 'identityChecks', key: { sittingId: 1, at: 1 } },
];

export function createCheckStore(db: Db) {
  const rows = db.model('IdentityCheck', schema);
  return {
    add: async (doc: CheckDoc): Promise<void> => void (await rows.create([doc])),
    get: (id: string) => rows.findById(id).lean<CheckDoc>().exec(),
    /** Changes a check only while it waits for a person, so that two decisions cannot both count. */
    settle: (id: string, set: Partial<CheckDoc>, session?: Session) =>
      rows
        .findOneAndUpdate(
          { _id: id, state: 'pending' },
          { $set: set },
          { returnDocument: 'after', ...(session ? { session } : {}) },
        )
        .lean<CheckDoc>()
        .exec(),
    setSitting: async (id: string, sittingId: string): Promise<void> =>
      void (await rows.updateOne({ _id: id }, { $set: { sittingId } })),
    list(f: { roomId?: string | undefined; sittingId?: string | undefined; state?: string | undefined }) {
      const q = rows.find();
      if (f.roomId) q.where('roomId').equals(f.roomId);
      if (f.sittingId) q.where('sittingId').equals(f.sittingId);
      if (f.state) q.where('state').equals(f.state);
      return q.sort({ at: -1 }).limit(100).lean<CheckDoc[]>().exec();
    },
    /** The check that opened a sitting, with its live picture. */
    opening: (sittingId: string) =>
      rows
        .findOne({
          sittingId,
          state: mongoose.trusted({ $in: ['passed', 'allowed'] }),
          method: mongoose.trusted({ $ne: 'recheck' }),
        })
        .sort({ at: 1 })
        .lean<CheckDoc>()
        .exec(),
    /** What waited for a person when the server went down waits no more: the terminal begins anew. */
    expirePending: async (): Promise<void> =>
      void (await rows.updateMany({ state: 'pending' }, { $set: { state: 'expired' } })),
  };
}
export type CheckStore = ReturnType<typeof createCheckStore>;
