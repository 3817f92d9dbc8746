import fc from 'fast-check';
import { backoffMs } from './backoff';

describe('backoff', () => {
  it('stays between floor and cap, and spreads already the first repeat', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.double({ min: 0, max: 1, noNaN: true }), (tries, random) => {
        const ms = backoffMs(tries, random);
        expect(ms).toBeGreaterThanOrEqual(250);
        expect(ms).toBeLessThanOrEqual(10_000);
      }),
    );
    expect(backoffMs(0, 1)).toBeGreaterThan(backoffMs(0, 0));
  });
  it('waits longer the more often it failed', () => {
    expect(backoffMs(5, 0.5)).toBeGreaterThan(backoffMs(1, 0.5));
  });
});
