import fc from 'fast-check';
import type { Shot } from './capture-book';
import { APART_MS, beforeAndNow, keepLatest, RING_MS } from './frame-ring';

test('at whatever pace frames come, the newest is held, few others are, and they reach back far enough', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 100, max: 1500 }), { minLength: 1, maxLength: 200 }), (gaps) => {
      let ring: Shot[] = [];
      let at = 0;
      for (const gap of gaps) {
        at += gap;
        ring = keepLatest(ring, { at, jpeg: Uint8Array.of(1) });
        expect(ring.at(-1)?.at).toBe(at);
        expect(ring.length).toBeLessThanOrEqual(Math.ceil(RING_MS / APART_MS) + 2);
        expect(ring.map((f) => f.at)).toEqual([...ring.map((f) => f.at)].sort((a, b) => a - b));
      }
      const reach = at - ring[0]!.at;
      expect(reach).toBeGreaterThanOrEqual(Math.min(RING_MS - 2 * 1500, at - gaps[0]!));
    }),
  );
});

const shot = (at: number): Shot => ({ at, jpeg: Uint8Array.of(1) });

test('the picture before something began is of before its first wrong look, however far apart the looks are', () => {
  // Three seconds of dwell, seen at 10 000 and, as the machine is slow, again only at 15 500.
  const ring = [8000, 9000, 10_000, 15_500].map(shot);
  expect(beforeAndNow(ring, 10_000)).toEqual({ before: shot(9000), now: shot(15_500) });
});

test('where nothing of before is held it is the oldest picture, and none beside the newest alone', () => {
  expect(beforeAndNow([shot(5), shot(6)], 5)).toEqual({ before: shot(5), now: shot(6) });
  expect(beforeAndNow([shot(5)], 5)).toEqual({ before: null, now: shot(5) });
  expect(beforeAndNow([], 5)).toEqual({ before: null, now: null });
});
