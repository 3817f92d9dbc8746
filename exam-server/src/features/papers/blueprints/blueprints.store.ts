import mongoose from 'mongoose';
import { blueprintContent, type BlueprintContent } from 'exam-contract/blueprint';
import type { JudgedBy } from 'exam-contract/http/blueprints';
import type { Db, Session } from '../../../platform/mongo/connect';
import type { IndexSpec } from '../../../platform/mongo/migrate';
import { byTurn } from '../versions/publications.store';

/** A version of a kind's blueprint. Nothing of it ever changes. */
export interface BlueprintVersionDoc {
  /** SHA-256 over the kind's code and the content. */
  _id: string;
  kindCode: string;
  /** Counts the versions of the kind, from 1. */
  number: number;
  content: BlueprintContent;
}
/** A version put in force from a day on; the same version may be so again, a publication each time. */
export interface BlueprintPublicationDoc {
  _id: string;
  hash: string;
  kindCode: string;
  number: number;
  /** First day it is drawn by, YYYY-MM-DD where exams are held. */
  from: string;
  /** Counts the publications of the kind. */
  order: number;
  note: string;
  publishedAt: number;
  publishedBy: string;
  submittedBy: string;
  /** Taken back before its day. */
  cancelled: { by: string; at: number; reason: string } | null;
}
/** The one blueprint of a kind that is being worked at. */
export interface BlueprintDraftDoc {
  /** The kind's code. */
  _id: string;
  /** Counts the changes: whoever writes says which one was seen. */
  rev: number;
  content: BlueprintContent;
  /** What is changed and why, in the clerk's words. */
  note: string;
  savedAt: number;
  savedBy: string;
  /** Everybody who had a hand in it, as audit rows name them. */
  hands: string[];
  /** What it was held against last; absent in drafts of before it was kept. */
  judged?: JudgedBy;
  review: {
    inForceFrom: string;
    submitter: string;
    submittedBy: string;
    submittedAt: number;
  } | null;
  returned: { by: string; at: number; reason: string } | null;
}
/** What papers of a kind are drawn by. */
export interface OfficeBlueprint {
  hash: string;
  number: number;
  content: BlueprintContent;
}

const S = mongoose.Schema;
const mixed = S.Types.Mixed;
const versionSchema = new S<BlueprintVersionDoc>(
  { _id: String, kindCode: String, number: Number, content: mixed },
  { collection: 'blueprintVersions', versionKey: false, minimize: false },
);
const publicationSchema = new S<BlueprintPublicationDoc>(
  {
    _id: String,
    hash: String,
    kindCode: String,
    number: Number,
    from: String,
    order: Number,
    note: String,
    publishedAt: Number,
    publishedBy: String,
    submittedBy: String,
    cancelled: mixed,
  },
  { collection: 'blueprintPublications', versionKey: false, minimize: false },
);
const draftSchema = new S<BlueprintDraftDoc>(
  {
    _id: String,
    rev: Number,
    content: mixed,
    note: String,
    savedAt: Number,
    savedBy: String,
    hands: [String],
    judged: mixed,
    review: mixed,
    returned: mixed,
  },
  { collection: 'blueprintDrafts', versionKey: false, minimize: false },
);

/** Indexes of blueprints; the migration makes them. */
export const blueprintIndexes: IndexSpec[] = [
  { collection: 'blueprintVersions', key: { kindCode: 1, number: 1 }, options: { unique: true } },
  { collection: 'blueprintPublications', key: { kindCode: 1, order: 1 }, options: { unique: true } },
];

export function createBlueprintStore(db: Db) {
  const versions = db.model('BlueprintVersion', versionSchema);
  const publications = db.model('BlueprintPublication', publicationSchema);
  const drafts = db.model('BlueprintDraft', draftSchema);
  const within = (session?: Session) => (session ? { session } : {});
  return {
    /** A kind's versions, the first first. */
    versions: (kindCode: string, session?: Session) =>
      versions
        .find({ kindCode }, null, within(session))
        .sort({ number: 1 })
        .lean<BlueprintVersionDoc[]>()
        .exec(),
    async version(hash: string): Promise<BlueprintVersionDoc | null> {
      const doc = await versions.findById(hash).lean<BlueprintVersionDoc>().exec();
      return doc && { ...doc, content: blueprintContent.parse(doc.content) };
    },
    async insertVersion(doc: BlueprintVersionDoc, session: Session): Promise<void> {
      await versions.create([doc], { session });
    },

    /** Of one kind or of all, in the order of their days, last first. */
    async publications(kindCode?: string, session?: Session): Promise<BlueprintPublicationDoc[]> {
      const found = await publications
        .find(kindCode === undefined ? {} : { kindCode }, null, within(session))
        .lean<BlueprintPublicationDoc[]>()
        .exec();
      return found.sort(byTurn);
    },
    publication: (id: string) => publications.findById(id).lean<BlueprintPublicationDoc>().exec(),
    async insertPublication(doc: BlueprintPublicationDoc, session: Session): Promise<void> {
      await publications.create([doc], { session });
    },
    /** False where somebody took it back already. */
    async cancel(
      id: string,
      cancelled: NonNullable<BlueprintPublicationDoc['cancelled']>,
      session: Session,
    ): Promise<boolean> {
      const done = await publications.updateOne(
        { _id: id, cancelled: null },
        { $set: { cancelled } },
        { session },
      );
      return done.matchedCount === 1;
    },

    drafts: () => drafts.find().lean<BlueprintDraftDoc[]>().exec(),
    draft: (kindCode: string) => drafts.findById(kindCode).lean<BlueprintDraftDoc>().exec(),
    async insertDraft(doc: BlueprintDraftDoc, session: Session): Promise<void> {
      await drafts.create([doc], { session });
    },
    /** False where somebody changed it since. */
    async updateDraft(
      kindCode: string,
      rev: number,
      set: Partial<BlueprintDraftDoc>,
      session: Session,
    ): Promise<boolean> {
      const done = await drafts.updateOne(
        { _id: kindCode, rev },
        { $set: { ...set, rev: rev + 1 } },
        { session },
      );
      return done.matchedCount === 1;
    },
    /** False where somebody changed or removed it since. */
    async removeDraft(kindCode: string, rev: number, session: Session): Promise<boolean> {
      const done = await drafts.deleteOne({ _id: kindCode, rev }, { session });
      return done.deletedCount === 1;
    },
  };
}
export type BlueprintStore = ReturnType<typeof createBlueprintStore>;
