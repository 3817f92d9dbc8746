import mongoose from 'mongoose';
import { lookAtPicture, type PictureLook } from 'question-bank';
import type { Db } from '../../../platform/mongo/connect';
import { anyOf } from '../../../platform/mongo/filter';
import type { BankStore } from '../versions/bank.store';

interface LookDoc {
  _id: string;
  look: Omit<PictureLook, 'sha256'>;
}
const lookSchema = new mongoose.Schema<LookDoc>(
  { _id: String, look: mongoose.Schema.Types.Mixed },
  { collection: 'bankLooks', versionKey: false, minimize: false },
);
/** Looks that are fetched at once. */
const SOME = 500;

/**
 * What is known of each stored picture, by its hash, so that a draft is checked again without a gigabyte of them being
 * read. Only a memory: what is not there is looked at again.
 */
export function createLooks(db: Db, bank: Pick<BankStore, 'media'>) {
  const looks = db.model('BankLook', lookSchema);
  const put = async (docs: readonly LookDoc[]): Promise<void> => {
    if (docs.length === 0) return;
    const writes = docs.map(({ _id, look }) => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: { look } }, upsert: true },
    }));
    await looks.bulkWrite(writes, { ordered: false });
  };
  const look = async (hashes: readonly string[]): Promise<Map<string, LookDoc['look']>> => {
    const docs = await looks
      .find({ _id: anyOf([...hashes]) })
      .lean<LookDoc[]>()
      .exec();
    const known = new Map(docs.map((d) => [d._id, d.look]));
    const missed: LookDoc[] = [];
    for (const _id of new Set(hashes.filter((h) => !known.has(h)))) {
      const stored = await bank.media(_id);
      if (stored) missed.push({ _id, look: lookAtPicture(stored.data) });
    }
    await put(missed);
    for (const d of missed) known.set(d._id, d.look);
    return known;
  };
  return {
    put: (docs: readonly { sha256: string; look: LookDoc['look'] }[]) =>
      put(docs.map(({ sha256, look: found }) => ({ _id: sha256, look: found }))),
    /** Pictures of a draft by file name, some at a time; without those that are not stored. */
    async *of(
      media: readonly { file: string; sha256: string }[],
    ): AsyncGenerator<(readonly [string, PictureLook])[]> {
      for (let at = 0; at < media.length; at += SOME) {
        const some = media.slice(at, at + SOME);
        const known = await look(some.map((m) => m.sha256));
        yield some.flatMap(({ file, sha256 }) => {
          const found = known.get(sha256);
          return found ? [[file, { ...found, sha256 }] as const] : [];
        });
      }
    },
    /** Forgets pictures that are no longer stored. */
    async forget(hashes: readonly string[]): Promise<void> {
      if (hashes.length > 0) await looks.deleteMany({ _id: anyOf([...hashes]) });
    },
  };
}
export type Looks = ReturnType<typeof createLooks>;
