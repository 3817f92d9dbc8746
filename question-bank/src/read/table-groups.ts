import type { Issue } from '../model/issue';
import { findHeader, HEADER_ROWS, type ColumnMap } from './header';
import type { ReadLimits } from './limits';
import { readIssue } from './read-issue';
import type { RawBank, RecordGroup } from './record';
import { isBlank, sheetAt, TableRows } from './table-rows';
import type { Table } from './table';

/** The records of one sheet. Nothing if it has no header row; the caller decides what that means. */
function readTable(table: Table, limits: ReadLimits, columns: ColumnMap | undefined): TableRead | undefined {
  const header = findHeader(table, columns, true);
  if (!header) return undefined;
  const rows = new TableRows(table, header, limits, columns);
  const { records, refused, issues } = rows.read();
  const at = sheetAt(table, header.row.row);
  if (records.length + refused === 0) issues.push(readIssue('NO_QUESTIONS', at));
  return { group: { at, records }, refused, issues };
}

interface TableRead {
  group: RecordGroup;
  refused: number;
  issues: Issue[];
}

/** Reads every sheet that has a header row; the others are named, and only a file with none is an error. */
export function tableGroups(
  tables: readonly Table[],
  file: string,
  limits: ReadLimits,
  columns?: ColumnMap,
): RawBank {
  const groups: RecordGroup[] = [];
  const issues: Issue[] = [];
  const skipped: Issue[] = [];
  let refused = 0;
  for (const table of tables) {
    const read = readTable(table, limits, columns);
    if (read) {
      groups.push(read.group);
      refused += read.refused;
      issues.push(...read.issues);
    } else if (table.rows.some((r) => !isBlank(r))) {
      const params = { reason: '没有表头', reasonEn: 'it has no header row' };
      skipped.push(readIssue('SHEET_SKIPPED', sheetAt(table), params));
    }
  }
  if (groups.length === 0) issues.push(readIssue('NO_HEADER', { file }, { rows: HEADER_ROWS }));
  else issues.push(...skipped);
  return { groups, refused, media: new Map(), issues };
}
