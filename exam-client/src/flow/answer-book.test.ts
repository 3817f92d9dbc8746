import fc from 'fast-check';
import { acked, chosen, emptyBook, flagged, openPoints, refused, stateOf, synced } from './answer-book';
import { attemptOf, idOf } from './views.fixture';

const book = () => emptyBook(idOf(100), 5);

describe('answer book', () => {
  it('shows a choice at once as on its way, then as saved', () => {
    const a = chosen(book(), 1, ['B'], false, 7);
    expect(a.slots[1]).toMatchObject({ choice: ['B'], pending: 7 });
    expect(acked(a, 1, 7, null).slots[1]).toMatchObject({ choice: ['B'], pending: null, acked: 7 });
  });
  it('stays on its way while a newer choice is not acknowledged', () => {
    const a = chosen(chosen(book(), 1, ['B'], false, 7), 1, ['C'], false, 8);
    expect(acked(a, 1, 7, null).slots[1]).toMatchObject({ choice: ['C'], pending: 8 });
  });
  it('takes repeated and late acknowledgements without harm', () => {
    const a = acked(
      acked(chosen(book(), 0, ['A'], true, 3), 0, 3, { correct: false, right: ['B'] }),
      0,
      1,
      null,
    );
    expect(a.slots[0]).toMatchObject({ pending: null, acked: 3, judged: { correct: false, right: ['B'] } });
    expect(stateOf(a.slots[0]!)).toBe('wrong');
  });
  it('shows what the server has after a refusal, and why', () => {
    const a = refused(chosen(book(), 0, ['A'], true, 3), 0, 3, 'DEADLINE_PASSED');
    const view = attemptOf({ answers: [{ index: 0, choice: ['B'], confirmed: false }], lastClientSeq: 2 });
    expect(synced(a, view).slots[0]).toMatchObject({
      choice: ['B'],
      confirmed: false,
      refused: 'DEADLINE_PASSED',
    });
  });
  it('is not set back by a sight that is older than what was acknowledged', () => {
    const a = acked(chosen(book(), 0, ['A'], false, 9), 0, 9, null);
    expect(synced(a, attemptOf({ lastClientSeq: 8 })).slots[0]!.choice).toEqual(['A']);
    expect(synced(a, attemptOf({ lastClientSeq: 9 })).slots[0]!.choice).toEqual([]);
  });
  it('ignores the sight of another attempt', () => {
    const a = chosen(book(), 0, ['A'], false, 1);
    expect(synced(a, attemptOf({ attemptId: idOf(101) }))).toBe(a);
  });
  it('marks a withdrawn question for good, whatever else is on its way, and asks nothing more of it', () => {
    const far = acked(chosen(book(), 0, ['A'], true, 3), 0, 3, { correct: false, right: ['B'] });
    const view = attemptOf({
      withdrawn: [
        { index: 0, policy: 'count_right' },
        { index: 1, policy: 'drop_rescale' },
      ],
    });
    const a = synced(flagged(chosen(far, 1, ['C'], false, 9), 1, true), view);
    expect(a.slots.slice(0, 2).map(stateOf)).toEqual(['given', 'dropped']);
    expect(a.slots[0]).toMatchObject({ choice: ['A'], judged: null });
    expect(a.slots[1]).toMatchObject({ choice: ['C'], pending: 9 });
    expect(openPoints(a)).toEqual({ unanswered: [2, 3, 4], flagged: [], answered: 0, total: 3 });
    expect(synced(a, attemptOf()).slots.slice(0, 2).map(stateOf)).toEqual(['given', 'dropped']);
    expect(acked(a, 1, 9, { correct: false, right: ['A'] }).slots[1]).toMatchObject({ judged: null });
  });
  it('counts what wants another look', () => {
    const a = flagged(chosen(book(), 2, ['A'], false, 1), 4, true);
    expect(openPoints(a)).toEqual({ unanswered: [0, 1, 3, 4], flagged: [4], answered: 1, total: 5 });
  });
  it('ends with the last choice of each question, in whatever order acknowledgements come', () => {
    const writes = fc.array(fc.record({ index: fc.nat(4), choice: fc.constantFrom('A', 'B', 'C') }), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(writes, fc.infiniteStream(fc.nat()), (list, order) => {
        const made = list.reduce((b, w, i) => chosen(b, w.index, [w.choice], false, i + 1), book());
        const acks = list
          .map((w, i) => ({ index: w.index, seq: i + 1, key: order.next().value }))
          .sort((a, b) => a.key - b.key);
        const done = acks.reduce((b, a) => acked(b, a.index, a.seq, null), made);
        for (let i = 0; i < 5; i++) {
          const last = list.filter((w) => w.index === i).at(-1);
          expect(done.slots[i]!.choice).toEqual(last ? [last.choice] : []);
          expect(done.slots[i]!.pending).toBeNull();
        }
      }),
    );
  });
});
