import fc from 'fast-check';
import { equalErrorRate, tarAtFar } from './roc';

const sorted = (a: number[]) => Float32Array.from(a).sort();
const scores = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 300 });

describe('operating points', () => {
  it('accepts exactly as many impostors as the bound allows', () => {
    const impostor = sorted(Array.from({ length: 1000 }, (_, i) => i / 1000));
    const { threshold, tar } = tarAtFar(sorted([0.9985, 0.9995, 0.5]), impostor, 1e-3);
    expect(impostor.filter((s) => s >= threshold)).toHaveLength(1);
    expect(threshold).toBeGreaterThan(0.998);
    expect(tar).toBeCloseTo(2 / 3);
  });
  it('accepts no impostor where the bound is finer than the data', () => {
    const impostor = sorted([0.1, 0.2, 0.3]);
    const { threshold } = tarAtFar(sorted([0.5]), impostor, 1e-3);
    expect(impostor.some((s) => s >= threshold)).toBe(false);
  });
  it('never lets more impostors in than allowed, and none needlessly few', () => {
    fc.assert(
      fc.property(scores, scores, fc.constantFrom(0.5, 0.1, 0.01, 0.001), (g, i, far) => {
        const impostor = sorted(i);
        const { threshold, tar } = tarAtFar(sorted(g), impostor, far);
        const accepted = impostor.filter((s) => s >= threshold).length;
        expect(accepted).toBeLessThanOrEqual(far * i.length + 1e-6);
        expect(tar).toBeCloseTo(g.filter((s) => Math.fround(s) >= threshold).length / g.length);
      }),
    );
  });
  it('has no error where the heaps are apart, and one half where they are the same', () => {
    expect(equalErrorRate(sorted([0.6, 0.7]), sorted([0.1, 0.2]))).toBe(0);
    const same = sorted(Array.from({ length: 200 }, (_, i) => i / 200));
    expect(equalErrorRate(same, same)).toBeCloseTo(0.5, 1);
    expect(equalErrorRate(sorted([0.1, 0.2]), sorted([0.6, 0.7]))).toBe(1);
  });
});
