import mongoose from 'mongoose';
import type { Text } from 'exam-contract/ids';
import type { Db, Session } from '../../platform/mongo/connect';
import { anyOf, moreThan } from '../../platform/mongo/filter';
import type { IndexSpec } from '../../platform/mongo/migrate';

export interface SiteDoc {
  _id: string;
  name: Text;
  /** Code of the region whose questions are asked there; absent or null: as blueprints say. */
  region?: string | null;
  createdAt: number;
}
export interface RoomDoc {
  _id: string;
  siteId: string;
  name: Text;
  challenge: 'on' | 'off';
  createdAt: number;
}
export interface SeatDoc {
  _id: string;
  roomId: string;
  siteId: string;
  number: number;
  label: string;
}
/** A browser that became the terminal of a seat. `open` is absent once it was revoked or replaced. */
export interface TerminalDoc {
  _id: string;
  seatId: string;
  enrolledAt: number;
  open?: true;
  revokedAt: number | null;
}
/** `_id` is a keyed hash of the code: the code itself is nowhere at rest. */
export interface CodeDoc {
  _id: string;
  seatId: string;
  createdBy: string;
  until: number;
  usedAt: number | null;
  expireAt: Date;
}

const S = mongoose.Schema;
const text = { 'zh-CN': String, en: String };
const options = (collection: string) => ({ collection, versionKey: false as const });
const siteSchema = new S<SiteDoc>(
  { _id: String, name: text, region: String, createdAt: Number },
  options('sites'),
);
const roomSchema = new S<RoomDoc>(
  { _id: String, siteId: String, name: text, challenge: String, createdAt: Number },
  options('rooms'),
);
const seatSchema = new S<SeatDoc>(
  { _id: String, roomId: String, siteId: String, number: Number, label: String },
  options('seats'),
);
const terminalSchema = new S<TerminalDoc>(
  { _id: String, seatId: String, enrolledAt: Number, open: Boolean, revokedAt: Number },
  options('terminals'),
);
const codeSchema = new S<CodeDoc>(
  { _id: String, seatId: String, createdBy: String, until: Number, usedAt: Number, expireAt: Date },
  options('enrolmentCodes'),
);

/** Indexes of the feature; the migration makes them. */
export const siteIndexes: IndexSpec[] = [
  { collection: 'sites', key: { createdAt: 1 } },
  { collection: 'rooms', key: { siteId: 1, createdAt: 1 } },
  { collection: 'seats', key: { roomId: 1, number: 1 }, options: { unique: true } },
  {
    collection: 'terminals',
    key: { seatId: 1, open: 1 },
    options: { unique: true, partialFilterExpression: { open: true } },
  },
  { collection: 'enrolmentCodes', key: { seatId: 1 } },
  { collection: 'enrolmentCodes', key: { expireAt: 1 }, options: { expireAfterSeconds: 0 } },
];

export function createSiteStore(db: Db) {
  const sites = db.model('Site', siteSchema);
  const rooms = db.model('Room', roomSchema);
  const seats = db.model('Seat', seatSchema);
  const terminals = db.model('Terminal', terminalSchema);
  const codes = db.model('EnrolmentCode', codeSchema);
  return {
    sites: () => sites.find().sort({ createdAt: 1 }).lean<SiteDoc[]>().exec(),
    site: (id: string) => sites.findById(id).lean<SiteDoc>().exec(),
    rooms: () => rooms.find().sort({ createdAt: 1 }).lean<RoomDoc[]>().exec(),
    room: (id: string) => rooms.findById(id).lean<RoomDoc>().exec(),
    seat: (id: string) => seats.findById(id).lean<SeatDoc>().exec(),
    seatsOf: (roomId: string) => seats.find({ roomId }).sort({ number: 1 }).lean<SeatDoc[]>().exec(),
    async seatCounts(): Promise<Map<string, number>> {
      const rows = await seats.aggregate<{ _id: string; n: number }>([
        { $group: { _id: '$roomId', n: { $sum: 1 } } },
      ]);
      return new Map(rows.map((r) => [r._id, r.n]));
    },
    setRegion: (siteId: string, region: string | null, session: Session) =>
      sites
        .findByIdAndUpdate(siteId, { $set: { region } }, { session, returnDocument: 'after' })
        .lean<SiteDoc>()
        .exec(),
    async insertSite(doc: SiteDoc, session: Session): Promise<void> {
      await sites.create([doc], { session });
    },
    async insertRoom(doc: RoomDoc, itsSeats: SeatDoc[], session: Session): Promise<void> {
      await rooms.create([doc], { session });
      await seats.insertMany(itsSeats, { session });
    },
    setChallenge: (roomId: string, challenge: 'on' | 'off', session: Session) =>
      rooms
        .findByIdAndUpdate(roomId, { $set: { challenge } }, { session, returnDocument: 'after' })
        .lean<RoomDoc>()
        .exec(),

    terminal: (deviceId: string) => terminals.findById(deviceId).lean<TerminalDoc>().exec(),
    openTerminals: (seatIds: readonly string[]) =>
      terminals
        .find({ open: true, seatId: anyOf(seatIds) })
        .lean<TerminalDoc[]>()
        .exec(),
    /** Ends the terminal of a seat; what it was, or null where there was none. */
    closeTerminal: (seatId: string, revokedAt: number, session: Session) =>
      terminals
        .findOneAndUpdate({ seatId, open: true }, { $set: { revokedAt }, $unset: { open: 1 } }, { session })
        .lean<TerminalDoc>()
        .exec(),
    async insertTerminal(doc: TerminalDoc, session: Session): Promise<void> {
      await terminals.create([doc], { session });
    },

    /** A new code for a seat; the codes it had before are void. */
    async insertCode(doc: CodeDoc, session: Session): Promise<void> {
      await codes.deleteMany({ seatId: doc.seatId, usedAt: null }, { session });
      await codes.create([doc], { session });
    },
    /** Uses a code up, or null where it is unknown, used or out of time. */
    useCode: (hash: string, now: number, session: Session) =>
      codes
        .findOneAndUpdate(
          { _id: hash, usedAt: null, until: moreThan(now) },
          { $set: { usedAt: now } },
          { session },
        )
        .lean<CodeDoc>()
        .exec(),
  };
}
export type SiteStore = ReturnType<typeof createSiteStore>;
