import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readOne } from '../../testing/read-one';
import { sprms } from './doc-formats';

const fixture = readFileSync(join(__dirname, '../../../fixtures/word-97.doc'));

test('a Word 97 document: numbers Word draws, keys by colour, deleted and hidden text, signs, tables, pictures', async () => {
  const got = await readOne('题库.doc', fixture);
  expect(got.format).toBe('doc');
  const options = ['直行', '停车', '左转'];
  expect(got.short).toEqual([
    ...[1, 2, 3].map((n) =>
      [`自动编号的第${n}题，应当怎样做？`, ...options.map((o, i) => `${i === n - 1 ? '+' : '-'}${o}`)].join(
        ' ',
      ),
    ),
    '夜间可以一直开远光灯。 错',
    '系安全带可以减轻伤害。 对',
    '表中第1题？ +甲 -乙 -丙',
    '表中第2题？ -甲 +乙 -丙',
    '表中第3题？ -甲 -乙 +丙',
    '表中第4题？ +甲 -乙 -丙',
  ]);
  const questions = got.candidates.map((c) => c.question);
  expect(questions.map((q) => q.chapter)).toEqual([
    ...Array<string>(3).fill('第一章 信号'),
    ...Array<string>(2).fill('第二章 安全'),
    ...['第三章', '第三章', '第四章', '第四章'],
  ]);
  expect(questions.map((q) => q.media.length)).toEqual([0, 1, 0, 0, 0, 0, 0, 1, 0]);
  const [floating, inCell] = questions.flatMap((q) => q.media.map((m) => got.media.get(m.file)));
  expect(Buffer.from(floating ?? []).toString('latin1', 1, 4)).toBe('PNG');
  expect(inCell?.subarray(0, 3)).toEqual(Uint8Array.from([0xff, 0xd8, 0xff]));
  expect(got.found).toEqual(['TEXT_LOST -', 'TEXT_SKIPPED -', 'TEXT_SKIPPED 17', 'ANSWERS_READ_AS -']);
});

test('it is told by what it holds: called .docx or by no name at all', async () => {
  for (const name of ['题库.docx', '题库', '题库.wps'])
    expect((await readOne(name, fixture)).candidates).toHaveLength(9);
});

test('with a password, or from before Word 97', async () => {
  const head = fixture.indexOf(Buffer.from([0xec, 0xa5]));
  const changed = (at: number, value: number) => {
    const bytes = Buffer.from(fixture);
    bytes.writeUInt16LE(value, head + at);
    return readOne('题库.doc', bytes);
  };
  const flags = fixture.readUInt16LE(head + 10);
  expect((await changed(10, flags | 0x0100)).found).toEqual(['PASSWORD_PROTECTED -']);
  expect((await changed(2, 0x65)).found).toEqual(['OLD_FORMAT -']);
});

test('lists of properties end where they end', () => {
  const codes = (...bytes: number[]) => [...sprms(Buffer.from(bytes))].map((s) => s.code);
  expect(codes(0x35, 0x08, 1, 0x70, 0x68, 1, 2, 3, 0, 0x0b, 0x46, 5, 0)).toEqual([0x0835, 0x6870, 0x460b]);
  expect(codes(0x15, 0xc6, 2, 0, 0, 0x35, 0x08, 1)).toEqual([0xc615, 0x0835]);
  expect(codes(0x08, 0xd6)).toEqual([]);
});

test('no damage makes it fail or hang', async () => {
  const damage = fc.array(fc.tuple(fc.nat(fixture.length - 1), fc.nat(255)), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(damage, fc.nat(fixture.length), async (changes, end) => {
      const bytes = Buffer.from(fixture);
      for (const [at, value] of changes) bytes[at] = value;
      await readOne('题库.doc', bytes);
      await readOne('题库.doc', bytes.subarray(0, end));
    }),
    { numRuns: 50 },
  );
});
