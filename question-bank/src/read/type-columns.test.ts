import { readOne } from '../testing/read-one';

const table = (...types: string[]) =>
  `题干,A,B,C,答案,type\n${types.map((t, i) => `第${i + 1}题？,甲,乙,丙,${i === 0 ? 'AB' : 'C'},${t}`).join('\n')}\n`;
const READ = ['第1题？ +甲 +乙 -丙', '第2题？ -甲 -乙 +丙'];

test('a column called type that holds subjects costs no question, and is said', async () => {
  const got = await readOne('q.csv', table('english', 'english'));
  expect(got.short).toEqual(READ);
  const said = got.issues.find((i) => i.code === 'TEXT_LOST');
  expect([said?.severity, said?.message.en]).toEqual(['warning', expect.stringContaining('english')]);
});
test('words that may be types, and those beside a type, stay as they are', async () => {
  expect((await readOne('q.csv', table('连线题', '连线题'))).short).toEqual([]);
  const mixed = await readOne('q.csv', table('多选题', 'english'));
  expect(mixed.short).toEqual(READ.slice(0, 1));
  expect(mixed.found).toContain('BAD_TYPE 3');
});
