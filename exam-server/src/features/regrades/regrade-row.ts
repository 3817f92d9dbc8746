import type { RegradeRow } from 'exam-contract/http/regrades';
import { maskIdNumber } from '../candidates';
import type { RegradePorts } from './ports';
import type { RegradeRowDoc } from './regrades.store';

/** A row of a regrade as staff see it, with what else its candidate is booked for. */
export function createRowView({ candidates, bookings }: Pick<RegradePorts, 'candidates' | 'bookings'>) {
  /** Open bookings for the kind that is passed now; none before the pass is written, nor where it was passed before. */
  const needless = async ({ candidateId, kindCode, from, to, written }: RegradeRowDoc) => {
    if (!written || from.passed || !to.passed) return [];
    const own = (await bookings.ofCandidates([candidateId])).get(candidateId) ?? [];
    return own
      .filter((b) => b.kindCode === kindCode && b.state === 'booked')
      .map(({ bookingId, from, to: until }) => ({ bookingId, from, to: until }));
  };
  return async (r: RegradeRowDoc): Promise<RegradeRow> => {
    const candidate = await candidates.get(r.candidateId);
    const { attemptId, kindCode, endedAt, passMark, verdict, items, from, to, written, stale } = r;
    const who = { candidateName: candidate.name, maskedIdNumber: maskIdNumber(candidate.idNumber) };
    const what = { attemptId, ...who, kindCode, endedAt, passMark, verdict, items, from, to };
    return { ...what, written, stale, booked: await needless(r) };
  };
}
