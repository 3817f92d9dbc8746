import type ExcelJS from 'exceljs';
import type { Issue } from '../model/issue';
import type { ReadLimits } from './limits';
import { readIssue } from './read-issue';
import { LazyMap } from './source/lazy-map';
import type { Table } from './table';
import { cellPictures, type CellPictures } from './workbook/cell-pictures';
import { drawnPictures, type DrawnPicture } from './workbook/drawn-pictures';
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

function isoDay(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}

/** The text a person sees in the cell: rich text joined, a formula's result, a date as YYYY-MM-DD. */
function cellText(value: ExcelJS.CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return isoDay(value);
  if ('richText' in value) return value.richText.map((part) => part.text).join('');
  if ('hyperlink' in value) return cellText(value.text);
  if ('formula' in value || 'sharedFormula' in value) return cellText(value.result);
  return '';
}

/** Pictures by row: those that lie over it, and those in its cells. */
function picturesOf(
  number: number,
  media: LazyMap<Uint8Array>,
  cells: { found: CellPictures; drawn: readonly DrawnPicture[]; files: ReadonlyMap<string, Buffer> },
) {
  const byRow = new Map<number, string[]>();
  for (const [cell, picture] of cells.found) {
    const row = /\d+$/.exec(cell)?.[0] ?? '';
    if ('missing' in picture) {
      // A name that no picture has: the check says so at this row.
      byRow.set(Number(row), [...(byRow.get(Number(row)) ?? []), picture.missing]);
      continue;
    }
    if (!cells.files.has(picture.path)) continue;
    const ending = /\.([A-Za-z0-9]+)$/.exec(picture.path)?.[1]?.toLowerCase() ?? 'png';
    const name = `sheet${number}-${cell}.${ending}`;
    media.link(name, () => cells.files.get(picture.path));
    byRow.set(Number(row), [...(byRow.get(Number(row)) ?? []), name]);
  }
  for (const { row, path, ending, called } of cells.drawn) {
    const names = byRow.get(row) ?? [];
    const there = called === undefined ? undefined : media.get(called);
    const same = there === undefined || cells.files.get(path)?.equals(there);
    const own = called !== undefined && same ? called : undefined;
    const name = own ?? `sheet${number}-row${row}-${names.length + 1}.${ending}`;
    media.link(name, () => cells.files.get(path));
    byRow.set(row, [...names, name]);
  }
  return byRow;
}

/** Gives every row under a merged cell its text, as the office sees it: a chapter written once beside forty rows. */
function spread(rows: Map<number, string[]>, merges: readonly Merge[], budget: number): void {
  let left = budget;
  for (const { top, left: column, bottom, right } of merges) {
    const text = rows.get(top)?.[column - 1] ?? '';
    if (column !== right || text === '') continue;
    for (let number = top + 1; number <= bottom && left > 0; number += 1, left -= 1) {
      const cells = rows.get(number);
      if (!cells) continue;
      while (cells.length < column) cells.push('');
      cells[column - 1] ||= text;
    }
  }
}

const HIDDEN_SHOWN = 20;

function tableOf(
  sheet: ExcelJS.Worksheet,
  file: string,
  merges: readonly Merge[],
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
      cells[column - 1] = inCells.has(cell.address) ? '' : cellText(cell.value);
    });
    if (row.hidden && cells.some((c) => c.trim() !== '')) hidden.push(number);
    rows.set(number, cells);
  });
  if (hidden.length > 0) {
    const shown = hidden.slice(0, HIDDEN_SHOWN).join('、') + (hidden.length > HIDDEN_SHOWN ? '…' : '');
    const params = { count: hidden.length, rows: shown };
    issues.push(readIssue('ROWS_HIDDEN', { file, sheet: sheet.name, row: hidden[0] ?? 0 }, params));
  }
  if (last > 0) {
    issues.push(
      readIssue('TOO_MANY_CELLS', { file, sheet: sheet.name, row: last }, { limit: limits.maxRows }),
    );
  }
  spread(rows, merges, 10 * limits.maxRows);
  return {
    file,
    sheet: sheet.name,
    rows: [...rows].map(([row, cells]) => ({ row, cells })),
    pictures: new Map(),
  };
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
        const params = { reason: '隐藏的工作表', reasonEn: 'it is hidden' };
        issues.push(readIssue('SHEET_SKIPPED', { file, sheet: sheet.name }, params));
        return;
      }
      const merges = guarded.merges.get(sheet.id) ?? [];
      const path = guarded.paths.get(sheet.id) ?? '';
      const found = cellPictures(files, path);
      const drawn = drawnPictures(files, path);
      tables.push({
        ...tableOf(sheet, file, merges, found, limits, issues),
        pictures: picturesOf(i + 1, media, { found, drawn, files }),
      });
    });
  } catch (error) {
    return broken(error instanceof Error ? error.message : 'unknown');
  }
  return { tables, media, issues };
}
