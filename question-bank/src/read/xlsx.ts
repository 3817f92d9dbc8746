import type ExcelJS from 'exceljs';
import type { Issue } from '../model/issue';
import type { ReadLimits } from './limits';
import { readIssue } from './read-issue';
import { LazyMap } from './source/lazy-map';
import type { Table } from './table';
import { cellPictures, type CellPictures } from './workbook/cell-pictures';
import { looksOf, piecesOf } from './workbook/cell-looks';
import { drawnPictures } from './workbook/drawn-pictures';
import { shownNumber } from './workbook/shown-number';
import { picturesByRow } from './workbook/sheet-pictures';
import { hiddenSheet, isoDay, sheetTable } from './workbook/sheet-rows';
import { guardWorkbook, type Merge } from './workbook-guard';

export interface Workbook {
  tables: Table[];
  /** Pictures that lie over cells, under names made from sheet and row. */
  media: LazyMap<Uint8Array>;
  issues: Issue[];
}

/** Nothing in these is question text, and several of them are unrolled over whole columns by the library. */
const NOT_NEEDED = (
  'sheetPr dimension sheetViews sheetFormatPr cols autoFilter mergeCells rowBreaks hyperlinks drawing legacyDrawing pageMargins ' +
  'dataValidations pageSetup headerFooter printOptions picture sheetProtection tableParts conditionalFormatting extLst'
).split(' ');

/** The text a person sees in the cell: rich text joined, a formula's result, a date as YYYY-MM-DD, a number with the unit that its format adds. */
function cellText(value: ExcelJS.CellValue | undefined, format?: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return shownNumber(value, format);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return isoDay(value);
  if ('richText' in value) return value.richText.map((part) => part.text).join('');
  if ('hyperlink' in value) return cellText(value.text);
  if ('formula' in value || 'sharedFormula' in value) return cellText(value.result, format);
  return '';
}

function tableOf(
  sheet: ExcelJS.Worksheet,
  file: string,
  { merges, unseen }: { merges: readonly Merge[]; unseen: readonly number[] },
  inCells: CellPictures,
  limits: ReadLimits,
  issues: Issue[],
): Table {
  const rows = new Map<number, string[]>();
  const hidden: number[] = [];
  let last = 0;
  sheet.eachRow({ includeEmpty: false }, (row, number) => {
    if (rows.size >= limits.maxRows) {
      last = last || number;
      return;
    }
    const cells: string[] = [];
    row.eachCell({ includeEmpty: false }, (cell, column) => {
      while (cells.length < column - 1) cells.push('');
      cells[column - 1] = inCells.has(cell.address) ? '' : cellText(cell.value, cell.numFmt);
    });
    if (row.hidden && cells.some((c) => c.trim() !== '')) hidden.push(number);
    rows.set(number, cells);
  });
  const cut = last > 0 ? { cutAt: last } : {};
  return sheetTable({ sheet: sheet.name, rows, merges, hidden, unseen, ...cut }, file, limits, issues);
}

/** Reads a workbook from its unpacked parts. Damage inside it is an issue, not a throw. */
export async function readXlsx(
  files: ReadonlyMap<string, Buffer>,
  file: string,
  limits: ReadLimits,
): Promise<Workbook> {
  const broken = (reason: string): Workbook => ({
    tables: [],
    media: new LazyMap(),
    issues: [readIssue('BROKEN_FILE', { file }, { reason })],
  });
  const guarded = guardWorkbook(files);
  if (!guarded.ok) return broken(guarded.reason);
  const media = new LazyMap<Uint8Array>();
  const issues: Issue[] = [];
  const tables: Table[] = [];
  // Half a second of loading that other formats need not wait for.
  const { default: excel } = await import('exceljs');
  const book = new excel.Workbook();
  try {
    await book.xlsx.load(guarded.bytes as unknown as ArrayBuffer, { ignoreNodes: NOT_NEEDED });
    book.worksheets.forEach((sheet, i) => {
      if (sheet.state !== 'visible') {
        issues.push(hiddenSheet(file, sheet.name));
        return;
      }
      const marks = {
        merges: guarded.merges.get(sheet.id) ?? [],
        unseen: guarded.unseen.get(sheet.id) ?? [],
      };
      const path = guarded.paths.get(sheet.id) ?? '';
      const found = cellPictures(files, path);
      const drawn = drawnPictures(files, path);
      tables.push({
        ...tableOf(sheet, file, marks, found, limits, issues),
        pictures: picturesByRow(i + 1, media, { found, drawn, files }),
        look: looksOf(sheet),
        pieces: piecesOf(sheet),
      });
    });
  } catch (error) {
    return broken(error instanceof Error ? error.message : 'unknown');
  }
  return { tables, media, issues };
}
