import type { ExamKind } from 'exam-contract/kind';
import { officeScope, type DrawRecord } from 'question-bank';
import type { Db } from '../../../platform/mongo/connect';
import { createBlueprintStore } from '../blueprints/blueprints.store';
import { createExposureStore } from './exposure.store';
import { createKindStore } from '../blueprints/kinds.store';

interface Slot {
  questionId: string;
  options: readonly string[];
}
/** What the first event of an attempt says of its draw. */
interface Created {
  bankVersion: string;
  seed: string;
  items: readonly Slot[];
  policy: { kindCode: string; kindVersion: number };
  beside?: readonly string[] | undefined;
  drawnBy?: DrawnBy | undefined;
}
interface DrawnBy {
  blueprint: { hash: string } | null;
  day: string;
  licenceClass: string;
  region?: string | undefined;
  without: readonly string[];
  exposure: string | null;
  former: readonly string[];
}

/** Puts together what the draw of a paper went by, from what the database keeps. */
export function createDrawRecords(db: Db) {
  const [blueprints, kinds, exposures] = [
    createBlueprintStore(db),
    createKindStore(db),
    createExposureStore(db),
  ];
  const there = <T>(found: T | null | undefined, what: string): T => {
    if (found === null || found === undefined)
      throw new Error(`there is no ${what}, by which a paper was drawn`);
    return found;
  };
  const kindPart = ({ code, version, subject, vehicle, questions, types, blueprint }: ExamKind) => {
    return { code, version, subject, vehicle, questions, types, blueprint };
  };

  return {
    /**
     * The record of a draw; null for an attempt of before it was kept what its draw went by. Throws where the database
     * has lost a part of it.
     * @param paperOf the paper of another attempt: of the same candidate before, or at a seat beside
     */
    async of(
      attemptId: string,
      first: Created,
      paperOf: (attemptId: string) => Promise<readonly Slot[]>,
    ): Promise<DrawRecord | null> {
      const { drawnBy, policy, bankVersion, seed, items, beside = [] } = first;
      if (!drawnBy) return null;
      const kind = there(
        (await kinds.all()).find((k) => k.code === policy.kindCode && k.version === policy.kindVersion),
        `kind ${policy.kindCode} of version ${policy.kindVersion}`,
      );
      const office =
        drawnBy.blueprint &&
        there(await blueprints.version(drawnBy.blueprint.hash), `blueprint ${drawnBy.blueprint.hash}`);
      const counts =
        drawnBy.exposure === null
          ? []
          : there(await exposures.byId(drawnBy.exposure), `count ${drawnBy.exposure}`).counts;
      const near = office?.content.neighbours === false ? [] : await Promise.all(beside.map(paperOf));
      const { day, licenceClass, without } = drawnBy;
      const { region = '' } = officeScope(kind, office && office.content, {
        licenceClass,
        onDate: day,
        region: drawnBy.region ?? null,
      });
      return {
        format: 'kaotai-draw-record',
        version: 1,
        attemptId,
        bankVersion,
        kind: kindPart(kind),
        blueprint: office && { hash: office._id, number: office.number, content: office.content },
        seed,
        day,
        licenceClass,
        region,
        without: [...without],
        avoid: (await Promise.all(drawnBy.former.map(paperOf))).flat().map((i) => i.questionId),
        neighbours: near.map((paper) => ({
          questionIds: paper.map((i) => i.questionId),
          order: paper.map((i) => [...i.options]),
        })),
        exposure: counts,
        paper: items.map(({ questionId, options }) => ({ questionId, options: [...options] })),
      };
    },
  };
}
export type DrawRecords = ReturnType<typeof createDrawRecords>;
