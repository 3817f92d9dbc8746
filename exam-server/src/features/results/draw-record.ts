import type { AttemptDetail } from 'exam-contract/http/attempts';
import { AppError } from '../../platform/errors';
import type { AttemptEvent } from '../exam';
import type { ResultPorts } from './ports';

/** What the draw of a paper went by, in a few words; null where it was not kept. */
export function drawnView(first: AttemptEvent | undefined): AttemptDetail['drawn'] {
  if (first?.kind !== 'created' || !first.data.drawnBy) return null;
  const { drawnBy, beside = [] } = first.data;
  const { day, licenceClass, region = null, former, without, exposure } = drawnBy;
  return {
    day,
    licenceClass,
    region,
    beside: beside.length,
    before: former.length,
    without: without.length,
    exposure: exposure !== null,
  };
}

/** Records of draws, for whoever draws a paper again. */
export function createDrawPages({ exam, papers }: Pick<ResultPorts, 'exam' | 'papers'>) {
  const created = async (attemptId: string) => {
    const [first] = await exam.events(attemptId);
    if (first?.kind !== 'created') throw new AppError('ATTEMPT_NOT_FOUND');
    return first.data;
  };
  return {
    /** @throws AppError ATTEMPT_NOT_FOUND, NOT_FOUND (`drawnBy`: the attempt is of before it was kept) */
    async record(attemptId: string) {
      const paperOf = async (other: string) => (await created(other)).items;
      const record = await papers.drawRecords.of(attemptId, await created(attemptId), paperOf);
      if (!record) throw new AppError('NOT_FOUND', { field: 'drawnBy' });
      return record;
    },
  };
}
export type DrawPages = ReturnType<typeof createDrawPages>;
