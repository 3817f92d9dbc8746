import { isAbandoned } from './abandoned';

const MINUTE = 60_000;
const sitting = { openedAt: 0, consentAt: 5 * MINUTE };
const last = { createdAt: 5 * MINUTE, endedAt: 40 * MINUTE };

describe('a sitting nobody goes on with', () => {
  it('is one that stood still for longer than a person would', () => {
    expect(isAbandoned({ openedAt: 0, consentAt: null }, 'rules', null, 30 * MINUTE)).toBe(false);
    expect(isAbandoned({ openedAt: 0, consentAt: null }, 'rules', null, 31 * MINUTE)).toBe(true);
    expect(isAbandoned(sitting, 'ready', { createdAt: 20 * MINUTE, endedAt: null }, 45 * MINUTE)).toBe(false);
    expect(isAbandoned(sitting, 'result', last, 99 * MINUTE)).toBe(false);
    expect(isAbandoned(sitting, 'result', last, 101 * MINUTE)).toBe(true);
  });
  it('is never one that is running or paused', () => {
    for (const stage of ['running', 'paused'] as const)
      expect(isAbandoned(sitting, stage, last, 1e12)).toBe(false);
  });
});
