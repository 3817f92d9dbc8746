import fc from 'fast-check';
import type { WithdrawnPolicy } from 'exam-contract/withdrawal';
import { Bench, MINUTE } from '../testing/fixtures';
import { brokenAt } from './chain';
import type { Command } from './decide';
import { parseEvent } from './events';
import { finalScore, tally } from './score';
import { fold, remaining } from './state';
import { attemptView } from './views';

const by = { staffId: null, name: 'x' };
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      index: fc.integer({ min: 0, max: 11 }),
      choice: fc.subarray(['A', 'B', 'C', 'D', 'Z']),
      confirm: fc.boolean(),
      clientSeq: fc.integer({ min: 1, max: 60 }),
      madeAt: fc.integer({ min: 1_799_999_000_000, max: 1_800_010_000_000 }),
    }),
  },
  fc.record({
    kind: fc.constant('flag' as const),
    index: fc.integer({ min: 0, max: 11 }),
    on: fc.boolean(),
    clientSeq: fc.integer({ min: 1, max: 60 }),
  }),
  fc.record({ kind: fc.constant('move' as const), index: fc.integer({ min: 0, max: 11 }) }),
  fc.record({
    kind: fc.constant('withdraw' as const),
    questionId: fc.nat(11).map((n) => `q${n}`),
    code: fc.constant('wrongKey' as const),
    by: fc.constant(by),
  }),
  fc.constantFrom<Command>(
    { kind: 'start' },
    { kind: 'submit' },
    { kind: 'sweep' },
    { kind: 'sweep' },
    { kind: 'pause', reason: 'r', by },
    { kind: 'resume', by },
    { kind: 'extend', ms: MINUTE, reason: 'r', by },
    { kind: 'seat', seatId: '00000000-0000-4000-8000-00000000000f', reason: 'r', by },
    { kind: 'connection', connected: true },
    { kind: 'connection', connected: false },
    { kind: 'terminate', reason: 'r', by },
    { kind: 'sign', who: 'examiner', name: 'e', strokesHash: 'c'.repeat(64) },
  ),
);
const script = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 * MINUTE }), command), { maxLength: 60 });
const play = (
  steps: [number, Command][],
  earlyEnd: 'none' | 'prompt' | 'force',
  withdrawnQuestion: WithdrawnPolicy = 'drop_rescale',
) => {
  const b = new Bench({ earlyEnd, withdrawnQuestion });
  b.do({ kind: 'start' });
  for (const [ms, c] of steps) b.wait(ms).do(c);
  return b;
};
const mode = fc.constantFrom('none' as const, 'prompt' as const, 'force' as const);

describe('any history of an attempt', () => {
  it('is rebuilt exactly from its log, also after a trip through JSON', () => {
    fc.assert(
      fc.property(script, mode, (steps, early) => {
        const b = play(steps, early);
        expect(fold((JSON.parse(JSON.stringify(b.events)) as unknown[]).map(parseEvent))).toEqual(b.state);
        expect(brokenAt(b.events)).toBeNull();
      }),
    );
  });
  it('shows where a log was changed', () => {
    fc.assert(
      fc.property(script, mode, fc.nat(), (steps, early, at) => {
        const events = play(steps, early).events.map((e) => ({ ...e }));
        const i = at % events.length;
        events[i]!.at += 1;
        expect(brokenAt(events)).toBe(i + 1);
      }),
    );
  });
  it('never changes an answer once the attempt is closed, and scores exactly the answers it holds', () => {
    fc.assert(
      fc.property(script, mode, (steps, early) => {
        const b = play(steps, early);
        const end = b.events.findIndex((e) => e.kind === 'scored');
        expect(b.events.filter((e) => e.kind === 'scored').length).toBeLessThanOrEqual(1);
        if (end < 0) return;
        // A result may still be signed, and carried to a terminal that works so that it can be.
        const after = b.events.slice(end + 1).map((e) => e.kind);
        expect(after.filter((kind) => kind !== 'signed' && kind !== 'seated')).toEqual([]);
        expect(b.state.score).toEqual(finalScore(b.state));
        expect(b.state.score!.correct + b.state.score!.wrong + b.state.score!.unanswered).toBe(
          tally(b.state).counted,
        );
      }),
    );
  });
  it('never shows time left below nothing, nor a key that the kind does not reveal', () => {
    fc.assert(
      fc.property(script, mode, (steps, early) => {
        const b = play(steps, early);
        expect(remaining(b.state, b.now)).toBeGreaterThanOrEqual(0);
        const hidden = attemptView(
          { ...b.state, policy: { ...b.state.policy, reveal: 'at_end' } },
          b.now,
          b.right,
        );
        expect(JSON.stringify(hidden)).not.toMatch(/"right"|"correct"/);
        expect(tally(b.state).answered).toBeLessThanOrEqual(b.state.items.length);
      }),
    );
  });
});
