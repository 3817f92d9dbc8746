import type { AttemptView } from 'exam-contract/attempt';
import type { SittingStage, SittingView } from 'exam-contract/sitting';

const rank: Record<SittingStage, number> = {
  rules: 0,
  ready: 1,
  running: 2,
  paused: 2,
  result: 3,
  signing: 4,
  done: 5,
  closed: 6,
};

/** How far a sitting has come: the attempt first, the stage within it second. */
const progress = (s: SittingView): number => (s.attempt?.ordinal ?? 0) * 10 + rank[s.stage];

/**
 * The newer of two sights of the same sitting. A push that was overtaken by a later answer must not take a
 * candidate back to the questions of an ended attempt, nor bring back an older deadline.
 */
export function mergeSitting(held: SittingView | null, view: SittingView): SittingView {
  if (!held || held.sittingId !== view.sittingId) return view;
  if (progress(view) < progress(held)) return held;
  return { ...view, attempt: view.attempt && newerClock(held.attempt, view.attempt) };
}

function newerClock(held: AttemptView | null, view: AttemptView): AttemptView {
  if (!held || held.attemptId !== view.attemptId || view.deadlineVersion >= held.deadlineVersion) return view;
  const { deadline, remainingMs, deadlineVersion, serverNow } = held;
  return { ...view, deadline, remainingMs, deadlineVersion, serverNow };
}
