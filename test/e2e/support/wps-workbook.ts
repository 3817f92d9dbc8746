import { deflateSync } from 'node:zlib';
import { makeZip } from '../../../question-bank/src/testing/make-zip';
import { crc } from '../../integration/admin/bank-support';

const MAIN =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
const escaped = (t: string) => t.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(8 + body.length);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), 4 + body.length);
  return out;
}
/** A PNG of 96 × 96 that looks like no other number's: a framed square of its own colour. */
export function squarePng(n: number, size = 96): Buffer {
  const lines = Array.from({ length: size }, (_, y) => {
    const line = Buffer.alloc(1 + size * 3, 255);
    line[0] = 0;
    for (let x = 8; x < size - 8; x += 1) {
      const frame = y < 16 || y >= size - 16 || x < 16 || x >= size - 16;
      if (y < 8 || y >= size - 8) continue;
      line.set(frame ? [30, 30, 30] : [(n * 53) % 256, (n * 97) % 256, 200], 1 + x * 3);
    }
    return line;
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * A workbook as WPS writes one: pictures lie in cells as DISPIMG formulas with the bytes in a part of their own.
 * @param rows cells of the first sheet, header first; a Buffer is a picture in its cell
 */
export function wpsWorkbook(rows: readonly (readonly (string | Buffer)[])[]): Buffer {
  const pictures: Buffer[] = [];
  const cell = (value: string | Buffer, at: string) => {
    if (typeof value === 'string')
      return value === '' ? '' : `<c r="${at}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
    pictures.push(value);
    const id = `ID_${String(pictures.length).padStart(32, '0')}`;
    return `<c r="${at}" t="str"><f>_xlfn.DISPIMG("${id}",1)</f><v>=DISPIMG("${id}",1)</v></c>`;
  };
  const lines = rows.map((cells, r) => {
    const inner = cells.map((v, c) => cell(v, `${String.fromCharCode(65 + c)}${r + 1}`)).join('');
    return `<row r="${r + 1}">${inner}</row>`;
  });
  const images = pictures.map(
    (_, i) =>
      `<etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="${i + 2}" name="ID_${String(i + 1).padStart(32, '0')}"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId${i + 1}"/></xdr:blipFill></xdr:pic></etc:cellImage>`,
  );
  const links = pictures.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="image" Target="media/image${i + 1}.png"/>`,
  );
  const parts: [string, string | Buffer][] = [
    [
      '[Content_Types].xml',
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    ],
    [
      '_rels/.rels',
      `<Relationships ${RELS}><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook ${MAIN}><sheets><sheet name="标志题" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships ${RELS}><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ],
    ['xl/worksheets/sheet1.xml', `<worksheet ${MAIN}><sheetData>${lines.join('')}</sheetData></worksheet>`],
    [
      'xl/cellimages.xml',
      `<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" xmlns:xdr="x" xmlns:a="a" xmlns:r="r">${images.join('')}</etc:cellImages>`,
    ],
    ['xl/_rels/cellimages.xml.rels', `<Relationships ${RELS}>${links.join('')}</Relationships>`],
    ...pictures.map((data, i): [string, Buffer] => [`xl/media/image${i + 1}.png`, data]),
  ];
  return makeZip(parts.map(([name, data]) => ({ name, data: Buffer.from(data) })));
}
