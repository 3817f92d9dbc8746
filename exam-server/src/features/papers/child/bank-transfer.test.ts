import fc from 'fast-check';
import type { Question } from 'question-bank';
import { load, Streamed, unload } from './bank-transfer';
import { partsChanged, type Entry } from '../drafts/draft-parts';

test('an order arrives as it was, its long lists a piece at a time', async () => {
  const list = Array.from({ length: 1234 }, (_, n) => ({ id: `q${n}` }));
  const pictures = new Map(list.map(({ id }): [string, string] => [`${id}.png`, id]));
  async function* pieces() {
    yield await Promise.resolve(list.slice(0, 700));
    yield list.slice(700);
  }
  const others = [{ label: 'a', questions: list, pictures }];
  const order = { work: 'x', old: { questions: list, pictures }, others, short: [1, { a: null }] };
  const { light, next } = unload({ ...order, streamed: new Streamed(pieces()) });
  expect(JSON.stringify(light).length).toBeLessThan(600);
  expect((await next(0))?.length).toBeLessThan(1000);
  const again = unload({ ...order, streamed: new Streamed(pieces()) });
  expect(await load(again.light, again.next)).toEqual({ ...order, streamed: list });
});

test('property: parts with what a check changed hold the same as if all were written anew', () => {
  const one = fc.record({ part: fc.option(fc.nat(4), { nil: undefined }), out: fc.boolean() });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 40 }), (list) => {
      const sorted = [...list].sort((a, b) => (a.part ?? 9) - (b.part ?? 9));
      const all = sorted.map(({ part, out }, i): { out: boolean; entry: Entry } => ({
        out,
        entry: {
          at: { file: 'f', row: i },
          question: { id: `q${i}` },
          ...(part === undefined ? { n: i } : { part }),
        },
      }));
      const accepted = all.filter((e) => !e.out).map((e) => e.entry.question as Question);
      const refused = all.filter((e) => e.out).map((e) => e.entry.at);
      const changed = partsChanged(
        all.map((e) => e.entry),
        accepted,
        refused,
      );
      const stored = new Map<number, unknown[]>();
      for (const { entry } of all)
        if (entry.part !== undefined)
          stored.set(entry.part, [...(stored.get(entry.part) ?? []), entry.question]);
      for (const { part, questions } of changed.parts) stored.set(part, questions);
      const now = [
        ...[...stored].sort(([a], [b]) => a - b).flatMap(([, qs]) => qs),
        ...changed.fresh.questions,
      ];
      expect(now).toEqual(accepted);
    }),
  );
});
