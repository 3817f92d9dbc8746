import fc from 'fast-check';
import type { Shot } from './capture-book';
import { APART_MS, keepLatest, RING_MS } from './frame-ring';

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
