import { createTries } from './tries';

test('failures are remembered by name for a while after the last one', () => {
  const tries = createTries(1000);
  expect(tries.count('a', 0)).toBe(0);
  expect([tries.add('a', 0), tries.add('a', 900), tries.add('b', 900)]).toEqual([1, 2, 1]);
  expect(tries.count('a', 1899)).toBe(2);
  expect(tries.waitMs('a', 1000)).toBe(900);
  expect(tries.count('a', 1900)).toBe(0);
  expect(tries.waitMs('a', 1900)).toBe(0);
  expect(tries.add('a', 2000)).toBe(1);
});

test('who was recognised starts with a clean sheet', () => {
  const tries = createTries(1000);
  tries.add('a', 0);
  tries.add('b', 0);
  tries.clear('a', 'nobody');
  expect([tries.count('a', 1), tries.count('b', 1)]).toEqual([0, 1]);
});
