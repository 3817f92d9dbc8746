import { makeZip } from './make-zip';

const TYPE = 'application/vnd.oasis.opendocument';
const NAMES = [
  'office',
  'style',
  'text',
  'table',
  'draw',
  'fo',
  'xlink',
  'svg',
  'calcext',
  'loext',
  'number',
  'math',
]
  .map((n) => `xmlns:${n}="${n}"`)
  .join(' ');

type Parts = Readonly<Record<string, string | Buffer>>;

/** The XML of an OpenDocument's content: automatic styles, and what is in its body of a kind. */
export const odfContent = (kind: 'spreadsheet' | 'text', body: string, styles = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content ${NAMES} office:version="1.3"><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`;

/** An OpenDocument file of a kind: its content (as above) and other parts by path. */
export const makeOdf = (
  kind: 'spreadsheet' | 'text',
  content: string | undefined,
  more: Parts = {},
): Buffer =>
  makeZip(
    Object.entries({
      mimetype: `${TYPE}.${kind}`,
      ...(content === undefined ? {} : { 'content.xml': content }),
      ...more,
    }).map(([name, data]) => ({ name, data: Buffer.from(data) })),
  );

/** The same as one XML document. */
export const flatOdf = (kind: 'spreadsheet' | 'text', content: string): string =>
  content
    .replace('<office:document-content', `<office:document office:mimetype="${TYPE}.${kind}"`)
    .replace('</office:document-content>', '</office:document>');

/** A cell of text, or of what is given as XML, with further attributes. */
export const odsCell = (inner: string, attributes = ''): string =>
  `<table:table-cell office:value-type="string" ${attributes}>${inner.startsWith('<') ? inner : `<text:p>${inner}</text:p>`}</table:table-cell>`;

/** A row of cells, texts or XML, that ends as those of LibreOffice do. */
export const odsRow = (cells: readonly string[], attributes = ''): string =>
  `<table:table-row ${attributes}>${cells.map((c) => (c.startsWith('<table') ? c : odsCell(c))).join('')}<table:table-cell table:number-columns-repeated="16000"/></table:table-row>`;

/** A sheet of rows. */
export const odsSheet = (name: string, rows: readonly string[], attributes = ''): string =>
  `<table:table table:name="${name}" ${attributes}>${rows.join('')}</table:table>`;
