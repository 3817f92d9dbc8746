import mongoose from 'mongoose';
import { AppError } from '../../platform/errors';
import { bytesOf, type StoredBytes } from '../../platform/mongo/bytes';
import { isDuplicateKey, type Db, type Session } from '../../platform/mongo/connect';
import { anyOf, atLeast } from '../../platform/mongo/filter';
import type { IndexSpec } from '../../platform/mongo/migrate';

/** Whatever identifies a person is sealed; `idIndex` is a keyed hash for exact look-up. */
export interface CandidateDoc {
  _id: string;
  name: StoredBytes;
  idNumber: StoredBytes;
  idIndex: string;
  licenceClass: string;
  timeFactor: number;
  template: TemplateDoc | null;
  createdAt: number;
}
export interface TemplateDoc {
  /** Sealed little-endian Float32 bytes. */
  embedding: StoredBytes;
  model: string;
  version: string;
  quality: number;
  at: number;
}
export interface PhotoDoc {
  _id: string;
  mime: string;
  /** Sealed picture. */
  data: StoredBytes;
  at: number;
}

const S = mongoose.Schema;
const candidateSchema = new S<CandidateDoc>(
  {
    _id: String,
    name: Buffer,
    idNumber: Buffer,
    idIndex: String,
    licenceClass: String,
    timeFactor: Number,
    template: new S<TemplateDoc>(
      { embedding: Buffer, model: String, version: String, quality: Number, at: Number },
      { _id: false },
    ),
    createdAt: Number,
  },
  { collection: 'candidates', versionKey: false },
);
const photoSchema = new S<PhotoDoc>(
  { _id: String, mime: String, data: Buffer, at: Number },
  { collection: 'candidatePhotos', versionKey: false },
);

/** Indexes of the feature; the migration makes them. */
export const candidateIndexes: IndexSpec[] = [
  { collection: 'candidates', key: { idIndex: 1 }, options: { unique: true } },
  { collection: 'candidates', key: { createdAt: -1 } },
  { collection: 'candidatePhotos', key: { at: 1 } },
];

export function createCandidateStore(db: Db) {
  const candidates = db.model('Candidate', candidateSchema);
  const photos = db.model('CandidatePhoto', photoSchema);
  return {
    async insert(doc: CandidateDoc, session: Session): Promise<void> {
      try {
        await candidates.create([doc], { session });
      } catch (err) {
        if (isDuplicateKey(err)) throw new AppError('CONFLICT', { field: 'idNumber' }, { cause: err });
        throw err;
      }
    },
    get: (id: string) => candidates.findById(id).lean<CandidateDoc>().exec(),
    byIdIndex: (idIndex: string) => candidates.findOne({ idIndex }).lean<CandidateDoc>().exec(),
    many: (ids: readonly string[]) =>
      candidates
        .find({ _id: anyOf(ids) })
        .lean<CandidateDoc[]>()
        .exec(),
    withPhoto: async (ids: readonly string[]): Promise<Set<string>> => {
      const rows = await photos
        .find({ _id: anyOf(ids) }, { _id: 1 })
        .lean<{ _id: string }[]>()
        .exec();
      return new Set(rows.map((r) => r._id));
    },
    /** Sealed names of those added at or after a moment, oldest first. */
    namesSince: (createdAt: number) =>
      candidates
        .find({ createdAt: atLeast(createdAt) }, { name: 1, createdAt: 1 })
        .sort({ createdAt: 1 })
        .lean<Pick<CandidateDoc, '_id' | 'name' | 'createdAt'>[]>()
        .exec(),
    async setPhoto(photo: PhotoDoc, template: TemplateDoc, session: Session): Promise<boolean> {
      const r = await candidates.updateOne({ _id: photo._id }, { $set: { template } }, { session });
      if (r.matchedCount === 0) return false;
      const { _id, ...rest } = photo;
      await photos.updateOne({ _id }, { $set: rest }, { upsert: true, session });
      return true;
    },
    async photo(id: string): Promise<{ mime: string; sealed: Buffer } | null> {
      const doc = await photos.findById(id).lean<PhotoDoc>().exec();
      return doc && { mime: doc.mime, sealed: bytesOf(doc.data) };
    },
  };
}
export type CandidateStore = ReturnType<typeof createCandidateStore>;
