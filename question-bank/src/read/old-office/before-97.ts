/** What a program of before Office 97 is called, and what its files are to be saved as. */
export interface OlderFile {
  format: string;
  better: string;
}

const WORKBOOK = 'Excel (.xlsx)';
const DOCUMENT = 'Word (.docx)';
/** By their first bytes: a record that begins a sheet, with its version, or Word's own mark. */
const MARKS: readonly [readonly number[], OlderFile][] = [
  [[0x09, 0x00, 0x04, 0x00], { format: 'Excel 2.x', better: WORKBOOK }],
  [[0x09, 0x02, 0x06, 0x00], { format: 'Excel 3.0', better: WORKBOOK }],
  [[0x09, 0x04, 0x06, 0x00], { format: 'Excel 4.0', better: WORKBOOK }],
  [[0x09, 0x08, 0x08, 0x00], { format: 'Excel 5.0/95', better: WORKBOOK }],
  [[0x09, 0x08, 0x06, 0x00], { format: 'Excel 5.0/95', better: WORKBOOK }],
  [[0x9b, 0xa5], { format: 'Word 1.x', better: DOCUMENT }],
  [[0xdb, 0xa5], { format: 'Word 2.0', better: DOCUMENT }],
];

/** A file of Office as it was before files were kept in one of Microsoft's containers; undefined for any other. */
export const olderFile = (head: Uint8Array): OlderFile | undefined =>
  MARKS.find(([mark]) => mark.every((b, i) => head[i] === b))?.[1];
