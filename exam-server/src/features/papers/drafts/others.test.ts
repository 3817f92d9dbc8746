import type { Question } from 'question-bank';
import { Streamed } from '../child/bank-transfer';
import { createOthers } from './others';

/** Versions of a bank whose questions are nothing but their ids. */
function versions(...initial: [id: string, ids: string[]][]) {
  let all = initial;
  let readings = 0;
  const questionsOf = (id: string) =>
    (all.find(([v]) => v === id)?.[1] ?? []).map((q) => ({ id: q }) as Question);
  return {
    publish: (id: string, ids: string[]) => (all = [[id, ids], ...all]),
    readings: () => readings,
    newest: (count: number) =>
      Promise.resolve(all.slice(0, count).map(([id, ids]) => ({ _id: id, name: id, questions: ids.length }))),
    version: () => Promise.resolve(null),
    questions: (id: string) => {
      readings += 1;
      return Promise.resolve(questionsOf(id));
    },
    async *questionParts(id: string) {
      readings += 1;
      yield await Promise.resolve(questionsOf(id));
    },
  };
}
const shown = async (others: ReturnType<typeof createOthers>) =>
  Promise.all(
    (await others.published()).map(async ({ label, questions }) => {
      const ids: string[] = [];
      const parts = questions instanceof Streamed ? questions.pieces : [questions];
      for await (const part of parts) ids.push(...part.map((q) => q.id));
      return `${label}: ${ids.join(' ')}`;
    }),
  );

test('the newest whole, of former ones what it has no more; each is read once', async () => {
  const bank = versions(['v2', ['a', 'b']], ['v1', ['a', 'c']]);
  const others = createOthers(bank);
  await Promise.all([shown(others), shown(others)]);
  expect(await shown(others)).toEqual(['v2: a b', 'v1: c']);
  expect(bank.readings()).toBe(2);
});
test('a new version is seen at once, also a former one that is published again', async () => {
  const bank = versions(['v1', ['a']]);
  const others = createOthers(bank);
  await shown(others);
  bank.publish('v2', ['b']);
  expect(await shown(others)).toEqual(['v2: b', 'v1: a']);
  for (const n of [3, 4, 5, 6]) bank.publish(`v${n}`, []);
  expect(await shown(others)).toHaveLength(5);
});
test('a reading that fails is tried again, and more than memory should hold is not kept', async () => {
  const many = Array.from({ length: 30_001 }, (_, n) => `q${n}`);
  const bank = versions(['v1', many]);
  const others = createOthers(bank);
  expect(await shown(others)).toEqual(await shown(others));
  expect(bank.readings()).toBe(2);
  let fails = true;
  const flaky = {
    ...versions(['v1', ['a']]),
    version: () => (fails ? Promise.reject(new Error('away')) : Promise.resolve(null)),
  };
  const second = createOthers(flaky);
  await expect(second.published()).rejects.toThrow('away');
  fails = false;
  expect(await shown(second)).toEqual(['v1: a']);
});
