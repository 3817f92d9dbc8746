import mongoose from 'mongoose';
import type { Issue, Position } from 'question-bank';
import type { BankDraft, BankIssue, MendedQuestion } from 'exam-contract/http/banks';
import type { Db, Session } from '../../../platform/mongo/connect';
import { anyOf, lessThan, moreThan } from '../../../platform/mongo/filter';
import type { IndexSpec } from '../../../platform/mongo/migrate';
import type { MappingDraft } from './mapping-view';

type Detail = 'issues' | 'preview' | 'kinds';
type Stage = 'review' | 'returned' | 'mapping';
/** What a draft's questions lie under in the bank store. */
export const questionsUnder = ({ _id, under }: Pick<DraftDoc, '_id' | 'under'>): string => under ?? _id;

/** `changedAt` of a question that a clerk changed, nothing of one that nobody did. */
export const changedIf = (changedAt: number | undefined): Pick<RowDoc, 'changedAt'> =>
  changedAt === undefined ? {} : { changedAt };

/** A bank file that was read and waits to be published; its questions lie in the bank store under its id. */
export interface DraftDoc {
  _id: string;
  createdAt: number;
  /** Counts the changes, so that two clerks who mend at once do not lose one another's. */
  rev: number;
  /** What its questions lie under in the bank store, where its file was read again; else its id. */
  under?: string;
  /** `rev` at which its file was last read again: what a form showed before is another question by now. */
  rereadAt?: number;
  /** `rev` at which its questions last changed; absent where they never did. */
  contentRev?: number;
  /** Rows were changed since its counts, findings and questions were worked out. */
  counting?: boolean;
  /** What a list of drafts shows. */
  summary: Omit<BankDraft, 'draftId' | 'revision' | 'counting' | Detail | Stage>;
  detail: Pick<BankDraft, Detail>;
  /** Accepted questions that a clerk changed, each with the `rev` at which that was last. */
  mended?: { id: string; at: number }[];
  /** Number of the next row: one that was another question's is not given again. */
  nextRow?: number;
  /** Pictures of its questions, refused ones included. */
  media: { file: string; sha256: string }[];
  /** Whether what a question of the file does not say is meant to be empty; see mergeOver. */
  complete: boolean;
  /** What was said about the file itself when it was read. */
  reading: Issue[];
  /** How its file was read; null or absent where it has none, or was uploaded before that was kept. */
  mapping?: MappingDraft | null;
  /** Questions mended or left out by hand since the file was read. */
  mends?: number;
  /** Everybody who uploaded, mended or handed it in: none of them may approve it. */
  hands: string[];
  review:
    | (Omit<NonNullable<BankDraft['review']>, 'mayApprove' | 'inForceFrom'> & {
        /** Absent in drafts handed in before versions had a day. */
        inForceFrom?: string;
        /** Version it was held against when it was handed in. */
        base?: string | null;
        /** Who handed it in, as an audit row has it. */
        submitter?: string;
      })
    | null;
  returned: BankDraft['returned'];
}
/** A question that stays out until it is mended. */
export interface RowDoc {
  owner: string;
  n: number;
  at: Position;
  question: MendedQuestion;
  answerText: string | null;
  skipped: boolean;
  issues: BankIssue[];
  /** `rev` of the draft at which a clerk changed it, until that is counted. */
  touched?: number;
  /** `rev` of the draft at which a clerk last changed it; absent where nobody did. */
  changedAt?: number;
  /** Id of the accepted question of the same place that it was until a clerk opened it, until that is counted. */
  instead?: string;
}
/** A draft without what only its check needs: of a large one that is most of it. */
export type ViewDoc = Omit<DraftDoc, 'media' | 'reading'>;

const mixed = mongoose.Schema.Types.Mixed;
const draftSchema = new mongoose.Schema<DraftDoc>(
  {
    _id: String,
    createdAt: Number,
    rev: Number,
    under: String,
    rereadAt: Number,
    contentRev: Number,
    counting: Boolean,
    summary: mixed,
    detail: mixed,
    media: mixed,
    complete: Boolean,
    reading: mixed,
    mapping: mixed,
    mends: Number,
    mended: mixed,
    nextRow: Number,
    hands: [String],
    review: mixed,
    returned: mixed,
  },
  { collection: 'bankDrafts', versionKey: false, minimize: false },
);
const rowSchema = new mongoose.Schema<RowDoc>(
  {
    owner: String,
    n: Number,
    at: mixed,
    question: mixed,
    answerText: String,
    skipped: Boolean,
    issues: mixed,
    touched: Number,
    changedAt: Number,
    instead: String,
  },
  { collection: 'bankRows', versionKey: false, minimize: false },
);

/** Indexes of drafts; the migration makes them. */
export const draftIndexes: IndexSpec[] = [
  { collection: 'bankDrafts', key: { createdAt: -1 } },
  { collection: 'bankRows', key: { owner: 1, n: 1 }, options: { unique: true } },
];

/** What of a row is written, of whatever else it was read with. */
const rowFields = (row: RowDoc): Omit<RowDoc, 'owner'> => {
  const { n, at, question, answerText, skipped, issues, touched, changedAt, instead } = row;
  return {
    n,
    at,
    question,
    answerText,
    skipped,
    issues,
    ...(touched === undefined ? {} : { touched }),
    ...changedIf(changedAt),
    ...(instead === undefined ? {} : { instead }),
  };
};

export function createDraftStore(db: Db) {
  const drafts = db.model('BankDraft', draftSchema);
  const rows = db.model('BankRow', rowSchema);
  return {
    async insert(doc: DraftDoc, session: Session): Promise<void> {
      await drafts.create([doc], { session });
    },
    get: (id: string) => drafts.findById(id).lean<DraftDoc>().exec(),
    /** Without what is long in it. */
    head: (id: string) =>
      drafts
        .findById(id, { summary: 1, under: 1, counting: 1 })
        .lean<Pick<DraftDoc, '_id' | 'summary' | 'under' | 'counting'>>()
        .exec(),
    forView: (id: string) => drafts.findById(id, { media: 0, reading: 0 }).lean<ViewDoc>().exec(),
    /** By what is told whether somebody changed it. */
    stamp: (id: string, session: Session) =>
      drafts
        .findById(id, { rev: 1, under: 1, contentRev: 1, review: 1 }, { session })
        .lean<Pick<DraftDoc, '_id' | 'rev' | 'under' | 'contentRev' | 'review'>>()
        .exec(),
    list: () =>
      drafts
        .find({}, { rev: 1, summary: 1, review: 1, returned: 1, hands: 1, counting: 1 })
        .sort({ createdAt: -1 })
        .lean<Pick<DraftDoc, '_id' | 'rev' | 'summary' | 'review' | 'returned' | 'hands' | 'counting'>[]>()
        .exec(),
    /** Changes a draft that nobody has changed since `rev` was read; false if somebody has. */
    async update(id: string, rev: number, set: Partial<DraftDoc>, session: Session): Promise<boolean> {
      const done = await drafts.updateOne({ _id: id, rev }, { $set: { ...set, rev: rev + 1 } }, { session });
      return done.matchedCount === 1;
    },
    async remove(id: string, session: Session): Promise<boolean> {
      await rows.deleteMany({ owner: id }, { session });
      return (await drafts.deleteOne({ _id: id }, { session })).deletedCount === 1;
    },
    olderThan: (at: number) =>
      drafts
        .find({ createdAt: lessThan(at) }, { under: 1 })
        .lean<Pick<DraftDoc, '_id' | 'under'>[]>()
        .exec(),
    /** What the questions of all drafts lie under. */
    owners: async (): Promise<string[]> => {
      const docs = await drafts.find({}, { under: 1 }).lean<Pick<DraftDoc, '_id' | 'under'>[]>().exec();
      return docs.map(questionsUnder);
    },
    /** Hashes of all pictures that drafts hold. */
    async pictures(): Promise<string[]> {
      const docs = await drafts.find({}, { media: 1 }).lean<Pick<DraftDoc, 'media'>[]>().exec();
      return docs.flatMap((d) => d.media.map((m) => m.sha256));
    },

    rows: (owner: string, from = 0, limit = 0) =>
      rows.find({ owner }).sort({ n: 1 }).skip(from).limit(limit).lean<RowDoc[]>().exec(),
    row: (owner: string, n: number) => rows.findOne({ owner, n }).lean<RowDoc>().exec(),
    /** Rows that are, or stand for, a question of that id. */
    rowsNamed: (owner: string, questionId: string) =>
      rows
        .find({ owner, $or: [{ instead: questionId }, { 'question.id': questionId }] })
        .sort({ n: 1 })
        .lean<RowDoc[]>()
        .exec(),
    async addRow(doc: RowDoc, session: Session): Promise<void> {
      await rows.create([doc], { session });
    },
    /** Changes one row; false if it is no longer there. */
    async changeRow(owner: string, n: number, set: Partial<RowDoc>, session: Session): Promise<boolean> {
      return (await rows.updateOne({ owner, n }, { $set: set }, { session })).matchedCount === 1;
    },
    /** Rows that a clerk changed and that are not counted yet. */
    touched: (owner: string, session: Session) =>
      rows
        .find({ owner, touched: moreThan(-1) }, null, { session })
        .lean<RowDoc[]>()
        .exec(),
    /** Writes those rows of a draft that are no longer what they were. */
    async changeRows(
      owner: string,
      was: readonly RowDoc[],
      now: readonly RowDoc[],
      session: Session,
    ): Promise<void> {
      const text = (row: RowDoc) => JSON.stringify(rowFields(row));
      const same = new Set(was.map(text));
      const fresh = now.filter((r) => !same.has(text(r)));
      const stay = new Set(now.map((r) => r.n));
      const gone = [...was.filter((r) => !stay.has(r.n)), ...fresh].map((r) => r.n);
      if (gone.length > 0) await rows.deleteMany({ owner, n: anyOf(gone) }, { session });
      const docs = fresh.map((row) => ({ owner, ...rowFields(row) }));
      if (docs.length > 0) await rows.insertMany(docs, { session });
    },
    async replaceRows(owner: string, docs: readonly RowDoc[], session: Session): Promise<void> {
      await rows.deleteMany({ owner }, { session });
      if (docs.length > 0) await rows.insertMany(docs, { session });
    },
  };
}
export type DraftStore = ReturnType<typeof createDraftStore>;
