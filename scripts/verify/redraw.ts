import { redraw, type Question } from 'question-bank';
import { parseEvent, type AttemptEvent } from '../../exam-server/src/features/exam';
import { createDrawRecords } from '../../exam-server/src/features/papers';
import type { Db } from '../../exam-server/src/platform/mongo/connect';

/**
 * Draws the paper of an attempt again from what the database keeps; problems in plain words. null for an attempt of
 * before it was kept what its draw went by.
 */
export async function redrawn(
  db: Db,
  first: AttemptEvent,
  questions: ReadonlyMap<string, Question>,
): Promise<string[] | null> {
  if (first.kind !== 'created') return null;
  const paperOf = async (attemptId: string) => {
    const row = await db
      .collection('attemptEvents')
      .findOne({ attemptId, seq: 1 }, { projection: { _id: 0 } });
    const event = row && parseEvent(row);
    if (event?.kind !== 'created')
      throw new Error(`there is no attempt ${attemptId}, which this draw went by`);
    return event.data.items;
  };
  const record = await createDrawRecords(db).of(first.attemptId, first.data, paperOf);
  if (!record) return null;
  const again = redraw(record, [...questions.values()]);
  if (!again.ok) return [`drawn again there is no such paper: ${JSON.stringify(again.short)}`];
  return again.differences
    .slice(0, 1)
    .map(({ place, what, recorded, drawn }) =>
      what === 'question'
        ? `drawn again, question ${place} is ${drawn ?? 'none'}, the log has ${recorded ?? 'none'}`
        : `drawn again, the options of question ${place} are in another order`,
    );
}
