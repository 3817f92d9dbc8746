import fc from 'fast-check';
import { asked, challengeLimits, newChallenge, stepChallenge, type Challenge } from './challenge';

const me = Float32Array.from([1, 0]);
const other = Float32Array.from([0, 1]);
const play = (turns: ('left' | 'right')[], yaws: number[], face = me): Challenge =>
  yaws.reduce<Challenge>((c, yaw, i) => stepChallenge(c, { at: i * 200, yaw, embedding: face }, i * 200), {
    ...newChallenge(0, () => 0, turns.length),
    turns,
  });

describe('the head-turn challenge', () => {
  it('passes who looks straight, turns as asked and looks straight again', () => {
    expect(play(['left', 'right'], [0, 10, 25, 8, 0, -12, -24, 0]).phase).toBe('passed');
  });
  it('does not count a turn to the wrong side', () => {
    const c = play(['left'], [0, -30, 0, -30, 0]);
    expect(c).toMatchObject({ phase: 'turn', done: 0 });
    expect(asked(c)).toBe('left');
  });
  it('notices another face slipped in half-way, straight or turned', () => {
    for (const yaw of [0, 25]) {
      const c = play(['left'], [0, 10]);
      const once = stepChallenge(c, { at: 600, yaw, embedding: other }, 600);
      // One frame may be blur: it neither fails nor counts.
      expect(once).toMatchObject({ phase: 'turn', done: 0 });
      expect(stepChallenge(once, { at: 800, yaw, embedding: other }, 800)).toMatchObject({
        phase: 'failed',
        why: 'otherFace',
      });
    }
  });
  it('forgives single blurred frames', () => {
    const yaws = [0, 10, 25, 8, 0];
    const c = yaws.reduce<Challenge>(
      (c, yaw, i) => {
        const blurred = stepChallenge(c, { at: i * 400, yaw, embedding: other }, i * 400);
        return stepChallenge(i === 0 ? c : blurred, { at: i * 400 + 200, yaw, embedding: me }, i * 400 + 200);
      },
      { ...newChallenge(0, () => 0, 1), turns: ['left'] },
    );
    expect(c.phase).toBe('passed');
  });
  it('never passes who is another person in the turned or in the straight frames', () => {
    const frames = fc.array(fc.record({ yaw: fc.integer({ min: -60, max: 60 }) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(frames, fc.constantFrom('turned', 'straight'), (all, swapped) => {
        const c = all.reduce<Challenge>(
          (c, f, i) => {
            const straight = Math.abs(f.yaw) <= challengeLimits.straight;
            const first = c.anchor === null;
            const face = (swapped === 'straight') === straight && !first ? other : me;
            return stepChallenge(c, { at: i * 200, yaw: f.yaw, embedding: face }, i * 200);
          },
          newChallenge(0, () => 0.1),
        );
        expect(c.phase).not.toBe('passed');
      }),
    );
  });
  it('is over when time is up or the face is gone', () => {
    const c = play(['left'], [0]);
    expect(stepChallenge(c, null, challengeLimits.timeoutMs + 1)).toMatchObject({
      phase: 'failed',
      why: 'timeout',
    });
    expect(stepChallenge(c, null, challengeLimits.lostMs + 1)).toMatchObject({
      phase: 'failed',
      why: 'lostFace',
    });
  });
  it('never passes a picture that cannot turn', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -17, max: 17 }), { maxLength: 100 }), (yaws) => {
        expect(play(['left'], yaws).phase).not.toBe('passed');
      }),
    );
  });
});
