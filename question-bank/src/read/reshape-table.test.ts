import { csv } from '../testing/bank-files';
import { readOne } from '../testing/read-one';

type Row = readonly string[];
const table = (...rows: Row[]) => readOne('a.csv', csv(rows));
const ASKED = '遇行人？ -减速 +停车 -加速';
const SEVERAL = '哪些违法？ +超速 +酒驾 -让行';

describe('tables side by side', () => {
  const H: Row = ['题号', '题目', 'A', 'B', '答案'];
  test('each is read, in its own columns', async () => {
    const got = await table(
      [...H, '', ...H],
      ['1', '遇行人？', '加速', '停车', 'B', '', '3', '雨天？', '减速', '加速', '？'],
      ['2', '雾天？', '雾灯', '远光', 'A', '', '', '', '', '', ''],
    );
    expect(got.short).toEqual(['遇行人？ -加速 +停车', '雾天？ +雾灯 -远光']);
    expect(got.issues.filter((i) => i.severity === 'error')).toMatchObject([
      { code: 'BAD_ANSWER', at: { row: 2, column: 'K', question: '3' } },
    ]);
  });
  test('under the names of types', async () => {
    const J: Row = ['序号', '判断题', '答案'];
    const got = await table([...J, ...J], ['1', '雨天应减速。', '√', '2', '可以酒驾。', '×']);
    expect(got.short).toEqual(['雨天应减速。 对', '可以酒驾。 错']);
  });
  test('the same questions in two languages are no two tables', async () => {
    const got = await table(
      ['题目', 'A', 'B', '答案', 'question', 'optionA', 'optionB', 'answer'],
      ['遇行人？', '加速', '停车', 'B', 'Pedestrians?', 'Go', 'Stop', 'B'],
    );
    expect(got.short).toEqual(['遇行人？ -加速 +停车']);
  });
});

describe('options in rows below their question', () => {
  test.each<[string, Row[]]>([
    [
      'labelled, with marks',
      [
        ['序号', '题目', '是否正确'],
        ['1', '遇行人？', ''],
        ['', 'A.减速', ''],
        ['', 'B.停车', '√'],
        ['', 'C.加速', ''],
        ['2', '哪些违法？', ''],
        ['', 'A.超速', '√'],
        ['', 'B.酒驾', '√'],
        ['', 'C.让行', ''],
      ],
    ],
    [
      'labelled, the key beside the stem',
      [
        ['题号', '内容', '答案'],
        ['1', '遇行人？', 'B'],
        ['', 'A、减速', ''],
        ['', 'B、停车', ''],
        ['', 'C、加速', ''],
        ['2', '哪些违法？', 'AB'],
        ['', 'A、超速', ''],
        ['', 'B、酒驾', ''],
        ['', 'C、让行', ''],
      ],
    ],
    [
      'letters in the column of numbers, 1 and 0',
      [
        ['题号', '内容', '正确'],
        ['1', '遇行人？', ''],
        ['A', '减速', '0'],
        ['B', '停车', '1'],
        ['C', '加速', '0'],
        ['2', '哪些违法？', ''],
        ['A', '超速', '1'],
        ['B', '酒驾', '1'],
        ['C', '让行', '0'],
      ],
    ],
    [
      'in a column of their own, ticked with x',
      [
        ['题号', '题目', '选项', '是否正确'],
        ['1', '遇行人？', '减速', ''],
        ['', '', '停车', 'x'],
        ['', '', '加速', ''],
        ['2', '哪些违法？', '超速', 'x'],
        ['', '', '酒驾', 'x'],
        ['', '', '让行', ''],
      ],
    ],
  ])('%s', async (_, rows) => {
    expect((await table(...rows)).short).toEqual([ASKED, SEVERAL]);
  });
  test('headings stay headings, other columns stay; what has no key is named with its row', async () => {
    const got = await table(
      ['序号', '题目', '正确', '解析'],
      ['第一章 法律', '', '', ''],
      ['1', '遇行人？', '', '让行'],
      ['', 'A.减速', '', ''],
      ['', 'B.停车', '√', ''],
      ['', 'C.加速', '', ''],
      ...Array.from({ length: 9 }, (_, i) => [
        [String(i + 2), `路口${i}？`, '', ''],
        ['', 'A.快', '', ''],
        ['', 'B.慢', i === 4 ? '' : '√', ''],
      ]).flat(),
    );
    expect(got.candidates).toHaveLength(9);
    expect(got.candidates[0]?.question).toMatchObject({
      chapter: '第一章 法律',
      explanation: { 'zh-CN': '让行' },
    });
    expect(got.found).toEqual(['NO_ANSWER 19']);
  });
  test('a sign that says wrong alone is no tick', async () => {
    const got = await table(
      ['序号', '题目', '是否正确'],
      ['1', '甲？', ''],
      ['', 'A.减', ''],
      ['', 'B.停', '×'],
      ['2', '乙？', ''],
      ['', 'A.快', '×'],
      ['', 'B.慢', ''],
    );
    expect(got.candidates).toEqual([]);
  });
});

test('whole questions in one cell each, with their keys', async () => {
  const cells = [
    '1、遇行人？\nA.减速\nB.停车\nC.加速\n答案：B\n解析：让行\n先停',
    '2、哪些违法？\nA.超速\nB.酒驾\nC.让行\n【答案】AB',
  ];
  for (const rows of [
    [['题目'], ...cells.map((c) => [c])],
    [['题号', '试题'], ...cells.map((c, i) => [`${i}`, c])],
    cells.map((c) => [c]),
  ]) {
    const got = await table(...rows);
    expect(got.short).toEqual([`1、${ASKED}`, `2、${SEVERAL}`]);
    expect(got.candidates[0]?.question.explanation?.['zh-CN']).toBe('让行\n先停');
  }
});
test('a table whose explanations repeat the key is read by its columns', async () => {
  const rows = ['甲', '乙'].map((s) => [`${s}？`, '减', '停', 'B', '应当停车\n答案：B']);
  expect((await table(['题目', 'A', 'B', '答案', '解析'], ...rows)).short).toEqual([
    '甲？ -减 +停',
    '乙？ -减 +停',
  ]);
});
