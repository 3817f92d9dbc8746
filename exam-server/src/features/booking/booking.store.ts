import mongoose from 'mongoose';
import type { BookingRow } from 'exam-contract/http/candidates';
import type { Db, Session } from '../../platform/mongo/connect';
import { anyOf, atLeast, atMost, lessThan } from '../../platform/mongo/filter';
import type { IndexSpec } from '../../platform/mongo/migrate';

export type BookingState = BookingRow['state'];
export interface BookingDoc {
  _id: string;
  candidateId: string;
  siteId: string;
  kindCode: string;
  licenceClass: string;
  /** First and last moment at which the test may be begun. */
  from: number;
  to: number;
  state: BookingState;
  createdAt: number;
  changedAt: number;
}

const S = mongoose.Schema;
const bookingSchema = new S<BookingDoc>(
  {
    _id: String,
    candidateId: String,
    siteId: String,
    kindCode: String,
    licenceClass: String,
    from: Number,
    to: Number,
    state: String,
    createdAt: Number,
    changedAt: Number,
  },
  { collection: 'bookings', versionKey: false },
);

/** Indexes of the feature; the migration makes them. */
export const bookingIndexes: IndexSpec[] = [
  { collection: 'bookings', key: { candidateId: 1, from: -1 } },
  { collection: 'bookings', key: { siteId: 1, state: 1, from: 1 } },
  { collection: 'bookings', key: { state: 1, to: 1 } },
];

export function createBookingStore(db: Db) {
  const bookings = db.model('Booking', bookingSchema);
  return {
    get: (id: string) => bookings.findById(id).lean<BookingDoc>().exec(),
    ofCandidates: (candidateIds: readonly string[]) =>
      bookings
        .find({ candidateId: anyOf(candidateIds) })
        .sort({ from: -1 })
        .lean<BookingDoc[]>()
        .exec(),
    ofCandidate: (candidateId: string, session: Session) =>
      bookings.find({ candidateId }, null, { session }).lean<BookingDoc[]>().exec(),
    /** Bookings of a site that may be begun now, of one candidate or of everybody. */
    openAt(siteId: string, now: number, candidateId?: string) {
      const whose = candidateId === undefined ? {} : { candidateId };
      return bookings
        .find({ siteId, state: 'booked', from: atMost(now), to: atLeast(now), ...whose })
        .sort({ from: 1 })
        .lean<BookingDoc[]>()
        .exec();
    },
    /** Codes of kinds with bookings that are open now or later. */
    openKinds: (now: number) =>
      bookings.distinct('kindCode', { state: anyOf(['booked', 'sitting']), to: atLeast(now) }).exec(),
    async insert(doc: BookingDoc, session: Session): Promise<void> {
      await bookings.create([doc], { session });
    },
    /** Moves a booking on only from one of the states named; null where it stands elsewhere. */
    move(id: string, from: readonly BookingState[], state: BookingState, now: number, session?: Session) {
      return bookings
        .findOneAndUpdate(
          { _id: id, state: anyOf(from) },
          { $set: { state, changedAt: now } },
          { returnDocument: 'after', ...(session ? { session } : {}) },
        )
        .lean<BookingDoc>()
        .exec();
    },
    /** Still waiting though their time is over, oldest first. */
    missed: (now: number, limit: number) =>
      bookings
        .find({ state: 'booked', to: lessThan(now) })
        .sort({ to: 1 })
        .limit(limit)
        .lean<BookingDoc[]>()
        .exec(),
  };
}
export type BookingStore = ReturnType<typeof createBookingStore>;
