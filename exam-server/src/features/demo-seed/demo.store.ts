import mongoose from 'mongoose';
import type { Db } from '../../platform/mongo/connect';
import type { IndexSpec } from '../../platform/mongo/migrate';

/** What of the demo is there already, so that a start that was cut off goes on where it stopped. */
export interface DemoDoc {
  _id: 'demo';
  siteId: string | null;
  roomId: string | null;
  /** Whether the faces were tried with a working vision feature. */
  facesDone: boolean;
}

const demoSchema = new mongoose.Schema<DemoDoc>(
  { _id: String, siteId: String, roomId: String, facesDone: Boolean },
  { collection: 'demo', versionKey: false },
);

/** Indexes of the feature; the migration makes them. */
export const demoIndexes: IndexSpec[] = [{ collection: 'demo', key: { siteId: 1 } }];

export function createDemoStore(db: Db) {
  const demo = db.model('Demo', demoSchema);
  return {
    async get(): Promise<DemoDoc> {
      const doc = await demo.findById('demo').lean<DemoDoc>().exec();
      return doc ?? { _id: 'demo', siteId: null, roomId: null, facesDone: false };
    },
    async set(set: Partial<Omit<DemoDoc, '_id'>>): Promise<void> {
      await demo.updateOne({ _id: 'demo' }, { $set: set }, { upsert: true });
    },
  };
}
export type DemoStore = ReturnType<typeof createDemoStore>;
