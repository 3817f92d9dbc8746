import mongoose from 'mongoose';
import type { UploadHints } from 'exam-contract/http/banks';
import { bytesOf, type StoredBytes } from '../../platform/mongo/bytes';
import type { Db, Session } from '../../platform/mongo/connect';
import type { IndexSpec } from '../../platform/mongo/migrate';
import type { DraftDoc } from './draft.store';

/** How a version came to be, for audit: the report as it stood, who did what. Kept as long as the version. */
export interface ImportDoc {
  /** The draft's id; its file lies in `bankFiles` under it. */
  _id: string;
  version: string;
  fileName: string;
  hints: UploadHints;
  draft: Pick<DraftDoc, 'summary' | 'detail' | 'hands' | 'review' | 'mapping'>;
  approvedBy: string;
  at: number;
}
interface FilePart {
  owner: string;
  part: number;
  data: StoredBytes;
}
interface FileHead {
  _id: string;
  fileName: string;
  hints: UploadHints;
}

const mixed = mongoose.Schema.Types.Mixed;
const importSchema = new mongoose.Schema<ImportDoc>(
  {
    _id: String,
    version: String,
    fileName: String,
    hints: mixed,
    draft: mixed,
    approvedBy: String,
    at: Number,
  },
  { collection: 'bankImports', versionKey: false, minimize: false },
);
const headSchema = new mongoose.Schema<FileHead>(
  { _id: String, fileName: String, hints: mixed },
  { collection: 'bankFileHeads', versionKey: false, minimize: false },
);
const partSchema = new mongoose.Schema<FilePart>(
  { owner: String, part: Number, data: Buffer },
  { collection: 'bankFiles', versionKey: false },
);

/** Indexes of kept files and reports; the migration makes them. */
export const importIndexes: IndexSpec[] = [
  { collection: 'bankImports', key: { version: 1, at: -1 } },
  { collection: 'bankFiles', key: { owner: 1, part: 1 }, options: { unique: true } },
];

/** One document holds 16 MB at most. */
const PART_BYTES = 8_000_000;

export function createImportStore(db: Db) {
  const imports = db.model('BankImport', importSchema);
  const heads = db.model('BankFileHead', headSchema);
  const parts = db.model('BankFile', partSchema);
  return {
    async keepFile(head: FileHead, bytes: Uint8Array, session: Session): Promise<void> {
      await heads.create([head], { session });
      for (let at = 0, part = 0; at < bytes.length; at += PART_BYTES, part += 1) {
        const data = Buffer.from(bytes.subarray(at, at + PART_BYTES));
        await parts.create([{ owner: head._id, part, data }], { session });
      }
    },
    async file(id: string): Promise<(FileHead & { data: Buffer }) | null> {
      const head = await heads.findById(id).lean<FileHead>().exec();
      if (!head) return null;
      const docs = await parts.find({ owner: id }).sort({ part: 1 }).lean<FilePart[]>().exec();
      return { ...head, data: Buffer.concat(docs.map((d) => bytesOf(d.data))) };
    },
    async dropFile(id: string, session: Session): Promise<void> {
      await heads.deleteOne({ _id: id }, { session });
      await parts.deleteMany({ owner: id }, { session });
    },
    head: (id: string) => heads.findById(id).lean<FileHead>().exec(),
    async insert(doc: ImportDoc, session: Session): Promise<void> {
      await imports.create([doc], { session });
    },
    of: (version: string) => imports.find({ version }).sort({ at: -1 }).lean<ImportDoc[]>().exec(),
  };
}
export type ImportStore = ReturnType<typeof createImportStore>;
