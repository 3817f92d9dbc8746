import { csv, workbook } from '../testing/bank-files';
import { makeZip } from '../testing/make-zip';
import { readOne } from '../testing/read-one';

const QUESTIONS = [
  ['题号', '题目', 'A', 'B', 'C'],
  ['1', '遇行人？', '减速', '停车', '加速'],
  ['2', '哪些违法？', '超速', '酒驾', '让行'],
  ['3', '雨天应减速。', '', '', ''],
];
const KEYS = [
  ['题号', '答案'],
  ['3', '对'],
  ['2', 'AB'],
  ['1', 'B'],
];
const SHORT = ['遇行人？ -减速 +停车 -加速', '哪些违法？ +超速 +酒驾 -让行', '雨天应减速。 对'];
type Rows = readonly (readonly (string | number)[])[];
const book = (sheets: Record<string, Rows>) =>
  workbook((b) => {
    for (const [name, rows] of Object.entries(sheets)) {
      const sheet = b.addWorksheet(name);
      for (const row of rows) sheet.addRow([...row]);
    }
  });
const OBJECTS = QUESTIONS.slice(1, 3).map(([id, question, ...options]) => ({
  id: Number(id),
  question,
  options,
}));

test.each<[string, Rows]>([
  ['with a header', KEYS],
  [
    'with numbers as offices write them',
    [['答案'], ['题号', '正确答案'], ['第1题', 'B'], ['02', 'A、B'], [3, '√']],
  ],
  [
    'side by side',
    [
      ['题号', '答案', '题号', '答案'],
      [1, 'B', 3, '对'],
      [2, 'AB', '', ''],
    ],
  ],
  ['in rows below their numbers', [['参考答案'], [1, 2, 3], ['B', 'AB', '√']]],
  [
    'without a header',
    [
      [1, 'B'],
      [2, 'AB'],
      [3, '对'],
    ],
  ],
])('keys on a sheet of their own, %s', async (_, keys) => {
  const got = await readOne('a.xlsx', await book({ 题目: QUESTIONS, 答案: keys }));
  expect(got.short).toEqual(SHORT);
  expect(got.found).toEqual(['KEYS_APART -']);
});
test('keys in a file of their own: table, workbook, JSON', async () => {
  const zip = (files: Record<string, string | Buffer>) =>
    readOne(
      'a.zip',
      makeZip(Object.entries(files).map(([name, data]) => ({ name, data: Buffer.from(data) }))),
    );
  expect((await zip({ '题库.csv': csv(QUESTIONS), '答案.csv': csv(KEYS) })).short).toEqual(SHORT);
  const keys = await book({ Sheet1: KEYS });
  expect((await zip({ '试题.csv': csv(QUESTIONS), '答案.xlsx': keys })).short).toEqual(SHORT);
  for (const answers of [
    { 1: 'B', 2: 'AB' },
    [
      { id: 2, answer: ['A', 'B'] },
      { id: 1, answer: 'B' },
    ],
    { answers: { 1: 'B', 2: 'AB' } },
  ]) {
    const got = await zip({ 'q.json': JSON.stringify(OBJECTS), 'k.json': JSON.stringify(answers) });
    expect(got.short).toEqual(SHORT.slice(0, 2));
    expect(got.found).toEqual(['KEYS_APART -']);
  }
});
test('the place of a key is where it stands; a key without its question is said', async () => {
  const many = Array.from({ length: 12 }, (_, i) => [String(i + 1), `路口${i}？`, '减速', '停车', '加速']);
  const keys = Array.from({ length: 13 }, (_, i) => [String(i + 1), i === 4 ? '丁车' : 'B']);
  const got = await readOne(
    'a.xlsx',
    await book({ 题目: [QUESTIONS[0] ?? [], ...many], 答案: [['题号', '答案'], ...keys] }),
  );
  expect(got.candidates).toHaveLength(11);
  expect(got.found).toEqual(expect.arrayContaining(['ANSWER_WITHOUT_QUESTION 14', 'BAD_ANSWER 6']));
});
test.each<[string, Record<string, Rows>]>([
  [
    'numbers of another paper',
    {
      题目: QUESTIONS,
      答案: [
        ['题号', '答案'],
        [11, 'B'],
        [12, 'A'],
        [13, 'A'],
      ],
    },
  ],
  [
    'a number that comes twice',
    {
      题目: QUESTIONS,
      答案: [
        ['题号', '答案'],
        [1, 'B'],
        [1, 'A'],
        [2, 'A'],
        [3, 'A'],
      ],
    },
  ],
  ['two lists of keys', { 题目: QUESTIONS, 甲卷: KEYS, 乙卷: KEYS }],
  ['two papers for one list', { 甲: QUESTIONS, 乙: QUESTIONS, 答案: KEYS }],
  [
    'what candidates answered',
    {
      题目: QUESTIONS,
      答卷: [
        ['姓名', '题号', '答案'],
        ['张三', 1, 'B'],
        ['张三', 2, 'A'],
        ['张三', 3, '对'],
      ],
    },
  ],
  ['what a candidate answered', { 题目: QUESTIONS, 张三: [['姓名：张三', '得分：50'], ...KEYS] }],
  ['answers that no longer hold', { 题目: QUESTIONS, 旧答案: KEYS }],
  [
    'seats',
    {
      题目: QUESTIONS,
      座位: [
        [1, 2, 3],
        ['A', 'B', 'A'],
      ],
    },
  ],
  ['keys named for another paper', { A卷: QUESTIONS, B卷答案: KEYS }],
  ['questions without numbers', { 题目: QUESTIONS.map((r) => r.slice(1)), 答案: KEYS }],
])('%s gives no keys', async (_, sheets) => {
  const got = await readOne('a.xlsx', await book(sheets));
  expect(got.candidates).toEqual([]);
  expect(got.found).not.toContain('KEYS_APART -');
});
test('questions that have their keys keep them, whatever lies beside', async () => {
  const own = QUESTIONS.map((r, i) => [...r, ['答案', 'A', 'AC', '错'][i] ?? '']);
  const got = await readOne('a.xlsx', await book({ 题目: own, 答案: KEYS }));
  expect(got.short).toEqual([
    '遇行人？ +减速 -停车 -加速',
    '哪些违法？ +超速 -酒驾 +让行',
    '雨天应减速。 错',
  ]);
});
test('keys named for questions that have theirs are not given to others', async () => {
  const own = QUESTIONS.map((r, i) => [...r, ['答案', 'A', 'AC', '错'][i] ?? '']);
  const sheets = { 练习: QUESTIONS, 考试: own, 考试答案: KEYS };
  const got = await readOne('a.xlsx', await book(sheets));
  expect(got.candidates).toHaveLength(3);
  expect(got.found).not.toContain('KEYS_APART -');
});
test('keys find the questions they are named for, among others', async () => {
  const got = await readOne('a.xlsx', await book({ A卷: QUESTIONS, A卷答案: KEYS, Sheet3: [['备注']] }));
  expect(got.short).toEqual(SHORT);
});
test.each<[string, string, string]>([
  ['what users answered', 'user_answers.json', JSON.stringify({ 1: 'A', 2: 'B' })],
  ['records of practice', 'records.json', JSON.stringify([1, 2].map((id) => ({ id, answer: 'A' })))],
  [
    'answers with their users',
    'list.json',
    JSON.stringify([1, 2].map((id) => ({ id, answer: 'A', userId: 5 }))),
  ],
  ['a sheet that bears a person’s name', '张三.csv', csv([...KEYS])],
])('%s beside questions gives no keys', async (_, name, data) => {
  const questions = name.endsWith('csv')
    ? { name: '题目.csv', data: Buffer.from(csv(QUESTIONS)) }
    : { name: 'q.json', data: Buffer.from(JSON.stringify(OBJECTS)) };
  const got = await readOne('a.zip', makeZip([questions, { name, data: Buffer.from(data) }]));
  expect(got.candidates).toEqual([]);
});

describe('numbers that begin again in each chapter', () => {
  const HEADER = ['章节', '题号', '题目', 'A', 'B', 'C'];
  const ROWS = [
    ['第一章 信号', 1, '红灯？', '停', '行', '鸣'],
    ['第一章 信号', 2, '黄灯？', '停', '行', '鸣'],
    ['第二章 天气', 1, '雨天？', '快', '慢', '停'],
    ['第二章 天气', 2, '雪天？', '快', '慢', '停'],
  ];
  const read = async (keys: readonly (readonly (string | number)[])[]) => {
    const bytes = await workbook((book) => {
      book.addWorksheet('题目').addRows([HEADER, ...ROWS]);
      book.addWorksheet('答案').addRows(keys.map((k) => [...k]));
    });
    const got = await readOne('a.xlsx', bytes);
    return got.candidates.map((c) => c.question.answer.join('')).join(' ');
  };
  test('their keys in a sheet with a column of chapters, or with these as headings', async () => {
    const column = [
      ['章节', '题号', '答案'],
      ['第一章', 1, 'A'],
      ['第一章', 2, 'C'],
      ['第2章', 1, 'B'],
      ['第2章', 2, 'C'],
    ];
    expect(await read(column)).toBe('A C B C');
    const headed = [
      ['题号', '答案'],
      ['第二章 天气'],
      [1, 'B'],
      [2, 'C'],
      ['第一章 信号'],
      [1, 'A'],
      [2, 'C'],
    ];
    expect(await read(headed)).toBe('A C B C');
  });
  test("without chapters, or with those of another bank, they are nobody's", async () => {
    expect(
      await read([
        ['题号', '答案'],
        [1, 'B'],
        [2, 'C'],
        [1, 'A'],
        [2, 'C'],
      ]),
    ).toBe('');
    expect(
      await read([
        ['章节', '题号', '答案'],
        ['第三章', 1, 'B'],
        ['第三章', 2, 'C'],
        ['第四章', 1, 'A'],
        ['第四章', 2, 'C'],
      ]),
    ).toBe('');
  });
});
