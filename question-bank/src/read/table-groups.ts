import type { Issue, Position } from '../model/issue';
import { findHeader, HEADER_ROWS, type ColumnMap, type FieldKey, type Header } from './header';
import type { ReadLimits } from './limits';
import { readIssue } from './read-issue';
import type { RawBank, RawRecord, RecordGroup } from './record';
import { OWN_MARK, ownQuestion } from './own/own-row';
import { unguardFormula } from './own/own-cell';
import { columnLetter, type Table, type TableRow } from './table';
import { rowRecord } from './table-records';

function sheetAt(table: Table, row?: number): Position {
  return {
    file: table.file,
    ...(table.sheet === undefined ? {} : { sheet: table.sheet }),
    ...(row === undefined ? {} : { row }),
  };
}

function headerIssues(table: Table, header: Header): Issue[] {
  const at = (column: number): Position => ({
    ...sheetAt(table, header.row.row),
    column: columnLetter(column),
    field: (header.row.cells[column] ?? '').trim(),
  });
  return [
    ...header.unknown.map((column) => readIssue('UNKNOWN_COLUMN', at(column))),
    ...header.twice.map(({ column, other }) =>
      readIssue('SAME_COLUMN_TWICE', at(column), { other: columnLetter(other) }),
    ),
  ];
}

const isBlank = (row: TableRow) => row.cells.every((c) => c.trim() === '');
const sameAsHeader = (row: TableRow, header: Header) =>
  [...header.columns.values()].every(
    (c) => (row.cells[c] ?? '').trim() === (header.row.cells[c] ?? '').trim(),
  );

interface TableRead {
  group: RecordGroup;
  refused: number;
  issues: Issue[];
}

/** A row that carries our mark is the question it holds, cell by cell. */
function withOwn(record: RawRecord, table: Table, header: Header, row: TableRow): RawRecord {
  if (record.fields.get('own')?.text.trim() !== OWN_MARK) return record;
  const cell = (key: FieldKey) => {
    const column = header.columns.get(key);
    const text = column === undefined ? '' : (row.cells[column] ?? '');
    return table.sheet === undefined ? unguardFormula(text) : text;
  };
  return { ...record, own: ownQuestion(cell, record.pictures) };
}

/** The records of one sheet. Nothing if it has no header row; the caller decides what that means. */
function readTable(table: Table, limits: ReadLimits, columns: ColumnMap | undefined): TableRead | undefined {
  const header = findHeader(table, columns);
  if (!header) return undefined;
  const issues = headerIssues(table, header);
  const records: RawRecord[] = [];
  let refused = 0;
  for (const row of table.rows) {
    const empty = isBlank(row) && !table.pictures.has(row.row);
    if (row.row <= header.row.row || empty || sameAsHeader(row, header)) continue;
    const record = rowRecord(table, header, row);
    const extra = row.cells.slice(header.row.cells.length).filter((c) => c.trim() !== '');
    if (extra.length === 0 || table.sheet !== undefined) {
      records.push(withOwn(record, table, header, row));
      continue;
    }
    refused += 1;
    const params = {
      reason: '比表头多出单元格',
      reasonEn: 'more cells than the header has',
      value: extra[0] ?? '',
    };
    if (issues.length < limits.maxIssues) issues.push(readIssue('BAD_CSV', record.at, params));
  }
  const at = sheetAt(table, header.row.row);
  if (records.length + refused === 0) issues.push(readIssue('NO_QUESTIONS', at));
  return { group: { at, records }, refused, issues };
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
