import { onlineManager } from '@tanstack/react-query';
import { Failure } from './failure';
import { queryClient } from './query-client';

afterEach(() => onlineManager.setOnline(true));

test('without a network a deed fails at once and says so, instead of being done later by itself', async () => {
  onlineManager.setOnline(false);
  let done = 0;
  const deed = queryClient.getMutationCache().build(queryClient, {
    mutationFn: () => {
      done += 1;
      return Promise.reject(new Failure('OFFLINE'));
    },
  });
  await expect(deed.execute(undefined)).rejects.toMatchObject({ code: 'OFFLINE' });
  onlineManager.setOnline(true);
  expect(done).toBe(1);
  await expect(queryClient.fetchQuery({ queryKey: ['x'], queryFn: () => 1 })).resolves.toBe(1);
});
