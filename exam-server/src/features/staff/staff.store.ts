import mongoose from 'mongoose';
import type { Role } from 'exam-contract/http/roles';
import { AppError } from '../../platform/errors';
import { isDuplicateKey, type Db, type Session } from '../../platform/mongo/connect';
import { otherThan } from '../../platform/mongo/filter';
import type { IndexSpec } from '../../platform/mongo/migrate';

export interface StaffDoc {
  _id: string;
  /** Lower case; what one signs in with. */
  username: string;
  name: string;
  roles: Role[];
  /** argon2id in its own text form. */
  passwordHash: string;
  /** Number of the examiner certificate, null where there is none. */
  examinerCertificate: string | null;
  /** Grows when the password or the account changes: tokens of a smaller version are void. */
  ver: number;
  disabled: boolean;
  createdAt: number;
  /** How often it was what let another administrator's account be closed. */
  relied?: number;
}
/** Failed sign-ins of a user name, whether or not such an account exists. */
export interface FailureDoc {
  _id: string;
  count: number;
  /** The count starts anew after this moment. */
  until: number;
  /** For the database to remove the row. */
  expireAt: Date;
}

/** What of an account can change. */
export type StaffChange = Partial<
  Pick<StaffDoc, 'passwordHash' | 'disabled' | 'name' | 'roles' | 'examinerCertificate'>
>;

const S = mongoose.Schema;
const staffSchema = new S<StaffDoc>(
  {
    _id: String,
    username: String,
    name: String,
    roles: [String],
    passwordHash: String,
    examinerCertificate: String,
    ver: Number,
    disabled: Boolean,
    createdAt: Number,
    relied: Number,
  },
  { collection: 'staff', versionKey: false },
);
const failureSchema = new S<FailureDoc>(
  { _id: String, count: Number, until: Number, expireAt: Date },
  { collection: 'signInFailures', versionKey: false },
);

/** Indexes of accounts and sign-in; the migration makes them. */
export const staffIndexes: IndexSpec[] = [
  { collection: 'staff', key: { username: 1 }, options: { unique: true } },
  { collection: 'signInFailures', key: { expireAt: 1 }, options: { expireAfterSeconds: 0 } },
];

export function createStaffStore(db: Db) {
  const staff = db.model('Staff', staffSchema);
  const failures = db.model('SignInFailure', failureSchema);
  return {
    async insert(doc: StaffDoc, session: Session): Promise<void> {
      try {
        await staff.create([doc], { session });
      } catch (err) {
        if (isDuplicateKey(err)) throw new AppError('CONFLICT', { field: 'username' }, { cause: err });
        throw err;
      }
    },
    byId: (id: string, session?: Session) =>
      staff
        .findById(id, null, session ? { session } : {})
        .lean<StaffDoc>()
        .exec(),
    byUsername: (username: string) => staff.findOne({ username }).lean<StaffDoc>().exec(),
    all: () => staff.find().sort({ username: 1 }).lean<StaffDoc[]>().exec(),
    any: async () => (await staff.exists({})) !== null,
    /**
     * Whether somebody else can still administer. It writes to that account, so that of two administrators who
     * close each other's at the same moment one meets a write conflict and asks again.
     */
    otherAdmin: async (id: string, session: Session) =>
      (
        await staff
          .updateOne(
            { _id: otherThan(id), roles: 'admin', disabled: false },
            { $inc: { relied: 1 } },
            { session },
          )
          .exec()
      ).matchedCount > 0,
    /** Changes an account and voids its tokens. */
    change: (id: string, set: StaffChange, session: Session) =>
      staff
        .findByIdAndUpdate(id, { $set: set, $inc: { ver: 1 } }, { session, returnDocument: 'after' })
        .lean<StaffDoc>()
        .exec(),
    /**
     * Counts an attempt before its password is looked at, so that many at once cannot slip under the limit.
     * The count starts anew once `until` has passed.
     */
    async countAttempt(key: string, now: number, windowMs: number): Promise<FailureDoc> {
      const fresh = { $lte: [{ $ifNull: ['$until', 0] }, now] };
      const pipeline = [
        {
          $set: {
            count: { $cond: [fresh, 1, { $add: ['$count', 1] }] },
            until: { $cond: [fresh, now + windowMs, '$until'] },
            expireAt: new Date(now + 2 * windowMs),
          },
        },
      ];
      const doc = await failures
        .findOneAndUpdate({ _id: key }, pipeline, {
          upsert: true,
          returnDocument: 'after',
          updatePipeline: true,
        })
        .lean<FailureDoc>()
        .exec();
      return doc;
    },
    /** From the last allowed failure on, the lock runs its whole length. */
    lockUntil: (key: string, until: number) => failures.updateOne({ _id: key }, { $set: { until } }).exec(),
    forget: (key: string) => failures.deleteOne({ _id: key }).exec(),
  };
}
export type StaffStore = ReturnType<typeof createStaffStore>;
