import type { ErrorCode } from 'exam-contract/errors';
import { withdrawnPolicyOf } from 'exam-contract/withdrawal';
import type { EventData, NewEvent } from './events';
import { isBetter, regrade, type Fix } from './regrade';
import { finalScore, outOfReach } from './score';
import { apply, type AttemptState } from './state';
import { chain } from './chain';

type By = EventData<'paused'>['by'];

/** A regrade that two persons stand for; `to` is what the second approved: anything else is not written. */
export interface ReviseCommand {
  kind: 'revise';
  regradeId: string;
  fixes: readonly Fix[];
  keyVersion: string | null;
  to: { score: number; passed: boolean };
  reason: string;
  proposedBy: By;
  approvedBy: By;
}

/** What somebody or something wants of an attempt. */
export type Command =
  | { kind: 'verifyIdentity'; data: EventData<'identityVerified'> }
  | { kind: 'start' }
  | { kind: 'answer'; index: number; choice: string[]; confirm: boolean; clientSeq: number; madeAt: number }
  | { kind: 'flag'; index: number; on: boolean; clientSeq: number }
  | { kind: 'move'; index: number }
  | { kind: 'pause'; reason: string; by: By }
  | { kind: 'resume'; by: By }
  | { kind: 'extend'; ms: number; reason: string; by: By }
  | { kind: 'warn'; messageId: string; text: string; by: By }
  | { kind: 'connection'; connected: boolean }
  | { kind: 'seat'; seatId: string; reason: string; by: By }
  | {
      kind: 'withdraw';
      questionId: string;
      code: EventData<'questionWithdrawn'>['code'];
      by: By;
    }
  | { kind: 'submit' }
  | { kind: 'terminate'; reason: string; by: By }
  | { kind: 'sign'; who: 'candidate' | 'examiner'; name: string; strokesHash: string }
  | ReviseCommand
  /** The clock's own command: closes what is due and scores what is closed. */
  | { kind: 'sweep' };

export interface DecideEnv {
  now: number;
  /** Whether a choice is right by the key of the frozen bank version. */
  judge(index: number, choice: string[]): boolean;
  /** How long after the deadline answers made before it are still taken from a terminal that was cut off, ms. */
  offlineGraceMs: number;
}

export type Decision = { ok: true; events: NewEvent[] } | { ok: false; code: ErrorCode };

/** How long after the deadline an answer may still be on its way over a healthy line, ms. */
export const TRANSIT_GRACE_MS = 3000;

const yes = (...events: NewEvent[]): Decision => ({ ok: true, events });
const no = (code: ErrorCode): Decision => ({ ok: false, code });
const closed = (s: AttemptState) => s.status !== 'created' && s.status !== 'running' && s.status !== 'paused';

/** Decides a command against the state as it is: the events it means, none where it is a repeat, or why not. */
export function decide(s: AttemptState, c: Command, env: DecideEnv): Decision {
  switch (c.kind) {
    case 'verifyIdentity':
      return closed(s) ? no('ATTEMPT_CLOSED') : yes({ kind: 'identityVerified', data: c.data });
    case 'start':
      if (s.status === 'running') return yes();
      return s.status === 'created'
        ? yes({ kind: 'started', data: {} })
        : no(closed(s) ? 'ATTEMPT_CLOSED' : 'ATTEMPT_ALREADY_STARTED');
    case 'answer':
      return answer(s, c, env);
    case 'flag': {
      if (!s.items[c.index]) return no('QUESTION_UNKNOWN');
      if ((s.flags[c.index]?.clientSeq ?? 0) >= c.clientSeq) return yes();
      if (s.status !== 'running') return no(refusal(s));
      return yes({ kind: 'flagged', data: { index: c.index, on: c.on, clientSeq: c.clientSeq } });
    }
    case 'move':
      if (!s.items[c.index]) return no('QUESTION_UNKNOWN');
      if (s.status !== 'running') return no(refusal(s));
      return s.current === c.index ? yes() : yes({ kind: 'moved', data: { index: c.index } });
    case 'pause':
      if (s.status === 'paused') return yes();
      return s.status === 'running'
        ? yes({ kind: 'paused', data: { reason: c.reason, by: c.by } })
        : no(refusal(s));
    case 'resume':
      if (s.status === 'running') return yes();
      return s.status === 'paused' ? yes({ kind: 'resumed', data: { by: c.by } }) : no(refusal(s));
    case 'extend':
      if (s.status !== 'running' && s.status !== 'paused') return no(refusal(s));
      return yes({ kind: 'extended', data: { ms: c.ms, reason: c.reason, by: c.by } });
    case 'warn':
      return closed(s)
        ? no('ATTEMPT_CLOSED')
        : yes({ kind: 'warned', data: { messageId: c.messageId, text: c.text, by: c.by } });
    case 'connection':
      if (s.status === 'scored' || s.status === 'created') return yes();
      if (c.connected) return s.lostSince === null ? yes() : yes({ kind: 'connectionRestored', data: {} });
      return s.lostSince === null ? yes({ kind: 'connectionLost', data: {} }) : yes();
    case 'seat':
      // Even an ended attempt has a result to be read and signed at a terminal that works.
      return s.signed.candidate
        ? no('ATTEMPT_CLOSED')
        : yes({ kind: 'seated', data: { seatId: c.seatId, reason: c.reason, by: c.by } });
    case 'withdraw':
      return withdraw(s, c);
    case 'submit':
      if (s.status === 'running')
        return withScore(s, { kind: 'submitted', data: { by: 'candidate' } }, env.now);
      // After the deadline the terminal says that its queue is empty: nothing more is coming, so score now.
      if (s.status === 'expired' || s.status === 'submitted') return score(s);
      return s.status === 'scored' ? yes() : no(refusal(s));
    case 'terminate':
      if (s.status === 'terminated' || s.status === 'scored') return no('ATTEMPT_CLOSED');
      return withScore(s, { kind: 'terminated', data: { reason: c.reason, by: c.by } }, env.now);
    case 'sign':
      if (s.status !== 'scored') return no('SITTING_WRONG_STAGE');
      return s.signed[c.who]
        ? yes()
        : yes({ kind: 'signed', data: { who: c.who, name: c.name, strokesHash: c.strokesHash } });
    case 'revise':
      return revise(s, c);
    case 'sweep':
      return sweep(s, env);
  }
}

function refusal(s: AttemptState): ErrorCode {
  if (s.status === 'paused') return 'ATTEMPT_PAUSED';
  return s.status === 'created' ? 'ATTEMPT_NOT_RUNNING' : 'ATTEMPT_CLOSED';
}

function answer(s: AttemptState, c: Command & { kind: 'answer' }, env: DecideEnv): Decision {
  const slot = s.items[c.index];
  if (!slot) return no('QUESTION_UNKNOWN');
  const prior = s.answers[c.index];
  // A repeat, or an older write that was overtaken: acknowledged again, nothing changes.
  if (prior && c.clientSeq <= prior.clientSeq) return yes();
  const choice = [...new Set(c.choice)].sort();
  if (choice.some((o) => !slot.options.includes(o))) return no('OPTION_UNKNOWN');
  if (slot.type !== 'multi' && choice.length > 1) return no('OPTION_UNKNOWN');
  if (c.confirm && choice.length === 0) return no('OPTION_UNKNOWN');
  const late = isLate(s, env.now);
  if (late ? !lateAccepted(s, c.madeAt, env) : s.status !== 'running') {
    if (
      s.status === 'paused' &&
      s.pausedAt !== null &&
      c.madeAt <= s.pausedAt &&
      c.madeAt >= (s.startedAt ?? 0)
    ) {
      // Made before the pause, still on its way when the clock stopped.
    } else {
      return no(
        late && s.status !== 'scored' && s.status !== 'submitted' && s.status !== 'terminated'
          ? 'DEADLINE_PASSED'
          : refusal(s),
      );
    }
  }
  if (prior?.confirmed && !s.policy.allowChangeAfterConfirm) return no('ANSWER_LOCKED');
  const madeAt = Math.min(Math.max(c.madeAt, s.startedAt ?? c.madeAt), env.now);
  const event: NewEvent = {
    kind: 'answered',
    data: {
      index: c.index,
      choice,
      confirmed: c.confirm,
      correct: env.judge(c.index, choice),
      clientSeq: c.clientSeq,
      madeAt,
      late,
    },
  };
  if (s.policy.earlyEnd !== 'force' || s.status !== 'running' || late) return yes(event);
  const after = preview(s, [event], env.now);
  if (!outOfReach(after)) return yes(event);
  const end: NewEvent = { kind: 'submitted', data: { by: 'earlyEnd' } };
  return yes(event, end, { kind: 'scored', data: finalScore(preview(after, [end], env.now)) });
}

/** The policy is the paper's own, never the caller's. A withdrawal ends nothing by itself. */
function withdraw(s: AttemptState, { questionId, code, by }: Command & { kind: 'withdraw' }): Decision {
  const index = s.items.findIndex((i) => i.questionId === questionId);
  if (index < 0) return no('QUESTION_UNKNOWN');
  if (s.withdrawn[index]) return yes();
  if (s.status === 'scored') return no('ATTEMPT_CLOSED');
  const policy = withdrawnPolicyOf(s.policy);
  return yes({ kind: 'questionWithdrawn', data: { questionId, policy, code, by } });
}

/** Once a regrade, only for the better, and only as it was approved. */
function revise(s: AttemptState, c: ReviseCommand): Decision {
  if (s.status !== 'scored') return no('SITTING_WRONG_STAGE');
  if (s.revisions.some((r) => r.regradeId === c.regradeId)) return yes();
  const again = regrade(s, c.fixes);
  if (!again || !isBetter(again.verdict)) return yes();
  if (again.to.score !== c.to.score || again.to.passed !== c.to.passed) return yes();
  const { items, from, to, verdict } = again;
  const { regradeId, keyVersion, reason, proposedBy, approvedBy } = c;
  const resit = verdict === 'resit';
  return yes({
    kind: 'revised',
    data: { regradeId, items, keyVersion, from, to, resit, reason, proposedBy, approvedBy },
  });
}

const isLate = (s: AttemptState, now: number): boolean =>
  s.status === 'expired' || (s.status === 'running' && s.deadline !== null && now > s.deadline);

function lateAccepted(s: AttemptState, madeAt: number, env: DecideEnv): boolean {
  const deadline = s.deadline ?? s.endedAt ?? 0;
  if (madeAt > deadline) return false;
  if (env.now <= deadline + TRANSIT_GRACE_MS) return true;
  // The line must have been down at the deadline; a healthy terminal has no old answers to bring.
  return wasAway(s) && env.now <= deadline + env.offlineGraceMs;
}

/** Whether the terminal was away when time ran out; the fold keeps `lostSince` until it is back. */
const wasAway = (s: AttemptState): boolean => s.lostSince !== null || s.backAfterDeadline;

function sweep(s: AttemptState, env: DecideEnv): Decision {
  if (s.status === 'submitted' || s.status === 'terminated') return score(s);
  if (s.status === 'running' && s.deadline !== null && env.now >= s.deadline)
    return yes({ kind: 'expired', data: {} });
  if (s.status === 'expired') {
    const over = env.now - (s.deadline ?? env.now);
    const wait = wasAway(s) ? env.offlineGraceMs : TRANSIT_GRACE_MS;
    return over >= wait ? score(s) : yes();
  }
  return yes();
}

const score = (s: AttemptState): Decision => yes({ kind: 'scored', data: finalScore(s) });

function withScore(s: AttemptState, end: NewEvent, now: number): Decision {
  return yes(end, { kind: 'scored', data: finalScore(preview(s, [end], now)) });
}

/** The state as it would be after events that are not stored yet. */
function preview(s: AttemptState, events: NewEvent[], now: number): AttemptState {
  return chain(s.attemptId, s, now, events).reduce<AttemptState>((st, e) => apply(st, e), s);
}
