import type { AttemptView } from 'exam-contract/attempt';
import type { WithdrawnPolicy } from 'exam-contract/withdrawal';
import type { FailureCode } from '../net/failure';

/** One question as this terminal shows it. */
export interface Slot {
  choice: readonly string[];
  /** Confirmed by the candidate; whether that locks it is the kind's policy. */
  confirmed: boolean;
  judged: { correct: boolean; right: readonly string[] } | null;
  flagged: boolean;
  /** Set once the question was withdrawn: it needs no answer. Never taken back. */
  withdrawn: WithdrawnPolicy | null;
  /** Sequence of the newest write that the server has not acknowledged; null when all is saved. */
  pending: number | null;
  /** Sequence of the newest acknowledged write. */
  acked: number;
  /** Why the last write was refused for good, until the next choice. */
  refused: FailureCode | null;
}

/** All answers of one attempt: what the server has, and what is still on its way there. */
export interface AnswerBook {
  attemptId: string;
  slots: readonly Slot[];
}

const blank: Slot = {
  choice: [],
  confirmed: false,
  judged: null,
  flagged: false,
  withdrawn: null,
  pending: null,
  acked: 0,
  refused: null,
};

export const emptyBook = (attemptId: string, total: number): AnswerBook => ({
  attemptId,
  slots: Array.from({ length: total }, () => blank),
});

function put(book: AnswerBook, index: number, change: (slot: Slot) => Slot): AnswerBook {
  const held = book.slots[index];
  if (!held) return book;
  const next = change(held);
  return next === held ? book : { ...book, slots: book.slots.map((s, i) => (i === index ? next : s)) };
}

/** A choice as the finger made it, under way with `seq`. */
export const chosen = (
  book: AnswerBook,
  index: number,
  choice: readonly string[],
  confirm: boolean,
  seq: number,
): AnswerBook =>
  put(book, index, (s) => ({
    ...s,
    choice,
    confirmed: s.confirmed || confirm,
    pending: seq,
    refused: null,
  }));

export const flagged = (book: AnswerBook, index: number, on: boolean): AnswerBook =>
  put(book, index, (s) => ({ ...s, flagged: on }));

/** The server has made write `seq` durable. Acknowledgements may repeat and may come late. */
export const acked = (
  book: AnswerBook,
  index: number,
  seq: number,
  judged: { correct: boolean; right: string[] } | null,
): AnswerBook =>
  put(book, index, (s) => ({
    ...s,
    judged: s.withdrawn ? null : (judged ?? s.judged),
    acked: Math.max(s.acked, seq),
    pending: s.pending !== null && s.pending <= seq ? null : s.pending,
  }));

/** The server will never take write `seq`: what it holds itself is shown again by the next `synced`. */
export const refused = (book: AnswerBook, index: number, seq: number, code: FailureCode): AnswerBook =>
  put(book, index, (s) => (s.pending === seq ? { ...s, pending: null, confirmed: false, refused: code } : s));

/**
 * Lays the server's sight over the book. Where a write of this terminal is not acknowledged, or was acknowledged
 * after that sight was taken, the terminal knows better.
 */
export function synced(book: AnswerBook, view: AttemptView): AnswerBook {
  if (view.attemptId !== book.attemptId) return book;
  const answers = new Map(view.answers.map((a) => [a.index, a]));
  const flags = new Set(view.flagged);
  const gone = new Map(view.withdrawn.map((w) => [w.index, w.policy]));
  const slots = book.slots.map((known, i): Slot => {
    const policy = known.withdrawn ?? gone.get(i) ?? null;
    const s = policy === known.withdrawn ? known : { ...known, withdrawn: policy, judged: null };
    if (s.pending !== null || s.acked > view.lastClientSeq) return s;
    const a = answers.get(i);
    return {
      ...s,
      choice: a?.choice ?? [],
      confirmed: a?.confirmed ?? false,
      judged: a && a.correct !== undefined ? { correct: a.correct, right: a.right ?? [] } : null,
      flagged: flags.has(i),
    };
  });
  return { ...book, slots };
}

export type SlotState = 'blank' | 'chosen' | 'confirmed' | 'right' | 'wrong' | 'given' | 'dropped';

export function stateOf(s: Slot): SlotState {
  if (s.withdrawn) return s.withdrawn === 'count_right' ? 'given' : 'dropped';
  if (s.judged) return s.judged.correct ? 'right' : 'wrong';
  if (s.choice.length === 0) return 'blank';
  return s.confirmed ? 'confirmed' : 'chosen';
}

/** Positions that want a second look before handing in; withdrawn questions want none. */
export function openPoints(book: AnswerBook): {
  unanswered: number[];
  flagged: number[];
  answered: number;
  /** Questions that can be answered. */
  total: number;
} {
  const indexes = book.slots.flatMap((s, i) => (s.withdrawn ? [] : [i]));
  const unanswered = indexes.filter((i) => book.slots[i]!.choice.length === 0);
  return {
    unanswered,
    flagged: indexes.filter((i) => book.slots[i]!.flagged),
    answered: indexes.length - unanswered.length,
    total: indexes.length,
  };
}
