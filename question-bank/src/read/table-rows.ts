import type { Issue, Position } from '../model/issue';
import type { FieldKey } from './column-names';
import { headingOf } from './document/headings';
import { headerAgain, type ColumnMap, type Header } from './header';
import type { ReadLimits } from './limits';
import { OWN_MARK, ownQuestion } from './own/own-row';
import { unguardFormula } from './own/own-cell';
import { readIssue } from './read-issue';
import type { RawField, RawRecord } from './record';
import { columnLetter, type Table, type TableRow } from './table';
import { continuesOptions, rowRecord, withOptionRow } from './table-records';

export function sheetAt(table: Table, row?: number): Position {
  return {
    file: table.file,
    ...(table.sheet === undefined ? {} : { sheet: table.sheet }),
    ...(row === undefined ? {} : { row }),
  };
}

export const isBlank = (row: TableRow): boolean => row.cells.every((c) => c.trim() === '');

function headerIssues(table: Table, header: Header): Issue[] {
  const at = (column: number): Position => ({
    ...sheetAt(table, header.row.places?.[column]?.row ?? header.row.row),
    column: columnLetter(header.row.places?.[column]?.column ?? column),
    field: (header.row.cells[column] ?? '').trim(),
  });
  return [
    ...header.unknown.map((column) => readIssue('UNKNOWN_COLUMN', at(column))),
    ...header.twice.map(({ column, other }) =>
      readIssue('SAME_COLUMN_TWICE', at(column), { other: columnLetter(other) }),
    ),
  ];
}

const KINDS = [/判断|是非/, /单项?选/, /多项?选|不定项/];
/** The type that a sheet's name or a heading row speaks of, where it speaks of one. */
function typeIn(text: string): string | undefined {
  return KINDS.filter((kind) => kind.test(text)).length === 1 ? headingOf(text)?.type : undefined;
}

/** Rows of one sheet below its header, as records: headings, repeated headers and rows of single options among them. */
export class TableRows {
  private readonly records: RawRecord[] = [];
  private readonly issues: Issue[];
  private refused = 0;
  private type: RawField | undefined;
  private chapter: RawField | undefined;
  private former: TableRow | undefined;
  /** Rows that hold an id and nothing else, one after another. */
  private bare: { from: RawField; to: string } | undefined;
  private readonly table: Table;
  private header: Header;
  private readonly limits: ReadLimits;
  private readonly said: ColumnMap | undefined;

  constructor(table: Table, header: Header, limits: ReadLimits, said: ColumnMap | undefined) {
    this.table = table;
    this.header = header;
    this.limits = limits;
    this.said = said;
    this.issues = headerIssues(table, header);
    const stem = header.row.cells[header.columns.get('stem') ?? -1] ?? '';
    const type = typeIn(stem) ?? typeIn(table.sheet ?? '');
    if (type !== undefined) this.type = { text: type, at: sheetAt(table) };
  }

  read(): { records: RawRecord[]; refused: number; issues: Issue[] } {
    const { table } = this;
    for (const row of table.rows) {
      const below = row.row > this.header.row.row;
      if (!below) this.above(row);
      else if (!isBlank(row) || table.pictures.has(row.row)) this.take(row);
    }
    this.endBare();
    return { records: this.records, refused: this.refused, issues: this.issues };
  }

  /** A heading right above the header speaks of what is below it. */
  private above(row: TableRow): void {
    const only = onlyCell(row);
    const type = only === undefined ? undefined : typeIn(only.text);
    if (only && type !== undefined) this.type = { text: type, at: this.at(row, only.column) };
  }

  private at(row: TableRow, column: number): Position {
    return { ...sheetAt(this.table, row.row), column: columnLetter(column) };
  }

  private take(row: TableRow): void {
    const again = headerAgain(row, this.header, this.said);
    if (again !== undefined) {
      if (again !== 'again') {
        this.header = again;
        this.issues.push(...headerIssues(this.table, again));
      }
      return;
    }
    const only = this.table.pictures.has(row.row) ? undefined : onlyCell(row);
    if (only && this.alone(row, only)) return;
    this.endBare();
    if (this.former && continuesOptions(this.header, this.former, row)) {
      const last = this.records.pop();
      if (last) this.records.push(withOptionRow(this.table, this.header, last, row));
      return;
    }
    this.former = row;
    const record = this.described(rowRecord(this.table, this.header, row));
    const width = this.header.row.cells.length;
    const extra = row.cells.length > width ? row.cells.slice(width).filter((c) => c.trim() !== '') : [];
    if (extra.length === 0 || this.table.sheet !== undefined) {
      this.records.push(this.withOwn(record, row));
      return;
    }
    this.refused += 1;
    this.former = undefined;
    const params = {
      reason: '比表头多出单元格',
      reasonEn: 'more cells than the header has',
      value: extra[0] ?? '',
    };
    this.complain(readIssue('BAD_CSV', record.at, params));
  }

  private complain(issue: Issue): void {
    if (this.issues.length < this.limits.maxIssues) this.issues.push(issue);
  }

  /** Takes a row with one text in it, unless that is a stem: a heading, or a number that has no question yet. */
  private alone(row: TableRow, { text, column }: OnlyCell): boolean {
    const key = [...this.header.columns].find(([, c]) => c === column)?.[0];
    const heading = headingOf(text);
    if (heading && (heading.type !== undefined || heading.chapter || heading.other)) {
      const field = { text: heading.title, at: this.at(row, column) };
      const type = typeIn(text);
      if (heading.type !== undefined) this.type = type === undefined ? undefined : { ...field, text: type };
      else if (heading.chapter) this.chapter = field;
      this.endBare();
      return true;
    }
    if (key === 'stem' || key === 'options' || key === 'answer' || /^option[A-H]/.test(key ?? ''))
      return false;
    if (this.bare) this.bare.to = text;
    else this.bare = { from: { text, at: this.at(row, column) }, to: text };
    return true;
  }

  private endBare(): void {
    if (!this.bare) return;
    const { from, to } = this.bare;
    const value = from.text === to ? to : `${from.text} … ${to}`;
    this.complain(readIssue('TEXT_SKIPPED', from.at, { value }));
    this.bare = undefined;
  }

  /** A record with the type and the chapter of the heading above it, where its own row names none. */
  private described(record: RawRecord): RawRecord {
    if (!this.type && !this.chapter) return record;
    const type = (record.fields.get('type')?.text.trim() ?? '') === '' ? this.type : undefined;
    const chapter = (record.fields.get('chapter')?.text.trim() ?? '') === '' ? this.chapter : undefined;
    if (!type && !chapter) return record;
    const fields = new Map(record.fields);
    if (type) fields.set('type', type);
    if (chapter) fields.set('chapter', chapter);
    return { ...record, fields };
  }

  /** A row that carries our mark is the question it holds, cell by cell. */
  private withOwn(record: RawRecord, row: TableRow): RawRecord {
    if (record.fields.get('own')?.text.trim() !== OWN_MARK) return record;
    const cell = (key: FieldKey) => {
      const column = this.header.columns.get(key);
      const text = column === undefined ? '' : (row.cells[column] ?? '');
      return this.table.sheet === undefined ? unguardFormula(text) : text;
    };
    return { ...record, own: ownQuestion(cell, record.pictures, this.header.locales) };
  }
}

interface OnlyCell {
  text: string;
  column: number;
}
function onlyCell(row: TableRow): OnlyCell | undefined {
  let only: OnlyCell | undefined;
  for (let column = 0; column < row.cells.length; column += 1) {
    const text = (row.cells[column] ?? '').trim();
    if (text === '') continue;
    if (only) return undefined;
    only = { text, column };
  }
  return only;
}
