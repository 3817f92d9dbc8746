import mongoose from 'mongoose';
import { AppError } from '../../../platform/errors';
import type { Db, Session } from '../../../platform/mongo/connect';

/** Counts what was put in force or taken back, of banks and blueprints together. */
interface TurnDoc {
  _id: string;
  rev: number;
}
const schema = new mongoose.Schema<TurnDoc>(
  { _id: String, rev: Number },
  { collection: 'paperTurns', versionKey: false },
);
const ONE = 'papers';
/** How often a step is checked anew because another was done meanwhile. */
const TRIES = 5;

/** Somebody else put something in force or took it back since it was looked at. */
class TurnLost extends Error {}

/**
 * Banks and blueprints are held against each other before they change, which takes seconds: what was looked at must
 * still be so when it is written. Each change counts one document up within its transaction; whoever comes second
 * looks again.
 */
export function createTurns(db: Db, forget: () => void) {
  const docs = db.model('PaperTurn', schema);
  const take = async (session: Session, seen?: number): Promise<void> => {
    const now = await docs.findOneAndUpdate(
      { _id: ONE },
      { $inc: { rev: 1 } },
      { session, upsert: true, returnDocument: 'after' },
    );
    if (seen !== undefined && now.rev !== seen + 1) throw new TurnLost();
  };
  return {
    /** For what goes in force unchecked. */
    take: (session: Session) => take(session),
    /**
     * Looks and writes as one step: `work` checks, then calls `take` first in its transaction; where another took its
     * turn since, all of it is done again. @throws AppError CONFLICT where that never ends, and what `work` throws
     */
    async serialised<T>(work: (take: (session: Session) => Promise<void>) => Promise<T>): Promise<T> {
      for (let n = 0; n < TRIES; n += 1) {
        const seen = (await docs.findById(ONE).lean<TurnDoc>().exec())?.rev ?? 0;
        forget();
        try {
          return await work((session) => take(session, seen));
        } catch (err) {
          if (!(err instanceof TurnLost)) throw err;
        }
      }
      throw new AppError('CONFLICT');
    },
  };
}
export type Turns = ReturnType<typeof createTurns>;
