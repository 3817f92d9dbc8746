import type { RevisionView } from 'exam-contract/revision';
import type { AnswerView, AttemptView, ResultView } from 'exam-contract/attempt';
import { outOfReach } from './score';
import { remaining, resultOf, type Answer, type AttemptState } from './state';

/** Right option ids of the question at an index, by the frozen bank version. */
export type KeyOf = (index: number) => string[];

function answerView(s: AttemptState, index: number, a: Answer, key: KeyOf): AnswerView {
  const base = { index, choice: a.choice, confirmed: a.confirmed };
  const shown = s.policy.reveal === 'on_confirm' && a.confirmed && !s.withdrawn[index];
  return shown ? { ...base, correct: a.correct, right: key(index) } : base;
}

const withdrawnItems = (s: AttemptState) =>
  Object.entries(s.withdrawn).map(([i, { policy }]) => ({ index: Number(i), policy }));

/** The attempt as its candidate may see it at a moment: nothing of the key but what the kind reveals. */
export function attemptView(s: AttemptState, now: number, key: KeyOf): AttemptView {
  return {
    attemptId: s.attemptId,
    ordinal: s.ordinal,
    status: s.status,
    total: s.items.length,
    startedAt: s.startedAt,
    deadline: s.status === 'running' ? s.deadline : null,
    remainingMs: remaining(s, now),
    deadlineVersion: s.deadlineVersion,
    serverNow: now,
    answers: Object.entries(s.answers).map(([i, a]) => answerView(s, Number(i), a, key)),
    flagged: Object.entries(s.flags)
      .filter(([, f]) => f.on)
      .map(([i]) => Number(i)),
    withdrawn: withdrawnItems(s),
    current: s.current,
    earlyEndReached: s.policy.earlyEnd !== 'none' && outOfReach(s),
    pauseReason: s.pauseReason,
    lastClientSeq: s.lastClientSeq,
  };
}

const revisionViews = (s: AttemptState): RevisionView[] =>
  s.revisions.map((r) => ({
    regradeId: r.regradeId,
    at: r.at,
    hash: r.hash,
    items: r.items.map(({ index, questionId, how }) => ({ index, questionId, how })),
    from: r.from,
    to: r.to,
    resit: r.resit,
    reason: r.reason,
    proposedBy: r.proposedBy.name,
    approvedBy: r.approvedBy.name,
  }));

/**
 * The result that holds once scored, null before. Wrong items are listed only where the kind reveals; a question that
 * counts otherwise since is told by its revision instead.
 */
export function resultView(s: AttemptState, key: KeyOf): ResultView | null {
  const result = resultOf(s);
  if (!result || s.endedAt === null || s.endedBy === null) return null;
  const { score, passed, correct, wrong, unanswered, reason } = result;
  const revised = new Set(s.revisions.flatMap((r) => r.items.map((i) => i.index)));
  const wrongItems =
    s.policy.reveal === 'never'
      ? []
      : Object.entries(s.answers)
          .filter(
            ([i, a]) =>
              a.choice.length > 0 && !a.correct && !s.withdrawn[Number(i)] && !revised.has(Number(i)),
          )
          .map(([i, a]) => ({ index: Number(i), choice: a.choice, right: key(Number(i)) }));
  return {
    attemptId: s.attemptId,
    ordinal: s.ordinal,
    score,
    passMark: s.policy.passMark,
    passed,
    correct,
    wrong,
    unanswered,
    reason,
    endedBy: s.endedBy,
    startedAt: s.startedAt ?? s.createdAt,
    endedAt: s.endedAt,
    terminatedReason: s.terminatedReason,
    wrongItems,
    withdrawnItems: withdrawnItems(s),
    revisions: revisionViews(s),
  };
}

/** What every answer to a terminal says of its attempt. */
export const attemptStatusBits = (s: AttemptState) => ({
  status: s.status,
  earlyEndReached: s.policy.earlyEnd !== 'none' && outOfReach(s),
});
