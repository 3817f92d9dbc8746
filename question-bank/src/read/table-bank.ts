import type { Issue, Position } from '../model/issue';
import type { BankPart } from './candidate';
import { findHeader, HEADER_ROWS, type FieldKey, type Header } from './header';
import type { ReadLimits } from './limits';
import { readIssue } from './read-issue';
import { rowReader } from './row-reader';
import { rowToQuestion, type TableDefaults } from './row-to-question';
import { columnLetter, type Table, type TableRow } from './table';

const SAID_BY_DEFAULT: readonly [FieldKey, string, string][] = [
  ['chapter', '章节', 'the chapter'],
  ['subjects', '科目', 'the subject'],
  ['vehicles', '车型', 'the vehicle'],
];
/** What a clerk calls the values that our own files hold. */
const IN_CHINESE: Readonly<Record<string, string>> = {
  K1: '科目一',
  K3: '科目三',
  car: '小车',
  moto: '摩托车',
  bus: '客车',
  truck: '货车',
  trailer: '轻型牵引挂车',
};

function sheetAt(table: Table, row?: number): Position {
  return {
    file: table.file,
    ...(table.sheet === undefined ? {} : { sheet: table.sheet }),
    ...(row === undefined ? {} : { row }),
  };
}

function headerIssues(table: Table, header: Header, defaults: TableDefaults): Issue[] {
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
    ...SAID_BY_DEFAULT.filter(([key]) => !header.columns.has(key)).map(([key, field, fieldEn]) => {
      const taken =
        key === 'chapter' ? [defaults.chapter] : key === 'subjects' ? defaults.subjects : defaults.vehicles;
      const value = taken.map((v) => IN_CHINESE[v] ?? v).join('、');
      const valueEn = taken.join(', ');
      return readIssue('DEFAULT_USED', sheetAt(table, header.row.row), { field, fieldEn, value, valueEn });
    }),
  ];
}

const isBlank = (row: TableRow) => row.cells.every((c) => c.trim() === '');
const sameAsHeader = (row: TableRow, header: Header) =>
  [...header.columns.values()].every(
    (c) => (row.cells[c] ?? '').trim() === (header.row.cells[c] ?? '').trim(),
  );

/** Reads the questions of one sheet. Nothing if it has no header row; the caller decides what that means. */
function readTable(table: Table, defaults: TableDefaults, limits: ReadLimits): BankPart | undefined {
  const header = findHeader(table);
  if (!header) return undefined;
  const part: BankPart = {
    read: 0,
    candidates: [],
    media: new Map(),
    issues: headerIssues(table, header, defaults),
  };
  let inferred = 0;
  let chinese = 0;
  for (const row of table.rows) {
    if (row.row <= header.row.row || isBlank(row) || sameAsHeader(row, header)) continue;
    if (part.issues.length >= limits.maxIssues) {
      part.issues.push(readIssue('TOO_MANY_ISSUES', sheetAt(table, row.row), { limit: limits.maxIssues }));
      break;
    }
    part.read += 1;
    const reader = rowReader(table, header, row);
    const extra = row.cells.slice(header.row.cells.length).filter((c) => c.trim() !== '');
    if (extra.length > 0 && table.sheet === undefined) {
      const params = {
        reason: '比表头多出单元格',
        reasonEn: 'more cells than the header has',
        value: extra[0] ?? '',
      };
      part.issues.push(readIssue('BAD_CSV', reader.at(), params));
      continue;
    }
    const { candidate, typeInferred } = rowToQuestion(reader, defaults, table.pictures.get(row.row) ?? []);
    if (typeInferred) inferred += 1;
    if (/\p{Script=Han}/u.test(reader.text('stem'))) chinese += 1;
    if (candidate) part.candidates.push(candidate);
    for (const issue of reader.issues) part.issues.push(issue);
  }
  const at = sheetAt(table, header.row.row);
  if (part.read === 0) part.issues.push(readIssue('NO_QUESTIONS', at));
  if (inferred > 0) part.issues.push(readIssue('TYPE_INFERRED', at, { count: inferred }));
  if (part.read > 0 && chinese < part.read / 2) part.issues.push(readIssue('NOT_CHINESE', at));
  return part;
}

/** Reads every sheet that has a header row; the others are named, and only a file with none is an error. */
export function readTables(
  tables: readonly Table[],
  file: string,
  defaults: TableDefaults,
  limits: ReadLimits,
): BankPart {
  const whole: BankPart = { read: 0, candidates: [], media: new Map(), issues: [] };
  const skipped: Issue[] = [];
  let found = false;
  for (const table of tables) {
    const part = readTable(table, defaults, limits);
    if (part) {
      found = true;
      whole.read += part.read;
      for (const c of part.candidates) whole.candidates.push(c);
      for (const i of part.issues) whole.issues.push(i);
    } else if (table.rows.some((r) => !isBlank(r))) {
      const params = { reason: '没有表头', reasonEn: 'it has no header row' };
      skipped.push(readIssue('SHEET_SKIPPED', sheetAt(table), params));
    }
  }
  if (!found) whole.issues.push(readIssue('NO_HEADER', { file }, { rows: HEADER_ROWS }));
  else whole.issues.push(...skipped);
  return whole;
}
