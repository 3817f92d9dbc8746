import { syntheticScene } from './simulate-bank';
import { simulate } from './simulate-run';
import { chiSquareTail, exposureOf } from './simulate-stats';

describe('bank:simulate', () => {
  test.each([
    [3.841, 1, 0.05],
    [18.307, 10, 0.05],
    [124.342, 100, 0.05],
    [1, 1, 0.3173],
    [2000, 2000, 0.4958],
    [2150, 2000, 0.0098],
  ])('chi-square %d with %d degrees: %d', (x, df, p) => {
    expect(chiSquareTail(x, df)).toBeCloseTo(p, 3);
  });

  test('a question drawn twice as often as its cell shows', () => {
    const even = exposureOf(['a', 'a', 'a', 'a', 'b']);
    const uneven = exposureOf(['a', 'a', 'a', 'a', 'b']);
    for (let n = 0; n < 4000; n += 1) {
      even.count([n % 4]);
      uneven.count([n % 5 === 4 ? 0 : n % 5]);
    }
    expect(even.report()).toMatchObject({ maxOverMean: 1, p: 1, df: 3 });
    expect(uneven.report().maxOverMean).toBeCloseTo(1.6, 5);
    expect(uneven.report().p).toBeLessThan(1e-9);
  });

  test('every constraint kept, and nobody shares more than must be', () => {
    const { violations, refused, neighbours } = simulate(syntheticScene('test', 500, 40), 120);
    expect({ violations, refused }).toEqual({ violations: 0, refused: 0 });
    expect(neighbours).toMatchObject({ sameOrder: 0, sameOptions: 0, perPaper: { aboveLeast: 0 } });
  });
});
