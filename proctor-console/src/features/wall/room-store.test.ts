import type { IncidentView } from 'exam-contract/incident';
import type { SeatView } from 'exam-contract/seat';
import { orderOf } from './order';
import { RoomStore } from './room-store';

const seat = (number: number, more: Partial<SeatView> = {}): SeatView => ({
  seatId: `seat-${number}`,
  roomId: 'room',
  number,
  label: String(number),
  stage: 'running',
  terminal: null,
  sittingId: `sitting-${number}`,
  attemptId: null,
  candidate: null,
  kind: null,
  progress: null,
  clock: null,
  camera: { state: 'ok', lastFrameAt: null },
  helpAsked: false,
  lastMessage: null,
  pendingCheckId: null,
  openIncidents: 0,
  unreviewedIncidents: 0,
  latestIncident: null,
  attention: 0,
  attentionReasons: [],
  ...more,
});

const incident = (id: string, more: Partial<IncidentView> = {}): IncidentView => ({
  id,
  kind: 'noFace',
  severity: 'warn',
  state: 'open',
  roomId: 'room',
  seatId: 'seat-1',
  seatLabel: '1',
  sittingId: null,
  attemptId: null,
  candidateName: null,
  openedAt: 1,
  updatedAt: 1,
  closedAt: null,
  trace: [],
  thresholds: {},
  modelVersions: {},
  stills: [],
  detail: {},
  review: null,
  ...more,
});

const started = (...seats: SeatView[]) => {
  const store = new RoomStore();
  store.snapshot({ serverNow: Date.now(), seats, incidents: [], checks: [] });
  return store;
};

beforeEach(() => {
  jest.useFakeTimers();
  let n = 0;
  URL.createObjectURL = jest.fn(() => `blob:${++n}`);
  URL.revokeObjectURL = jest.fn();
});
afterEach(() => jest.useRealTimers());

test('who wants a person comes first, equals by number', () => {
  const seats = [seat(3), seat(1, { attention: 50 }), seat(2), seat(4, { attention: 90 })];
  expect(orderOf(seats, 'attention')).toEqual(['seat-4', 'seat-1', 'seat-2', 'seat-3']);
  expect(orderOf(seats, 'seat')).toEqual(['seat-1', 'seat-2', 'seat-3', 'seat-4']);
});

test('tiles change places once in two seconds, and never under the pointer', () => {
  const store = started(seat(1), seat(2));
  const moved = jest.fn();
  store.onOrder(moved);
  store.seat(seat(2, { attention: 80 }));
  expect(store.order()).toEqual(['seat-1', 'seat-2']);
  jest.advanceTimersByTime(2000);
  expect(store.order()).toEqual(['seat-2', 'seat-1']);
  store.hold(true);
  store.seat(seat(2));
  jest.advanceTimersByTime(10_000);
  expect(store.order()).toEqual(['seat-2', 'seat-1']);
  store.hold(false);
  jest.advanceTimersByTime(2000);
  expect(store.order()).toEqual(['seat-1', 'seat-2']);
  expect(moved).toHaveBeenCalledTimes(2);
});

test('a change of one seat is told to that seat alone', () => {
  const store = started(seat(1), seat(2));
  const [one, two, order] = [jest.fn(), jest.fn(), jest.fn()];
  store.onSeat('seat-1', one);
  store.onSeat('seat-2', two);
  store.onOrder(order);
  store.thumbs.subscribe('seat-1', one);
  store.thumbs.set('seat-2', 5, new Uint8Array([1]));
  store.seat(seat(2, { openIncidents: 1 }));
  expect(one).not.toHaveBeenCalled();
  expect(two).toHaveBeenCalledTimes(1);
  expect(order).not.toHaveBeenCalled();
});

test('a picture replaced is given back, an older one is not shown', () => {
  const { thumbs } = started(seat(1));
  thumbs.set('seat-1', 5, new Uint8Array([1]));
  thumbs.set('seat-1', 4, new Uint8Array([2]));
  expect(thumbs.get('seat-1')).toEqual({ url: 'blob:1', at: 5 });
  thumbs.set('seat-1', 6, new Uint8Array([3]));
  expect(URL.revokeObjectURL).toHaveBeenCalledWith('blob:1');
  thumbs.clear();
  expect(URL.revokeObjectURL).toHaveBeenCalledTimes(2);
});

test('the picture of the one who left does not stay for the next', () => {
  const store = started(seat(1));
  store.thumbs.set('seat-1', 5, new Uint8Array([1]));
  store.seat(seat(1, { sittingId: null }));
  expect(store.thumbs.get('seat-1')).toBeUndefined();
});

test('what needs a person: open before over, graver first, judged ones gone', () => {
  const store = started(seat(1, { helpAsked: true }), seat(2));
  store.incident({ change: 'new', incident: incident('over', { state: 'closed', severity: 'alert' }) });
  store.incident({ change: 'new', incident: incident('warn') });
  store.incident({ change: 'new', incident: incident('alert', { severity: 'alert' }) });
  store.incident({ change: 'new', incident: incident('info', { severity: 'info' }) });
  expect(store.queue().incidents.map((i) => i.id)).toEqual(['alert', 'warn', 'over']);
  expect(store.queue().help.map((s) => s.seatId)).toEqual(['seat-1']);
  const review = { verdict: 'dismissed', reason: 'wind', by: 'W', at: 2 } as const;
  store.incident({ change: 'review', incident: incident('alert', { severity: 'alert', review }) });
  expect(store.queue().incidents.map((i) => i.id)).toEqual(['warn', 'over']);
});

test('a lost line keeps what was last known and since when', () => {
  const store = started(seat(1));
  store.linkDown();
  expect(store.link()).toEqual({ up: false, asOf: expect.any(Number) });
  expect(store.order()).toEqual(['seat-1']);
});

test('time is the server’s', () => {
  const store = new RoomStore();
  store.snapshot({ serverNow: Date.now() + 60_000, seats: [], incidents: [], checks: [] });
  expect(store.now() - Date.now()).toBe(60_000);
});
