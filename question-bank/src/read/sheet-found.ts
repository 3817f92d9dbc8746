import type { Header } from './header';
import {
  addSample,
  COLUMNS_SHOWN,
  sampleText,
  type ColumnFound,
  type Said,
  type SourceFound,
} from './mapping';
import { columnLetter, type Table, type TableRow } from './table';

/** Rows looked at for samples, and rows shown for choosing the header. */
const ROWS_LOOKED_AT = 300;
const HEAD_ROWS = 20;
const HEAD_CELLS = 12;
const HEAD_LENGTH = 30;

const isBlank = (row: TableRow) => row.cells.every((c) => c.trim() === '');

/** What a sheet holds, column by column, and what each was taken for. */
export function sheetFound(
  table: Table,
  of: {
    signature: string;
    /** The row understood; undefined where none was. */
    header: Header | undefined;
    /** The row that likely names the columns where none was understood. */
    names: TableRow | undefined;
    said: Said;
    read: boolean;
  },
): SourceFound {
  const { header, said } = of;
  const names = header?.row ?? of.names;
  const below = table.rows.filter((r) => r.row > (names?.row ?? 0) && !isBlank(r));
  const looked = below.slice(0, ROWS_LOOKED_AT);
  const width = Math.max(names?.cells.length ?? 0, ...looked.map((r) => r.cells.length));
  const fieldAt = new Map([...(header?.columns ?? [])].map(([field, column]) => [column, field]));
  // A flag at an option is a part of the answer.
  for (const column of header?.flags?.values() ?? []) fieldAt.set(column, 'answer');
  const twice = new Set(header?.twice.map((t) => t.column));
  const columns: ColumnFound[] = [];
  for (let column = 0; column < Math.min(width, COLUMNS_SHOWN); column += 1) {
    const key = columnLetter(column);
    const name = (names?.cells[column] ?? '').trim();
    const samples: string[] = [];
    for (const row of looked) addSample(samples, row.cells[column] ?? '');
    if (name === '' && samples.length === 0) continue;
    const told = said.mapping?.columns[key] ?? said.names?.get(name);
    const left = said.mapping?.columns[key] === null || (name !== '' && said.names?.get(name) === null);
    const as = fieldAt.get(column) ?? null;
    const how = as
      ? told === as
        ? 'said'
        : 'name'
      : left
        ? 'left'
        : twice.has(column)
          ? 'twice'
          : 'unknown';
    columns.push({ key, name: sampleText(name, 60), as, how, samples });
  }
  return {
    signature: of.signature,
    file: table.file,
    ...(table.sheet === undefined ? {} : { name: table.sheet }),
    form: 'sheet',
    rows: below.length,
    read: of.read,
    left: !said.read,
    header: said.header === 0 ? 0 : (header?.row.row ?? null),
    head: table.rows
      .filter((r) => !isBlank(r))
      .slice(0, HEAD_ROWS)
      .map(({ row, cells }) => ({
        row,
        cells: cells.slice(0, HEAD_CELLS).map((c) => sampleText(c, HEAD_LENGTH)),
      })),
    columns,
    answers: [],
    numbers: null,
    values: [],
    mapped: said.mapping !== undefined,
  };
}
