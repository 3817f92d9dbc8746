import { withdrawnPolicyOf } from 'exam-contract/withdrawal';
import { isCorrect } from 'question-bank';
import type { EventData } from './events';
import { finalScore, outOfReach } from './score';
import { resultOf, type Answer, type AttemptState } from './state';

/** A question that turned out wrong: by another key, or as the kind of each paper declares (`right` null). */
export interface Fix {
  questionId: string;
  /** Right option ids of the question as it stands on the paper. */
  right: readonly string[] | null;
}

/**
 * What a regrade would make of an attempt. `passes`, `resit` and `higher` are better than what holds; `same` changes
 * nothing; `lower` would take something away, so that what holds is kept.
 */
export type RegradeVerdict = 'passes' | 'resit' | 'higher' | 'same' | 'lower';

export interface Regraded {
  items: EventData<'revised'>['items'];
  from: EventData<'revised'>['from'];
  to: EventData<'scored'>;
  verdict: RegradeVerdict;
}

type Item = EventData<'revised'>['items'][number];

/** The attempt as if its questions had counted so from the start; `code` and `at` play no part in a score. */
function counting(s: AttemptState, items: readonly Item[]): AttemptState {
  const withdrawn: Record<number, AttemptState['withdrawn'][number]> = { ...s.withdrawn };
  const answers: Record<number, Answer> = { ...s.answers };
  for (const { index, how, right } of items) {
    if (how === 'corrected_key') {
      const a = answers[index];
      delete withdrawn[index];
      if (a) answers[index] = { ...a, correct: isCorrect({ answer: right ?? [] }, a.choice) };
    } else withdrawn[index] = { policy: how, code: 'wrongKey', at: s.endedAt ?? s.createdAt };
  }
  return { ...s, withdrawn, answers };
}

/** The attempt with all that its revisions say. */
const asRevised = (s: AttemptState): AttemptState =>
  counting(
    s,
    s.revisions.flatMap((r) => r.items),
  );

/**
 * Scores a finished attempt again with questions that turned out wrong after it. Null where it is not scored, or none of
 * the questions is on its paper or was not settled while it ran. Pure; a result never becomes worse by it: that is the
 * verdict `lower`.
 */
export function regrade(s: AttemptState, fixes: readonly Fix[]): Regraded | null {
  const held = resultOf(s);
  if (!held) return null;
  const of = new Map(fixes.map((f) => [f.questionId, f]));
  const items = s.items.flatMap(({ questionId }, index): Item[] => {
    const fix = of.get(questionId);
    if (!fix || s.withdrawn[index]) return [];
    return fix.right
      ? [{ index, questionId, how: 'corrected_key', right: [...fix.right].sort() }]
      : [{ index, questionId, how: withdrawnPolicyOf(s.policy) }];
  });
  return items.length === 0 ? null : rescore(s, items);
}

/** The same for items as a revision names them, for whoever checks one. */
export function rescore(s: AttemptState, items: readonly Item[]): Regraded | null {
  const held = resultOf(s);
  if (!held) return null;
  const before = asRevised(s);
  const after = counting(before, items);
  const to = finalScore(after);
  const from = { score: held.score, passed: held.passed };
  return { items: [...items], from, to, verdict: verdictOf(s, held, to, before, after) };
}

function verdictOf(
  s: AttemptState,
  held: EventData<'scored'>,
  to: EventData<'scored'>,
  before: AttemptState,
  after: AttemptState,
): RegradeVerdict {
  if (to.score < held.score || (held.passed && !to.passed)) return 'lower';
  if (!held.passed && to.passed) return 'passes';
  const cutShort =
    s.policy.earlyEnd !== 'none' &&
    s.endedBy !== 'terminated' &&
    held.unanswered > 0 &&
    outOfReach(before) &&
    !outOfReach(after);
  const again = !to.passed && (cutShort || to.reason === 'nothingExamined');
  if (again && !s.revisions.some((r) => r.resit)) return 'resit';
  return to.score > held.score ? 'higher' : 'same';
}

/** Whether a verdict is one that a revision is written for. */
export const isBetter = (v: RegradeVerdict): boolean => v === 'passes' || v === 'resit' || v === 'higher';
