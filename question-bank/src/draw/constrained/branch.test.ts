import fc from 'fast-check';
import { solveWhole } from './branch';

const arbRow = fc.record({
  of: fc.uniqueArray(fc.tuple(fc.nat(4), fc.integer({ min: -2, max: 3 })), {
    selector: ([v]) => v,
    maxLength: 5,
  }),
  lo: fc.integer({ min: -3, max: 8 }),
  width: fc.nat(3),
});

describe('solveWhole', () => {
  test('property: finds the cheapest whole numbers or proves there are none, as trying all does', () => {
    const outcomes = { found: 0, infeasible: 0, 'gave-up': 0 };
    fc.assert(
      fc.property(
        fc.array(fc.nat(3), { minLength: 5, maxLength: 5 }),
        fc.array(arbRow, { maxLength: 6 }),
        fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 5, maxLength: 5 }),
        (hi, raw, cost) => {
          const rows = raw.map(({ of, lo, width }) => ({ of: of, lo, hi: lo + width }));
          let cheapest = Infinity;
          const x = [0, 0, 0, 0, 0];
          const every = (j: number): void => {
            if (j === 5) {
              const holds = rows.every((r) => {
                const sum = r.of.reduce((s, [v, a]) => s + a * (x[v] as number), 0);
                return sum >= r.lo && sum <= r.hi;
              });
              if (holds)
                cheapest = Math.min(
                  cheapest,
                  x.reduce((s, v, k) => s + v * (cost[k] as number), 0),
                );
              return;
            }
            for (let v = 0; v <= (hi[j] as number); v += 1) {
              x[j] = v;
              every(j + 1);
            }
          };
          every(0);
          const got = solveWhole({ lo: [0, 0, 0, 0, 0], hi, rows }, cost);
          outcomes[got.status] += 1;
          if (cheapest === Infinity) expect(got.status).toBe('infeasible');
          else
            expect(got).toMatchObject({
              status: 'found',
              best: true,
              cost: expect.closeTo(cheapest, 5) as number,
            });
        },
      ),
      { numRuns: 600 },
    );
    expect(outcomes.found).toBeGreaterThan(50);
    expect(outcomes.infeasible).toBeGreaterThan(50);
  });
});
