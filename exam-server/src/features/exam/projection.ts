import type { AttemptDoc } from './exam.store';
import { resultOf, type AttemptState } from './domain/state';

/** The list row of an attempt as its log says. */
export function toAttemptRow(s: AttemptState): AttemptDoc {
  return {
    _id: s.attemptId,
    sittingId: s.sittingId,
    candidateId: s.candidateId,
    seatId: s.seatId,
    roomId: s.roomId,
    ordinal: s.ordinal,
    kindCode: s.policy.kindCode,
    status: s.status,
    createdAt: s.createdAt,
    startedAt: s.startedAt,
    endedAt: s.endedAt,
    score: resultOf(s)?.score ?? null,
    passed: resultOf(s)?.passed ?? null,
    revised: s.revisions.length > 0,
    candidateSigned: s.signed.candidate,
    examinerSigned: s.signed.examiner,
  };
}
