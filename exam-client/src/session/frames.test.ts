import { checkinOf, idOf } from '../flow/views.fixture';
import type { Camera } from '../camera/camera';
import { FakeLink } from './fake-link.fixture';
import { streamCheckin, streamSitting } from './frames';

const camera = { grab: () => Promise.resolve(new Uint8Array([1])) } as Camera;
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('check-in pictures', () => {
  it('go one at a time, the next when the last was answered', async () => {
    let answer: () => void = () => undefined;
    const link = new FakeLink({
      'checkin:frame': () =>
        new Promise((r) => {
          answer = () => r({ ok: true, data: checkinOf() });
        }),
    });
    const seen = jest.fn();
    const stop = streamCheckin(idOf(20), { camera, link: () => link, seen, gone: jest.fn() });
    await pass(3000);
    expect(link.asked).toHaveLength(1);
    answer();
    await pass(200);
    expect([link.asked.length, seen.mock.calls.length]).toEqual([2, 1]);
    stop();
    answer();
    await pass(3000);
    expect([link.asked.length, seen.mock.calls.length]).toEqual([2, 1]);
  });
  it('wait out a bad line and end where the check-in is over', async () => {
    const link = new FakeLink({});
    const gone = jest.fn();
    streamCheckin(idOf(20), { camera, link: () => link, seen: jest.fn(), gone });
    await pass(5000);
    expect(gone).not.toHaveBeenCalled();
    link.refuse('checkin:frame', 'CHECKIN_NOT_FOUND');
    await pass(15_000);
    expect(gone).toHaveBeenCalledWith({ code: 'CHECKIN_NOT_FOUND', detail: undefined });
    const n = link.asked.length;
    await pass(10_000);
    expect(link.asked).toHaveLength(n);
  });
});

describe('pictures of a sitting', () => {
  it('are sent on schedule and wait for nothing', async () => {
    const link = new FakeLink({});
    link.frame = jest.fn();
    const stop = streamSitting(camera, () => link, 1000);
    await pass(3500);
    expect(link.frame).toHaveBeenCalledTimes(3);
    stop();
    await pass(5000);
    expect(link.frame).toHaveBeenCalledTimes(3);
  });
  it('are left out while the camera has none', async () => {
    const link = new FakeLink({});
    link.frame = jest.fn();
    const blind = { grab: () => Promise.resolve(null) } as Camera;
    const stop = streamSitting(blind, () => link, 1000);
    await pass(3500);
    expect(link.frame).not.toHaveBeenCalled();
    stop();
  });
});
