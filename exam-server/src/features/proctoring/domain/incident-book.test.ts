import fc from 'fast-check';
import { incidentView } from 'exam-contract/incident';
import {
  closed,
  MAX_STILLS,
  noticedAgain,
  opened,
  roomForStills,
  type IncidentDoc,
  type Notice,
  type Still,
} from './incident-book';

const ID = '9b2f6c1e-0000-4000-8000-000000000001';
const notice = (at: number, more: Partial<Notice> = {}): Notice => ({
  seatId: ID,
  roomId: ID,
  kind: 'noFace',
  severity: 'warn',
  at,
  ...more,
});
const nobody = { sittingId: null, attemptId: null, candidateId: null };
const still = (at: number): Still => ({ evidenceId: ID, at, moment: 'during' });
/** As many of the stills as there is room for. */
const fit = (d: IncidentDoc, n: number, end: boolean) =>
  Array.from({ length: Math.min(n, roomForStills(d.stills, end)) }, (_, i) => still(i));

test('a deed that is repeated is counted; a signal that goes on is not', () => {
  const d = opened(ID, notice(1, { detail: { what: 'F5' } }), nobody);
  const twice = noticedAgain(noticedAgain(d, notice(2), []), notice(3, { detail: { what: 'F12' } }), []);
  expect(twice.detail).toEqual({ what: 'F12', repeats: 2 });
  expect(noticedAgain(d, notice(2, { trace: [{ at: 2, value: 0 }] }), []).detail).toEqual({ what: 'F5' });
});

test('the last place for a still is the closing one, however long it went on', () => {
  let d = opened(ID, notice(0), nobody);
  for (let i = 0; i < 50; i++) d = noticedAgain(d, notice(i), fit(d, 2, false));
  expect(d.stills).toHaveLength(MAX_STILLS - 1);
  expect(closed(d, 60, {}, fit(d, 1, true)).stills).toHaveLength(MAX_STILLS);
});

test('whatever is noticed in whatever order, times never run backwards and the shape is the contract’s', () => {
  const step = fc.record({
    at: fc.integer({ min: 0, max: 1000 }),
    trace: fc.boolean(),
    stills: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), fc.integer({ min: 0, max: 1000 }), (steps, end) => {
      const first = opened(ID, notice(500), nobody);
      let d = first;
      for (const s of steps) {
        const next = noticedAgain(
          d,
          notice(s.at, s.trace ? { trace: [{ at: s.at, value: 1 }] } : {}),
          fit(d, s.stills, false),
        );
        expect(next.updatedAt).toBeGreaterThanOrEqual(d.updatedAt);
        expect(next.openedAt).toBe(first.openedAt);
        d = next;
      }
      const over = closed(d, end, { detail: { endedWithSitting: true } }, fit(d, 1, true));
      expect(over.closedAt).toBeGreaterThanOrEqual(over.openedAt);
      expect(over.closedAt).toBe(over.updatedAt);
      expect(over.stills.length).toBeLessThanOrEqual(MAX_STILLS);
      const { _id, candidateId: _c, ...rest } = over;
      expect(incidentView.safeParse({ ...rest, id: _id, seatLabel: '01', candidateName: null }).success).toBe(
        true,
      );
    }),
  );
});
