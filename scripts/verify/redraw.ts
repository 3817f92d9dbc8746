import { z } from 'zod';
import { blueprintContent } from 'exam-contract/blueprint';
import { examKind } from 'exam-contract/kind';
import type { Question } from 'question-bank';
import { parseEvent, type AttemptEvent } from '../../exam-server/src/features/exam';
import { redrawProblems } from '../../exam-server/src/features/papers';
import type { Db } from '../../exam-server/src/platform/mongo/connect';

const exposures = z.object({ counts: z.array(z.tuple([z.string(), z.number()])) });

/**
 * Draws the paper of an attempt again from what the database keeps; problems in plain words. null for an attempt of
 * before it was kept what its draw went by.
 */
export async function redrawn(
  db: Db,
  first: AttemptEvent,
  questions: ReadonlyMap<string, Question>,
): Promise<string[] | null> {
  if (first.kind !== 'created' || !first.data.drawnBy) return null;
  const { drawnBy, policy, beside = [] } = first.data;
  const named = <T>(collection: string, _id: string) =>
    db.collection<{ _id: string } & T>(collection).findOne({ _id } as never);
  const kind = await named<{ kind: unknown }>('examKinds', `${policy.kindCode}@${policy.kindVersion}`);
  if (!kind) return [`there is no kind ${policy.kindCode} of version ${policy.kindVersion}`];
  const office =
    drawnBy.blueprint && (await named<{ content: unknown }>('blueprintVersions', drawnBy.blueprint.hash));
  if (drawnBy.blueprint && !office) return [`there is no blueprint ${drawnBy.blueprint.hash}`];
  const counts = drawnBy.exposure === null ? null : await named('bankExposures', drawnBy.exposure);
  if (drawnBy.exposure !== null && !counts) return [`there are no counts ${drawnBy.exposure}`];
  const paperOf = async (attemptId: string) => {
    const row = await db
      .collection('attemptEvents')
      .findOne({ attemptId, seq: 1 }, { projection: { _id: 0 } });
    const event = row && parseEvent(row);
    if (event?.kind !== 'created')
      throw new Error(`there is no attempt ${attemptId}, which this draw went by`);
    return event.data.items;
  };
  return redrawProblems(
    { ...first.data, drawnBy },
    {
      questions: [...questions.values()],
      kind: examKind.parse(kind.kind),
      blueprint: office && blueprintContent.parse(office.content),
      exposure: counts ? exposures.parse(counts).counts : [],
      former: await Promise.all(drawnBy.former.map(paperOf)),
      beside: await Promise.all(beside.map(paperOf)),
    },
  );
}
