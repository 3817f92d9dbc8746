import fc from 'fast-check';
import { strokes } from 'exam-contract/sitting';
import { StrokeRecorder } from './stroke-recorder';

describe('signature', () => {
  it('always fits the contract, whatever the pointer does', () => {
    const moves = fc.array(
      fc.record({
        down: fc.boolean(),
        x: fc.double({ min: -2, max: 3, noNaN: true }),
        y: fc.double({ min: -2, max: 3, noNaN: true }),
        dt: fc.integer({ min: -5, max: 50 }),
      }),
      { minLength: 1, maxLength: 600 },
    );
    fc.assert(
      fc.property(moves, (list) => {
        const r = new StrokeRecorder();
        let t = 1000;
        r.begin(0.5, 0.5, t);
        for (const m of list) {
          t += m.dt;
          if (m.down) r.begin(m.x, m.y, Math.max(t, 1000));
          else r.move(m.x, m.y, t);
        }
        expect(strokes.safeParse(r.strokes).success).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
  it('leaves out points that add nothing, and begins anew when cleared', () => {
    const r = new StrokeRecorder();
    r.begin(0.1, 0.1, 5);
    r.move(0.1001, 0.1, 9);
    r.move(0.2, 0.1, 12);
    expect(r.strokes).toEqual([
      [
        [0.1, 0.1, 0],
        [0.2, 0.1, 7],
      ],
    ]);
    r.clear();
    expect(r.empty).toBe(true);
  });
});
