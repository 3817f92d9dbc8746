import mongoose from 'mongoose';
import type { Withdrawal } from 'exam-contract/http/withdrawals';
import type { WithdrawalCode } from 'exam-contract/withdrawal';
import type { Db, Session } from '../../../platform/mongo/connect';

/** A question out of all draws; its id is the document's. */
export interface WithdrawalDoc {
  _id: string;
  stem: Withdrawal['stem'];
  code?: WithdrawalCode;
  reason: string;
  /** Papers being answered are adjusted too; without it the question is out of new papers only. */
  adjustsRunning?: boolean;
  by: string;
  actor: string;
  at: number;
}
const schema = new mongoose.Schema<WithdrawalDoc>(
  {
    _id: String,
    stem: mongoose.Schema.Types.Mixed,
    code: String,
    reason: String,
    adjustsRunning: Boolean,
    by: String,
    actor: String,
    at: Number,
  },
  { collection: 'bankWithdrawals', versionKey: false },
);

export function createWithdrawalStore(db: Db) {
  const docs = db.model('BankWithdrawal', schema);
  return {
    get: (questionId: string) => docs.findById(questionId).lean<WithdrawalDoc>().exec(),
    async insert(doc: WithdrawalDoc, session: Session): Promise<void> {
      await docs.create([doc], { session });
    },
    async remove(questionId: string, session: Session): Promise<void> {
      await docs.deleteOne({ _id: questionId }, { session });
    },
    all: () => docs.find().sort({ at: -1 }).lean<WithdrawalDoc[]>().exec(),
    forRunning: () => docs.find({ adjustsRunning: true }).lean<WithdrawalDoc[]>().exec(),
    /** Ids of all questions that no draw may take. */
    async ids(): Promise<ReadonlySet<string>> {
      const found = await docs.find({}, { _id: 1 }).lean<{ _id: string }[]>().exec();
      return new Set(found.map((d) => d._id));
    },
  };
}
export type WithdrawalStore = ReturnType<typeof createWithdrawalStore>;
