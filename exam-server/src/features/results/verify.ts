import { withdrawnPolicyOf } from 'exam-contract/withdrawal';
import { isCorrect, type Question } from 'question-bank';
import { brokenAt, finalScore, fold, resultOf, type AttemptEvent } from '../exam';
import { revisionProblems } from './verify-revisions';

export interface Verdict {
  attemptId: string;
  ok: boolean;
  /** Everything that does not agree, in plain words; empty where all does. */
  problems: string[];
  logHash: string;
  events: number;
  /** As it stands now, revisions included. */
  score: number | null;
  passed: boolean | null;
  /** Results that held before, oldest first. */
  former: { score: number; passed: boolean }[];
}

/**
 * Repeats what the server did, from the log and the published questions alone: the chain of hashes, the judgement
 * of every answer, and the score. Pure; an auditor gets the same wherever it runs.
 */
export function verifyAttempt(
  events: readonly AttemptEvent[],
  questions: ReadonlyMap<string, Question>,
  expectedHash?: string,
  /** Questions of later versions whose keys were applied, by version. */
  corrected: ReadonlyMap<string, readonly Question[]> = new Map(),
): Verdict {
  const problems: string[] = [];
  const broken = brokenAt(events);
  if (broken !== null) problems.push(`the chain of hashes breaks at event ${broken}`);
  const state = fold(events);
  for (const e of events) {
    if (e.kind === 'questionWithdrawn') {
      const declared = withdrawnPolicyOf(state.policy);
      if (!state.items.some((i) => i.questionId === e.data.questionId))
        problems.push(`event ${e.seq}: question ${e.data.questionId} is not on this paper`);
      if (e.data.policy !== declared)
        problems.push(`event ${e.seq}: withdrawn by ${e.data.policy}, the kind declares ${declared}`);
    }
    if (e.kind !== 'answered') continue;
    const slot = state.items[e.data.index];
    const q = slot && questions.get(slot.questionId);
    if (!q)
      problems.push(
        `event ${e.seq}: question ${slot?.questionId ?? e.data.index} is not in the bank version`,
      );
    else if (isCorrect(q, e.data.choice) !== e.data.correct)
      problems.push(
        `event ${e.seq}: the answer to ${q.id} was judged ${e.data.correct ? 'right' : 'wrong'}, the key says otherwise`,
      );
  }
  if (state.score) {
    const again = finalScore(state);
    for (const field of ['score', 'correct', 'wrong', 'unanswered', 'passed'] as const) {
      if (again[field] !== state.score[field])
        problems.push(
          `the log says ${field} ${String(state.score[field])}, counting again gives ${String(again[field])}`,
        );
    }
  }
  problems.push(...revisionProblems(events, questions, corrected));
  const starts =
    expectedHash === undefined ||
    state.hash.startsWith(expectedHash) ||
    events.some((e) => e.hash.startsWith(expectedHash));
  if (!starts) problems.push('the hash on the sheet belongs to no event of this log');
  return {
    attemptId: state.attemptId,
    ok: problems.length === 0,
    problems,
    logHash: state.hash,
    events: events.length,
    score: resultOf(state)?.score ?? null,
    passed: resultOf(state)?.passed ?? null,
    former: state.revisions.map((r) => r.from),
  };
}
