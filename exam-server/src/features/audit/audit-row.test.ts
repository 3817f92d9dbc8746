import fc from 'fast-check';
import { CHAIN_START, chainRows, follow, scrub, type AuditEntry } from './audit-row';

let n = 0;
const newId = () => `id-${(n += 1)}`;
const entry = fc.record({
  actor: fc.string(),
  action: fc.constantFrom('bank.publish' as const, 'duty.begin' as const),
  target: fc.string(),
  detail: fc.dictionary(
    fc.stringMatching(/^[a-z]{3,8}$/).filter((k) => !/token|secret/.test(k)),
    fc.oneof(fc.string(), fc.integer(), fc.boolean()),
  ),
});
const walk = (rows: ReturnType<typeof chainRows>) => {
  let head: typeof CHAIN_START | null = CHAIN_START;
  for (const row of rows) head = head && follow(head, row);
  return head;
};

test('rows chained in any groups and at any moments follow each other', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(1e12), fc.array(entry, { maxLength: 4 })), { maxLength: 6 }),
      (groups) => {
        let head = CHAIN_START;
        const all = groups.flatMap(([now, entries]) => {
          const rows = chainRows(head, now, entries, newId);
          const last = rows.at(-1);
          if (last) head = { seq: last.seq, at: last.at, hash: last.hash };
          return rows;
        });
        expect(walk(all)).toEqual(head);
        expect(all.every((r, i) => i === 0 || r.at > (all[i - 1]?.at ?? 0))).toBe(true);
      },
    ),
  );
});

test('a row changed in any field no longer follows', () => {
  const entries = [0, 1, 2].map((i): AuditEntry => ({ actor: 'a', action: 'duty.begin', target: `t${i}` }));
  const rows = chainRows(CHAIN_START, 5, entries, newId);
  expect(walk(rows)).not.toBeNull();
  for (const change of [
    { actor: 'b' },
    { target: 'x' },
    { at: 99 },
    { detail: { x: 1 } },
    { seq: 9 },
    { _id: 'z' },
  ]) {
    expect(walk([rows[0]!, { ...rows[1]!, ...change }, rows[2]!])).toBeNull();
  }
  expect(walk([rows[0]!, rows[2]!])).toBeNull();
  expect(walk([rows[1]!, rows[0]!])).toBeNull();
});

test('ID numbers in texts are struck out, names of secrets are refused', () => {
  expect(scrub({ reason: '身份证 150102199003071234 有误', list: ['15010219900307123X'] })).toEqual({
    reason: '身份证 1501**********1234 有误',
    list: ['1501**********123X'],
  });
  for (const key of ['password', 'newPassword', 'deviceToken', 'code', 'idNumber', 'embedding']) {
    expect(() => scrub({ [key]: 'x' })).toThrow(key);
  }
});
