import { ServerClock } from './server-clock';

describe('server clock', () => {
  it('goes on by monotonic deltas, whatever happens to the device clock', () => {
    let t = 1000;
    const clock = new ServerClock(() => t);
    clock.take(5_000_000, 990, 1000);
    t += 60_000;
    const spy = jest.spyOn(Date, 'now').mockReturnValue(1);
    expect(clock.now()).toBe(5_060_005);
    spy.mockRestore();
  });
  it('trusts the reading with the shortest way', () => {
    let t = 0;
    const clock = new ServerClock(() => t);
    clock.take(10_000, 0, 4000);
    t = 4000;
    clock.take(12_010, 4000, 4010);
    t = 4010;
    expect(clock.now()).toBe(12_015);
    t = 9000;
    clock.take(99_000, 5000, 9000);
    expect(clock.now()).toBe(12_015 + 4990);
  });
  it('forgets readings of ten minutes ago', () => {
    let t = 0;
    const clock = new ServerClock(() => t);
    clock.take(1000, 0, 1);
    t = 11 * 60_000;
    clock.take(2_000_000, t - 500, t);
    expect(clock.now()).toBe(2_000_250);
  });
});
