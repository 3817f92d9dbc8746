import type { EventData } from './events';
import type { AttemptState } from './state';

/** Running counts: what the proctor sees while it goes on. Every choice made counts, confirmed or not. */
export interface Tally {
  /** Questions that count: all but those withdrawn and dropped. The others sum to it with those not answered. */
  counted: number;
  /** Answered, or counted as right because withdrawn. */
  answered: number;
  correct: number;
  wrong: number;
  score: number;
  confirmedWrong: number;
}

export function tally(s: AttemptState): Tally {
  let dropped = 0;
  let answered = 0;
  let correct = 0;
  let confirmedWrong = 0;
  for (let i = 0; i < s.items.length; i++) {
    const withdrawn = s.withdrawn[i];
    const a = s.answers[i];
    if (withdrawn?.policy === 'drop_rescale') dropped++;
    else if (withdrawn) {
      answered++;
      correct++;
    } else if (a && a.choice.length > 0) {
      answered++;
      if (a.correct) correct++;
      else if (a.confirmed) confirmedWrong++;
    }
  }
  const counted = s.items.length - dropped;
  const score = points(s, correct, counted);
  return { counted, answered, correct, wrong: answered - correct, score, confirmedWrong };
}

/**
 * Points for right answers. Where questions were dropped the rest is scaled to the whole paper's points and rounded
 * down, so that the shown score reaches the pass mark exactly when the share does.
 */
function points(s: AttemptState, correct: number, counted: number): number {
  const whole = s.items.length;
  if (counted === whole) return correct * s.policy.pointsPerQuestion;
  return counted === 0 ? 0 : Math.floor((correct * whole * s.policy.pointsPerQuestion) / counted);
}

/** True once confirmed wrong answers alone put the pass mark out of reach (points of a paper sum to 100). */
export function outOfReach(s: AttemptState): boolean {
  const { counted, confirmedWrong } = tally(s);
  if (counted === 0) return false;
  if (counted === s.items.length)
    return confirmedWrong * s.policy.pointsPerQuestion > 100 - s.policy.passMark;
  return points(s, counted - confirmedWrong, counted) < s.policy.passMark;
}

/**
 * The final score of an ended attempt. An unanswered question scores nothing; multiple choice is all or nothing. A
 * paper of which every question was withdrawn examined nothing and is never passed.
 */
export function finalScore(s: AttemptState): EventData<'scored'> {
  const t = tally(s);
  const examined = s.items.length - Object.keys(s.withdrawn).length;
  const passed = s.endedBy !== 'terminated' && examined > 0 && t.score >= s.policy.passMark;
  return {
    score: t.score,
    correct: t.correct,
    wrong: t.wrong,
    unanswered: t.counted - t.answered,
    passed,
    reason: passed ? 'passed' : examined === 0 && s.endedBy !== 'terminated' ? 'nothingExamined' : why(s),
  };
}

function why(s: AttemptState): EventData<'scored'>['reason'] {
  if (s.endedBy === 'terminated') return 'terminated';
  if (s.endedBy === 'earlyEnd' || outOfReach(s)) return 'outOfReach';
  return s.endedBy === 'expired' ? 'timeUp' : 'belowPassMark';
}
