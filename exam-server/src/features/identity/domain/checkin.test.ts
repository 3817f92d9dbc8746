import fc from 'fast-check';
import type { CheckinHint } from 'exam-contract/checkin';
import { checkinView as viewSchema } from 'exam-contract/checkin';
import type { FaceObservation } from 'exam-contract/vision';
import {
  afresh,
  challengeOutcome,
  checkinView,
  look,
  looking,
  newCheckin,
  resumed,
  unmatched,
} from './checkin';
import { MATCH_FRAMES, MAX_TRIES, RETRY_PAUSE_MS, type Checkin, type Look } from './checkin';

const me = Float32Array.from([1, 0, 0]);
const other = Float32Array.from([0, 1, 0]);
const jpeg = Uint8Array.of(0xff, 0xd8, 0xff);
const ID = '9b2f6c1e-0000-4000-8000-000000000001';
const at = { deviceId: ID, seatId: ID, roomId: ID, siteId: ID };
const who = { candidateId: ID, maskedName: '王*明', idNumber: '150602199001011234' };

const begun = (o: Partial<Parameters<typeof newCheckin>[0]> = {}): Checkin =>
  newCheckin({ id: ID, at, method: 'face', challengeOff: false, tries: 0, candidate: null, ...o });
const face = (yaw: number): FaceObservation => ({
  box: [0.4, 0.3, 0.2, 0.3],
  score: 0.99,
  landmarks: [],
  yaw,
  eyesClosed: null,
  heightPx: 140,
});

interface Seen {
  yaw?: number;
  hint?: CheckinHint | null;
  who?: Float32Array;
  gone?: boolean;
}
const lookOf = (t: number, s: Seen): Look => ({
  at: t,
  hint: s.hint ?? (s.gone ? 'noFace' : null),
  face: s.gone ? null : face(s.yaw ?? 0),
  embedding: s.gone ? null : (s.who ?? me),
  jpeg,
});
/** Plays frames 200 ms apart; every challenge asks for left, left. */
function play(c: Checkin, frames: Seen[], from = 0) {
  const thens: string[] = [];
  const end = frames.reduce((now, s, i) => {
    const step = look(now, lookOf(from + i * 200, s), () => 0);
    thens.push(step.then);
    return step.c;
  }, c);
  return { c: end, thens };
}
const front: Seen = {};
const turn: Seen[] = [{ yaw: 0 }, { yaw: 25 }, { yaw: 0 }, { yaw: 25 }, { yaw: 0 }];

describe('a check-in before the camera', () => {
  it('finds a face, asks for the turns, and then wants a comparison of a window of frames', () => {
    const framed = play(begun(), [front, front]);
    expect(framed.c.stage).toBe('challenge');
    const done = play(framed.c, turn, 1000);
    expect(done.c.stage).toBe('matching');
    const { c, thens } = play(done.c, Array(MATCH_FRAMES).fill(front), 3000);
    expect(thens).toEqual(['wait', 'wait', 'match']);
    expect(c.probes).toHaveLength(MATCH_FRAMES);
    expect(challengeOutcome(c)).toBe('passed');
  });
  it('says what to do instead of counting a bad frame', () => {
    const { c } = play(begun(), [front, { hint: 'comeCloser' }]);
    expect(c).toMatchObject({ stage: 'framing', hint: 'comeCloser', goodFrames: 0 });
  });
  it('skips the challenge only where the room has switched it off, and says so', () => {
    const { c } = play(begun({ challengeOff: true }), [front, front]);
    expect(c.stage).toBe('matching');
    expect(checkinView(c).challengeOff).toBe(true);
    expect(challengeOutcome(c)).toBe('off');
  });
  it('gives another challenge after a failed one, and calls a person after three', () => {
    let c = play(begun(), [front, front]).c;
    for (let n = 1; n <= MAX_TRIES; n++) {
      const from = c.challenge!.startedAt;
      c = look(c, lookOf(from + 100, front), () => 0).c;
      const step = look(c, lookOf(from + 30_001, { gone: true }), () => 0);
      c = step.c;
      expect(step.then).toBe(n < MAX_TRIES ? 'wait' : 'callProctor');
      expect(c.challengesFailed).toBe(n);
    }
    expect(c.challenges).toHaveLength(MAX_TRIES);
    expect(challengeOutcome(c)).toBe('failed');
  });
  it('compares nobody but who did the challenge: a face swapped in after it begins anew, and that counts', () => {
    const done = play(play(begun(), [front, front]).c, turn, 1000).c;
    const { c, thens } = play(done, [front, { who: other }], 3000);
    expect(thens).toEqual(['wait', 'wait']);
    expect(c).toMatchObject({ stage: 'framing', probes: [], challengesFailed: 1 });
  });
  it('rests on a failed comparison, then looks again; the third calls a person', () => {
    const c = begun({ challengeOff: true });
    const first = unmatched(c, 1, 1000);
    expect(first).toMatchObject({ then: 'wait', c: { stage: 'retry', tries: 1 } });
    expect(resumed(first.c, 1000 + RETRY_PAUSE_MS - 1).stage).toBe('retry');
    expect(resumed(first.c, 1000 + RETRY_PAUSE_MS).stage).toBe('framing');
    expect(unmatched(c, MAX_TRIES, 1000).then).toBe('callProctor');
  });
  it('starts afresh when a person says so, and keeps whom the number names', () => {
    const tired = { ...begun({ method: 'idNumber', candidate: who, tries: 3 }), challengesFailed: 2 };
    expect(afresh(tired)).toMatchObject({ stage: 'framing', tries: 0, challengesFailed: 0, candidate: who });
    expect(afresh({ ...tired, method: 'face' }).candidate).toBeNull();
  });
  it('does not tell whose number was typed until the face has been seen to fit', () => {
    const c = begun({ method: 'idNumber', candidate: who });
    for (const stage of ['framing', 'challenge', 'matching', 'retry', 'proctor', 'refused'] as const)
      expect(checkinView({ ...c, stage }).maskedName).toBeNull();
    expect(checkinView({ ...c, stage: 'choose' }).maskedName).toBe('王*明');
  });

  const frame = fc.record(
    {
      yaw: fc.constantFrom(0, 0, 0, 25, -25, 12),
      hint: fc.constantFrom<CheckinHint | null>(null, null, null, 'tooDark', 'oneFaceOnly', 'comeCloser'),
      who: fc.constantFrom(me, me, me, other),
      gone: fc.constantFrom(false, false, false, true),
    },
    { requiredKeys: ['yaw', 'hint', 'who', 'gone'] },
  );
  it('never lets in or refuses by itself, never skips the challenge, and never compares two people', () => {
    fc.assert(
      fc.property(
        fc.array(frame, { maxLength: 120 }),
        fc.boolean(),
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        (frames, challengeOff, draws) => {
          let c = begun({ challengeOff });
          for (const [i, s] of frames.entries()) {
            const { c: next, then } = look(c, lookOf(i * 300, s), () => draws.next().value as number);
            expect(['framing', 'challenge', 'matching']).toContain(next.stage);
            expect(next.probes.length).toBeLessThanOrEqual(MATCH_FRAMES);
            expect(viewSchema.safeParse(checkinView(next)).success).toBe(true);
            expect(next.challengesFailed).toBeLessThanOrEqual(MAX_TRIES);
            if (next.stage === 'matching' && !challengeOff) {
              expect(next.challenge?.phase).toBe('passed');
              for (const p of next.probes) expect(p.embedding).toBe(next.challenge?.anchor);
            }
            if (then === 'callProctor') {
              expect(next.challengesFailed).toBe(MAX_TRIES);
              return;
            }
            c = next;
          }
        },
      ),
    );
  });
  it('takes no frame while it waits for a person or a tap', () => {
    for (const stage of ['confirmDigits', 'choose', 'retry', 'proctor', 'passed', 'refused'] as const) {
      const c = { ...begun(), stage };
      expect(looking(c)).toBe(false);
      expect(look(c, lookOf(0, front), () => 0)).toEqual({ c, then: 'wait' });
    }
  });
});
