import { cosine } from './match';

export type Turn = 'left' | 'right';

/**
 * The active challenge: look straight, turn as shown, look straight again, for each turn. A picture held up cannot
 * turn; another face slipped in half-way is noticed. It only ever proposes: who fails gets another, then a person.
 */
export interface Challenge {
  turns: Turn[];
  /** Turns completed. */
  done: number;
  phase: 'front' | 'turn' | 'back' | 'passed' | 'failed';
  /** Embedding of the first straight look, which all later ones must match. */
  anchor: Float32Array | null;
  /** Frames in a row that did not look like the first: one is blur or a hand, two are somebody else. */
  unlike: number;
  startedAt: number;
  lastSeenAt: number;
  why: 'timeout' | 'otherFace' | 'lostFace' | null;
  trace: { at: number; yaw: number; same: number | null }[];
}

export interface ChallengeLimits {
  /** Degrees that count as turned, and as straight. */
  turned: number;
  straight: number;
  /** Longest the whole challenge, and a face out of sight, may last, ms. */
  timeoutMs: number;
  lostMs: number;
  /** Least cosine to the first straight look, for straight frames and for turned ones. */
  sameFront: number;
  sameTurned: number;
}
export const challengeLimits: ChallengeLimits = {
  turned: 18,
  straight: 10,
  timeoutMs: 30_000,
  lostMs: 2500,
  sameFront: 0.4,
  sameTurned: 0.15,
};

const UNLIKE_FRAMES = 2;

/** `random` gives numbers in 0..1. */
export function newChallenge(now: number, random: () => number, count = 2): Challenge {
  const turns = Array.from({ length: count }, (): Turn => (random() < 0.5 ? 'left' : 'right'));
  return {
    turns,
    done: 0,
    phase: 'front',
    anchor: null,
    unlike: 0,
    startedAt: now,
    lastSeenAt: now,
    why: null,
    trace: [],
  };
}

/** What the candidate should do now. */
export function asked(c: Challenge): Turn | 'front' | null {
  if (c.phase === 'passed' || c.phase === 'failed') return null;
  return c.phase === 'turn' ? c.turns[c.done]! : 'front';
}

/**
 * One more frame. `yaw` is positive towards the right edge of the camera's picture; the candidate's own left is on
 * the right of it, so a turn to his left reads positive.
 */
export function stepChallenge(
  c: Challenge,
  frame: { at: number; yaw: number; embedding: Float32Array } | null,
  now: number,
  l: ChallengeLimits = challengeLimits,
): Challenge {
  if (c.phase === 'passed' || c.phase === 'failed') return c;
  const fail = (why: NonNullable<Challenge['why']>): Challenge => ({ ...c, phase: 'failed', why });
  if (now - c.startedAt > l.timeoutMs) return fail('timeout');
  if (!frame) return now - c.lastSeenAt > l.lostMs && c.anchor ? fail('lostFace') : c;
  const same = c.anchor ? cosine(c.anchor, frame.embedding) : null;
  const next: Challenge = {
    ...c,
    lastSeenAt: frame.at,
    trace: [...c.trace, { at: frame.at, yaw: Math.round(frame.yaw * 10) / 10, same }].slice(-120),
  };
  const front = Math.abs(frame.yaw) <= l.straight;
  if (same !== null && same < (front ? l.sameFront : l.sameTurned)) {
    // Such a frame never counts as a turn or a straight look.
    const unlike = c.unlike + 1;
    return unlike < UNLIKE_FRAMES
      ? { ...next, unlike }
      : { ...next, unlike, phase: 'failed', why: 'otherFace' };
  }
  next.unlike = 0;
  switch (c.phase) {
    case 'front':
      return front ? { ...next, phase: 'turn', anchor: c.anchor ?? frame.embedding } : next;
    case 'turn': {
      const towards = c.turns[c.done] === 'left' ? frame.yaw : -frame.yaw;
      return towards >= l.turned ? { ...next, phase: 'back' } : next;
    }
    case 'back': {
      if (!front) return next;
      const done = c.done + 1;
      return { ...next, done, phase: done === c.turns.length ? 'passed' : 'turn' };
    }
  }
}
