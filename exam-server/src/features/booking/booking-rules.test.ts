import { refuseBooking } from './booking-rules';

const NOW = Date.parse('2026-11-23T09:00:00+08:00');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const kind = { code: 'K3_CAR', classes: ['C1', 'C2'], rebookWaitDays: 10 };
const wanted = { from: NOW, to: NOW + HOUR, licenceClass: 'C1' };
const earlier = (
  state: 'booked' | 'sitting' | 'passed' | 'failed' | 'noShow' | 'cancelled',
  more: object = {},
) => ({
  kindCode: 'K3_CAR',
  from: NOW,
  to: NOW + HOUR,
  state,
  changedAt: NOW,
  ...more,
});

test.each([
  [null, wanted, []],
  ['window', { ...wanted, to: NOW }, []],
  ['past', { ...wanted, from: NOW - DAY, to: NOW }, []],
  ['licenceClass', { ...wanted, licenceClass: 'D' }, []],
  ['overlap', wanted, [earlier('booked')]],
  ['overlap', wanted, [earlier('sitting', { from: NOW - HOUR, to: NOW + 1 })]],
  [null, wanted, [earlier('booked', { from: NOW + HOUR, to: NOW + 2 * HOUR })]],
  [null, wanted, [earlier('cancelled')]],
  [null, wanted, [earlier('passed')]],
  [null, wanted, [earlier('booked', { kindCode: 'K1_CAR' })]],
] as const)('%s', (refusal, w, before) => expect(refuseBooking(w, kind, before, NOW)).toBe(refusal));

describe('after a failure days are counted by the calendar, not by the hour', () => {
  const late = Date.parse('2026-11-13T23:30:00+08:00');
  const failed = earlier('failed', { from: late - HOUR, to: late + HOUR, changedAt: late });
  test('ten days after the 13th is the 23rd from midnight on', () => {
    const from = Date.parse('2026-11-23T00:00:00+08:00');
    expect(refuseBooking({ ...wanted, from, to: NOW + HOUR }, kind, [failed], NOW)).toBeNull();
    expect(refuseBooking({ ...wanted, from: from - 1, to: NOW + HOUR }, kind, [failed], NOW)).toBe(
      'rebookWait',
    );
  });
  test('a no-show counts from the day that was missed, and a kind without wait has none', () => {
    const missed = earlier('noShow', { from: late - HOUR, to: late, changedAt: NOW });
    expect(refuseBooking(wanted, kind, [missed], NOW)).toBeNull();
    expect(refuseBooking(wanted, { ...kind, rebookWaitDays: 0 }, [failed], NOW)).toBeNull();
  });
});

test('a kind for every class takes every class', () => {
  expect(refuseBooking({ ...wanted, licenceClass: 'M' }, { ...kind, classes: ['*'] }, [], NOW)).toBeNull();
});
