import { checkBank } from '../../check/check-bank';
import { PLACEHOLDER } from '../../model/placeholder-picture';
import { flatOdf, makeOdf, odfContent, odsCell, odsRow, odsSheet } from '../../testing/open-document';
import { readOne } from '../../testing/read-one';
import { unzip } from '../unzip';
import { DEFAULT_LIMITS } from '../limits';
import { readOds } from './ods';

const HEADER = odsRow(['题干', 'A', 'B', 'C', '答案']);
const question = (n: number, attributes = '', more = '') =>
  odsRow([`第${n}题？`, '甲', '乙', '丙', 'B', ...(more === '' ? [] : [more])], attributes);
const sheet = (...rows: string[]) => odsSheet('题库', [HEADER, ...rows]);
const book = (body: string, styles = '') => makeOdf('spreadsheet', odfContent('spreadsheet', body, styles));
const read = (body: string, styles = '') => readOne('题库.ods', book(body, styles));
const png = (n: number) => Buffer.concat([Buffer.from('iVBORw0KGgo=', 'base64'), Buffer.from([n])]);
const picture = (n: number, attributes = '') =>
  `<draw:frame draw:name="图片 ${n}" ${attributes}><draw:image xlink:href="Pictures/${n}.png"><text:p/></draw:image></draw:frame>`;

test('rows of several sheets; a hidden sheet and hidden rows are said; equal rows stand once in the file', async () => {
  const got = await read(
    sheet(
      question(1, 'table:number-rows-repeated="2"'),
      '<table:table-row table:number-rows-repeated="1000000000"><table:table-cell table:number-columns-repeated="1000000000"/></table:table-row>',
      `<table:table-row-group>${question(4, 'table:visibility="collapse"')}</table:table-row-group>`,
    ) +
      odsSheet('草稿', [HEADER, question(9)], 'table:style-name="ta2"') +
      odsSheet('判断题', [odsRow(['题干', '答案']), odsRow(['雨天应当减速。', '对'])]),
    '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>',
  );
  expect(got.format).toBe('ods');
  const first = '第1题？ -甲 +乙 -丙';
  expect(got.short).toEqual([first, first, '第4题？ -甲 +乙 -丙', '雨天应当减速。 对']);
  expect(got.found).toEqual(expect.arrayContaining(['SHEET_SKIPPED -', 'ROWS_HIDDEN 1000000004']));
});

test('values as a workbook of Excel gives them; comments and former values are no text', async () => {
  const value = (attributes: string, shown: string) =>
    `<table:table-cell ${attributes}><text:p>${shown}</text:p></table:table-cell>`;
  const cells = [
    value('office:value-type="float" office:value="3" table:formula="of:=1+2"', '3.00'),
    value('office:value-type="percentage" office:value="0.5"', '50%'),
    value('office:value-type="date" office:date-value="2022-04-01T00:00:00"', '4月1日'),
    value('office:value-type="boolean" office:boolean-value="true"', 'WAHR'),
    value('office:value-type="float" office:value="0" table:formula="of:=FALSE()"', 'FALSE'),
    value('office:value-type="string" office:string-value="" calcext:value-type="error"', '#DIV/0!'),
    odsCell('<text:p>一<text:s text:c="2"/>二</text:p><text:p>三<text:span>四</text:span></text:p>'),
    odsCell('<office:annotation><text:p>批注</text:p></office:annotation><text:p>正文</text:p>'),
    odsCell('合并', 'table:number-columns-spanned="2" table:number-rows-spanned="2"'),
    '<table:covered-table-cell office:value-type="string"><text:p>看不见</text:p></table:covered-table-cell>',
    odsCell('末'),
  ];
  const changes =
    '<table:tracked-changes><table:cell-content-change><table:previous><table:change-track-table-cell><text:p>旧</text:p></table:change-track-table-cell></table:previous></table:cell-content-change></table:tracked-changes>';
  const { files } = await unzip(
    book(changes + odsSheet('表', [odsRow(cells)])),
    'a.ods',
    DEFAULT_LIMITS,
    1e6,
  );
  const [table] = readOds(files, 'a.ods', DEFAULT_LIMITS).tables;
  expect(table?.rows).toEqual([
    {
      row: 1,
      cells: ['3', '50%', '2022-04-01', 'TRUE', 'FALSE', '', '一  二\n三四', '正文', '合并', '', '末'],
    },
  ]);
});

const RED =
  '<style:style style:name="T1" style:family="text"><style:text-properties fo:color="#ff0000"/></style:style><style:style style:name="ce1" style:family="table-cell" style:parent-style-name="Default"><style:table-cell-properties fo:background-color="#ffff00"/></style:style>';
const noKeys = (rows: string[]) => odsSheet('题库', [odsRow(['题干', 'A', 'B', 'C']), ...rows]);

test('options that stand out by the fill of their cells are the keys where the file has none', async () => {
  const rows = [1, 2, 3, 4].map((n) =>
    odsRow([
      `第${n}题？`,
      ...['甲', '乙', '丙'].map((t, i) => odsCell(t, i === n % 3 ? 'table:style-name="ce1"' : '')),
    ]),
  );
  const got = await read(noKeys(rows), RED);
  expect(got.short).toEqual([
    '第1题？ -甲 +乙 -丙',
    '第2题？ -甲 -乙 +丙',
    '第3题？ +甲 -乙 -丙',
    '第4题？ -甲 +乙 -丙',
  ]);
  expect(got.found).toContain('ANSWERS_READ_AS -');
});

test('a column whose cells are all filled is no key', async () => {
  const columns =
    '<table:table-column/><table:table-column table:default-cell-style-name="ce1"/><table:table-column table:number-columns-repeated="2"/>';
  const rows = [1, 2, 3].map((n) => odsRow([`第${n}题？`, '甲', '乙', '丙']));
  const got = await read(noKeys(rows).replace('<table:table-row', `${columns}<table:table-row`), RED);
  expect(got.candidates).toEqual([]);
});

test('parts of a cell in another colour are the keys', async () => {
  const options = (right: number) =>
    odsCell(
      `<text:p>${['甲', '乙', '丙'].map((t, i) => (i === right ? `<text:span text:style-name="T1">${'ABC'[i]}.${t}</text:span>` : `${'ABC'[i]}.${t}`)).join(' ')}</text:p>`,
    );
  const rows = [0, 2, 1].map((right, n) => odsRow([`第${n}题？`, options(right)]));
  const got = await read(odsSheet('题库', [odsRow(['题干', '选项']), ...rows]), RED);
  expect(got.short).toEqual(['第0题？ +甲 -乙 -丙', '第1题？ -甲 -乙 +丙', '第2题？ -甲 +乙 -丙']);
});

test('pictures in cells and over rows come with their row; one outside the file is missed', async () => {
  const parts = { 'Pictures/1.png': png(1), 'Pictures/2.png': png(2) };
  const over = `<table:shapes>${picture(2, 'svg:y="2.5cm"')}</table:shapes>`;
  const body = sheet(
    question(1, 'table:style-name="ro1"', odsCell(picture(1))),
    question(2, 'table:style-name="ro1"'),
    question(3, '', odsCell(picture(3))),
  ).replace('<table:table-row', `${over}<table:table-row`);
  const rowStyle =
    '<style:style style:name="ro1" style:family="table-row"><style:table-row-properties style:row-height="1.5cm"/></style:style>';
  const got = await readOne(
    'p.ods',
    makeOdf('spreadsheet', odfContent('spreadsheet', body, rowStyle), parts),
  );
  const media = got.candidates.map((c) => c.question.media.map((m) => got.media.get(m.file)?.at(-1)));
  expect(media).toEqual([[1], [2], [undefined]]);
  const { issues } = checkBank(got, { onDate: '2026-01-01' });
  expect(issues.find((i) => i.code === 'PICTURE_MISSING')).toMatchObject({ at: { sheet: '题库', row: 4 } });
});

test('one XML document with its pictures in it', async () => {
  const inside = `<draw:frame><draw:image><office:binary-data>${png(7).toString('base64')}</office:binary-data></draw:image></draw:frame>`;
  const content = odfContent('spreadsheet', sheet(question(1, '', odsCell(inside))));
  const got = await readOne('a.fods', flatOdf('spreadsheet', content));
  expect(got.format).toBe('ods');
  expect(got.short).toEqual(['第1题？ -甲 +乙 -丙']);
  expect(got.candidates[0]?.question.media.map((m) => got.media.get(m.file)?.at(-1))).toEqual([7]);
});

test.each([
  ['a row a billion times', question(1, 'table:number-rows-repeated="1000000000"'), /TOO_MANY_CELLS/],
  [
    'a billion cells a billion times',
    `<table:table-row table:number-rows-repeated="1000000000">${odsCell('x', 'table:number-columns-repeated="1000000000"')}</table:table-row>`,
    /TOO_MANY_CELLS/,
  ],
  ['elements without end', '<text:x>'.repeat(500), /TOO_DEEP 2/],
  ['an element that does not end', '<table:table-row>', /XML_BROKEN 2/],
  ['a billion blanks', question(1).replace('题？', '<text:s text:c="1000000000"/>'), /^(?:MENDED 1)?$/],
])('%s', async (_, row, found) => {
  const got = await readOne('a.ods', book(sheet(row)), { limits: { maxRows: 500 } });
  expect(got.found.join()).toMatch(found);
});

test('what a package cannot be read for is said', async () => {
  const fault = async (content: string | undefined, more: Record<string, string> = {}) =>
    (await readOne('a.ods', makeOdf('spreadsheet', content, more))).found.map((f) => f.split(' ')[0]);
  const entities = odfContent('spreadsheet', sheet(question(1))).replace(
    '?>',
    '?><!DOCTYPE a [<!ENTITY b "c">]>',
  );
  const locked =
    '<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
  expect(await fault(entities)).toEqual(['XML_ENTITIES']);
  expect(await fault(undefined)).toEqual(['BROKEN_FILE']);
  expect(await fault('\x01\x02', { 'META-INF/manifest.xml': locked })).toEqual(['PASSWORD_PROTECTED']);
  const cut = await readOne('a.ods', book(sheet(question(1))).subarray(0, 300));
  expect(cut.found).toEqual(['ZIP_BROKEN -']);
});

test('where a program kept only what stood for an SVG of our export, the picture is missing', async () => {
  const frame = (name: string) =>
    `<draw:frame draw:name="${name}"><draw:image xlink:href="Pictures/1.png"/></draw:frame>`;
  const body = sheet(question(1, '', odsCell(frame('stop.svg'))));
  const parts = { 'Pictures/1.png': PLACEHOLDER };
  const got = await readOne('p.ods', makeOdf('spreadsheet', odfContent('spreadsheet', body), parts));
  const { issues } = checkBank(got, { onDate: '2026-01-01' });
  expect(issues.filter((i) => i.severity === 'error').map((i) => `${i.code} ${i.value}`)).toEqual([
    'PICTURE_MISSING stop.svg',
  ]);
});
