import fc from 'fast-check';
import iconv from 'iconv-lite';
import { makeZip } from '../../testing/make-zip';
import { readOne } from '../../testing/read-one';

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const cells = (row: string[]) => `<tr>${row.map((c) => `<td>${c}</td>`).join('')}</tr>`;
const HEADER = cells(['章节', '题干', '选项A', '选项B', '选项C', '选项D', '答案']);

test('a table of a web system that calls it an Excel file', async () => {
  const html = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="gb2312"><style>td{}</style></head><body>
    <table border=1><tr><th colspan=7>驾考题库</th></tr>${HEADER}
    <tr><td rowspan=2>第一章<td>红灯亮时？<br>请选择<td>停车<td>直行<td>左转<td>&lt;掉头&gt;<td>A
    <tr><td>见到行人？<td>加速<td>减速<td>鸣笛<td>超车<td>B
    ${cells(['第二章', '绿灯？', '停', '行', '', '', 'C'])}</table></body></html>`;
  const got = await readOne('题库.xls', iconv.encode(html, 'gb18030'));
  expect([got.format, got.coding]).toEqual(['html', 'gb18030']);
  expect(got.short).toEqual([
    '红灯亮时？\n请选择 +停车 -直行 -左转 -<掉头>',
    '见到行人？ -加速 +减速 -鸣笛 -超车',
    '绿灯？ -停 -行',
  ]);
  expect(got.candidates.map((c) => c.question.chapter)).toEqual(['第一章', '第一章', '第二章']);
  expect(got.candidates.map((c) => c.where([]).row)).toEqual([3, 4, 5]);
});

test('the bare table with a mark of UTF-8 before it', async () => {
  const row = cells(['一', '红灯？', '停', '行', '', '', 'A']);
  expect((await readOne('a.xls', `\uFEFF<table>${HEADER}${row}</table>`)).short).toEqual(['红灯？ +停 -行']);
});

test('a page of questions: numbers and letters of its lists, chapters, pictures, what is marked by colour', async () => {
  const page = `<!DOCTYPE html><html><head><title>题库</title><script>1、假的？ A. 甲 B. 乙 答案：A</script></head><body>
    <h1>第一章 交通信号</h1><ol>
    <li>红灯亮时？<ol type="A"><li>停车</li><li>直行</li></ol><p>答案：A</p></li>
    <li>图中是什么？<img src="data:image/png;base64,${PNG}"><ol type="A"><li>停</li><li>让</li></ol><p>答案：B</p></li>
    <li>图中是什么？<img src="tu/2.png"><ol type="A"><li>停</li><li>让</li></ol><p>答案：A</p></li></ol>
    <p>4、夜间可以一直开远光灯。（×）</p><p>解析：会使对方炫目。</p></body></html>`;
  const zip = makeZip([
    { name: 'bank/题库.html', data: Buffer.from(page) },
    { name: 'bank/tu/2.png', data: Buffer.from(PNG, 'base64') },
  ]);
  const got = await readOne('题库.zip', zip);
  expect(got.short).toEqual([
    '红灯亮时？ +停车 -直行',
    '图中是什么？ -停 +让',
    '图中是什么？ +停 -让',
    '夜间可以一直开远光灯。 错',
  ]);
  const questions = got.candidates.map((c) => c.question);
  expect(questions.map((q) => q.chapter)).toEqual(Array(4).fill('第一章 交通信号'));
  expect(questions.map((q) => q.media.length)).toEqual([0, 1, 1, 0]);
  for (const { file } of questions.flatMap((q) => q.media))
    expect(got.media.get(file)).toEqual(Buffer.from(PNG, 'base64'));
});

test('a page without questions is none; a picture that is not there is said', async () => {
  expect((await readOne('a.html', '<!doctype html><html><body><p>您好</p></body></html>')).found).toEqual([
    'UNKNOWN_FORMAT -',
  ]);
  const lost = `<table>${HEADER}${cells(['一', '红灯？<img src="http://x/1.png">', '停', '行', '', '', 'A'])}</table>`;
  expect((await readOne('a.xls', lost)).found).toEqual(['TEXT_LOST -']);
});

test('a workbook in the XML of Excel 2003', async () => {
  const cell = (t: string, more = '', type = 'String') =>
    `<Cell ${more}><Data ss:Type="${type}">${t}</Data></Cell>`;
  const xml = `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
    <Worksheet ss:Name="科目一"><Table><Row>${['章节', '题干', '选项A', '选项B', '答案'].map((t) => cell(t)).join('')}</Row>
    <Row ss:Index="3">${cell('第一章', 'ss:MergeDown="1"')}${cell('红<Font>灯</Font>？')}${cell('30', '', 'Number')}${cell('行')}${cell('A')}</Row>
    <Row ss:Hidden="1">${cell('绿灯？', 'ss:Index="2"')}${cell('停')}${cell('行')}${cell('B')}</Row></Table></Worksheet>
    <Worksheet ss:Name="旧"><Table><Row>${cell('题干')}${cell('答案')}</Row></Table>
    <WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>`;
  const got = await readOne('题库.xls', xml);
  expect(got.format).toBe('xls');
  expect(got.short).toEqual(['红灯？ +30 -行', '绿灯？ -停 +行']);
  expect(got.candidates.map((c) => [c.question.chapter, c.where([]).row])).toEqual([
    ['第一章', 3],
    ['第一章', 4],
  ]);
  expect(got.found).toEqual(['ROWS_HIDDEN 4', 'SHEET_SKIPPED -']);
});

test('no page makes it fail', async () => {
  const tag = fc.constantFrom(
    ...'<table> <tr> <td> <td rowspan=9999> <td colspan=-1> </td> </tr> </table> <ol type=A> <li> </ol> <p> <br> <b> </b> <img src=%> &nbsp; &#0; &#xD800; 1、题 A. 答案：A'.split(
      ' ',
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(tag, { maxLength: 60 }), async (tags) => {
      await readOne('a.html', `<html><table></table>${tags.join('')}`);
    }),
    { numRuns: 200 },
  );
  const deep = '<table><tr><td>'.repeat(5000);
  expect((await readOne('a.xls', `<html>${deep}`)).short).toEqual([]);
  const endless = await readOne('a.html', `<html><table></table>${'<b>1、题'.repeat(30_000)}`);
  expect(endless.found).toEqual(['TOO_DEEP -']);
  const row = `<tr>${'<td rowspan=1000 colspan=64>x'.repeat(60)}</tr>`;
  expect((await readOne('a.xls', `<html><table>${row.repeat(40)}`)).short).toEqual([]);
});
