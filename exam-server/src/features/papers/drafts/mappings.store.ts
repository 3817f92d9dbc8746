import mongoose from 'mongoose';
import { sourceMapping, type RememberedMapping, type SourceMapping } from 'exam-contract/http/mapping';
import type { Db, Session } from '../../../platform/mongo/connect';

/** A mapping that is applied to every file whose columns have this signature. */
export interface MappingDoc {
  /** The signature. */
  _id: string;
  mapping: SourceMapping;
  columns: string[];
  /** What columns are read as; mappings that were remembered before this was kept have none. */
  fields?: RememberedMapping['fields'];
  by: string;
  at: number;
  /** How many files were read with it by itself. */
  used: number;
}

/** Keys of a foreign file may hold dots and dollars, which are no names of fields. */
type StoredMapping = Omit<MappingDoc, 'mapping'> & { mapping: string };

const read = (doc: StoredMapping): MappingDoc => ({
  ...doc,
  mapping: sourceMapping.parse(JSON.parse(doc.mapping)),
});

const mappingSchema = new mongoose.Schema<StoredMapping>(
  {
    _id: String,
    mapping: String,
    columns: [String],
    fields: mongoose.Schema.Types.Mixed,
    by: String,
    at: Number,
    used: Number,
  },
  { collection: 'bankMappings', versionKey: false, minimize: false },
);
/** A registry office has a dozen sources; more than this are not looked through for every upload. */
const MOST = 1000;

export function createMappingStore(db: Db) {
  const mappings = db.model('BankMapping', mappingSchema);
  return {
    all: async (): Promise<MappingDoc[]> =>
      (await mappings.find().sort({ at: -1 }).limit(MOST).lean<StoredMapping[]>().exec()).map(read),
    async get(signature: string, session: Session): Promise<MappingDoc | null> {
      const found = await mappings.findById(signature, null, { session }).lean<StoredMapping>().exec();
      return found && read(found);
    },
    async put(doc: MappingDoc, session: Session): Promise<void> {
      const stored: StoredMapping = { ...doc, mapping: JSON.stringify(doc.mapping) };
      await mappings.replaceOne({ _id: doc._id }, stored, { upsert: true, session });
    },
    async countUse(signatures: string[], session: Session): Promise<void> {
      for (const _id of signatures) await mappings.updateOne({ _id }, { $inc: { used: 1 } }, { session });
    },
    async remove(signature: string, session: Session): Promise<MappingDoc | null> {
      const found = await mappings
        .findOneAndDelete({ _id: signature }, { session })
        .lean<StoredMapping>()
        .exec();
      return found && read(found);
    },
  };
}
export type MappingStore = ReturnType<typeof createMappingStore>;
