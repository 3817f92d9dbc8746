import { act, renderHook } from '@testing-library/react';
import { useIdle } from './use-idle';

describe('idle', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['queueMicrotask'] }));
  afterEach(() => jest.useRealTimers());
  const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));
  const begin = (ms: number | null) => {
    const gone = jest.fn();
    const hook = renderHook(({ life }) => useIdle(ms, life, gone), { initialProps: { life: 0 } });
    return { gone, hook };
  };

  it('counts down aloud and then goes', async () => {
    const { gone, hook } = begin(90_000);
    await pass(69_000);
    expect(hook.result.current.left).toBeNull();
    await pass(2000);
    expect(hook.result.current.left).toBeLessThanOrEqual(20);
    expect(gone).not.toHaveBeenCalled();
    await pass(20_000);
    expect(gone).toHaveBeenCalledTimes(1);
  });
  it('begins anew with every touch and every sign of life', async () => {
    const { gone, hook } = begin(90_000);
    await pass(80_000);
    act(() => void window.dispatchEvent(new Event('pointerdown')));
    await pass(80_000);
    hook.rerender({ life: 1 });
    await pass(80_000);
    expect(gone).not.toHaveBeenCalled();
  });
  it('never goes where nobody may be sent away', async () => {
    const { gone } = begin(null);
    await pass(500_000);
    expect(gone).not.toHaveBeenCalled();
  });
});
