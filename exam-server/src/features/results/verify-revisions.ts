import { withdrawnPolicyOf } from 'exam-contract/withdrawal';
import { isCorrect, type Question } from 'question-bank';
import { apply, isBetter, rescore, type AttemptEvent, type AttemptState } from '../exam';

type Revised = AttemptEvent & { kind: 'revised' };

/** What is wrong with one revision, on the attempt as it was before it. */
function problemsOf(
  e: Revised,
  before: AttemptState,
  questions: ReadonlyMap<string, Question>,
  corrected: ReadonlyMap<string, readonly Question[]>,
): string[] {
  const { data } = e;
  const out: string[] = [];
  const say = (what: string) => out.push(`event ${e.seq}: ${what}`);
  if (before.status !== 'scored') say('revised before it was scored');
  if (before.revisions.some((r) => r.regradeId === data.regradeId)) say('revised twice by one regrade');
  const [first, second] = [data.proposedBy, data.approvedBy];
  if (first.staffId === null || second.staffId === null || first.staffId === second.staffId)
    say('revised without a second person');
  for (const { index, questionId, how, right } of data.items) {
    if (before.items[index]?.questionId !== questionId) say(`question ${questionId} is not at ${index + 1}`);
    if (before.withdrawn[index]) say(`question ${questionId} was withdrawn during the test already`);
    if (how !== 'corrected_key') {
      const declared = withdrawnPolicyOf(before.policy);
      if (how !== declared) say(`question ${questionId} counts by ${how}, the kind declares ${declared}`);
      continue;
    }
    const was = questions.get(questionId);
    const is = corrected.get(data.keyVersion ?? '')?.find((q) => q.id === questionId);
    if (!was || !is) {
      say(
        `question ${questionId} of the version with the corrected key is missing, its key cannot be compared`,
      );
      continue;
    }
    const texts = new Map(was.options.map((o) => [o.id, o.text['zh-CN'].trim()]));
    const chosen = is.options.filter((o) =>
      (right ?? []).some((id) => texts.get(id) === o.text['zh-CN'].trim()),
    );
    if (
      !isCorrect(
        is,
        chosen.map((o) => o.id),
      )
    )
      say(`question ${questionId} was not judged by the corrected key`);
  }
  const again = rescore(before, data.items);
  if (!again) return out;
  for (const field of ['score', 'correct', 'wrong', 'unanswered', 'passed'] as const)
    if (again.to[field] !== data.to[field])
      say(`revised to ${field} ${String(data.to[field])}, counting again gives ${String(again.to[field])}`);
  if (again.from.score !== data.from.score || again.from.passed !== data.from.passed)
    say(`revised from ${data.from.score}, but ${again.from.score} held before`);
  if (!isBetter(again.verdict)) say('the revision is no better than what held before');
  if ((again.verdict === 'resit') !== data.resit) say('the revision is wrong about sitting it again');
  return out;
}

/** Checks every revision of a log on the state before it: on the paper, as declared, by two persons, never for the worse. */
export function revisionProblems(
  events: readonly AttemptEvent[],
  questions: ReadonlyMap<string, Question>,
  corrected: ReadonlyMap<string, readonly Question[]>,
): string[] {
  let state: AttemptState | null = null;
  const out: string[] = [];
  for (const e of events) {
    if (e.kind === 'revised' && state) out.push(...problemsOf(e, state, questions, corrected));
    state = apply(state, e);
  }
  return out;
}
