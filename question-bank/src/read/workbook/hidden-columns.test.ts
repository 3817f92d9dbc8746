import ExcelJS from 'exceljs';
import { readOne } from '../../testing/read-one';
import { makeOdf, odfContent, odsRow, odsSheet } from '../../testing/open-document';

const READ = ['雨天？ -快 +慢 -停', '雾天？ +停 -快 -跑'];
/** The former keys stand before those that count. */
const ROWS = [
  ['题干', 'A', 'B', 'C', '答案', '答案'],
  ['雨天？', '快', '慢', '停', 'A', 'B'],
  ['雾天？', '停', '快', '跑', 'C', 'A'],
];
const ALONE = ROWS.map(([stem = '', a = '', b = '', c = '', , key = '']) => [stem, a, b, c, key]);

async function xlsx(rows: readonly (readonly string[])[], hidden: number) {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('题库');
  for (const row of rows) sheet.addRow([...row]);
  sheet.getColumn(hidden).hidden = true;
  return readOne('h.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
}
async function ods(rows: readonly (readonly string[])[], hidden: number) {
  const columns = `<table:table-column table:number-columns-repeated="${hidden - 1}"/><table:table-column table:visibility="collapse"/>`;
  const sheet = odsSheet('题库', [columns, ...rows.map((r) => odsRow([...r]))]);
  return readOne('h.ods', makeOdf('spreadsheet', odfContent('spreadsheet', sheet)));
}
const xml = (rows: readonly (readonly string[])[], hidden: number) => {
  const cells = rows.map(
    (r) => `<Row>${r.map((t) => `<Cell><Data ss:Type="String">${t}</Data></Cell>`).join('')}</Row>`,
  );
  return readOne(
    'h.xls',
    `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="题库"><Table><Column ss:Index="${hidden}" ss:Hidden="1"/>${cells.join('')}</Table></Worksheet></Workbook>`,
  );
};

describe.each([
  ['xlsx', xlsx],
  ['ods', ods],
  ['XML of Excel 2003', xml],
])('a hidden column in %s', (_, make) => {
  test('is read and said', async () => {
    const got = await make(ALONE, 5);
    expect(got.short).toEqual(READ);
    const said = got.issues.find((i) => i.code === 'COLUMNS_HIDDEN');
    expect([said?.at.column, said?.severity]).toEqual(['E', 'warning']);
  });
  test('gives way to a shown one of the same meaning', async () => {
    const got = await make(ROWS, 5);
    expect(got.short).toEqual(READ);
    expect(got.found).toEqual(expect.arrayContaining(['COLUMNS_HIDDEN -', 'SAME_COLUMN_TWICE 1']));
  });
  test('that holds nothing is not worth a word', async () => {
    expect((await make(ALONE, 9)).found).not.toContain('COLUMNS_HIDDEN -');
  });
});
