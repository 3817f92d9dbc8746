import { checkBank } from '../../check/check-bank';
import { makeZip } from '../../testing/make-zip';
import { readOne } from '../../testing/read-one';

const png = (n: number) => Buffer.concat([Buffer.from('iVBORw0KGgo=', 'base64'), Buffer.from([n])]);
const MAIN =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
const text = (cell: string, t: string) => `<c r="${cell}" t="inlineStr"><is><t>${t}</t></is></c>`;

function book(rows: string[], more: Record<string, string | Buffer>): Buffer {
  const header = `<row r="1">${['题干', 'A', 'B', 'C', '答案', '图片'].map((t, i) => text(`${'ABCDEF'[i]}1`, t)).join('')}</row>`;
  const parts: Record<string, string | Buffer> = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    '_rels/.rels': `<Relationships ${RELS}><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook ${MAIN}><sheets><sheet name="题库" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships ${RELS}><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet ${MAIN}><sheetData>${header}${rows.join('')}</sheetData></worksheet>`,
    ...more,
  };
  return makeZip(Object.entries(parts).map(([name, data]) => ({ name, data: Buffer.from(data) })));
}
const row = (n: number, picture: string, attributes = '') =>
  `<row r="${n}"${attributes}>${text(`A${n}`, `第${n}题？`)}${text(`B${n}`, '甲')}${text(`C${n}`, '乙')}${text(`D${n}`, '丙')}${text(`E${n}`, 'B')}${picture}</row>`;

const dispimg = (cell: string, id: string) =>
  `<c r="${cell}" t="str"><f>_xlfn.DISPIMG("${id}",1)</f><v>=DISPIMG("${id}",1)</v></c>`;
const cellImage = (id: string, rel: string) =>
  `<etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="${id}"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="${rel}"/></xdr:blipFill></xdr:pic></etc:cellImage>`;
const WPS = {
  'xl/cellimages.xml': `<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" xmlns:xdr="x" xmlns:a="a" xmlns:r="r">${cellImage('ID_AAA', 'rId1')}${cellImage('ID_BBB', 'rId2')}</etc:cellImages>`,
  'xl/_rels/cellimages.xml.rels': `<Relationships ${RELS}><Relationship Id="rId1" Type="image" Target="media/image1.png"/><Relationship Id="rId2" Type="image" Target="media/image2.jpeg"/></Relationships>`,
  'xl/media/image1.png': png(1),
  'xl/media/image2.jpeg': png(2),
};

test('pictures that WPS keeps in cells come with their row; the formula does not come as text', async () => {
  const got = await readOne(
    'wps.xlsx',
    book([row(2, dispimg('F2', 'ID_AAA')), row(3, dispimg('F3', 'ID_BBB')), row(4, '')], WPS),
  );
  expect(got.short).toEqual([2, 3, 4].map((n) => `第${n}题？ -甲 +乙 -丙`));
  const media = got.candidates.map((c) => c.question.media.map((m) => got.media.get(m.file)?.at(-1)));
  expect(media).toEqual([[1], [2], []]);
  expect(got.found).toEqual([]);
});
test('a picture that the file does not hold is named with its cell', async () => {
  const got = await readOne('wps.xlsx', book([row(2, dispimg('F2', 'ID_NONE'))], WPS));
  const { issues, accepted } = checkBank(got, { onDate: '2026-01-01' });
  expect(accepted).toEqual([]);
  expect(issues.find((i) => i.code === 'PICTURE_MISSING')).toMatchObject({
    value: 'ID_NONE',
    at: { sheet: '题库', row: 2, column: 'F' },
  });
});
test('pictures in cells of Excel', async () => {
  const vm = (cell: string, n: number) => `<c r="${cell}" t="e" vm="${n}"><v>#VALUE!</v></c>`;
  const got = await readOne(
    'excel.xlsx',
    book([row(2, vm('F2', 2)), row(3, vm('F3', 1))], {
      'xl/metadata.xml': `<metadata ${MAIN} xmlns:xlrd="x"><futureMetadata name="XLRICHVALUE" count="2"><bk><extLst><ext><xlrd:rvb i="0"/></ext></extLst></bk><bk><extLst><ext><xlrd:rvb i="1"/></ext></extLst></bk></futureMetadata><valueMetadata count="2"><bk><rc t="1" v="0"/></bk><bk><rc t="1" v="1"/></bk></valueMetadata></metadata>`,
      'xl/richData/rdrichvalue.xml':
        '<rvData><rv s="0"><v>0</v><v>5</v></rv><rv s="0"><v>1</v><v>5</v></rv></rvData>',
      'xl/richData/richValueRel.xml':
        '<richValueRels xmlns:r="r"><rel r:id="rId1"/><rel r:id="rId2"/></richValueRels>',
      'xl/richData/_rels/richValueRel.xml.rels': `<Relationships ${RELS}><Relationship Id="rId1" Type="image" Target="../media/image1.png"/><Relationship Id="rId2" Type="image" Target="../media/image2.png"/></Relationships>`,
      'xl/media/image1.png': png(1),
      'xl/media/image2.png': png(2),
    }),
  );
  expect(got.short).toHaveLength(2);
  expect(got.candidates.map((c) => c.question.media.map((m) => got.media.get(m.file)?.at(-1)))).toEqual([
    [2],
    [1],
  ]);
});
test('hidden rows are read and reported', async () => {
  const got = await readOne('h.xlsx', book([row(2, ''), row(3, '', ' hidden="1"')], {}));
  expect(got.short).toHaveLength(2);
  expect(got.found).toEqual(['ROWS_HIDDEN 3']);
});
