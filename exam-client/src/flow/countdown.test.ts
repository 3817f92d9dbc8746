import fc from 'fast-check';
import { clockText, phaseOf, remainingMs } from './countdown';

describe('countdown', () => {
  it('runs while there is a deadline and stands still while there is none', () => {
    expect(remainingMs({ deadline: 100_000, remainingMs: 1 }, 40_000)).toBe(60_000);
    expect(remainingMs({ deadline: null, remainingMs: 777 }, 999_999)).toBe(777);
  });
  it('never shows less than nothing', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (deadline, now) => {
        expect(remainingMs({ deadline, remainingMs: 0 }, now)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
  it('warns at five minutes and at one, and is over only at zero', () => {
    expect([300_001, 300_000, 60_001, 60_000, 1, 0].map(phaseOf)).toEqual([
      'calm',
      'fiveMinutes',
      'fiveMinutes',
      'oneMinute',
      'oneMinute',
      'over',
    ]);
  });
  it('counts a started second and shows hours only where there are any', () => {
    expect(clockText(45 * 60_000)).toBe('45:00');
    expect(clockText(1)).toBe('00:01');
    expect(clockText(0)).toBe('00:00');
    expect(clockText(3_600_000)).toBe('1:00:00');
    expect(clockText(59_001)).toBe('01:00');
  });
});
