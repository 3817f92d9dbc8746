import mongoose from 'mongoose';
import type { Db, Session } from '../../platform/mongo/connect';
import { anyOf } from '../../platform/mongo/filter';
import type { IndexSpec } from '../../platform/mongo/migrate';

/** One examiner answerable for one room from `since` on; `open` is absent once it ended. */
export interface DutyDoc {
  _id: string;
  roomId: string;
  staffId: string;
  name: string;
  certificate: string;
  since: number;
  open?: true;
  endedAt: number | null;
}
interface PresenceDoc {
  _id: string;
  seenAt: number;
}

const S = mongoose.Schema;
const dutySchema = new S<DutyDoc>(
  {
    _id: String,
    roomId: String,
    staffId: String,
    name: String,
    certificate: String,
    since: Number,
    open: Boolean,
    endedAt: Number,
  },
  { collection: 'duties', versionKey: false },
);
const presenceSchema = new S<PresenceDoc>(
  { _id: String, seenAt: Number },
  { collection: 'staffPresence', versionKey: false },
);

/** Indexes of duty; the migration makes them. */
export const dutyIndexes: IndexSpec[] = [
  {
    collection: 'duties',
    key: { roomId: 1, open: 1 },
    options: { unique: true, partialFilterExpression: { open: true } },
  },
  { collection: 'duties', key: { roomId: 1, since: -1 } },
  { collection: 'duties', key: { staffId: 1, since: -1 } },
];

export function createDutyStore(db: Db) {
  const duties = db.model('Duty', dutySchema);
  const presence = db.model('StaffPresence', presenceSchema);
  return {
    openFor: (roomId: string, session?: Session) =>
      duties
        .findOne({ roomId, open: true }, null, session ? { session } : {})
        .lean<DutyDoc>()
        .exec(),
    allOpen: () => duties.find({ open: true }).lean<DutyDoc[]>().exec(),
    async begin(doc: DutyDoc, session: Session): Promise<void> {
      await duties.create([doc], { session });
    },
    async end(dutyId: string, endedAt: number, session: Session): Promise<void> {
      await duties.updateOne({ _id: dutyId }, { $set: { endedAt }, $unset: { open: 1 } }, { session });
    },
    async seen(staffIds: readonly string[], at: number): Promise<void> {
      if (staffIds.length === 0) return;
      await presence.bulkWrite(
        staffIds.map((id) => ({
          updateOne: { filter: { _id: id }, update: { $max: { seenAt: at } }, upsert: true },
        })),
      );
    },
    async seenAt(staffIds: readonly string[]): Promise<Map<string, number>> {
      const rows = await presence
        .find({ _id: anyOf(staffIds) })
        .lean<PresenceDoc[]>()
        .exec();
      return new Map(rows.map((r) => [r._id, r.seenAt]));
    },
  };
}
export type DutyStore = ReturnType<typeof createDutyStore>;
