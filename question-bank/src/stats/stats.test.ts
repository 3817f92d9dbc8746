import fc from 'fast-check';
import { betterThanKey, driftOf, itemFlags } from './flags';
import { itemStatistics } from './item-statistics';
import { addPaper, emptyPapers, kr20 } from './reliability';
import { atLeast, itemModel, similarities } from './similarity';
import { addResponse, addTally, emptyTally, medianTime, type ItemTally, type Response } from './tally';

const question = { type: 'single', options: ['A', 'B', 'C', 'D'].map((id) => ({ id })), answer: ['B'] };
const tallyOf = (responses: readonly Response[]): ItemTally => {
  const t = emptyTally();
  for (const r of responses) addResponse(t, r);
  return t;
};
const response: fc.Arbitrary<Response> = fc.record({
  choice: fc.subarray(['A', 'B', 'C', 'D']),
  rest: fc.double({ min: 0, max: 1, noNaN: true }),
  ms: fc.option(fc.integer({ min: 100, max: 900_000 })),
});
const times = (n: number, choice: string, rest: number): Response[] =>
  Array.from({ length: n }, (_, i) => ({
    choice: choice === '' ? [] : [...choice],
    rest: rest + (i % 3) * 0.02,
    ms: 9000,
  }));

/** Pearson's correlation as the textbook has it, from the raw pairs. */
function pearson(pairs: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1) => pairs.reduce((s, p) => s + p[at], 0) / pairs.length;
  const [mx, my] = [mean(0), mean(1)];
  const cov = pairs.reduce((s, [x, y]) => s + (x - mx) * (y - my), 0);
  const [vx, vy] = [
    pairs.reduce((s, [x]) => s + (x - mx) ** 2, 0),
    pairs.reduce((s, [, y]) => s + (y - my) ** 2, 0),
  ];
  return cov / Math.sqrt(vx * vy);
}

describe('statistics of a question', () => {
  it('gives from the tally what the raw answers give, however they were split up and added', () => {
    fc.assert(
      fc.property(fc.array(response, { minLength: 2, maxLength: 60 }), fc.nat(), (responses, cut) => {
        const at = cut % responses.length;
        const whole = tallyOf(responses.slice(0, at));
        addTally(whole, tallyOf(responses.slice(at)));
        const s = itemStatistics(whole, question);
        const right = responses.map((r) => (r.choice.join('') === 'B' ? 1 : 0));
        expect(s.n).toBe(responses.length);
        expect(s.right).toBe(right.filter(Boolean).length);
        expect(s.options.map((o) => o.n)).toEqual(
          ['A', 'B', 'C', 'D'].map((id) => responses.filter((r) => r.choice.includes(id)).length),
        );
        expect(s.unanswered + s.right + s.wrong.reduce((n, w) => n + w.n, 0)).toBe(s.n);
        if (s.discrimination !== null)
          expect(s.discrimination).toBeCloseTo(pearson(responses.map((r, i) => [right[i]!, r.rest])), 5);
      }),
    );
  });
  it('finds the median time within half a doubling', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 500, max: 300_000 }), { minLength: 1, maxLength: 99 }), (ms) => {
        const sorted = [...ms].sort((a, b) => a - b);
        const low = sorted[Math.ceil(ms.length / 2) - 1]!;
        const high = sorted[Math.floor(ms.length / 2)]!;
        const found = medianTime(tallyOf(ms.map((m) => ({ choice: [], rest: 0, ms: m }))).times)!;
        expect(found).toBeGreaterThanOrEqual(low / 1.5);
        expect(found).toBeLessThanOrEqual(high * 1.5);
      }),
    );
  });
});

describe('flags', () => {
  it('suspects a key where the best choose another answer, not where they choose the key', () => {
    const wrong = tallyOf([...times(40, 'B', 0.5), ...times(30, 'C', 0.9), ...times(5, 'A', 0.4)]);
    expect(betterThanKey(wrong, ['B'])).toBe('C');
    expect(betterThanKey(wrong, ['C'])).toBeUndefined();
    expect(betterThanKey(tallyOf(times(60, 'D', 0.8)), ['B'])).toBe('D');
    expect(betterThanKey(tallyOf([...times(5, 'B', 0.5), ...times(10, 'C', 0.9)]), ['B'])).toBeUndefined();
  });
  it('rarely suspects a right key by chance', () => {
    // A question whose wrong answers have nothing to do with the rest: the worst honest case.
    let [seed, flagged] = [7, 0];
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    for (let run = 0; run < 400; run += 1) {
      const t = tallyOf(
        Array.from({ length: 200 }, () => ({
          choice: [random() < 0.7 ? 'B' : 'ACD'[Math.floor(random() * 3)]!],
          rest: 0.7 + 0.2 * random(),
          ms: null,
        })),
      );
      if (betterThanKey(t, ['B'])) flagged += 1;
    }
    expect(flagged / 400).toBeLessThan(0.05);
  });
  it('names a distractor nobody takes, a question that tells nothing, and one that drifted', () => {
    const t = tallyOf([...times(80, 'B', 0.7), ...times(30, 'A', 0.7), ...times(10, 'C', 0.7)]);
    const weeks = [
      { n: 60, right: 30 },
      { n: 60, right: 40 },
      { n: 60, right: 57 },
    ];
    expect(itemFlags(t, question, weeks)).toEqual(['drift', 'unusedOption', 'weak']);
    expect(driftOf(weeks)).toMatchObject({ before: 0.5, after: 0.95 });
    expect(driftOf(weeks.slice(0, 1))).toBeUndefined();
    expect(driftOf([...weeks.slice(0, 1), { n: 60, right: 33 }])).toBeUndefined();
    expect(itemFlags(tallyOf(times(20, 'A', 0.9)), question)).toEqual([]);
  });
});

test('KR-20 of a fixed test is the one of the textbook', () => {
  // Five candidates, four questions; repeated so that there are enough papers.
  const scores = [
    [1, 1, 1, 1],
    [1, 1, 1, 0],
    [1, 1, 0, 0],
    [1, 0, 0, 0],
    [0, 0, 0, 0],
  ];
  const all = Array.from({ length: 8 }, () => scores).flat();
  const papers = emptyPapers();
  for (const row of all) addPaper(papers, { right: row.reduce((a, b) => a + b, 0), passed: row[3] === 1 });
  const items = [0, 1, 2, 3].map((i) => ({ n: all.length, right: all.filter((r) => r[i] === 1).length }));
  // Σpq = .16 + .24 + .24 + .16 = .8, variance 2: 4/3 · (1 − .8/2) = .8
  expect(kr20(papers, 4, items)).toBeCloseTo(0.8, 10);
  expect(papers.passed).toBe(8);
  expect(kr20({ ...papers, n: 10 }, 4, items)).toBeNull();
});

describe('answer similarity', () => {
  it('knows the tail of a sum of unequal events', () => {
    expect(atLeast([0.5, 0.5], 1)).toBeCloseTo(0.75);
    expect(atLeast([0.2, 0.9, 0.4], 3)).toBeCloseTo(0.072);
    expect(atLeast([0.2, 0.9], 0)).toBe(1);
  });
  it('puts those who agree on wrong answers first, and leaves out who shares too little', () => {
    const t = tallyOf([
      ...times(60, 'B', 0.7),
      ...times(20, 'A', 0.5),
      ...times(10, 'C', 0.5),
      ...times(10, 'D', 0.5),
    ]);
    const ids = Array.from({ length: 30 }, (_, i) => `q${i}`);
    const models = new Map(ids.map((q) => [q, itemModel(t, question)]));
    const paper = (id: string, answer: (i: number) => string, only = 30) => ({
      id,
      answers: new Map(ids.slice(0, only).map((q, i) => [q, [answer(i)]])),
    });
    const found = similarities(
      [
        paper('x', (i) => (i % 2 ? 'B' : 'ACD'[i % 3]!)),
        paper('y', (i) => (i % 2 ? 'B' : 'ACD'[i % 3]!)),
        paper('z', (i) => (i % 3 ? 'B' : 'ACD'[(i + 1) % 3]!)),
        paper('short', () => 'B', 9),
      ],
      models,
    );
    expect(found.map((f) => [f.a, f.b])[0]).toEqual(['x', 'y']);
    expect(found[0]).toMatchObject({ common: 30, same: 30, sameWrong: 15 });
    expect(found[0]!.p).toBeLessThan(1e-6);
    expect(found.slice(1).every((f) => f.p > 0.01)).toBe(true);
    expect(found.some((f) => f.a === 'short' || f.b === 'short')).toBe(false);
  });
});
