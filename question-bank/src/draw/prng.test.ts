import fc from 'fast-check';
import { prng, shuffled } from './prng';

describe('prng', () => {
  test('the documented stream for a known seed', () => {
    const random = prng('kaotai');
    expect([random.next(), random.next(), random.next()]).toMatchInlineSnapshot(`
     [
       3500325544,
       1799027068,
       360563412,
     ]
    `);
  });

  test('below() is even enough: no residue of 7 is off by more than 5 % in 70,000', () => {
    const random = prng('even');
    const hits = Array.from({ length: 7 }, () => 0);
    for (let i = 0; i < 70_000; i += 1) hits[random.below(7)]! += 1;
    for (const h of hits) expect(Math.abs(h - 10_000)).toBeLessThan(500);
  });

  test('property: shuffled is a permutation and leaves its input alone', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.string(), (items, seed) => {
        const before = [...items];
        expect([...shuffled(items, prng(seed))].sort()).toEqual([...before].sort());
        expect(items).toEqual(before);
      }),
    );
  });
});
