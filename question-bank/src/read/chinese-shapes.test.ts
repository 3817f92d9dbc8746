import { readOne } from '../testing/read-one';

const json = (value: unknown) => readOne('题库.json', JSON.stringify(value));
const csv = (...rows: string[]) => readOne('题库.csv', rows.join('\n'));
const b64 = (text: string) => Buffer.from(text).toString('base64');

describe('a table with a question a column', () => {
  test('is turned, and findings name the cells where they stood', async () => {
    const got = await csv(
      '题号,1,2,3',
      '题干,遇行人？,雨天？,雾天？',
      '选项A,加速,快,快',
      '选项B,停车,慢,慢',
      '答案,B,B,见图',
      '解析,应当停车,,',
    );
    expect(got.short).toEqual(['遇行人？ -加速 +停车', '雨天？ -快 +慢']);
    expect(got.issues.find((i) => i.code === 'BAD_ANSWER')?.at).toMatchObject({ row: 5, column: 'D' });
    expect(got.candidates[0]?.question.explanation?.['zh-CN']).toBe('应当停车');
  });
  test('one name a question below each other stays what it is', async () => {
    const got = await csv(
      '题干,遇行人？',
      'A,加速',
      'B,停车',
      '答案,B',
      '题干,雨天？',
      'A,快',
      'B,慢',
      '答案,A',
    );
    expect(got.short).toEqual(['遇行人？ -加速 +停车', '雨天？ +快 -慢']);
  });
});

test('headers, types and labels in traditional characters', async () => {
  const got = await csv(
    '題號,題型,題目,選項一,選項二,答案',
    '1,單選題,遇行人？,加速,停車,B',
    '2,是非題,可以酒駕。,,,X',
    '3,是非題,應讓行。,,,O',
  );
  expect(got.short).toEqual(['遇行人？ -加速 +停車', '可以酒駕。 错', '應讓行。 对']);
  const text = [
    '一、單選題',
    '1. 遇行人？',
    '(A)加速',
    '(B)停車',
    '正確答案：B',
    '詳解：應當停車',
    '二、是非題',
    '1. 可以酒駕。',
    '正確答案：X',
  ];
  const read = await readOne('題庫.txt', text.join('\n'));
  expect(read.short).toEqual(['遇行人？ -加速 +停車', '可以酒駕。 错']);
  expect(read.candidates[0]?.question.explanation?.['zh-CN']).toBe('應當停車');
});

test('keys and columns with the name of their table in front', async () => {
  const rows = [
    { id: 'x1', quType: '0', quContent: '遇行人？', quA: '加速', quB: '停车', quC: '', quAnswer: 'B' },
    { id: 'x2', quType: '1', quContent: '可以酒驾。', quA: '正确', quB: '错误', quC: '', quAnswer: 'B' },
  ];
  expect((await json({ body: { newList: rows } })).short).toEqual(['遇行人？ -加速 +停车', '可以酒驾。 错']);
  const head = Object.keys(rows[0] ?? {}).join(',');
  const got = await csv(head, ...rows.map((r) => Object.values(r).join(',')));
  expect(got.short).toEqual(['遇行人？ -加速 +停车', '可以酒驾。 错']);
});

test('options that stars begin, and one number for all questions', async () => {
  const values = [
    "(0,'遇行人？','**A.加速**B.停车','B')",
    "(0,'雨天？','**A.快**B.慢','B')",
    "(0,'可以酒驾。','**A.正确**B.错误','B')",
  ];
  const got = await readOne(
    'a.sql',
    `INSERT INTO problems (num, title, choices, answers) VALUES ${values.join(',')};`,
  );
  expect(got.short).toEqual(['遇行人？ -加速 +停车', '雨天？ -快 +慢', '可以酒驾。 错']);
});

describe('base64', () => {
  test('of some keys beside others that are plain', async () => {
    const rows = [
      {
        id: 'abc-1',
        question: b64('遇行人应当怎样？'),
        options: [b64('加速通过'), b64('停车让行')],
        answer: 'B',
      },
      { id: 'abc-2', question: b64('雨天应当怎样？'), options: [b64('急刹'), b64('减速慢行')], answer: 'A' },
    ];
    expect((await json(rows)).short).toEqual([
      '遇行人应当怎样？ -加速通过 +停车让行',
      '雨天应当怎样？ +急刹 -减速慢行',
    ]);
    const coded = rows.map((r) => ({ ...r, answer: b64(r.answer) }));
    expect((await json(coded)).short).toEqual((await json(rows)).short);
  });
  test('words that only look like it stay', async () => {
    const got = await json([
      { question: 'What does STOP mean here', options: ['Slow', 'Stop'], answer: 'B', area: 'cars' },
      { question: 'Drive', options: ['Left', 'Over'], answer: 'A', area: 'vans' },
    ]);
    expect(got.short).toEqual(['What does STOP mean here -Slow +Stop', 'Drive +Left -Over']);
  });
});
