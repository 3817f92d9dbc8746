import type { Issue } from '../../model/issue';
import type { ReadLimits } from '../limits';
import { meaningOf } from '../column-names';
import { readIssue } from '../read-issue';
import { columnLetter, type Table } from '../table';
import type { Merge } from '../workbook-guard';

/** The text cells of one sheet as they were stored, whatever stored them. */
export interface SheetRows {
  /** None where a file has but one table. */
  sheet?: string;
  /** By row number, from 1; cells from column A on. */
  rows: Map<number, string[]>;
  merges: readonly Merge[];
  /** Numbers of rows that the office does not see and that hold something. */
  hidden: readonly number[];
  /** Columns that the office does not see, 0-based; they need not hold anything. */
  unseen?: readonly number[];
  /** The first row beyond the limit, which was not read. */
  cutAt?: number;
}

const HIDDEN_SHOWN = 20;

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

/** A date as YYYY-MM-DD; empty if it is none. */
export const isoDay = (date: Date): string =>
  Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);

/** Says that a sheet was left out because the office does not see it. */
export const hiddenSheet = (file: string, sheet: string): Issue =>
  readIssue('SHEET_SKIPPED', { file, sheet }, { reason: '隐藏的工作表', reasonEn: 'it is hidden' });

/** A sheet as the office sees it; what it does not see, or what was cut off, is added to `issues`. */
export function sheetTable(
  { sheet, rows, merges, hidden, unseen = [], cutAt }: SheetRows,
  file: string,
  limits: ReadLimits,
  issues: Issue[],
): Table {
  const at = { file, ...(sheet === undefined ? {} : { sheet }) };
  if (hidden.length > 0) {
    const shown = hidden.slice(0, HIDDEN_SHOWN).join('、') + (hidden.length > HIDDEN_SHOWN ? '…' : '');
    const params = { count: hidden.length, rows: shown };
    issues.push(readIssue('ROWS_HIDDEN', { ...at, row: hidden[0] ?? 0 }, params));
  }
  // Our own exports hide the form in which they keep a question.
  const covered = unseen.filter((column) => {
    const texts = [...rows.values()].flatMap((c) => (c[column] ?? '').trim() || []);
    return texts.length > 0 && meaningOf(texts[0] ?? '')?.key !== 'own';
  });
  const [first] = covered;
  if (first !== undefined) {
    const shown = covered.slice(0, HIDDEN_SHOWN).map(columnLetter).join('、');
    const params = { count: covered.length, columns: shown + (covered.length > HIDDEN_SHOWN ? '…' : '') };
    issues.push(readIssue('COLUMNS_HIDDEN', { ...at, column: columnLetter(first) }, params));
  }
  if (cutAt !== undefined)
    issues.push(readIssue('TOO_MANY_CELLS', { ...at, row: cutAt }, { limit: limits.maxRows }));
  spread(rows, merges, 10 * limits.maxRows);
  return {
    ...at,
    rows: [...rows].map(([row, cells]) => ({ row, cells })),
    pictures: new Map(),
    ...(covered.length > 0 ? { unseen: new Set(covered) } : {}),
  };
}
