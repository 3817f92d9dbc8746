import type { CheckinHint, CheckinStage, CheckinView } from 'exam-contract/checkin';
import type { BookingRow } from 'exam-contract/http/candidates';
import type { SittingView } from 'exam-contract/sitting';
import { asked, type Challenge } from '../vision';
import type { Place } from './ports';

/** Frames compared, of which the best counts: one unlucky frame decides nothing. */
export const MATCH_FRAMES = 3;
/** Good frames in a row before the challenge begins. */
export const GOOD_FRAMES = 2;
/** Failures before a person is called (DOMAIN.md §2.1). */
export const MAX_TRIES = 3;

/** One check-in under way at a seat. Lives in memory; what must last is stored as identity checks. */
export interface Checkin {
  id: string;
  at: Place;
  method: 'face' | 'idNumber';
  stage: CheckinStage;
  touchedAt: number;
  hint: CheckinHint | null;
  face: [number, number, number, number] | null;
  goodFrames: number;
  challenge: Challenge | null;
  challengeOff: boolean;
  challengesFailed: number;
  /** When a failed try may go on, server time. */
  resumeAt: number;
  probes: { embedding: Float32Array; jpeg: Uint8Array }[];
  /** Last frame with a face, for the person who may have to decide. */
  lastJpeg: Uint8Array | null;
  tries: number;
  /** Whom it is about: named by ID number, or recognised. */
  candidate: { candidateId: string; maskedName: string; idNumber: string } | null;
  digitTries: number;
  checkId: string | null;
  score: number | null;
  bookings: BookingRow[];
  decidedBy: string | null;
  sitting: SittingView | null;
  busy: boolean;
}

const progress = (c: Checkin): number => {
  switch (c.stage) {
    case 'framing':
      return c.goodFrames / GOOD_FRAMES;
    case 'challenge': {
      const ch = c.challenge;
      if (!ch) return 0;
      const half = ch.phase === 'back' ? 0.5 : 0;
      return (ch.done + half) / ch.turns.length;
    }
    case 'matching':
      return c.probes.length / MATCH_FRAMES;
    case 'passed':
      return 1;
    default:
      return 0;
  }
};

/** The check-in as its terminal sees it. */
export function checkinView(c: Checkin): CheckinView {
  const ch = c.stage === 'challenge' ? c.challenge : null;
  return {
    checkinId: c.id,
    stage: c.stage,
    method: c.method,
    hint: c.hint,
    progress: Math.min(1, progress(c)),
    challenge: ch ? { turns: ch.turns, done: ch.done, now: asked(ch) } : null,
    challengeOff: c.challengeOff,
    face: c.face,
    triesLeft: Math.max(0, MAX_TRIES - c.tries),
    // A name is shown only to whom gave the number or was recognised.
    maskedName:
      c.stage === 'confirmDigits' || c.stage === 'choose' || c.stage === 'passed' || c.method === 'idNumber'
        ? (c.candidate?.maskedName ?? null)
        : null,
    bookings: c.bookings.map(({ bookingId, kindCode, kindName }) => ({ bookingId, kindCode, kindName })),
    sitting: c.sitting,
  };
}
