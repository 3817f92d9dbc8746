import mongoose from 'mongoose';
import type { UploadHints } from 'exam-contract/http/banks';
import { bytesOf, type StoredBytes } from '../../../platform/mongo/bytes';
import type { Db, Session } from '../../../platform/mongo/connect';
import type { IndexSpec } from '../../../platform/mongo/migrate';
import { lessThan } from '../../../platform/mongo/filter';
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
  /** When it was written: the draft may never have come to be. */
  at?: number;
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
  { owner: String, part: Number, data: Buffer, at: Number },
  { collection: 'bankFiles', versionKey: false },
);

/** Indexes of kept files and reports; the migration makes them. */
export const importIndexes: IndexSpec[] = [
  { collection: 'bankImports', key: { version: 1, at: -1 } },
  { collection: 'bankFiles', key: { owner: 1, part: 1 }, options: { unique: true } },
];

/** Bytes of a piece: one document holds 16 MB at most. */
export const PART_BYTES = 8_000_000;

export function createImportStore(db: Db) {
  const imports = db.model('BankImport', importSchema);
  const heads = db.model('BankFileHead', headSchema);
  const parts = db.model('BankFile', partSchema);
  return {
    /** Keeps one piece of a file, before its head: a file of a gigabyte is more than one transaction may hold. */
    async keepPart(owner: string, part: number, data: Buffer, at: number): Promise<void> {
      await parts.create([{ owner, part, data, at }]);
    },
    async keepHead(head: FileHead, session: Session): Promise<void> {
      await heads.create([head], { session });
    },
    /** Removes files that were written before a moment and have no head. Returns how many. */
    async dropOrphans(before: number): Promise<number> {
      const owners = await parts.distinct('owner').exec();
      const known = new Set(
        (await heads.find({}, { _id: 1 }).lean<{ _id: string }[]>().exec()).map((h) => h._id),
      );
      let gone = 0;
      for (const owner of owners.filter((o) => !known.has(o))) {
        const { deletedCount } = await parts.deleteMany({ owner, at: lessThan(before) });
        if (deletedCount > 0) gone += 1;
      }
      return gone;
    },
    /** The kept file, piece by piece. */
    async *pieces(owner: string): AsyncGenerator<Buffer> {
      const docs = parts.find({ owner }).sort({ part: 1 }).lean<FilePart[]>().cursor();
      for await (const doc of docs) yield bytesOf(doc.data);
    },
    async dropHead(id: string, session: Session): Promise<void> {
      await heads.deleteOne({ _id: id }, { session });
    },
    /** Removes the pieces of a file without a head. */
    async dropParts(owner: string): Promise<void> {
      await parts.deleteMany({ owner });
    },
    head: (id: string) => heads.findById(id).lean<FileHead>().exec(),
    async insert(doc: ImportDoc, session: Session): Promise<void> {
      await imports.create([doc], { session });
    },
    of: (version: string) => imports.find({ version }).sort({ at: -1 }).lean<ImportDoc[]>().exec(),
  };
}
export type ImportStore = ReturnType<typeof createImportStore>;
