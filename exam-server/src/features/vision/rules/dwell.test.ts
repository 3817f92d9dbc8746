import fc from 'fast-check';
import { quiet, stepDwell, type Dwell } from './dwell';

const T = { openMs: 4000, closeMs: 2000 };
type Look = { gap: number; wrong: boolean };
const looks = fc.array(
  fc.record({
    gap: fc.oneof(
      { weight: 9, arbitrary: fc.constant(1000) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 20_000 }) },
    ),
    wrong: fc.boolean(),
  }),
  { maxLength: 120 },
);

function play(all: Look[]): {
  changes: { change: string; at: number; index: number; began: number | null }[];
  last: Dwell;
  times: number[];
} {
  let d: Dwell = quiet;
  let at = 0;
  const changes: { change: string; at: number; index: number; began: number | null }[] = [];
  const times: number[] = [];
  all.forEach(({ gap, wrong }, index) => {
    at += gap;
    times.push(at);
    const step = stepDwell(d, at, { value: wrong ? 1 : 0, wrong }, T);
    d = step.dwell;
    if (step.change) changes.push({ change: step.change, at, index, began: step.began });
  });
  return { changes, last: d, times };
}

describe('dwell', () => {
  it('opens and closes in turn, and only after an unbroken run that lasted', () => {
    fc.assert(
      fc.property(looks, (all) => {
        const { changes, times } = play(all);
        changes.forEach(({ change, index, began }, i) => {
          expect(change).toBe(i % 2 === 0 ? 'open' : 'close');
          const wrong = change === 'open';
          let first = index;
          while (first > 0 && all[first - 1]!.wrong === wrong && times[first]! - times[first - 1]! <= 6000)
            first--;
          expect(all[index]!.wrong).toBe(wrong);
          expect(began).toBe(times[first]);
          expect(times[index]! - times[first]!).toBeGreaterThanOrEqual(wrong ? T.openMs : T.closeMs);
        });
      }),
    );
  });
  it('opens for every run of wrong looks that is longer than the dwell', () => {
    fc.assert(
      fc.property(looks, fc.integer({ min: 6, max: 20 }), (before, n) => {
        const { last } = play([...before, ...Array.from({ length: n }, () => ({ gap: 1000, wrong: true }))]);
        expect(last.open).toBe(true);
      }),
    );
  });
  it('does not make one anomaly out of two looks with a long silence between them', () => {
    expect(
      play([
        { gap: 0, wrong: true },
        { gap: 60_000, wrong: true },
      ]).changes,
    ).toEqual([]);
  });
  it('ignores a reading older than the last', () => {
    const d = stepDwell(quiet, 5000, { value: 1, wrong: true }, T).dwell;
    expect(stepDwell(d, 4000, { value: 0, wrong: false }, T).dwell).toBe(d);
  });
  it('keeps a bounded trace', () => {
    expect(play(Array.from({ length: 500 }, () => ({ gap: 1000, wrong: true }))).last.trace).toHaveLength(60);
  });
});
