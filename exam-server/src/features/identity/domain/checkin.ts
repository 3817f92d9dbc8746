import type { CheckinHint, CheckinStage, CheckinView } from 'exam-contract/checkin';
import type { BookingRow } from 'exam-contract/http/candidates';
import type { SittingView } from 'exam-contract/sitting';
import type { FaceObservation } from 'exam-contract/vision';
import { asked, cosine, faceThresholds, newChallenge, stepChallenge, type Challenge } from '../../vision';
import type { Place } from '../ports';

/** Frames compared, of which the best counts: one unlucky frame decides nothing. */
export const MATCH_FRAMES = 3;
/** Good frames in a row before the challenge begins. */
const GOOD_FRAMES = 2;
/** Failures, of matching or of challenges, before a person is called (DOMAIN.md §2.1). */
export const MAX_TRIES = 3;
/** How long 'not recognised' stands before the camera looks again, ms. */
export const RETRY_PAUSE_MS = 2500;
const TRACE_KEPT = 80;

/** Why a person is called; what the check says until the person has decided. */
export type CallReason =
  | 'notRecognised'
  | 'challengeFailed'
  | 'digitsDoNotMatch'
  | 'noEnrolmentPhoto'
  | 'templateOfAnotherModel'
  | 'visionUnavailable'
  | 'askedByCandidate';

/** What one frame showed and was judged by; stored with the check. */
export interface FrameTrace {
  at: number;
  stage: CheckinStage;
  hint: CheckinHint | null;
  heightPx: number | null;
  yaw: number | null;
}

/** One check-in under way at a seat. Lives in memory; what must last is stored as identity checks. */
export interface Checkin {
  readonly id: string;
  readonly at: Place;
  readonly method: 'face' | 'idNumber';
  readonly stage: CheckinStage;
  readonly hint: CheckinHint | null;
  readonly face: [number, number, number, number] | null;
  readonly goodFrames: number;
  readonly challenge: Challenge | null;
  /** Challenges that are over, passed or failed. */
  readonly challenges: readonly Challenge[];
  readonly challengeOff: boolean;
  readonly challengesFailed: number;
  /** When a failed try may go on, server time. */
  readonly resumeAt: number;
  readonly probes: readonly { embedding: Float32Array; jpeg: Uint8Array }[];
  readonly frames: readonly FrameTrace[];
  /** Last frame with a face, for the person who may have to decide. */
  readonly lastJpeg: Uint8Array | null;
  readonly tries: number;
  /** Whom it is about: named by ID number, recognised, or proposed to the proctor. */
  readonly candidate: { candidateId: string; maskedName: string; idNumber: string } | null;
  readonly checkId: string | null;
  /** Cosine of the best frame, and of whoever came next to it. */
  readonly score: number | null;
  readonly second: number | null;
  readonly bookings: readonly BookingRow[];
  readonly decidedBy: string | null;
  readonly sitting: SittingView | null;
}

export function newCheckin(
  o: Pick<Checkin, 'id' | 'at' | 'method' | 'challengeOff' | 'tries' | 'candidate'>,
): Checkin {
  return {
    ...o,
    stage: 'framing',
    hint: null,
    face: null,
    goodFrames: 0,
    challenge: null,
    challenges: [],
    challengesFailed: 0,
    resumeAt: 0,
    probes: [],
    frames: [],
    lastJpeg: null,
    checkId: null,
    score: null,
    second: null,
    bookings: [],
    decidedBy: null,
    sitting: null,
  };
}

/** The camera looks again from the start; tries and failed challenges stay counted. */
export const again = (c: Checkin): Checkin => ({
  ...c,
  stage: 'framing',
  goodFrames: 0,
  challenge: null,
  probes: [],
  hint: null,
  face: null,
  candidate: c.method === 'face' ? null : c.candidate,
});

/** A person grants a fresh start. */
export const afresh = (c: Checkin): Checkin => ({
  ...again(c),
  tries: 0,
  challengesFailed: 0,
  challenges: [],
  checkId: null,
  score: null,
  second: null,
  frames: [],
});

/** One analysed frame. `embedding` is of the largest face. */
export interface Look {
  at: number;
  hint: CheckinHint | null;
  face: FaceObservation | null;
  embedding: Float32Array | null;
  jpeg: Uint8Array;
}
/** What the service has to do after a frame. */
export type Then = 'wait' | 'match' | 'callProctor';
type Step = { c: Checkin; then: Then };
const wait = (c: Checkin): Step => ({ c, then: 'wait' });

/** True where frames are looked at. */
export const looking = (c: Checkin): boolean =>
  c.stage === 'framing' || c.stage === 'challenge' || c.stage === 'matching';

/** A failed try may go on once its message has stood long enough. */
export const resumed = (c: Checkin, now: number): Checkin =>
  c.stage === 'retry' && now >= c.resumeAt ? again(c) : c;

/**
 * The check-in after one more frame. Pure. `random` gives numbers in 0..1 and draws the turns of a challenge.
 * A machine never lets in from here and never refuses: it asks for a comparison, or for a person.
 */
export function look(c: Checkin, l: Look, random: () => number): Step {
  if (!looking(c)) return wait(c);
  const trace: FrameTrace = {
    at: l.at,
    stage: c.stage,
    hint: l.hint,
    heightPx: l.face && Math.round(l.face.heightPx),
    yaw: l.face && Math.round(l.face.yaw * 10) / 10,
  };
  const seen: Checkin = {
    ...c,
    face: l.face?.box ?? null,
    lastJpeg: l.face ? l.jpeg : c.lastJpeg,
    frames: [...c.frames, trace].slice(-TRACE_KEPT),
  };
  if (c.stage === 'framing') return wait(framing(seen, l, random));
  return c.stage === 'challenge' ? challenge(seen, l, random) : matching(seen, l);
}

function framing(c: Checkin, l: Look, random: () => number): Checkin {
  if (l.hint) return { ...c, hint: l.hint, goodFrames: 0 };
  const goodFrames = c.goodFrames + 1;
  if (goodFrames < GOOD_FRAMES) return { ...c, hint: null, goodFrames };
  return c.challengeOff
    ? { ...c, hint: null, goodFrames, stage: 'matching' }
    : { ...c, hint: null, goodFrames, stage: 'challenge', challenge: newChallenge(l.at, random) };
}

function challenge(c: Checkin, l: Look, random: () => number): Step {
  const crowd = l.hint === 'oneFaceOnly';
  const frame =
    l.face && l.embedding && !crowd ? { at: l.at, yaw: l.face.yaw, embedding: l.embedding } : null;
  const stepped = stepChallenge(c.challenge ?? newChallenge(l.at, random), frame, l.at);
  const over = stepped.phase === 'passed' || stepped.phase === 'failed';
  const next: Checkin = {
    ...c,
    challenge: stepped,
    challenges: over ? [...c.challenges, stepped] : c.challenges,
    hint: crowd ? 'oneFaceOnly' : l.face ? null : 'noFace',
  };
  if (stepped.phase === 'passed') return wait({ ...next, stage: 'matching' });
  if (stepped.phase !== 'failed') return wait(next);
  const failed = { ...next, challengesFailed: c.challengesFailed + 1 };
  return failed.challengesFailed >= MAX_TRIES
    ? { c: failed, then: 'callProctor' }
    : wait({ ...failed, challenge: newChallenge(l.at, random) });
}

function matching(c: Checkin, l: Look): Step {
  if (l.hint || !l.embedding) return wait({ ...c, hint: l.hint });
  // Only the face that did the challenge may be compared; another one begins anew, and that counts.
  const anchor = c.challenge?.anchor;
  if (anchor && cosine(anchor, l.embedding) < faceThresholds.verify) {
    const swapped = { ...again(c), challengesFailed: c.challengesFailed + 1 };
    return swapped.challengesFailed >= MAX_TRIES ? { c: swapped, then: 'callProctor' } : wait(swapped);
  }
  const probes = [...c.probes, { embedding: l.embedding, jpeg: l.jpeg }].slice(-MATCH_FRAMES);
  return { c: { ...c, hint: null, probes }, then: probes.length === MATCH_FRAMES ? 'match' : 'wait' };
}

/** A comparison that found nobody: another try, or a person. */
export function unmatched(c: Checkin, tries: number, now: number): Step {
  const next = { ...c, tries };
  return tries >= MAX_TRIES
    ? { c: next, then: 'callProctor' }
    : wait({ ...again(next), stage: 'retry', resumeAt: now + RETRY_PAUSE_MS });
}

function progress(c: Checkin): number {
  if (c.stage === 'framing') return c.goodFrames / GOOD_FRAMES;
  if (c.stage === 'matching') return c.probes.length / MATCH_FRAMES;
  if (c.stage !== 'challenge' || !c.challenge) return c.stage === 'passed' ? 1 : 0;
  const { done, turns, phase } = c.challenge;
  return (done + (phase === 'back' ? 0.5 : 0)) / turns.length;
}

/** Stages at which the person has been recognised and may see his own masked name. */
const known = (s: CheckinStage) => s === 'confirmDigits' || s === 'choose' || s === 'passed';

/** The check-in as its terminal sees it. An ID number that was typed says nothing about whose it is. */
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
    maskedName: known(c.stage) ? (c.candidate?.maskedName ?? null) : null,
    bookings: c.bookings.map(({ bookingId, kindCode, kindName }) => ({ bookingId, kindCode, kindName })),
    sitting: c.sitting,
  };
}

/** What became of the challenge, as the check says it. */
export const challengeOutcome = (c: Checkin): 'passed' | 'failed' | 'off' | 'notDone' => {
  if (c.challengeOff) return 'off';
  if (c.challenge?.phase === 'passed') return 'passed';
  return c.challenge?.phase === 'failed' || c.challengesFailed > 0 ? 'failed' : 'notDone';
};
