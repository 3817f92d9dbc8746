import mongoose from 'mongoose';
import { examKind, type ExamKind } from 'exam-contract/kind';
import type { Db, Session } from '../../../platform/mongo/connect';
import type { IndexSpec } from '../../../platform/mongo/migrate';

interface KindDoc {
  /** `<code>@<version>` */
  _id: string;
  code: string;
  effectiveFrom: string;
  kind: ExamKind;
}
const kindSchema = new mongoose.Schema<KindDoc>(
  { _id: String, code: String, effectiveFrom: String, kind: mongoose.Schema.Types.Mixed },
  { collection: 'examKinds', versionKey: false, minimize: false },
);

/** Indexes of exam kinds; the migration makes them. */
export const kindIndexes: IndexSpec[] = [{ collection: 'examKinds', key: { code: 1, effectiveFrom: -1 } }];

export function createKindStore(db: Db) {
  const kinds = db.model('ExamKind', kindSchema);
  return {
    all: async (): Promise<ExamKind[]> => {
      const docs = await kinds.find().sort({ code: 1, effectiveFrom: 1 }).lean<KindDoc[]>().exec();
      return docs.map((d) => examKind.parse(d.kind));
    },
    async insert(kind: ExamKind, session: Session): Promise<void> {
      const { code, version, effectiveFrom } = kind;
      await kinds.create([{ _id: `${code}@${version}`, code, effectiveFrom, kind }], { session });
    },
  };
}
export type KindStore = ReturnType<typeof createKindStore>;
