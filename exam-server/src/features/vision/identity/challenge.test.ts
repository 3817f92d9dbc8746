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
  it('notices another face slipped in half-way', () => {
    const c = play(['left'], [0, 10]);
    expect(stepChallenge(c, { at: 600, yaw: 0, embedding: other }, 600)).toMatchObject({
      phase: 'failed',
      why: 'otherFace',
    });
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
