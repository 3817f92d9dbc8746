import fc from 'fast-check';
import { fillUp, MAX_SPARE, offer, planCaptures, type CaptureBook } from './capture-book';

const MINUTE = 60_000;
const jpeg = Uint8Array.of(1);
const draw = fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true }));
/** A good frame every second for `minutes`. @returns the moments kept, and the book at the end */
function sit(book: CaptureBook, from: number, minutes: number) {
  const kept: number[] = [];
  for (let at = from; at < from + minutes * MINUTE; at += 1000) {
    const o = offer(book, { at, jpeg });
    book = o.book;
    if (o.keep) kept.push(at);
    expect(book.spare.length).toBeLessThanOrEqual(MAX_SPARE);
  }
  return { kept, book };
}

test('the first picture is due at once, the rest at random over the test, in order', () => {
  fc.assert(
    fc.property(draw, fc.integer({ min: 1, max: 9 }), (d, wanted) => {
      const { due } = planCaptures({
        wanted,
        from: 1000,
        durationMs: 45 * MINUTE,
        random: () => d.next().value as number,
      });
      expect(due).toHaveLength(wanted);
      expect(due[0]).toBe(1000);
      expect(due).toEqual([...due].sort((a, b) => a - b));
      expect(due.at(-1)).toBeLessThanOrEqual(1000 + 45 * MINUTE * 0.8);
    }),
  );
});

test('who hands in early has all pictures too, each of another moment, none of the last taken twice', () => {
  fc.assert(
    fc.property(draw, fc.integer({ min: 1, max: 45 }), (d, minutes) => {
      const plan = planCaptures({
        wanted: 5,
        from: 0,
        durationMs: 45 * MINUTE,
        random: () => d.next().value as number,
      });
      const { kept, book } = sit(plan, 0, minutes);
      const filled = fillUp(book).map((s) => s.at);
      const all = [...kept, ...filled];
      expect(all).toHaveLength(5);
      expect(new Set(all).size).toBe(5);
      expect(filled).toEqual([...filled].sort((a, b) => a - b));
    }),
    { numRuns: 40 },
  );
});

test('the reserve is spread over the test, not the first minute of it', () => {
  const plan = planCaptures({ wanted: 2, from: 0, durationMs: 1000 * MINUTE, random: () => 0.99 });
  const { book } = sit(plan, 0, 20);
  const times = book.spare.map((s) => s.at);
  expect(times.at(-1)! - times[0]!).toBeGreaterThan(10 * MINUTE);
  // The picture furthest from the one at the beginning is near the end.
  expect(fillUp(book)[0]!.at).toBeGreaterThan(10 * MINUTE);
});

test('after a restart only what is missing is drawn', () => {
  const plan = planCaptures({ wanted: 5, taken: [1, 2, 3], from: 10, durationMs: MINUTE, random: () => 0.5 });
  expect(plan.due).toHaveLength(2);
  expect(
    planCaptures({ ...plan, taken: [1, 2, 3, 4, 5, 6], from: 10, durationMs: 1, random: () => 0 }).due,
  ).toEqual([]);
});

test('a test in which nobody was ever seen well has nothing to fill up with', () => {
  expect(fillUp(planCaptures({ wanted: 3, from: 0, durationMs: MINUTE, random: () => 0 }))).toEqual([]);
});
