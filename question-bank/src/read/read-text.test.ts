import iconv from 'iconv-lite';
import { csv, jsonBank, TABLE_HEADER, tableRow } from '../testing/bank-files';
import { makeQuestion } from '../testing/make-question';
import { readBank, type ReadOptions } from './read-bank';

const questions = [
  makeQuestion('a1', { type: 'judge', stem: { 'zh-CN': '雨天应当减速慢行。' }, answer: ['B'] }),
  makeQuestion('a2', { stem: { 'zh-CN': '遇到“让”字标志，\n应当怎么做？' }, answer: ['C'] }),
  makeQuestion('a3', { type: 'multi', stem: { 'zh-CN': '下列哪些行为违法？' }, answer: ['A', 'C', 'D'] }),
];
const rows = [TABLE_HEADER, ...questions.map(tableRow)];

const read = (name: string, bytes: Buffer | string, options?: ReadOptions) =>
  readBank({ name, bytes: Buffer.from(bytes) }, options);
const codes = (r: { issues: { code: string }[] }) => r.issues.map((i) => i.code);
const serious = (r: Awaited<ReturnType<typeof read>>) => r.issues.filter((i) => i.severity === 'error');

describe('CSV', () => {
  const text = csv(rows);
  test.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8-bom', Buffer.from(`\uFEFF${text}`)],
    ['gb18030', iconv.encode(text, 'gbk')],
    ['gb18030', iconv.encode(text.replace('雨天', '𠮷天'), 'gb18030')],
    ['utf-16le', iconv.encode(text, 'utf-16le', { addBOM: true })],
    ['utf-16le', iconv.encode(csv(rows, '\t'), 'utf-16le', { addBOM: false })],
    ['utf-16be', Buffer.concat([Buffer.from([0xfe, 0xff]), iconv.encode(text, 'utf-16be')])],
  ])('%s', async (coding, bytes) => {
    const got = await read('题库.csv', bytes);
    expect(got).toMatchObject({ format: 'csv', coding, read: 3 });
    expect(serious(got)).toEqual([]);
    expect(got.candidates.map((c) => c.question.answer.join(''))).toEqual(['B', 'C', 'ACD']);
    expect(got.candidates[1]?.question.stem['zh-CN']).toBe('遇到“让”字标志，\n应当怎么做？');
  });

  test.each([',', '\t', ';', '|', '^'])('separator %j', async (separator) => {
    const got = await read('a.csv', csv(rows, separator, '\n'));
    expect(got.candidates.map((c) => c.question.id)).toEqual(['a1', 'a2', 'a3']);
  });

  test('positions: the line in the file, the column letter and its header, through multi-line cells and blanks', async () => {
    const bad = tableRow({ ...questions[0]!, id: 'x' });
    bad[8] = '大概对';
    const got = await read('a.csv', `题库导出,2026年\n\n${csv([...rows, bad], ',', '\n')}`);
    expect(got.candidates[2]?.where(['stem'])).toMatchObject({
      row: 7,
      column: 'D',
      field: '题干',
      question: 'a3',
    });
    expect(serious(got)).toMatchObject([
      {
        code: 'BAD_ANSWER',
        value: '大概对',
        at: { file: 'a.csv', row: 8, column: 'I', field: '答案', question: 'x' },
        message: { 'zh-CN': '答案“大概对”无法识别', en: 'The answer "大概对" cannot be read' },
      },
    ]);
  });

  test('a stray quote costs its own line, not the rest of the bank', async () => {
    const lines = csv(
      rows.filter((r) => r[0] !== 'a2'),
      ',',
      '\n',
    ).split('\n');
    lines.splice(2, 0, 'b1,单选题,章,"没有结束的引号,甲,乙,丙,丁,A');
    lines.splice(3, 0, 'b2,单选题,章,他说"停"车,甲,乙,丙,丁,A');
    const got = await read('a.csv', lines.join('\n'));
    expect(got.candidates.map((c) => c.question.id)).toEqual(['a1', 'b2', 'a3']);
    expect(serious(got)).toMatchObject([{ code: 'BAD_CSV', at: { row: 3 } }]);
    expect(got.read).toBe(4);
  });

  test('an unquoted separator in a text is said, not silently shifted into the next column', async () => {
    const more = await read('b.csv', `${csv([TABLE_HEADER], ',', '\n')}a,判断题,章,停,,,,,对,一,二,三\n`);
    expect(serious(more)).toMatchObject([{ code: 'BAD_CSV', at: { row: 2 } }]);
  });

  test('English headers, inferred types, answers as words and as option text, no guess from numbers', async () => {
    const table = [
      ['id', 'question', 'optionA', 'optionB', 'optionC', 'correctLetter', 'correctAnswer', 'remark'],
      ['e1', '甲？', 'A. one', 'B. two', 'C. three', 'b', 'two', ''],
      ['e2', '乙？', 'one', 'two', 'three', 'three', '', ''],
      ['e3', '丙？', '', '', '', 'True', '', ''],
      ['e4', '丁？', 'one', 'two', 'three', 'A,C', '', ''],
      ['e5', '戊？', 'one', 'two', 'three', '2', '', ''],
      ['e6', '己？', '错误', '正确', '', 'A', '', ''],
    ];
    const got = await read('e.csv', csv(table));
    expect(got.candidates.map((c) => [c.question.id, c.question.type, c.question.answer.join('')])).toEqual([
      ['e1', 'single', 'B'],
      ['e2', 'single', 'C'],
      ['e3', 'judge', 'A'],
      ['e4', 'multi', 'AC'],
      ['e6', 'judge', 'B'],
    ]);
    expect(got.candidates[0]?.question.options[1]?.text['zh-CN']).toBe('two');
    expect(codes(got)).toEqual(
      expect.arrayContaining([
        'UNKNOWN_COLUMN',
        'SAME_COLUMN_TWICE',
        'DEFAULT_USED',
        'TYPE_INFERRED',
        'BAD_ANSWER',
      ]),
    );
    const taken = got.issues.filter((i) => i.code === 'DEFAULT_USED').map((i) => i.message['zh-CN']);
    expect(taken).toContain('没有“车型”列，全部按“小车”处理');
    const told = await read('e.csv', csv(table), { answerNumbers: 'from1' });
    expect(told.candidates.find((c) => c.question.id === 'e5')?.question.answer).toEqual(['B']);
  });

  test('every column there is', async () => {
    const header =
      '题号,题型,科目,车型,章节,题干,题干英文,选项A,选项B,选项C,选项A(英文),选项B英文,选项C_en,答案,解析,explanation_en,法规,图片,图片说明,生效日期,失效日期,难度,标签,选项乱序';
    const line =
      'f-1,单选,科目四,"C1,摩托车",文明行车常识,问？,Ask?,甲,乙,丙,x,y,z,C,因为,Because,《道交法》第47条；实施条例 第62条,图/a.svg;b.png,停车标志,2022/4/1,2030年1月2日,难,"标志,路口",否';
    const got = await read('f.csv', `${header}\n${line}\n`);
    expect(got.issues).toEqual([]);
    expect(got.candidates[0]?.question).toEqual({
      id: 'f-1',
      type: 'single',
      subjects: ['K3'],
      vehicles: ['car', 'moto'],
      chapter: '文明行车常识',
      stem: { 'zh-CN': '问？', en: 'Ask?' },
      options: [
        { id: 'A', text: { 'zh-CN': '甲', en: 'x' } },
        { id: 'B', text: { 'zh-CN': '乙', en: 'y' } },
        { id: 'C', text: { 'zh-CN': '丙', en: 'z' } },
      ],
      answer: ['C'],
      explanation: { 'zh-CN': '因为', en: 'Because' },
      lawRef: [
        { code: '道交法', article: '第47条' },
        { code: '实施条例', article: '第62条' },
      ],
      media: [
        { file: 'a.svg', alt: { 'zh-CN': '停车标志', en: 'Picture for the question' } },
        { file: 'b.png', alt: { 'zh-CN': '停车标志', en: 'Picture for the question' } },
      ],
      validFrom: '2022-04-01',
      validTo: '2030-01-02',
      difficulty: 3,
      tags: ['标志', '路口'],
      shuffle: false,
    });
  });

  test('without an id column the id comes from the content and survives another import', async () => {
    const bare = rows.map((r) => r.slice(1));
    const ids = async (order: string[][]) =>
      (await read('a.csv', csv(order))).candidates.map((c) => c.question.id).sort();
    const [head, ...body] = bare;
    const once = await ids(bare);
    expect(once).toHaveLength(3);
    expect(await ids([head!, ...body.reverse()])).toEqual(once);
  });

  test('ten thousand lines with stray quotes take seconds, not hours', async () => {
    const lines = Array.from({ length: 10_000 }, (_, i) => `r${i},判断题,章,他说"停"车${i},,,,,对`);
    const got = await read('q.csv', [TABLE_HEADER.join(','), ...lines].join('\n'));
    expect(got.candidates).toHaveLength(10_000);
  });
});

describe('JSON', () => {
  test('reads its own form and knows the line of everything', async () => {
    const got = await read('b.json', jsonBank(questions));
    expect(got).toMatchObject({
      format: 'json',
      coding: 'utf-8',
      read: 3,
      name: { 'zh-CN': '试题' },
      issues: [],
    });
    expect(got.candidates.map((c) => c.question)).toEqual(questions);
    expect(got.candidates[2]?.where(['options', 1, 'text'])).toMatchObject({
      row: 4,
      field: 'questions[2].options[1].text',
      question: 'a3',
    });
  });

  test.each([
    ['{"format":"kaotai-bank",\n "version":1,\n "questions":[,]}', 3, '15', 'a value'],
    ['{"format":"kaotai-bank",\n "name": "没有结束\n}', 2, '10', 'no closing quote'],
    ['{"a":1}}', 1, '8', 'the end of the file'],
    ['{"a":01}', 1, '6', 'a value'],
    ['{"a":"\\x"}', 1, '7', 'bad escape'],
    ['{a:1}', 1, '2', 'a key'],
    ['[', 1, '2', 'a value'],
    [`${'['.repeat(100_000)}`, 1, '66', 'nested deeper'],
  ])('syntax error %#', async (text, row, column, reason) => {
    const got = await read('b.json', text);
    expect(got.issues).toMatchObject([{ code: 'JSON_SYNTAX', at: { file: 'b.json', row, column } }]);
    expect(got.issues[0]?.message.en).toContain(reason);
  });

  test('a question that does not fit costs only itself, and each fault has its place', async () => {
    const broken = [
      questions[0],
      { ...questions[1], type: 'essay' },
      { ...questions[1], id: 'b2', stem: {} },
      { ...questions[1], id: 'b3', answer: [] },
      { ...questions[1], id: 'b4', extra: 1 },
      7,
      questions[2],
    ];
    const got = await read('b.json', jsonBank(broken));
    expect(got.read).toBe(7);
    expect(got.candidates.map((c) => c.question.id)).toEqual(['a1', 'a3']);
    expect(got.issues.map((i) => [i.code, i.at.row, i.at.field])).toEqual([
      ['BAD_TYPE', 3, 'questions[1].type'],
      ['NO_STEM', 4, 'questions[2].stem.zh-CN'],
      ['NO_ANSWER', 5, 'questions[3].answer'],
      ['BAD_FIELD', 6, 'questions[4]'],
      ['BAD_FIELD', 7, 'questions[5]'],
    ]);
  });

  test('other JSON, other versions, repeated keys', async () => {
    expect(codes(await read('b.json', '{"questions":[]}'))).toEqual(['NOT_A_BANK']);
    expect(codes(await read('b.json', '[1,2]'))).toEqual(['NOT_A_BANK']);
    const second = jsonBank([]).toString().replace('"version":1', '"version":2');
    expect((await read('b.json', second)).issues).toMatchObject([
      { code: 'UNSUPPORTED_VERSION', at: { row: 1 } },
    ]);
    const twice = jsonBank(questions).toString().replace('"version":1', '"version":1,"version":1');
    expect(codes(await read('b.json', twice))).toEqual(['DUPLICATE_KEY']);
    const proto = await read(
      'b.json',
      jsonBank([{ ...questions[0] }])
        .toString()
        .replace('"id"', '"__proto__":{"x":1},"id"'),
    );
    expect(codes(proto)).toEqual(['BAD_FIELD']);
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

describe('what is no bank', () => {
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46]);
  const cfb = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);
  const zip = Buffer.from([0x50, 0x4b, 3, 4, 0, 0]);
  test.each([
    ['a.csv', Buffer.alloc(0), 'EMPTY_FILE'],
    ['a.json', Buffer.from(' \n'), 'EMPTY_FILE'],
    ['a.xlsx', Buffer.alloc(0), 'EMPTY_FILE'],
    ['a.xlsx', jpeg, 'WRONG_TYPE'],
    ['a.csv', jpeg, 'WRONG_TYPE'],
    ['a.csv', zip, 'WRONG_TYPE'],
    ['a.json', zip, 'WRONG_TYPE'],
    ['a.zip', Buffer.from('题干,答案'), 'WRONG_TYPE'],
    ['a.xlsx', Buffer.from('<html><table>'), 'WRONG_TYPE'],
    ['a.xlsx', cfb, 'BROKEN_FILE'],
    ['a.xls', cfb, 'BROKEN_FILE'],
    ['a.pdf', Buffer.from('%PDF-1.7'), 'BROKEN_FILE'],
    ['a.rar', Buffer.from('Rar!\x1a\x07\0'), 'UNKNOWN_FORMAT'],
    ['a.csv', Buffer.from('题干,答案\n甲\0,对\n'), 'BINARY_IN_TEXT'],
    ['a.csv', Buffer.from([0xb4, 0xf0, 0x2c, 0xff, 0xff, 0x81]), 'BAD_CODING'],
    ['a.csv', Buffer.from('甲,乙\n丙,丁\n'), 'NO_HEADER'],
    ['a.csv', Buffer.from('题干,答案\n'), 'NO_QUESTIONS'],
  ])('%s %#', async (name, bytes, code) => {
    const got = await read(name, bytes);
    expect(serious(got).map((i) => i.code)).toEqual([code]);
    expect(got.issues[0]?.at.file).toBe(name);
    expect(got.candidates).toEqual([]);
  });

  test('a file above the limit is not even looked at', async () => {
    const got = await read('a.csv', csv(rows), { limits: { maxBytes: 10 } });
    expect(codes(got)).toEqual(['TOO_LARGE_TEXT']);
    expect(codes(await read('b.csv', Buffer.alloc(64 * 1024 * 1024 + 1, 0x61)))).toEqual(['TOO_LARGE_TEXT']);
  });

  test('a file without an ending is known by its content', async () => {
    expect(await read('bank', jsonBank(questions))).toMatchObject({ format: 'json', read: 3 });
    expect(await read('bank', csv(rows))).toMatchObject({ format: 'csv', read: 3 });
  });

  test('a file that is nearly all faults is given up with a count, not listed without end', async () => {
    const limits = { maxIssues: 20 };
    const json = await read('a.json', jsonBank(Array.from({ length: 3000 }, () => ({}))), { limits });
    expect(codes(json).at(-1)).toBe('TOO_MANY_ISSUES');
    expect(json.issues.length).toBeLessThan(30);
    const table = await read(
      'a.csv',
      csv([TABLE_HEADER, ...Array.from({ length: 3000 }, (_, i) => [`x${i}`, '单选题'])]),
      { limits },
    );
    expect(codes(table)).toContain('TOO_MANY_ISSUES');
    expect(table.issues.length).toBeLessThan(30);
    const quotes = await read('a.csv', `题干,答案\n${'"a,b\n'.repeat(500)}`, { limits });
    expect(codes(quotes)).toContain('TOO_MANY_ISSUES');
    expect(quotes.issues.length).toBeLessThan(30);
  });

  test('more rows than allowed are cut off and said', async () => {
    const got = await read('a.csv', csv(rows), { limits: { maxRows: 2 } });
    expect(codes(got)).toContain('TOO_MANY_CELLS');
  });
});

test('a page that shows another format as a sample is still what it is written in', async () => {
  const page = '# 一、信号\n写作 `红灯{=停 ~走}`。\n\n| 格式 | 判断 |\n| --- | --- |\n| GIFT | {T} |\n\n';
  const got = await read('题库.md', `${page}1. 红灯亮时应当（A）\nA. 停车 B. 加速 C. 超车 D. 掉头\n`);
  expect(got.format).toBe('markdown');
  expect(got.candidates.map((c) => c.question.answer)).toContainEqual(['A']);
  expect((await read('题库.md', '红灯亮时应当 {=停车 ~加速 ~超车}\n')).format).toBe('gift');
});
