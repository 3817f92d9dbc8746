import ExcelJS from 'exceljs';
import { importBank } from '../pipeline';
import { csv } from '../testing/bank-files';
import { makeZip } from '../testing/make-zip';

const HEADER = ['题号', '题型', '题干', '选项A', '选项B', '选项C', '选项D', '答案', '图片'];
const EN_HEADER = ['id', 'type', 'question', 'optionA', 'optionB', 'optionC', 'optionD', 'answer', 'picture'];
const ZH = ['近光灯', '远光灯', '雾灯', '示廓灯'];
const EN = ['the low beam', 'the high beam', 'the fog lamps', 'the side lamps'];
const zh = (id: string, more: string[] = []) => [
  id,
  '单选题',
  `夜间用什么灯（${id}）？`,
  ...ZH,
  'B',
  ...more,
];
const en = (id: string, key = 'B', options = EN, more: string[] = []) => [
  id,
  'single',
  `Which lamp is used at night (${id})?`,
  ...options,
  key,
  ...more,
];
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function zipped(files: Record<string, string[][]>) {
  const entries = Object.entries(files).map(([name, rows]) => ({ name, data: Buffer.from(csv(rows)) }));
  const pictures = ['a.png', 'b.png'].map((name) => ({ name, data: PNG }));
  return importBank({ name: 'b.zip', bytes: makeZip([...entries, ...pictures]) }, { onDate: '2026-11-26' });
}
const about = (got: Awaited<ReturnType<typeof zipped>>) =>
  got.issues.filter((i) => i.code.startsWith('LANGUAGES'));

describe('one bank in two languages', () => {
  test('two files are joined by id, option by option, and that is said', async () => {
    const got = await zipped({
      'km1_zh.csv': [HEADER, zh('q1'), zh('q2'), zh('q3')],
      'km1_en.csv': [EN_HEADER, en('q3'), en('q1'), en('q2')],
    });
    expect(got.read).toBe(3);
    expect(got.accepted).toHaveLength(3);
    expect(got.accepted[0]).toMatchObject({
      id: 'q1',
      stem: { 'zh-CN': '夜间用什么灯（q1）？', en: 'Which lamp is used at night (q1)?' },
      answer: ['B'],
    });
    expect(got.accepted[0]?.options[1]?.text).toEqual({ 'zh-CN': '远光灯', en: 'the high beam' });
    expect(about(got)).toMatchObject([{ code: 'LANGUAGES_PAIRED', severity: 'warning' }]);
    expect(got.issues.map((i) => i.code)).not.toContain('NOT_CHINESE');
    expect(got.issues.map((i) => i.code)).not.toContain('MISSING_TRANSLATION');
  });

  test('every other language is laid beside the Chinese: told by its script, or by the name where the script is of many', async () => {
    const MN = ['ᠠᠷᠭᠠ', 'ᠬᠣᠯᠠ', 'ᠮᠠᠨᠠᠨ', 'ᠵᠠᠬᠠ'];
    const UG = ['يېقىن چىراغ', 'يىراق چىراغ', 'تۇمان چىراغ', 'يان چىراغ'];
    const row = (id: string, stem: string, options: string[], key = 'B') => [
      id,
      '单选题',
      stem,
      ...options,
      key,
    ];
    const got = await zipped({
      '科目一.csv': [HEADER, zh('q1'), zh('q2'), zh('q3')],
      '科目一_en.csv': [EN_HEADER, en('q1'), en('q2'), en('q3')],
      '科目一_mn-Mong.csv': [HEADER, ...['q1', 'q2', 'q3'].map((id) => row(id, 'ᠰᠥᠨᠢ ᠳᠦ', MN))],
      '科目一（维吾尔文）.csv': [HEADER, row('q1', 'كېچىسى', UG), row('q2', 'كېچىسى', UG, 'C')],
    });
    expect(got.read).toBe(3);
    const [q1, q3] = got.accepted;
    expect(q1?.stem).toEqual({
      'zh-CN': '夜间用什么灯（q1）？',
      en: 'Which lamp is used at night (q1)?',
      'mn-Mong': 'ᠰᠥᠨᠢ ᠳᠦ',
      ug: 'كېچىسى',
    });
    expect(q1?.options[1]?.text).toEqual({
      'zh-CN': '远光灯',
      en: 'the high beam',
      'mn-Mong': 'ᠬᠣᠯᠠ',
      ug: 'يىراق چىراغ',
    });
    expect([q3?.id, Object.keys(q3?.stem ?? {})]).toEqual(['q3', ['zh-CN', 'en', 'mn-Mong']]);
    const told = about(got).map((i) => [i.code, i.severity, i.at.question, i.message['zh-CN']]);
    expect(told.filter(([code]) => code === 'LANGUAGES_PAIRED')).toHaveLength(3);
    expect(told).toContainEqual([
      'LANGUAGES_DIFFER',
      'error',
      'q2',
      expect.stringContaining('答案不同：中文“B”，维吾尔语“C”'),
    ]);
    expect(told).toContainEqual([
      'LANGUAGES_DIFFER',
      'warning',
      'q3',
      expect.stringContaining('维吾尔语里没有这一题'),
    ]);
  });

  test('a translation needs no key, and what is called English in Latin letters is English', async () => {
    const judge = (id: string, stem: string, key?: string) => [id, '判断题', stem, '', '', '', '', key ?? ''];
    const MN = ['ᠠᠷᠭᠠ', 'ᠬᠣᠯᠠ', 'ᠮᠠᠨᠠᠨ', 'ᠵᠠᠬᠠ'];
    const got = await zipped({
      'km1_zh.csv': [HEADER, zh('q1'), judge('q2', '夜间可以开远光灯会车。', '错'), zh('q3')],
      'km1_en.csv': [EN_HEADER, ['q1', 'single', 'Lamps at night?', ...EN, 'B']],
      'km1_mn-Mong.csv': [
        ['题号', '题干', '选项A', '选项B', '选项C', '选项D'],
        ['q1', 'ᠰᠥᠨᠢ ᠳᠦ', ...MN],
        ['q2', 'ᠰᠥᠨᠢ', '', '', '', ''],
        ['q3', 'ᠰᠥᠨᠢ ᠳᠦ', ...MN.slice(0, 3), ''],
      ],
    });
    expect([got.read, got.accepted.map((q) => q.id)]).toEqual([3, ['q1', 'q2', 'q3']]);
    expect(got.accepted[0]?.stem).toMatchObject({ en: 'Lamps at night?', 'mn-Mong': 'ᠰᠥᠨᠢ ᠳᠦ' });
    expect(got.accepted[0]?.options[1]?.text['mn-Mong']).toBe('ᠬᠣᠯᠠ');
    expect(got.accepted[1]?.stem['mn-Mong']).toBe('ᠰᠥᠨᠢ');
    expect(got.issues.filter((i) => i.severity === 'error')).toEqual([]);
    expect(about(got).map((i) => i.message.en)).toContainEqual(
      expect.stringContaining('the option count differs: "4" in Chinese, "3" in Mongolian'),
    );
  });

  test('what does not fit is named with both places: missing on a side, key, number of options, picture, type', async () => {
    const got = await zipped({
      'bank.zh.csv': [HEADER, zh('q1'), zh('q2'), zh('q3'), zh('q4', ['a.png']), zh('q5'), zh('only-zh')],
      'bank.en.csv': [
        EN_HEADER,
        en('q1', 'C'),
        en('q2', 'B', [...EN.slice(0, 3), '']),
        en('q3'),
        en('q4', 'B', EN, ['b.png']),
        ['q5', 'multi', 'Which lamps are used at night?', ...EN, 'AB'],
        en('only-en'),
      ],
    });
    const said = about(got).map((i) => [i.at.question, i.severity, i.at.file, i.at.row, i.message.en]);
    const [zhFile, enFile] = ['b.zip/bank.zh.csv', 'b.zip/bank.en.csv'];
    const differs = (place: string, what: string) =>
      `Does not fit the file in the other language (${place}): ${what}`;
    expect(said).toEqual(
      expect.arrayContaining([
        [
          'q1',
          'error',
          zhFile,
          2,
          differs(`${enFile} : 2`, 'the key differs: "B" in Chinese, "C" in English'),
        ],
        [
          'q2',
          'warning',
          zhFile,
          3,
          differs(`${enFile} : 3`, 'the option count differs: "4" in Chinese, "3" in English'),
        ],
        [
          'q4',
          'warning',
          zhFile,
          5,
          differs(`${enFile} : 5`, 'the picture differs: "a.png" in Chinese, "b.png" in English'),
        ],
        [
          'q5',
          'error',
          zhFile,
          6,
          differs(`${enFile} : 6`, 'the type differs: "single" in Chinese, "multi" in English'),
        ],
        ['only-zh', 'warning', zhFile, 7, differs(`${enFile} : 1`, 'the English has no such question')],
        [
          'only-en',
          'warning',
          enFile,
          7,
          differs(`${zhFile} : 1`, 'the Chinese has no such question; not imported'),
        ],
      ]),
    );
    expect(got.accepted.map((q) => [q.id, q.stem.en !== undefined])).toEqual([
      ['q2', false],
      ['q3', true],
      ['q4', true],
      ['only-zh', false],
    ]);
    expect(got.refused.map((r) => r.question.id)).toEqual(['q1', 'q5']);
    expect(got.read).toBe(7);
  });

  test('sheets of a workbook, and files whose names say nothing', async () => {
    const book = new ExcelJS.Workbook();
    for (const [name, rows] of [
      ['English', [EN_HEADER, en('q1'), en('q2')]],
      ['中文', [HEADER, zh('q1'), zh('q2')]],
    ] as const)
      for (const [i, row] of rows.entries())
        (i === 0 ? book.addWorksheet(name) : book.getWorksheet(name))?.addRow(row);
    const bytes = Buffer.from(await book.xlsx.writeBuffer());
    const sheets = await importBank({ name: 'b.xlsx', bytes }, { onDate: '2026-11-26' });
    expect(sheets.accepted.map((q) => [q.id, q.stem.en])).toEqual([
      ['q1', 'Which lamp is used at night (q1)?'],
      ['q2', 'Which lamp is used at night (q2)?'],
    ]);
    const ids = ['q1', 'q2', 'q3', 'q4'];
    const names = await zipped({
      'one.csv': [HEADER, ...ids.map((id) => zh(id))],
      'two.csv': [EN_HEADER, ...ids.map((id) => en(id))],
    });
    expect(names.accepted.filter((q) => q.stem.en !== undefined)).toHaveLength(4);
  });

  test('without common ids nothing is joined, and that is said; two Chinese files are two files', async () => {
    const apart = await zipped({
      'km_zh.csv': [HEADER, zh('a1'), zh('a2')],
      'km_en.csv': [EN_HEADER, en('x1'), en('x2')],
    });
    expect(about(apart)).toMatchObject([{ code: 'LANGUAGES_APART', at: { file: 'b.zip/km_zh.csv' } }]);
    expect(apart.accepted).toHaveLength(4);
    const two = await zipped({ 'a_zh.csv': [HEADER, zh('q1')], 'a_en.csv': [HEADER, zh('q9')] });
    expect([two.accepted.length, about(two)]).toEqual([2, []]);
  });
});

describe('chapters left out', () => {
  const rows = [
    ['题号', '题型', '章节', '题干', '答案'],
    ['a1', '判断题', '地方题', '甲？', '对'],
    ['a2', '判断题', '标志', '乙？', '错'],
    ['a3', '判断题', '地方题', '丙？', '不知道'],
  ];
  const read = (leaveOut: string[]) =>
    importBank({ name: 'b.csv', bytes: Buffer.from(csv(rows)) }, { onDate: '2026-11-26', leaveOut });

  test('are counted and named, and their faults are nobody’s business', async () => {
    const all = await read([]);
    expect(all.categories).toEqual([
      { name: '地方题', count: 2, leftOut: false },
      { name: '标志', count: 1, leftOut: false },
    ]);
    const got = await read(['地方题', '没有这章']);
    expect(got.accepted.map((q) => q.id)).toEqual(['a2']);
    expect([got.read, got.issues.filter((i) => i.severity === 'error')]).toEqual([3, []]);
    expect(got.issues.filter((i) => i.code.includes('LEFT_OUT')).map((i) => i.message['zh-CN'])).toEqual([
      '按要求没有导入“地方题”（2 题）',
      '要求排除“没有这章”，但文件里没有这个章节、类别或工作表',
    ]);
    expect(got.categories[0]?.leftOut).toBe(true);
  });
});
