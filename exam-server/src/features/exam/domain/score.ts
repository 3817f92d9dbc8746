import type { EventData } from './events';
import type { AttemptState } from './state';

/** Running counts: what the proctor sees while it goes on. Every choice made counts, confirmed or not. */
export function tally(s: AttemptState): {
  answered: number;
  correct: number;
  wrong: number;
  score: number;
  confirmedWrong: number;
} {
  let answered = 0;
  let correct = 0;
  let confirmedWrong = 0;
  for (const a of Object.values(s.answers)) {
    if (a.choice.length === 0) continue;
    answered++;
    if (a.correct) correct++;
    else if (a.confirmed) confirmedWrong++;
  }
  return {
    answered,
    correct,
    wrong: answered - correct,
    score: correct * s.policy.pointsPerQuestion,
    confirmedWrong,
  };
}

/** True once confirmed wrong answers alone put the pass mark out of reach (points of a paper sum to 100). */
export function outOfReach(s: AttemptState): boolean {
  return tally(s).confirmedWrong * s.policy.pointsPerQuestion > 100 - s.policy.passMark;
}

/** The final score of an ended attempt. An unanswered question scores nothing; multiple choice is all or nothing. */
export function finalScore(s: AttemptState): EventData<'scored'> {
  const t = tally(s);
  const passed = s.endedBy !== 'terminated' && t.score >= s.policy.passMark;
  const reason = passed
    ? 'passed'
    : s.endedBy === 'terminated'
      ? 'terminated'
      : s.endedBy === 'earlyEnd' || outOfReach(s)
        ? 'outOfReach'
        : s.endedBy === 'expired'
          ? 'timeUp'
          : 'belowPassMark';
  return {
    score: t.score,
    correct: t.correct,
    wrong: t.wrong,
    unanswered: s.items.length - t.answered,
    passed,
    reason,
  };
}
