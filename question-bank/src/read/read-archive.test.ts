import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { csv, jsonBank, TABLE_HEADER, tableRow, workbook } from '../testing/bank-files';
import { makeQuestion } from '../testing/make-question';
import { makeZip } from '../testing/make-zip';
import { readBank, readBankFolder, type ReadOptions } from './read-bank';
import { storeZip } from './store-zip';

const questions = [
  makeQuestion('a1', { type: 'judge', stem: { 'zh-CN': '雨天应当减速慢行。' }, answer: ['B'] }),
  makeQuestion('a2', { stem: { 'zh-CN': '遇到让行标志应当怎么做？' }, answer: ['C'] }),
];
const read = (name: string, bytes: Buffer, options?: ReadOptions) => readBank({ name, bytes }, options);
const errors = (r: Awaited<ReturnType<typeof read>>) => r.issues.filter((i) => i.severity === 'error');
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');

describe('XLSX', () => {
  test('title rows, blank rows, rich text, merged chapters, numbers, formulas; rows as Excel numbers them', async () => {
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet('科目一');
      sheet.addRow(['某车管所题库']);
      sheet.addRow([]);
      sheet.addRow(['序号', '题型', '章节', '题干', 'A', 'B', 'C', '答案', '生效日期']);
      sheet.addRow([
        1,
        '单选题',
        '第一章',
        { richText: [{ text: '机动车' }, { text: '是什么？' }] },
        '甲',
        '乙',
        '丙',
        'b',
        new Date('2022-04-01'),
      ]);
      sheet.addRow([]);
      sheet.addRow([2, '判断题', null, '先看后行。', null, null, null, true, null]);
      sheet.addRow([3, '单选题', null, '几个轮子？', 2, 3, 4, { formula: '"C"', result: 'C' }, null]);
      sheet.addRow([4, '论述题', null, '为什么？', '甲', '乙', '丙', 'A', null]);
      sheet.mergeCells('C4:C8');
      book.addWorksheet('说明').addRow(['请勿修改']);
      book.addWorksheet('旧题', { state: 'hidden' }).addRow(['题干', '答案']);
    });
    const got = await read('题库.xlsx', bytes);
    expect(got).toMatchObject({ format: 'xlsx', coding: null, read: 4 });
    expect(
      got.candidates.map((c) => [c.question.id, c.question.chapter, c.question.answer.join('')]),
    ).toEqual([
      ['1', '第一章', 'B'],
      ['2', '第一章', 'A'],
      ['3', '第一章', 'C'],
    ]);
    expect(got.candidates[0]?.question).toMatchObject({
      stem: { 'zh-CN': '机动车是什么？' },
      validFrom: '2022-04-01',
    });
    expect(got.candidates[2]?.question.options.map((o) => o.text['zh-CN'])).toEqual(['2', '3', '4']);
    expect(got.candidates[2]?.where(['options', 1])).toMatchObject({
      sheet: '科目一',
      row: 7,
      column: 'F',
      field: 'B',
    });
    expect(errors(got)).toMatchObject([
      {
        code: 'BAD_TYPE',
        value: '论述题',
        at: { file: '题库.xlsx', sheet: '科目一', row: 8, column: 'B', question: '4' },
      },
    ]);
    expect(got.issues.filter((i) => i.code === 'SHEET_SKIPPED').map((i) => i.at.sheet)).toEqual([
      '旧题',
      '说明',
    ]);
  });

  test('pictures lying over a row belong to its question', async () => {
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet('S');
      sheet.addRow(['题号', '题干', 'A', 'B', 'C', '答案']);
      sheet.addRow(['p1', '这是什么标志？', '甲', '乙', '丙', 'A']);
      const picture = book.addImage({ buffer: PNG as unknown as ArrayBuffer, extension: 'png' });
      sheet.addImage(picture, { tl: { col: 6, row: 1 }, ext: { width: 10, height: 10 } });
    });
    const got = await read('p.xlsx', bytes);
    expect(got.candidates[0]?.question.media.map((m) => m.file)).toEqual(['sheet1-row2-1.png']);
    expect(Buffer.from(got.media.get('sheet1-row2-1.png') ?? [])).toEqual(PNG);
  });

  test('what would keep the workbook library busy for hours is not handed to it', async () => {
    const plain = await workbook((book) => {
      const sheet = book.addWorksheet('S');
      sheet.addRow(['题号', '题干', 'A', 'B', 'C', '答案']);
      sheet.addRow(['p1', '一？', '甲', '乙', '丙', 'A']);
    });
    const { unzip } = await import('./unzip');
    const { DEFAULT_LIMITS } = await import('./limits');
    const { files } = await unzip(plain, 'p.xlsx', DEFAULT_LIMITS, 1e8);
    const edited = async (path: string, edit: (xml: string) => string) => {
      const parts = new Map(files);
      parts.set(path, Buffer.from(edit(String(files.get(path)))));
      return read('p.xlsx', storeZip(parts));
    };
    const sheet = 'xl/worksheets/sheet1.xml';
    const merged = await edited(sheet, (x) =>
      x.replace('</sheetData>', '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    );
    expect(merged.candidates).toHaveLength(1);
    const validated = await edited(sheet, (x) =>
      x.replace(
        '</sheetData>',
        '</sheetData><dataValidations><dataValidation sqref="A1:XFD1048576" type="list"><formula1>"a"</formula1></dataValidation></dataValidations>',
      ),
    );
    expect(validated.candidates).toHaveLength(1);
    const named = await edited('xl/workbook.xml', (x) =>
      x.replace(
        '</sheets>',
        '</sheets><definedNames><definedName name="n">S!$A$1:$XFD$1048576</definedName></definedNames>',
      ),
    );
    expect(named.candidates).toHaveLength(1);
    for (const r of ['4294967290', '&#52;294967290', '0x99']) {
      const far = await edited(sheet, (x) => x.replace('<row r="2"', `<row r="${r}"`));
      expect(errors(far)).toMatchObject([{ code: 'BROKEN_FILE', at: { file: 'p.xlsx' } }]);
    }
  });

  test('a zip that is no workbook, and a workbook named .zip', async () => {
    const zip = makeZip([{ name: 'a.txt', data: Buffer.from('x') }]);
    expect(errors(await read('a.xlsx', zip)).map((i) => i.code)).toEqual(['WRONG_TYPE']);
    const bytes = await workbook((book) =>
      book.addWorksheet('S').addRows([
        ['题干', '答案'],
        ['甲。', '对'],
      ]),
    );
    expect(await read('bank', bytes)).toMatchObject({ format: 'xlsx', read: 1 });
    const cut = bytes.subarray(0, bytes.length - 100);
    expect(errors(await read('a.xlsx', cut)).map((i) => [i.code, i.message['zh-CN']])).toEqual([
      ['ZIP_BROKEN', '文件损坏：不完整，后面的部分缺失'],
    ]);
  });
});

describe('ZIP', () => {
  const bank = jsonBank([
    { ...questions[0], media: [{ file: '让行.svg', alt: { 'zh-CN': '标志' } }] },
    questions[1],
  ]);

  test('a bank with its pictures; names in GBK and with backslashes as Windows packs them', async () => {
    const got = await read(
      '题库.zip',
      makeZip([
        { name: iconv.encode('题库\\bank.json', 'gbk'), data: bank },
        { name: iconv.encode('题库\\图片\\让行.svg', 'gbk'), data: Buffer.from('<svg/>') },
        { name: '__MACOSX/._bank.json', data: Buffer.from('x') },
        { name: 'readme.txt', data: Buffer.from('x') },
      ]),
    );
    expect(got).toMatchObject({ format: 'zip', coding: 'utf-8', read: 2, issues: [] });
    expect([...got.media.keys()]).toEqual(['让行.svg']);
    expect(got.candidates[0]?.where(['stem']).file).toBe('题库.zip/题库/bank.json');
  });

  test('a name in GBK whose bytes are valid UTF-8 as well', async () => {
    const shown = jsonBank([{ ...questions[0], media: [{ file: '图.svg', alt: { 'zh-CN': '标志' } }] }]);
    const picture = { name: iconv.encode('图.svg', 'gbk'), data: Buffer.from('<svg/>') };
    const got = await read('题库.zip', makeZip([{ name: 'bank.json', data: shown }, picture]));
    expect([...got.media.keys()]).toEqual(['图.svg']);
  });

  test('bank files of any kind together; only questions/ where there is such a folder', async () => {
    const table = Buffer.from(csv([TABLE_HEADER, tableRow(questions[1]!)]));
    const two = await read(
      'b.zip',
      makeZip([
        { name: 'a.json', data: jsonBank([questions[0]]) },
        { name: 'b.csv', data: table },
      ]),
    );
    expect(two.candidates.map((c) => c.question.id)).toEqual(['a1', 'a2']);
    const folder = await readBankFolder(
      new Map([
        ['questions/a.json', jsonBank([questions[0]])],
        ['facts/f.json', Buffer.from('[]')],
        ['media/x.svg', Buffer.from('<svg/>')],
      ]),
      'sample',
    );
    expect(folder).toMatchObject({ read: 1, issues: [] });
    expect([...folder.media.keys()]).toEqual(['x.svg']);
  });

  test.each(['../../etc/passwd.json', '/etc/x.json', 'C:\\x.json', 'a/../../b.svg'])(
    'unsafe name %s',
    async (name) => {
      const got = await read(
        'b.zip',
        makeZip([
          { name, data: bank },
          { name: 'ok.json', data: jsonBank(questions) },
        ]),
      );
      expect(errors(got)).toMatchObject([{ code: 'ZIP_UNSAFE_NAME' }]);
      expect(got.read).toBe(2);
    },
  );

  test('links, passwords, same names, no bank', async () => {
    const link = await read(
      'b.zip',
      makeZip([
        { name: 'x.svg', data: Buffer.from('/etc/passwd'), link: true },
        { name: 'b.json', data: jsonBank(questions) },
      ]),
    );
    expect(errors(link).map((i) => i.code)).toEqual(['ZIP_UNSAFE_NAME']);
    const secret = await read('b.zip', makeZip([{ name: 'b.json', data: bank, encrypted: true }]));
    expect(errors(secret)).toMatchObject([{ code: 'ZIP_ENCRYPTED', at: { file: 'b.zip/b.json' } }]);
    const twins = await read(
      'b.zip',
      makeZip([
        { name: 'a/x.svg', data: Buffer.from('1') },
        { name: 'b/x.svg', data: Buffer.from('2') },
        { name: 'b.json', data: jsonBank(questions) },
      ]),
    );
    expect(errors(twins).map((i) => i.code)).toEqual(['ZIP_SAME_NAME']);
    expect(
      errors(await read('b.zip', makeZip([{ name: 'x.svg', data: Buffer.from('1') }]))).map((i) => i.code),
    ).toEqual(['ZIP_NO_BANK']);
  });

  test.each([
    ['b.odp', 'mimetype', 'application/vnd.oasis.opendocument.presentation', /Excel/],
    ['b.pptx', 'ppt/presentation.xml', '<p:presentation/>', /Word/],
  ])('%s is refused as what it is, with the way to a format that is read', async (file, name, data, way) => {
    const got = await read(file, makeZip([{ name, data: Buffer.from(data) }]));
    expect(got.issues.map((i) => i.code)).toEqual(['UNKNOWN_FORMAT']);
    expect(got.issues[0]?.mend?.['zh-CN']).toMatch(way);
  });

  test('archives and documents that are not read inside an archive are named beside what is read', async () => {
    const got = await read(
      'b.zip',
      makeZip([
        { name: 'b.json', data: jsonBank(questions) },
        { name: '图片.rar', data: Buffer.from('Rar!') },
        { name: 'old/b.zip', data: makeZip([{ name: 'b.json', data: jsonBank(questions) }]) },
      ]),
    );
    expect(got.read).toBe(questions.length);
    expect(got.issues.filter((i) => i.code === 'FILE_SKIPPED').map((i) => i.at.file)).toEqual([
      'b.zip/old/b.zip',
      'b.zip/图片.rar',
    ]);
  });

  test('bombs: by ratio, by size, by number, and one that lies about its size', async () => {
    const zeros = Buffer.alloc(30 * 1024 * 1024);
    const code = async (bytes: Buffer, options?: ReadOptions) =>
      errors(await read('b.zip', bytes, options)).map((i) => i.code);
    expect(await code(makeZip([{ name: 'b.json', data: zeros }]))).toEqual(['ZIP_BOMB']);
    expect(
      errors(await read('b.xlsx', makeZip([{ name: 'xl/workbook.xml', data: zeros }]))).map((i) => i.code),
    ).toEqual(['ZIP_BOMB']);
    const noise = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 7919) % 251));
    const limits = { maxTotalBytes: 500_000, maxEntryBytes: 300_000 };
    const three = [1, 2, 3].map((n) => ({ name: `${n}.svg`, data: noise }));
    expect(await code(makeZip(three), { limits })).toEqual(['ZIP_TOO_LARGE']);
    expect(await code(makeZip([{ name: 'a.svg', data: Buffer.concat([noise, noise]) }]), { limits })).toEqual(
      ['ZIP_TOO_LARGE'],
    );
    expect(await code(makeZip(three), { limits: { maxZipEntries: 2 } })).toEqual(['ZIP_TOO_MANY_ENTRIES']);
    const liar = await read('b.zip', makeZip([{ name: 'b.json', data: zeros, claimedSize: 100 }]));
    expect(liar.candidates).toEqual([]);
    expect(errors(liar).map((i) => i.code)).toEqual(['ZIP_BROKEN']);
  });

  test('a damaged entry costs only itself', async () => {
    const bytes = makeZip([
      { name: 'x.svg', data: Buffer.from('y'.repeat(500)), claimedSize: 499 },
      { name: 'b.json', data: jsonBank(questions) },
    ]);
    const got = await read('b.zip', bytes);
    expect(errors(got)).toMatchObject([{ code: 'ZIP_BROKEN', at: { file: 'b.zip/x.svg' } }]);
    expect(got.read).toBe(2);
  });
});

describe('property: no bytes make a reader throw', () => {
  const name = fc.constantFrom('a.json', 'a.csv', 'a.xlsx', 'a.zip', 'a');
  const fixture = (file: string) => readFileSync(join(__dirname, '../../fixtures', file));

  test('random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(name, fc.uint8Array({ maxLength: 400 }), async (n, bytes) => {
        const got = await read(n, Buffer.from(bytes));
        expect(got.candidates.length > 0 || got.issues.length > 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('random text', async () => {
    const piece = fc.constantFrom(
      '题干',
      '答案',
      ',',
      '"',
      '\n',
      'A',
      '{',
      '}',
      '[',
      ':',
      '\\',
      '1',
      ' ',
      '对',
    );
    await fc.assert(
      fc.asyncProperty(name, fc.array(piece, { maxLength: 60 }), async (n, pieces) => {
        const got = await read(n, Buffer.from(pieces.join('')));
        expect(got.read).toBeGreaterThanOrEqual(got.candidates.length);
      }),
      { numRuns: 500 },
    );
  });

  test.each(['small.json', 'small-gbk.csv', 'small.xlsx', 'small.zip'])(
    '%s with bytes changed, cut or doubled',
    async (file) => {
      const whole = fixture(file);
      const edit = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), cut: fc.nat(40) });
      await fc.assert(
        fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
          let bytes: Buffer = Buffer.from(whole);
          for (const { at, byte, cut } of edits) {
            bytes.writeUInt8(byte, at % bytes.length);
            bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + cut))]);
            if (bytes.length === 0) return;
          }
          const got = await read(file, bytes);
          expect(got.read).toBeGreaterThanOrEqual(got.candidates.length);
        }),
        { numRuns: 60 },
      );
    },
  );
});

test('only files about the others are left out by their names', async () => {
  const asked = (q: string) => Buffer.from(`question,A,B,answer\n${q},Go,Stop,B\n`);
  const files = {
    'licenses.csv': asked('One?'),
    'notice-signs.csv': asked('Two?'),
    'readme-first.csv': asked('Three?'),
    LICENSE: Buffer.from('1. You may?\nA. Go\nB. Stop\nAnswer: B\n'),
    'README.zh-CN.md': Buffer.from('1. You may?\nA. Go\nB. Stop\nAnswer: B\n'),
  };
  const got = await read('bank.zip', makeZip(Object.entries(files).map(([name, data]) => ({ name, data }))));
  expect(got.candidates.map((c) => c.question.stem['zh-CN'])).toEqual(['One?', 'Two?', 'Three?']);
});
