import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readOne } from '../../testing/read-one';
import { rkNumber } from './biff-sheet';

const fixture = (name: string) => readFileSync(join(__dirname, '../../../fixtures', name));

test('a workbook of Excel 97: sheets, formulas, dates, merged chapter, hidden row, pictures over their rows', async () => {
  const got = await readOne('题库.xls', fixture('excel-97.xls'));
  expect(got.format).toBe('xls');
  const stems = (n: number) => `（${n}）图中的标志是何含义？`;
  const options = (n: number) => ['停车让行', String(n * 1.5), '慢行', '左转'];
  expect(got.short).toEqual([
    ...[1, 2, 3, 4, 5, 6].map((n) =>
      [stems(n), ...options(n).map((o, i) => `${i === n % 4 ? '+' : '-'}${o}`)].join(' '),
    ),
    '红灯亮时可以通行 错',
    '绿灯亮时可以通行 对',
  ]);
  const questions = got.candidates.map((c) => c.question);
  expect(questions.slice(0, 6).map((q) => q.chapter)).toEqual([1, 1, 1, 2, 2, 2].map((n) => `第${n}章`));
  expect(questions[3]?.validFrom).toBe('2024-03-04');
  expect(questions.slice(0, 6).map((q) => q.media.map((m) => m.file))).toEqual([
    ['sheet1-row2-1.png'],
    ['sheet1-row3-1.jpeg'],
    [],
    [],
    ['sheet1-row6-1.png'],
    [],
  ]);
  expect(got.media.get('sheet1-row3-1.jpeg')?.subarray(0, 3)).toEqual(Uint8Array.from([0xff, 0xd8, 0xff]));
  expect(got.found).toEqual(['ROWS_HIDDEN 5', 'SHEET_SKIPPED -']);
});

test('texts that are cut between records, wide and narrow ones among each other', async () => {
  const got = await readOne('many.xls', fixture('many-strings.xls'));
  expect(got.candidates).toHaveLength(60);
  got.candidates.forEach(({ question: q }, i) => {
    const n = i + 1;
    const tail = '远近高低'.repeat(n % 40) + (n % 7 === 0 ? 'Latin only tail é' : '');
    expect(q.stem['zh-CN']).toBe(`第${n}题：在道路上遇到这种情形时，驾驶人应当怎样做？${tail}`);
    const option = (k: number) => (n % 2 ? `${n} option ${'abcd'[k]}` : `做法${n}之${k + 1}`);
    expect(q.options.map((o) => o.text['zh-CN'])).toEqual([0, 1, 2, 3].map(option));
    expect(q.answer).toEqual(['ABCD'[n % 4]]);
  });
});

test('it is told by what it holds, not by its name', async () => {
  for (const name of ['题库.et', '题库.xlsx', '题库'])
    expect((await readOne(name, fixture('excel-97.xls'))).candidates).toHaveLength(8);
});

test('a password is said', async () => {
  const bytes = Buffer.from(fixture('excel-97.xls'));
  const codePage = bytes.indexOf(Buffer.from([0x42, 0, 2, 0]));
  bytes[codePage] = 0x2f;
  expect((await readOne('题库.xls', bytes)).found).toEqual(['PASSWORD_PROTECTED -']);
  const locked = await readOne('题库.xlsx', fixture('password.xlsx'));
  expect([locked.format, locked.found]).toEqual(['encrypted-office', ['PASSWORD_PROTECTED -']]);
});

test('packed numbers', () => {
  expect([rkNumber((150 << 2) | 2), rkNumber((150 << 2) | 3), rkNumber((-7 << 2) | 2)]).toEqual([
    150, 1.5, -7,
  ]);
  expect(rkNumber(0x3ff00000)).toBe(1);
});

test('no damage makes it fail or hang', async () => {
  const whole = fixture('excel-97.xls');
  const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(damage, fc.nat(whole.length), async (changes, end) => {
      const bytes = Buffer.from(whole);
      for (const [at, value] of changes) bytes[at] = value;
      await readOne('题库.xls', bytes);
      await readOne('题库.xls', bytes.subarray(0, end));
    }),
    { numRuns: 150 },
  );
});
