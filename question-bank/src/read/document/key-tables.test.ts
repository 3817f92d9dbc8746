import { makeZip } from '../../testing/make-zip';
import { readOne } from '../../testing/read-one';
import { keyTable } from './key-table';

const p = (text: string) => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
const table = (...rows: string[][]) =>
  `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((c) => `<w:tc>${p(c)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`;
const docx = (...body: string[]) =>
  readOne(
    '题库.docx',
    makeZip([
      {
        name: 'word/document.xml',
        data: Buffer.from(`<w:document xmlns:w="w"><w:body>${body.join('')}</w:body></w:document>`),
      },
    ]),
  );
const QUESTIONS = ['遇行人？', '雨天？', '故障？', '雾天？'].flatMap((stem, i) => [
  p(`${i + 1}．${stem}`),
  p('A．减速　　B．停车　　C．加速'),
]);
const READ = [
  '遇行人？ -减速 +停车 -加速',
  '雨天？ +减速 -停车 -加速',
  '故障？ +减速 +停车 -加速',
  '雾天？ -减速 -停车 +加速',
];

describe('a table of keys in a document', () => {
  test.each<[string, string[][]]>([
    [
      'numbers over answers',
      [
        ['题号', '1', '2', '3', '4'],
        ['答案', 'B', 'A', 'AB', 'C'],
      ],
    ],
    [
      'without any label, in small letters',
      [
        ['1', '2', '3', '4'],
        ['b', 'a', 'ab', 'c'],
      ],
    ],
    [
      'pairs of rows',
      [
        ['题号', '1', '2'],
        ['答案', 'B', 'A'],
        ['题号', '3', '4'],
        ['答案', 'A、B', 'C'],
      ],
    ],
    [
      'two columns',
      [
        ['题号', '答案'],
        ['1', 'B'],
        ['2', 'A'],
        ['3', 'AB'],
        ['4', 'C'],
      ],
    ],
    [
      'columns beside each other, down',
      [
        ['题号', '答案', '题号', '答案'],
        ['1', 'B', '3', 'AB'],
        ['2', 'A', '4', 'C'],
      ],
    ],
    [
      'columns beside each other, across',
      [
        ['题号', '答案', '题号', '答案'],
        ['1', 'B', '2', 'A'],
        ['3', 'AB', '4', 'C'],
      ],
    ],
  ])('%s', async (_, rows) => {
    expect((await docx(...QUESTIONS, p('参考答案'), table(...rows))).short).toEqual(READ);
    expect((await docx(...QUESTIONS, table(...rows))).short).toEqual(READ);
    expect((await docx(table(...rows), ...QUESTIONS)).short).toEqual(READ);
  });
  test('with explanations, and sections that count for themselves', async () => {
    const got = await docx(
      p('一、单选题'),
      p('1、遇行人？ A、减速 B、停车 C、加速'),
      p('二、判断题'),
      p('1、可以逆行。'),
      p('2、应系安全带。'),
      table(
        ['题号', '答案', '解析'],
        ['单选题', '单选题', '单选题'],
        ['1', 'B', '先停车。'],
        ['判断题', '判断题', '判断题'],
        ['1', '错', ''],
        ['2', '对', '第51条。'],
      ),
    );
    expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速', '可以逆行。 错', '应系安全带。 对']);
    expect(got.candidates.map((c) => c.question.explanation?.['zh-CN'])).toEqual([
      '先停车。',
      undefined,
      '第51条。',
    ]);
  });
  test('a key for a question that is not there is named with its row, and one without a key lacks its answer', async () => {
    const got = await docx(...QUESTIONS.slice(0, 4), table(['题号', '1', '7'], ['答案', 'B', 'A']));
    expect(got.short).toEqual([READ[0]]);
    expect(got.found).toEqual(['ANSWER_WITHOUT_QUESTION 5', 'NO_ANSWER 3']);
  });
  test('in Markdown too', async () => {
    const lines = ['1. 遇行人？', 'A. 减速', 'B. 停车', '', '| 题号 | 答案 |', '| --- | --- |', '| 1 | b |'];
    expect((await readOne('题库.md', lines.join('\n'))).short).toEqual(['遇行人？ -减速 +停车']);
  });
});
test.each<[string, string[][]]>([
  [
    'a table of texts',
    [
      ['道路', '限速'],
      ['城市', '50'],
    ],
  ],
  [
    'numbers over words',
    [
      ['1', '2'],
      ['城市', '公路'],
    ],
  ],
  [
    'questions in cells',
    [
      ['1、', '遇行人？'],
      ['A、减速', 'B、停车'],
    ],
  ],
])('%s is no table of keys', (_, rows) => {
  expect(keyTable(rows)).toBeUndefined();
});
describe('a table inside a question is no table of keys', () => {
  const ORDER = [
    ['1', '2', '3'],
    ['A', 'B', 'C'],
  ];
  test('in a document', async () => {
    const options = [p('A．校车'), p('B．货车')];
    const body = [p('1．遇行人？'), ...options, p('答案：A'), p('2．谁先行？')];
    const got = await docx(...body, table(...ORDER), ...options, p('答案：B'));
    expect(got.short.map((s) => s.replace(/\s+/g, ' '))).toEqual([
      '遇行人？ +校车 -货车',
      expect.stringMatching(/^谁先行？.*1 2 3.* -校车 \+货车$/),
    ]);
  });
  test('in Markdown, and below the options', async () => {
    const rows = ['', '| 1 | 2 | 3 |', '|---|---|---|', '| A | B | C |', ''];
    const options = ['A. 校车', 'B. 货车'];
    const got = await readOne(
      '题库.md',
      ['1. 遇行人？', ...options, '答案：A', '', '2. 谁先行', ...rows, ...options, '答案：B'].join('\n'),
    );
    expect(got.candidates.map((c) => c.question.answer.join(''))).toEqual(['A', 'B']);
    expect(got.short[1]).toMatch(/^谁先行.*-校车 \+货车$/s);
  });
});
