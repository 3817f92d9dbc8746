import fc from 'fast-check';
import { Bench } from '../testing/fixtures';
import { decide } from './decide';
import { isBetter, regrade, type Fix } from './regrade';
import { apply, resultOf } from './state';
import { chain } from './chain';

const by = { staffId: null, name: 'x' };
const other = (b: Bench, i: number) => (b.state.items[i]!.type === 'multi' ? ['C'] : ['B']);
/** The first `right` are right, the next `wrong` are wrong, the rest is not answered. */
const ended = (right: number, wrong: number, over: ConstructorParameters<typeof Bench>[0] = {}) => {
  const b = new Bench(over);
  b.do({ kind: 'start' });
  for (let i = 0; i < right + wrong; i++)
    b.answer(i, i < right ? b.right(i) : other(b, i), { confirm: true });
  b.do({ kind: 'submit' });
  return b.state;
};
const gone = (...n: number[]): Fix[] => n.map((i) => ({ questionId: `q${i}`, right: null }));

it('passes who failed by the question, with the points the kind declares', () => {
  const again = regrade(ended(7, 3), gone(9));
  expect(again).toMatchObject({
    verdict: 'passes',
    from: { score: 70, passed: false },
    to: { score: 80, passed: true, correct: 8, wrong: 2 },
    items: [{ index: 9, questionId: 'q9', how: 'count_right' }],
  });
  const dropped = regrade(ended(7, 3, { withdrawnQuestion: 'drop_rescale' }), gone(8, 9));
  expect(dropped).toMatchObject({ verdict: 'passes', to: { score: 87 } });
});
it('judges again by a corrected key', () => {
  const b = new Bench({});
  b.do({ kind: 'start' });
  for (let i = 0; i < 10; i++) b.answer(i, i < 7 ? b.right(i) : other(b, i), { confirm: true });
  b.do({ kind: 'submit' });
  const chosen = other(b, 9);
  expect(regrade(b.state, [{ questionId: 'q9', right: chosen }])).toMatchObject({
    verdict: 'passes',
    to: { score: 80 },
    items: [{ how: 'corrected_key', right: [...chosen].sort() }],
  });
  // Who had it right by the old key keeps the points.
  expect(regrade(b.state, [{ questionId: 'q0', right: other(b, 0) }])?.verdict).toBe('lower');
});
it('lets who was stopped by it sit again', () => {
  const s = ended(2, 3, { earlyEnd: 'force' });
  expect(s.endedBy).toBe('earlyEnd');
  expect(regrade(s, gone(4))).toMatchObject({ verdict: 'resit', to: { passed: false } });
});
it('says nothing of papers without the question, and no change where there is none', () => {
  expect(regrade(ended(7, 3), gone(11))).toBeNull();
  expect(regrade(ended(7, 3), gone(0))?.verdict).toBe('same');
  expect(regrade(ended(5, 5), gone(9))?.verdict).toBe('higher');
});

const command = (regradeId: string, fixes: Fix[], to: { score: number; passed: boolean }) => ({
  kind: 'revise' as const,
  regradeId,
  fixes,
  keyVersion: null,
  to,
  reason: 'key wrong',
  proposedBy: by,
  approvedBy: by,
});
const env = { now: 9e12, judge: () => false, offlineGraceMs: 0 };

it('never lowers a result, is written once, and only as approved, however many regrades follow each other', () => {
  const fix = fc.record({
    question: fc.nat(11),
    right: fc.option(fc.subarray(['A', 'B', 'C'], { minLength: 1 })),
  });
  fc.assert(
    fc.property(
      fc.nat(10),
      fc.nat(10),
      fc.constantFrom('count_right' as const, 'drop_rescale' as const),
      fc.constantFrom('none' as const, 'prompt' as const, 'force' as const),
      fc.array(fc.array(fix, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
      (right, bad, withdrawnQuestion, earlyEnd, rounds) => {
        let s = ended(right, Math.min(bad, 10 - right), { withdrawnQuestion, earlyEnd });
        const first = s.score;
        for (const [n, round] of rounds.entries()) {
          const fixes = round.map((f) => ({ questionId: `q${f.question}`, right: f.right }));
          const held = resultOf(s)!;
          const again = regrade(s, fixes);
          const to = again?.to ?? held;
          const stale = decide(s, command(`r${n}`, fixes, { ...to, score: to.score + 1 }), env);
          expect(stale).toEqual({ ok: true, events: [] });
          const decision = decide(s, command(`r${n}`, fixes, to), env);
          if (!decision.ok) throw new Error(decision.code);
          expect(decision.events).toHaveLength(again && isBetter(again.verdict) ? 1 : 0);
          for (const e of chain(s.attemptId, s, env.now, decision.events)) s = apply(s, e);
          const now = resultOf(s)!;
          expect(now.score).toBeGreaterThanOrEqual(held.score);
          expect(now.passed || !held.passed).toBe(true);
          expect(decide(s, command(`r${n}`, fixes, to), env)).toEqual(
            again && isBetter(again.verdict) ? { ok: true, events: [] } : decision,
          );
        }
        expect(s.score).toEqual(first);
      },
    ),
  );
});
