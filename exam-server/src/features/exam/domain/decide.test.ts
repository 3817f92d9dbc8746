import { Bench, GRACE, MINUTE, T0 } from '../testing/fixtures';
import { TRANSIT_GRACE_MS } from './decide';
import { remaining } from './state';

const by = { staffId: null, name: 'examiner' };
const running = (over = {}) => {
  const b = new Bench(over);
  b.do({ kind: 'start' });
  return b;
};

describe('answering', () => {
  it('keeps a choice before it is confirmed, and judges and locks it then', () => {
    const b = running();
    b.answer(0, ['B']);
    expect(b.state.answers[0]).toMatchObject({ choice: ['B'], confirmed: false });
    b.answer(0, ['A'], { confirm: true });
    expect(b.state.answers[0]).toMatchObject({ choice: ['A'], confirmed: true, correct: true });
    expect(b.answer(0, ['B'])).toEqual({ ok: false, code: 'ANSWER_LOCKED' });
  });
  it('acknowledges a repeat again and changes nothing', () => {
    const b = running();
    b.answer(0, ['A'], { clientSeq: 7 });
    const before = b.state;
    expect(b.answer(0, ['B'], { clientSeq: 7 })).toEqual({ ok: true, events: [] });
    expect(b.state).toBe(before);
  });
  it('never lets an older write overtake a newer one', () => {
    const b = running();
    b.answer(3, ['A'], { clientSeq: 9 });
    b.answer(3, ['B'], { clientSeq: 8 });
    expect(b.state.answers[3]?.choice).toEqual(['A']);
  });
  it('refuses what the question does not offer', () => {
    const b = running();
    expect(b.answer(99, ['A'])).toEqual({ ok: false, code: 'QUESTION_UNKNOWN' });
    expect(b.answer(0, ['C'])).toEqual({ ok: false, code: 'OPTION_UNKNOWN' });
    expect(b.answer(1, ['A', 'B'])).toEqual({ ok: false, code: 'OPTION_UNKNOWN' });
    expect(b.answer(1, [], { confirm: true })).toEqual({ ok: false, code: 'OPTION_UNKNOWN' });
  });
  it('marks several right options all or nothing', () => {
    const b = running();
    b.answer(2, ['A']);
    expect(b.state.answers[2]?.correct).toBe(false);
    b.answer(2, ['B', 'A']);
    expect(b.state.answers[2]?.correct).toBe(true);
  });
});

describe('the clock', () => {
  it('closes at the deadline and scores what was chosen, confirmed or not', () => {
    const b = running();
    for (let i = 0; i < 8; i++) b.answer(i, b.right(i));
    b.wait(45 * MINUTE).do({ kind: 'sweep' });
    expect(b.state.status).toBe('expired');
    b.wait(TRANSIT_GRACE_MS).do({ kind: 'sweep' });
    expect(b.state.score).toMatchObject({ score: 80, passed: true, unanswered: 2 });
  });
  it('stands still while paused and runs on for exactly what was left', () => {
    const b = running();
    b.wait(10 * MINUTE).do({ kind: 'pause', reason: 'power', by });
    b.wait(60 * MINUTE).do({ kind: 'sweep' });
    expect(b.state.status).toBe('paused');
    expect(remaining(b.state, b.now)).toBe(35 * MINUTE);
    b.do({ kind: 'resume', by });
    expect(b.state.deadline).toBe(b.now + 35 * MINUTE);
  });
  it('is extended while running and while paused', () => {
    const b = running();
    b.do({ kind: 'extend', ms: MINUTE, reason: 'fault', by });
    expect(b.state.deadline).toBe(T0 + 46 * MINUTE);
    b.do({ kind: 'pause', reason: 'x', by });
    b.do({ kind: 'extend', ms: MINUTE, reason: 'fault', by });
    expect(remaining(b.state, b.now)).toBe(47 * MINUTE);
  });
  it('takes queued answers of a terminal that was cut off, if made before the deadline', () => {
    const b = running();
    b.wait(44 * MINUTE).do({ kind: 'connection', connected: false });
    const madeAt = b.now + 1000;
    b.wait(3 * MINUTE).do({ kind: 'sweep' });
    b.do({ kind: 'connection', connected: true });
    b.do({ kind: 'sweep' });
    expect(b.state.status).toBe('expired');
    expect(b.answer(0, ['A'], { madeAt })).toMatchObject({ ok: true });
    expect(b.events.at(-1)).toMatchObject({ kind: 'answered', data: { late: true, madeAt } });
    expect(b.answer(1, ['A'], { madeAt: b.state.deadline! + 1 })).toEqual({
      ok: false,
      code: 'DEADLINE_PASSED',
    });
    b.do({ kind: 'submit' });
    expect(b.state).toMatchObject({ status: 'scored', score: { correct: 1 } });
  });
  it('does not believe old times from a terminal that was connected all along', () => {
    const b = running();
    b.wait(45 * MINUTE + TRANSIT_GRACE_MS + 1).do({ kind: 'sweep' });
    expect(b.answer(0, ['A'], { madeAt: T0 + 1 })).toEqual({ ok: false, code: 'DEADLINE_PASSED' });
  });
  it('waits for a terminal that stays away no longer than the grace', () => {
    const b = running();
    b.do({ kind: 'connection', connected: false });
    b.wait(45 * MINUTE + 1).do({ kind: 'sweep' });
    b.wait(GRACE - 10).do({ kind: 'sweep' });
    expect(b.state.status).toBe('expired');
    b.wait(20).do({ kind: 'sweep' });
    expect(b.state.status).toBe('scored');
  });
});

describe('ending', () => {
  it('is forced where the kind forces it, once confirmed wrong answers rule out a pass', () => {
    const b = running({ earlyEnd: 'force' });
    b.answer(0, ['B'], { confirm: true });
    b.answer(3, ['B'], { confirm: true });
    b.answer(6, ['B']);
    expect(b.state.status).toBe('running');
    b.answer(6, ['B'], { confirm: true });
    expect(b.state).toMatchObject({ status: 'scored', endedBy: 'earlyEnd', score: { reason: 'outOfReach' } });
  });
  it('goes on where the kind only prompts', () => {
    const b = running();
    for (const i of [0, 3, 6]) b.answer(i, ['B'], { confirm: true });
    expect(b.state.status).toBe('running');
  });
  it('never passes somebody whose attempt was terminated', () => {
    const b = running();
    for (let i = 0; i < 10; i++) b.answer(i, b.right(i));
    b.do({ kind: 'terminate', reason: 'phone', by });
    expect(b.state.score).toMatchObject({ score: 100, passed: false, reason: 'terminated' });
    expect(b.answer(0, ['B'])).toEqual({ ok: false, code: 'ATTEMPT_CLOSED' });
  });
  it('takes each signature once, after scoring', () => {
    const b = running();
    const sign = { kind: 'sign', who: 'candidate', name: 'x', strokesHash: 'b'.repeat(64) } as const;
    expect(b.do(sign)).toEqual({ ok: false, code: 'SITTING_WRONG_STAGE' });
    b.do({ kind: 'submit' });
    expect(b.do(sign)).toMatchObject({ ok: true });
    expect(b.do(sign)).toEqual({ ok: true, events: [] });
  });
});
