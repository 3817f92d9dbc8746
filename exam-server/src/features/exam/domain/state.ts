import type { AttemptStatus, EndReason } from 'exam-contract/attempt';
import type { WithdrawalCode, WithdrawnPolicy } from 'exam-contract/withdrawal';
import type { AttemptEvent, AttemptPolicy, EventData, PaperSlot } from './events';

export interface Answer {
  choice: string[];
  confirmed: boolean;
  correct: boolean;
  clientSeq: number;
  seq: number;
  at: number;
}

/** A revised result with the event that gave it. */
export type Revision = EventData<'revised'> & { at: number; hash: string };

/** An attempt as its events say. Never changed in place: `apply` returns the next one. */
export interface AttemptState {
  attemptId: string;
  sittingId: string;
  candidateId: string;
  seatId: string;
  roomId: string;
  ordinal: number;
  status: AttemptStatus;
  policy: AttemptPolicy;
  bankVersion: string;
  seed: string;
  items: PaperSlot[];
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  endedBy: EndReason | null;
  terminatedReason: string | null;
  /** Server time at which it closes; null before the start and while paused. */
  deadline: number | null;
  /** Time left while not running, ms. */
  remainingMs: number;
  deadlineVersion: number;
  pausedAt: number | null;
  pauseReason: string | null;
  /** Since when the terminal is away; null while it is connected. */
  lostSince: number | null;
  /** The terminal was away when time ran out and came back since: its queue may still arrive. */
  backAfterDeadline: boolean;
  answers: Readonly<Record<number, Answer>>;
  flags: Readonly<Record<number, { on: boolean; clientSeq: number }>>;
  /** Questions withdrawn since the draw, by position. */
  withdrawn: Readonly<Record<number, { policy: WithdrawnPolicy; code: WithdrawalCode; at: number }>>;
  current: number;
  lastClientSeq: number;
  /** As scored when it ended; `resultOf` is what holds now. */
  score: EventData<'scored'> | null;
  /** Better results given since, oldest first. */
  revisions: readonly Revision[];
  signed: { candidate: boolean; examiner: boolean };
  seq: number;
  hash: string;
}

function created(e: AttemptEvent & { kind: 'created' }): AttemptState {
  const d = e.data;
  return {
    attemptId: e.attemptId,
    sittingId: d.sittingId,
    candidateId: d.candidateId,
    seatId: d.seatId,
    roomId: d.roomId,
    ordinal: d.ordinal,
    status: 'created',
    policy: d.policy,
    bankVersion: d.bankVersion,
    seed: d.seed,
    items: d.items,
    createdAt: e.at,
    startedAt: null,
    endedAt: null,
    endedBy: null,
    terminatedReason: null,
    deadline: null,
    remainingMs: d.policy.durationMs,
    deadlineVersion: 0,
    pausedAt: null,
    pauseReason: null,
    lostSince: null,
    backAfterDeadline: false,
    answers: {},
    flags: {},
    withdrawn: {},
    current: 0,
    lastClientSeq: 0,
    score: null,
    revisions: [],
    signed: { candidate: false, examiner: false },
    seq: e.seq,
    hash: e.hash,
  };
}

const ended = (s: AttemptState, at: number, endedBy: EndReason, status: AttemptStatus): AttemptState => ({
  ...s,
  status,
  endedAt: at,
  endedBy,
  remainingMs: Math.max(0, s.deadline === null ? s.remainingMs : s.deadline - at),
});

function step(s: AttemptState, e: AttemptEvent): AttemptState {
  switch (e.kind) {
    case 'created':
      throw new Error('an attempt is created once');
    case 'identityVerified':
    case 'warned':
      return s;
    case 'started':
      return {
        ...s,
        status: 'running',
        startedAt: e.at,
        deadline: e.at + s.policy.durationMs,
        deadlineVersion: s.deadlineVersion + 1,
      };
    case 'answered': {
      const { index, choice, confirmed, correct, clientSeq } = e.data;
      const answer: Answer = { choice, confirmed, correct, clientSeq, seq: e.seq, at: e.at };
      return {
        ...s,
        answers: { ...s.answers, [index]: answer },
        current: index,
        lastClientSeq: Math.max(s.lastClientSeq, clientSeq),
      };
    }
    case 'flagged':
      return {
        ...s,
        flags: { ...s.flags, [e.data.index]: { on: e.data.on, clientSeq: e.data.clientSeq } },
        lastClientSeq: Math.max(s.lastClientSeq, e.data.clientSeq),
      };
    case 'moved':
      return { ...s, current: e.data.index };
    case 'paused':
      return {
        ...s,
        status: 'paused',
        pausedAt: e.at,
        pauseReason: e.data.reason,
        remainingMs: Math.max(0, (s.deadline ?? e.at) - e.at),
        deadline: null,
        deadlineVersion: s.deadlineVersion + 1,
      };
    case 'resumed':
      return {
        ...s,
        status: 'running',
        pausedAt: null,
        pauseReason: null,
        deadline: e.at + s.remainingMs,
        deadlineVersion: s.deadlineVersion + 1,
      };
    case 'extended':
      return {
        ...s,
        deadline: s.deadline === null ? null : s.deadline + e.data.ms,
        remainingMs: s.deadline === null ? s.remainingMs + e.data.ms : s.remainingMs,
        deadlineVersion: s.deadlineVersion + 1,
      };
    case 'connectionLost':
      return { ...s, lostSince: s.lostSince ?? e.at };
    case 'connectionRestored':
      return {
        ...s,
        lostSince: null,
        backAfterDeadline: s.backAfterDeadline || (s.status === 'expired' && s.lostSince !== null),
      };
    case 'seated':
      return { ...s, seatId: e.data.seatId, lostSince: null };
    case 'questionWithdrawn': {
      const { questionId, policy, code } = e.data;
      const index = s.items.findIndex((i) => i.questionId === questionId);
      if (index < 0 || s.withdrawn[index]) return s;
      return { ...s, withdrawn: { ...s.withdrawn, [index]: { policy, code, at: e.at } } };
    }
    case 'submitted':
      return ended(s, e.at, e.data.by, 'submitted');
    case 'expired':
      return ended(s, s.deadline ?? e.at, 'expired', 'expired');
    case 'terminated':
      return { ...ended(s, e.at, 'terminated', 'terminated'), terminatedReason: e.data.reason };
    case 'scored':
      return { ...s, status: 'scored', score: e.data };
    case 'revised':
      return { ...s, revisions: [...s.revisions, { ...e.data, at: e.at, hash: e.hash }] };
    case 'signed':
      return { ...s, signed: { ...s.signed, [e.data.who]: true } };
  }
}

/** The pure fold: the state after one more event. `null` stands for the attempt before its `created` event. */
export function apply(state: AttemptState | null, event: AttemptEvent): AttemptState {
  if (state === null) {
    if (event.kind !== 'created') throw new Error('a log begins with `created`');
    return created(event);
  }
  return { ...step(state, event), seq: event.seq, hash: event.hash };
}

/** Rebuilds an attempt from its whole log. @throws Error for an empty log */
export function fold(events: readonly AttemptEvent[]): AttemptState {
  const state = events.reduce<AttemptState | null>(apply, null);
  if (!state) throw new Error('a log without events');
  return state;
}

/** The result that holds now: the last revision, else what was scored; null before. */
export const resultOf = (s: AttemptState): EventData<'scored'> | null => s.revisions.at(-1)?.to ?? s.score;

/** Milliseconds left on the clock at a moment; 0 once ended. */
export function remaining(s: AttemptState, now: number): number {
  if (s.status === 'running' && s.deadline !== null) return Math.max(0, s.deadline - now);
  return s.status === 'created' || s.status === 'paused' ? s.remainingMs : 0;
}
