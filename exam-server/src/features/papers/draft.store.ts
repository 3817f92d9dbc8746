import mongoose from 'mongoose';
import type { BankDraft } from 'exam-contract/http/banks';
import type { Db, Session } from '../../platform/mongo/connect';
import { lessThan } from '../../platform/mongo/filter';
import type { IndexSpec } from '../../platform/mongo/migrate';

type Detail = 'issues' | 'preview' | 'kinds';
/** A bank file that was read and waits to be published; its questions lie in the bank store under its id. */
export interface DraftDoc {
  _id: string;
  createdAt: number;
  /** What a list of drafts shows. */
  summary: Omit<BankDraft, 'draftId' | Detail>;
  detail: Pick<BankDraft, Detail>;
  /** Pictures of the accepted questions. */
  media: { file: string; sha256: string }[];
}

const mixed = mongoose.Schema.Types.Mixed;
const draftSchema = new mongoose.Schema<DraftDoc>(
  { _id: String, createdAt: Number, summary: mixed, detail: mixed, media: mixed },
  { collection: 'bankDrafts', versionKey: false, minimize: false },
);

/** Indexes of drafts; the migration makes them. */
export const draftIndexes: IndexSpec[] = [{ collection: 'bankDrafts', key: { createdAt: -1 } }];

export function createDraftStore(db: Db) {
  const drafts = db.model('BankDraft', draftSchema);
  return {
    async insert(doc: DraftDoc, session: Session): Promise<void> {
      await drafts.create([doc], { session });
    },
    get: (id: string) => drafts.findById(id).lean<DraftDoc>().exec(),
    list: () =>
      drafts
        .find({}, { summary: 1 })
        .sort({ createdAt: -1 })
        .lean<Pick<DraftDoc, '_id' | 'summary'>[]>()
        .exec(),
    async remove(id: string, session: Session): Promise<boolean> {
      return (await drafts.deleteOne({ _id: id }, { session })).deletedCount === 1;
    },
    olderThan: (at: number) =>
      drafts
        .find({ createdAt: lessThan(at) }, { _id: 1 })
        .lean<{ _id: string }[]>()
        .exec(),
    /** Hashes of all pictures that drafts hold. */
    async pictures(): Promise<string[]> {
      const docs = await drafts.find({}, { media: 1 }).lean<Pick<DraftDoc, 'media'>[]>().exec();
      return docs.flatMap((d) => d.media.map((m) => m.sha256));
    },
  };
}
export type DraftStore = ReturnType<typeof createDraftStore>;
