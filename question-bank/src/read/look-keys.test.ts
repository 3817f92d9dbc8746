import type ExcelJS from 'exceljs';
import { workbook } from '../testing/bank-files';
import { readOne } from '../testing/read-one';

const Q: [string, string[], string][] = [
  ['遇行人？', ['减速', '停车', '加速', '鸣笛'], 'B'],
  ['哪些违法？', ['超速', '酒驾', '让行', '礼让'], 'AB'],
  ['雨天？', ['减速', '急刹', '加速', '超车'], 'A'],
];
const SHORT = [
  '遇行人？ -减速 +停车 -加速 -鸣笛',
  '哪些违法？ +超速 +酒驾 -让行 -礼让',
  '雨天？ +减速 -急刹 -加速 -超车',
];
type Mark = (cell: ExcelJS.Cell) => void;
const FILL: Mark = (c) => (c.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFFF00' } });
const RED: Mark = (c) => (c.font = { color: { argb: 'FFFF0000' } });
const BOLD: Mark = (c) => (c.font = { bold: true });
const RICH: Mark = (c) => (c.value = { richText: [{ text: c.text, font: { color: { argb: 'FFFF0000' } } }] });

async function sheet(mark: (row: ExcelJS.Row, answer: string, all: number) => void, header: string[] = []) {
  const bytes = await workbook((book) => {
    const s = book.addWorksheet('题库');
    s.addRow(['序号', '题目', 'A', 'B', 'C', 'D', ...header]).font = { bold: true };
    Q.forEach(([stem, options, answer], i) => {
      mark(s.addRow([i + 1, stem, ...options]), answer, options.length);
    });
  });
  return readOne('a.xlsx', bytes);
}
const places = (answer: string) => [...answer].map((l) => l.charCodeAt(0) - 62);

test.each<[string, Mark]>([
  ['a fill', FILL],
  ['red text', RED],
  ['bold text', BOLD],
  ['red rich text', RICH],
])('right options that stand out by %s are the keys, and that is said', async (_, mark) => {
  const got = await sheet((row, answer) => places(answer).forEach((c) => mark(row.getCell(c))));
  expect(got.short).toEqual(SHORT);
  expect(got.found).toEqual(['ANSWERS_READ_AS -']);
});
test('a row in which none stands out has no key', async () => {
  const bytes = await workbook((book) => {
    const s = book.addWorksheet('题库');
    s.addRow(['题目', 'A', 'B', 'C']);
    for (let i = 0; i < 12; i += 1) {
      const row = s.addRow([`路口${i}？`, '快', '慢', '停']);
      if (i !== 7) RED(row.getCell(2 + (i % 3)));
    }
  });
  const got = await readOne('a.xlsx', bytes);
  expect(got.candidates).toHaveLength(11);
  expect(got.found).toContain('NO_ANSWER 9');
});
test.each<[string, Parameters<typeof sheet>[0]]>([
  ['a column in grey', (row) => FILL(row.getCell(4))],
  ['rows in turn', (row) => (row.number % 2 ? [3, 4, 5, 6].forEach((c) => FILL(row.getCell(c))) : undefined)],
  [
    'two looks that disagree',
    (row, answer) => {
      places(answer).forEach((c) => RED(row.getCell(c)));
      FILL(row.getCell(3 + (row.number % 4)));
    },
  ],
  [
    'all but the right ones',
    (row, answer, all) => {
      for (let c = 3; c < 3 + all; c += 1) if (!places(answer).includes(c)) RED(row.getCell(c));
    },
  ],
])('%s is decoration, no key', async (_, mark) => {
  const got = await sheet(mark);
  expect(got.candidates).toEqual([]);
  expect(got.found.filter((f) => f.startsWith('NO_ANSWER'))).toHaveLength(3);
});
test('a column of answers goes before any look', async () => {
  const got = await sheet(
    (row) => {
      row.getCell(7).value = 'C';
      FILL(row.getCell(3 + (row.number % 4)));
    },
    ['答案'],
  );
  expect(got.candidates.map((c) => c.question.answer)).toEqual([['C'], ['C'], ['C']]);
});
test('options below their question that stand out', async () => {
  const bytes = await workbook((book) => {
    const s = book.addWorksheet('题库');
    s.addRow(['序号', '题目']);
    Q.forEach(([stem, options, answer], i) => {
      s.addRow([i + 1, stem]);
      options.forEach((text, o) => {
        const row = s.addRow(['', `${'ABCD'[o]}.${text}`]);
        if (answer.includes('ABCD'[o] ?? '')) RED(row.getCell(2));
      });
    });
  });
  expect((await readOne('a.xlsx', bytes)).short).toEqual(SHORT);
});
const PLACES = [0, 3, 2, 1, 0, 3, 1, 2];
const options = (i: number) => ['快', '慢', '停', '让'].map((t) => `${t}${i}`);
async function eight(sheetName: string, above: string[][], mark: (row: ExcelJS.Row, i: number) => void) {
  const bytes = await workbook((book) => {
    const s = book.addWorksheet(sheetName);
    for (const row of above) s.addRow(row);
    s.addRow(['序号', '题目', 'A', 'B', 'C', 'D']);
    PLACES.forEach((_, i) => mark(s.addRow([i + 1, `路口${i}？`, ...options(i)]), i));
  });
  return (await readOne('a.xlsx', bytes)).candidates.length;
}
test.each<[string, string, string[][]]>([
  ['what somebody got wrong', '错题本', []],
  ['what somebody chose, as a line above says', '题库', [['红色为我选错的选项']]],
  ['what was changed', '题库', [['说明：标黄的为本次修改']]],
  ['the answers of a survey', '窗口满意度调查', []],
  ['wrong options', '题库', [['红字是错误答案']]],
])('%s is no key by its colour', async (_, name, above) => {
  expect(await eight(name, above, (row, i) => FILL(row.getCell(3 + (PLACES[i] ?? 0))))).toBe(0);
});
test('a line that says the colour tells the right ones does not keep them from being read', async () => {
  const mark = (row: ExcelJS.Row, i: number) => FILL(row.getCell(3 + (PLACES[i] ?? 0)));
  expect(await eight('题库', [['黄色底纹为正确答案']], mark)).toBe(8);
});
test('what stands out on a sheet that names who changed it is no key', async () => {
  const bytes = await workbook((book) => {
    const s = book.addWorksheet('题库');
    s.addRow(['题目', 'A', 'B', 'C', 'D', '修改人']);
    PLACES.forEach((at, i) => RED(s.addRow([`路口${i}？`, ...options(i), '校对员']).getCell(2 + at)));
  });
  expect((await readOne('a.xlsx', bytes)).candidates).toEqual([]);
});
test('a pattern of cells in every second row is decoration', async () => {
  const mark = (row: ExcelJS.Row, i: number) =>
    [3 + (i % 2), 5 + (i % 2)].forEach((c) => FILL(row.getCell(c)));
  expect(await eight('题库', [], mark)).toBe(0);
});
const RED_TEXT = { color: { argb: 'FFFF0000' } };
async function together(isMarked: (answer: string, place: number) => boolean, answers?: string[]) {
  const bytes = await workbook((book) => {
    const s = book.addWorksheet('题库');
    s.addRow(['题目', '选项', ...(answers ? ['答案'] : [])]);
    Q.forEach(([stem, options, answer], i) => {
      const row = s.addRow([stem, '', ...(answers ? [answers[i]] : [])]);
      const richText = options.flatMap((text, place) => [
        { text: `${place === 0 ? '' : '\n'}${'ABCD'[place] ?? ''}.` },
        isMarked(answer, place) ? { text, font: RED_TEXT } : { text },
      ]);
      row.getCell(2).value = { richText };
    });
  });
  return readOne('a.xlsx', bytes);
}
const isRight = (answer: string, place: number) => answer.includes('ABCD'[place] ?? '');
test('right options that are a coloured part of a cell that holds all of them', async () => {
  const got = await together(isRight);
  expect(got.short).toEqual(SHORT);
  expect(got.found).toEqual(['ANSWERS_READ_AS -']);
});
test('the first part of every cell in colour, or a column of answers beside them: no keys by look', async () => {
  expect((await together((_, place) => place === 0)).short).toEqual([]);
  const got = await together(isRight, ['C', 'CD', 'C']);
  expect(got.candidates.map((c) => c.question.answer.join(''))).toEqual(['C', 'CD', 'C']);
});
