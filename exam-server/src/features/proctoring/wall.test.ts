import type { SeatView } from 'exam-contract/seat';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { silentLogger } from '../../platform/log';
import type { Incidents } from './incidents';
import type { ProctoringPorts } from './ports';
import { createWall } from './wall';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const place = {
  seatId: 's1',
  roomId: 'r1',
  siteId: 'site',
  number: 1,
  label: '001',
  roomName: {},
  siteName: {},
  challenge: 'off' as const,
  region: null,
};
/** A wall of one empty seat whose place is read through `seatInfo`, and what it pushed. */
function wallOf(
  seatInfo: () => Promise<typeof place>,
  seatsOf: () => Promise<unknown[]> = () => Promise.resolve([]),
) {
  const pushed: SeatView[] = [];
  const ctx = { clock: { now: () => Date.now() }, log: silentLogger } as unknown as Context;
  const ports = {
    seats: { seatInfo, seatsOf },
    terminals: { connected: () => false },
    exam: { openAtSeat: () => null, peek: () => null },
    identity: { stage: () => null },
    vision: { healthy: () => true },
  } as unknown as ProctoringPorts;
  const incidents = { openAt: () => [], unreviewedAt: () => 0, latestAt: () => null } as unknown as Incidents;
  const on = { incidents: () => incidents, watched: () => true, push: (v: SeatView) => void pushed.push(v) };
  return { wall: createWall(ctx, ports, on), pushed };
}

test('many changes of a seat are one push', async () => {
  const { wall, pushed } = wallOf(() => Promise.resolve(place));
  for (let i = 0; i < 10; i++) wall.touch('s1', 'r1');
  await jest.advanceTimersByTimeAsync(5000);
  expect(pushed).toHaveLength(1);
});

test('a tile that could not be read is read again, though nothing else changes at the seat', async () => {
  const seatInfo = jest
    .fn(() => Promise.resolve(place))
    .mockRejectedValueOnce(new Error('the database went away'));
  const { wall, pushed } = wallOf(seatInfo);
  wall.touch('s1', 'r1');
  await jest.advanceTimersByTimeAsync(300);
  expect(seatInfo).toHaveBeenCalledTimes(1);
  expect(pushed).toHaveLength(0);
  await jest.advanceTimersByTimeAsync(1000);
  expect(pushed.map((v) => v.label)).toEqual(['001']);
});

test('the terminals of a room are looked up again where that failed', async () => {
  const seatsOf = jest
    .fn(() => Promise.resolve([{ seatId: 's1', terminal: { deviceId: 'd1' } }]))
    .mockRejectedValueOnce(new Error('the database went away'));
  const { wall, pushed } = wallOf(() => Promise.resolve(place), seatsOf);
  wall.enrolmentChanged('r1');
  await jest.advanceTimersByTimeAsync(2000);
  expect(pushed.map((v) => v.terminal?.deviceId)).toEqual(['d1']);
});

test('a seat that is gone is not asked for again, nor anything once the wall has stopped', async () => {
  const gone = jest.fn(() => Promise.reject(new AppError('NOT_FOUND')));
  const away = jest.fn(() => Promise.reject(new Error('the database went away')));
  const [one, two] = [wallOf(gone), wallOf(away)];
  one.wall.touch('s1', 'r1');
  two.wall.touch('s1', 'r1');
  await jest.advanceTimersByTimeAsync(300);
  two.wall.stop();
  await jest.advanceTimersByTimeAsync(10_000);
  expect([gone.mock.calls.length, away.mock.calls.length]).toEqual([1, 1]);
});
