import fc from 'fast-check';
import type { WithdrawnPolicy } from 'exam-contract/withdrawal';
import { Bench, MINUTE } from '../testing/fixtures';
import { brokenAt } from './chain';
import { parseEvent } from './events';
import { finalScore, outOfReach, tally } from './score';
import { fold } from './state';
import { attemptView, resultView } from './views';

const by = { staffId: null, name: 'clerk' };
const running = (over: ConstructorParameters<typeof Bench>[0] = {}) => {
  const b = new Bench(over);
  b.do({ kind: 'start' });
  return b;
};
const withdraw = (b: Bench, n: number) =>
  b.do({ kind: 'withdraw', questionId: `q${n}`, code: 'wrongKey', by });
const wrong = (b: Bench, n: number, confirm = true) =>
  b.answer(n, b.state.items[n]!.type === 'multi' ? ['C'] : ['B'], { confirm });

describe('a withdrawn question', () => {
  it('is noted once, with the policy of the paper and nobody else’s', () => {
    const b = running({ withdrawnQuestion: 'drop_rescale' });
    expect(withdraw(b, 3)).toMatchObject({
      ok: true,
      events: [{ kind: 'questionWithdrawn', data: { questionId: 'q3', policy: 'drop_rescale' } }],
    });
    expect(withdraw(b, 3)).toEqual({ ok: true, events: [] });
    expect(b.do({ kind: 'withdraw', questionId: 'q77', code: 'other', by })).toEqual({
      ok: false,
      code: 'QUESTION_UNKNOWN',
    });
    const old = running();
    withdraw(old, 0);
    expect(old.events.at(-1)).toMatchObject({ data: { policy: 'count_right' } });
  });
  it('comes into a paper before its start, while paused and while late answers are awaited, never after the score', () => {
    const b = new Bench();
    expect(withdraw(b, 0)).toMatchObject({ ok: true });
    b.do({ kind: 'start' });
    b.do({ kind: 'pause', reason: 'x', by });
    expect(withdraw(b, 1)).toMatchObject({ ok: true });
    b.do({ kind: 'resume', by });
    b.wait(45 * MINUTE).do({ kind: 'sweep' });
    expect(b.state.status).toBe('expired');
    expect(withdraw(b, 2)).toMatchObject({ ok: true });
    b.do({ kind: 'submit' });
    expect(b.state.score).toMatchObject({ correct: 3, wrong: 0, unanswered: 7, score: 30 });
    expect(withdraw(b, 4)).toEqual({ ok: false, code: 'ATTEMPT_CLOSED' });
  });
  it('counts as right whatever was answered, or nothing', () => {
    const b = running();
    wrong(b, 0);
    for (let i = 1; i < 8; i++) b.answer(i, b.right(i), { confirm: true });
    withdraw(b, 0);
    withdraw(b, 9);
    b.do({ kind: 'submit' });
    expect(b.state.score).toMatchObject({ score: 90, correct: 9, wrong: 0, unanswered: 1, passed: true });
  });
  it('is dropped and the rest scaled, rounded down so that no share below the mark passes', () => {
    const b = running({ withdrawnQuestion: 'drop_rescale' });
    for (let i = 0; i < 7; i++) b.answer(i, b.right(i));
    withdraw(b, 9);
    expect(tally(b.state)).toMatchObject({ counted: 9, score: 77 });
    withdraw(b, 8);
    b.do({ kind: 'submit' });
    expect(b.state.score).toMatchObject({ score: 87, correct: 7, wrong: 0, unanswered: 1, passed: true });
  });
  it('brings a pass back into reach, and its wrong answer is shown no more', () => {
    const b = running();
    for (const i of [0, 3, 6]) wrong(b, i);
    expect(outOfReach(b.state)).toBe(true);
    withdraw(b, 3);
    expect(outOfReach(b.state)).toBe(false);
    const view = attemptView(b.state, b.now, b.right);
    expect(view).toMatchObject({ earlyEndReached: false, withdrawn: [{ index: 3, policy: 'count_right' }] });
    expect(view.answers.find((a) => a.index === 3)).toEqual({ index: 3, choice: ['B'], confirmed: true });
    b.do({ kind: 'submit' });
    expect(resultView(b.state, b.right)).toMatchObject({
      wrongItems: [{ index: 0 }, { index: 6 }],
      withdrawnItems: [{ index: 3, policy: 'count_right' }],
    });
  });
  it('ends no test by itself, though fewer wrong answers may fail a smaller paper', () => {
    const b = running({ earlyEnd: 'force', withdrawnQuestion: 'drop_rescale', passMark: 80 });
    wrong(b, 0);
    wrong(b, 3);
    withdraw(b, 9);
    expect(b.state.status).toBe('running');
    expect(outOfReach(b.state)).toBe(true);
    b.answer(1, b.right(1), { confirm: true });
    expect(b.state).toMatchObject({ status: 'scored', endedBy: 'earlyEnd' });
  });
  it('does not open an attempt that was ended before', () => {
    const b = running({ earlyEnd: 'force' });
    for (const i of [0, 3, 6]) wrong(b, i);
    expect(b.state.status).toBe('scored');
    expect(withdraw(b, 0)).toEqual({ ok: false, code: 'ATTEMPT_CLOSED' });
  });
  it.each<WithdrawnPolicy>(['count_right', 'drop_rescale'])(
    'passes nobody when nothing was examined (%s)',
    (withdrawnQuestion) => {
      const b = running({ withdrawnQuestion });
      for (let i = 0; i < 10; i++) withdraw(b, i);
      expect(outOfReach(b.state)).toBe(false);
      b.do({ kind: 'submit' });
      expect(b.state.score).toMatchObject({ passed: false, reason: 'nothingExamined' });
    },
  );
  it('takes an answer that was on its way, and counts it as the policy says', () => {
    const b = running();
    withdraw(b, 0);
    expect(wrong(b, 0)).toMatchObject({ ok: true });
    expect(b.state.answers[0]).toMatchObject({ choice: ['B'], correct: false });
    expect(tally(b.state)).toMatchObject({ correct: 1, wrong: 0, confirmedWrong: 0 });
  });
});

const step = fc.oneof(
  fc.record({
    what: fc.constant('answer' as const),
    n: fc.nat(9),
    right: fc.boolean(),
    confirm: fc.boolean(),
  }),
  fc.record({ what: fc.constant('withdraw' as const), n: fc.nat(9) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
const play = (steps: readonly Step[], withdrawnQuestion: WithdrawnPolicy) => {
  const b = running({ earlyEnd: 'none', withdrawnQuestion });
  for (const s of steps) {
    b.wait(1000);
    if (s.what === 'withdraw') withdraw(b, s.n);
    else if (s.right) b.answer(s.n, b.right(s.n), { confirm: s.confirm });
    else wrong(b, s.n, s.confirm);
  }
  return b;
};
const policies = fc.constantFrom<WithdrawnPolicy>('count_right', 'drop_rescale');
const steps = fc.array(step, { maxLength: 40 });

describe('withdrawals at any moment', () => {
  it('keep the score within its scale, and the pass with the score', () => {
    fc.assert(
      fc.property(steps, policies, (list, policy) => {
        const b = play(list, policy);
        b.do({ kind: 'submit' });
        const { score, correct, wrong: bad, unanswered, passed } = b.state.score!;
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        expect(correct + bad + unanswered).toBe(tally(b.state).counted);
        const examined = 10 - Object.keys(b.state.withdrawn).length;
        expect(passed).toBe(examined > 0 && score >= 80);
        // Reaching the mark by the shown score and by the exact share are the same thing.
        if (tally(b.state).counted > 0) expect(score >= 80).toBe(correct / tally(b.state).counted >= 0.8);
      }),
    );
  });
  it('give the same score in whatever order they come among the answers', () => {
    fc.assert(
      fc.property(steps, policies, (list, policy) => {
        const last = [
          ...list.filter((s) => s.what === 'answer'),
          ...list.filter((s) => s.what === 'withdraw'),
        ];
        const first = [
          ...list.filter((s) => s.what === 'withdraw'),
          ...list.filter((s) => s.what === 'answer'),
        ];
        const score = finalScore(play(list, policy).state);
        expect(finalScore(play(last, policy).state)).toEqual(score);
        expect(finalScore(play(first, policy).state)).toEqual(score);
      }),
    );
  });
  it('change nothing when repeated, and the log says the same when it is read again', () => {
    fc.assert(
      fc.property(steps, policies, (list, policy) => {
        const b = play(list, policy);
        const seq = b.state.seq;
        for (const s of list) if (s.what === 'withdraw') withdraw(b, s.n);
        expect(b.state.seq).toBe(seq);
        expect(brokenAt(b.events)).toBeNull();
        expect(fold((JSON.parse(JSON.stringify(b.events)) as unknown[]).map(parseEvent))).toEqual(b.state);
      }),
    );
  });
  it('never lower a score, nor put a pass out of reach, where they count as right', () => {
    fc.assert(
      fc.property(steps, fc.nat(9), (list, n) => {
        const b = play(list, 'count_right');
        const before = { ...tally(b.state), lost: outOfReach(b.state) };
        withdraw(b, n);
        expect(tally(b.state).score).toBeGreaterThanOrEqual(before.score);
        if (!before.lost) expect(outOfReach(b.state)).toBe(false);
      }),
    );
  });
});
