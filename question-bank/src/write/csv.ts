import { guardFormula } from '../read/own/own-cell';
import { ownCells, ownColumns } from '../read/own/own-row';
import { nameLost, picturesMissing, picturesUsed, type BankToWrite, type Written } from './export-form';
import { withPictures } from './pack-zip';

const quoted = (text: string) => (/[",\n\r;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * Comma-separated text with a byte-order mark, without which Excel takes UTF-8 for the machine's own coding. With
 * pictures a ZIP. Cells that a spreadsheet would run carry an apostrophe in front; see guardFormula.
 */
export function writeCsv(bank: BankToWrite): Written {
  const line = (cells: readonly string[]) => cells.map((c) => quoted(guardFormula(c))).join(',');
  const columns = ownColumns(bank.questions);
  const rows = bank.questions.map((q) => {
    const cells = ownCells(q);
    return line(columns.map(([key]) => cells.get(key) ?? ''));
  });
  const text = `\ufeff${[line(columns.map(([, header]) => header)), ...rows].join('\r\n')}\r\n`;
  const { bytes, zipped } = withPictures('bank.csv', Buffer.from(text), picturesUsed(bank));
  return {
    ending: zipped ? 'zip' : 'csv',
    mime: zipped ? 'application/zip' : 'text/csv; charset=utf-8',
    bytes,
    lost: [...nameLost(bank), ...picturesMissing(bank)],
  };
}
