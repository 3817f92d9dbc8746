import { Bench, MINUTE } from '../../../exam-server/src/features/exam/testing/fixtures';
import { responsesOf, weekOf } from '../../../exam-server/src/features/statistics/domain/responses';

const by = { staffId: null, name: 'x' };
const begin = () => {
  const b = new Bench({ earlyEnd: 'none' });
  b.do({ kind: 'start' });
  return b;
};
const timesOf = (b: Bench) => responsesOf(b.events)!.responses.map((r) => [r.questionId, r.ms]);

describe('what an attempt says of its questions', () => {
  it('is for those shown only: choice, the share of the others right, time on screen over all visits', () => {
    const b = begin();
    b.wait(5000).answer(0, ['A']);
    b.do({ kind: 'move', index: 1 });
    b.wait(8000).answer(1, ['B']);
    b.do({ kind: 'move', index: 2 });
    b.wait(2000).do({ kind: 'move', index: 0 });
    b.wait(1000).do({ kind: 'submit' });
    const got = responsesOf(b.events)!;
    expect(got).toMatchObject({ kindCode: 'K1_CAR', length: 10, right: 1, passed: false });
    expect(got.responses).toEqual([
      { questionId: 'q0', choice: ['A'], rest: 0, ms: 6000 },
      { questionId: 'q1', choice: ['B'], rest: 1 / 9, ms: 8000 },
      { questionId: 'q2', choice: [], rest: 1 / 9, ms: 2000 },
    ]);
  });
  it('counts no pause, and knows no time where the line was down', () => {
    const paused = begin();
    paused.wait(3000).do({ kind: 'pause', reason: 'r', by });
    paused.wait(5 * MINUTE).do({ kind: 'resume', by });
    paused.wait(1000).do({ kind: 'submit' });
    expect(timesOf(paused)).toEqual([['q0', 4000]]);

    const cut = begin();
    cut.wait(3000).do({ kind: 'move', index: 1 });
    cut.wait(1000).do({ kind: 'connection', connected: false });
    cut.wait(60_000).do({ kind: 'connection', connected: true });
    cut.answer(1, ['A']);
    cut.do({ kind: 'move', index: 2 });
    cut.wait(4000).do({ kind: 'submit' });
    expect(timesOf(cut)).toEqual([
      ['q0', 3000],
      ['q1', null],
      ['q2', 4000],
    ]);
  });
  it('is nothing where a proctor ended it, or before it is scored', () => {
    const b = begin();
    b.wait(1000).answer(0, ['A']);
    expect(responsesOf(b.events)).toBeNull();
    b.do({ kind: 'terminate', reason: 'r', by });
    expect(b.state.score).not.toBeNull();
    expect(responsesOf(b.events)).toBeNull();
  });
});

test.each([
  ['2026-11-23', '2026-11-23'],
  ['2026-11-29', '2026-11-23'],
  ['2027-01-01', '2026-12-28'],
])('the week of %s begins on %s', (day, monday) => expect(weekOf(day)).toBe(monday));
