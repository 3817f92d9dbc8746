import fc from 'fast-check';
import { cosine, faceThresholds, identify, verify } from './match';

/** A vector of unit length at an angle whose cosine to the first axis is `c`. */
const at = (c: number): Float32Array => Float32Array.from([c, Math.sqrt(1 - c * c), 0]);
const me = at(1);
const person = (candidateId: string, c: number) => ({ candidateId, embedding: at(c) });

describe('matching', () => {
  it('verifies at the threshold and not below it', () => {
    expect(verify(me, at(0.41), faceThresholds)).toMatchObject({ passed: true });
    expect(verify(me, at(0.39), faceThresholds)).toMatchObject({ passed: false });
    expect(verify(me, at(0.39), faceThresholds).score).toBeCloseTo(0.39, 5);
  });
  it('names nobody among none, and nobody who is not alike enough', () => {
    expect(identify(me, [], faceThresholds)).toMatchObject({ best: null, passed: false });
    expect(identify(me, [person('a', 0.44), person('b', 0.1)], faceThresholds)).toMatchObject({
      best: 'a',
      passed: false,
    });
  });
  it('does not choose between two who are alike', () => {
    expect(identify(me, [person('a', 0.6), person('twin', 0.58)], faceThresholds).passed).toBe(false);
    expect(identify(me, [person('a', 0.6), person('b', 0.5)], faceThresholds).passed).toBe(true);
  });
  it('passes only the most alike, whatever the order they are booked in', () => {
    const scores = fc.uniqueArray(fc.integer({ min: -99, max: 99 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(scores, fc.infiniteStream(fc.nat()), (cs, order) => {
        const all = cs.map((c) => person(String(c), c / 100));
        const shuffled = all
          .map((p) => ({ p, k: order.next().value as number }))
          .sort((a, b) => a.k - b.k)
          .map((x) => x.p);
        const r = identify(me, shuffled, faceThresholds);
        const [first = -100, second = -200] = [...cs].sort((a, b) => b - a);
        expect(r.best).toBe(String(first));
        if (r.passed) {
          expect(first / 100).toBeGreaterThanOrEqual(faceThresholds.identify - 1e-6);
          expect((first - second) / 100).toBeGreaterThanOrEqual(faceThresholds.margin - 1e-6);
        }
      }),
    );
  });
  it('is symmetric', () => expect(cosine(at(0.3), at(0.8))).toBe(cosine(at(0.8), at(0.3))));
});
