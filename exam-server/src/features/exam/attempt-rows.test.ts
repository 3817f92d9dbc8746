import { silentLogger } from '../../platform/log';
import { createAttemptRows } from './attempt-rows';
import type { AttemptState } from './domain/state';
import type { AttemptDoc } from './exam.store';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const state = (seq: number, status: AttemptState['status']) =>
  ({
    attemptId: 'a1',
    seq,
    status,
    policy: { kindCode: 's1' },
    signed: { candidate: false, examiner: false },
    revisions: [],
    score: null,
  }) as unknown as AttemptState;

/** A database that takes as long as said for each write, in the order they arrive. */
function database(delays: number[]) {
  const rows = new Map<string, AttemptDoc>();
  const write = jest.fn(async (row: AttemptDoc) => {
    const ms = delays.shift() ?? 0;
    if (ms < 0) throw new Error('the database went away');
    await new Promise((r) => setTimeout(r, ms));
    rows.set(row._id, row);
  });
  return { rows, write };
}

test('a slow write of an older state does not overtake the result', async () => {
  const { rows, write } = database([500, 10]);
  const book = createAttemptRows({ write, log: silentLogger });
  book.putSoon(state(1, 'running'));
  await jest.advanceTimersByTimeAsync(1);
  book.putSoon(state(9, 'scored'));
  await jest.advanceTimersByTimeAsync(2000);
  expect(rows.get('a1')?.status).toBe('scored');
});

test('a result the database refused is written once it is back, and only the newest', async () => {
  const { rows, write } = database([-1, -1, -1]);
  const book = createAttemptRows({ write, log: silentLogger });
  book.putSoon(state(1, 'running'));
  await jest.advanceTimersByTimeAsync(1);
  book.putSoon(state(9, 'scored'));
  await jest.advanceTimersByTimeAsync(1);
  expect(rows.size).toBe(0);
  await jest.advanceTimersByTimeAsync(5000);
  expect(rows.get('a1')?.status).toBe('scored');
  const tries = write.mock.calls.length;
  await jest.advanceTimersByTimeAsync(60_000);
  expect(write.mock.calls).toHaveLength(tries);
});

test('who waits for a row is told that it could not be written', async () => {
  const { write } = database([-1]);
  const book = createAttemptRows({ write, log: silentLogger });
  await expect(book.put(state(1, 'running'))).rejects.toThrow('went away');
});

test('nothing is tried again after the end', async () => {
  const { write } = database([-1, -1]);
  const book = createAttemptRows({ write, log: silentLogger });
  book.putSoon(state(1, 'running'));
  await jest.advanceTimersByTimeAsync(10);
  book.stop();
  await jest.advanceTimersByTimeAsync(10_000);
  expect(write).toHaveBeenCalledTimes(1);
});
