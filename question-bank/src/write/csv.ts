import { guardFormula } from '../read/own/own-cell';
import { ownCells, ownColumns } from '../read/own/own-row';
import { eachWritten, nameLost, picturesMissing, type BankToWrite, type Written } from './export-form';
import { withPictures } from './pack-zip';
import type { Sink } from './sink';

const quoted = (text: string) => (/[",\n\r;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * Comma-separated text with a byte-order mark, without which Excel takes UTF-8 for the machine's own coding. With
 * pictures a ZIP. Cells that a spreadsheet would run carry an apostrophe in front; see guardFormula.
 */
export async function writeCsv(bank: BankToWrite, sink: Sink): Promise<Written> {
  const line = (cells: readonly string[]) => cells.map((c) => quoted(guardFormula(c))).join(',');
  const columns = ownColumns(bank.questions);
  const texts = function* () {
    yield `\ufeff${line(columns.map(([, header]) => header))}\r\n`;
    for (const [, q] of eachWritten(bank)) {
      const cells = ownCells(q);
      yield `${line(columns.map(([key]) => cells.get(key) ?? ''))}\r\n`;
    }
  };
  const { zipped, ...size } = await withPictures('bank.csv', texts(), bank, sink);
  return {
    ...size,
    ending: zipped ? 'zip' : 'csv',
    mime: zipped ? 'application/zip' : 'text/csv; charset=utf-8',
    lost: [...nameLost(bank), ...picturesMissing(bank)],
  };
}
