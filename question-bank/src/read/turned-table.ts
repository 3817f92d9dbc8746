import { meaningOf, type FieldKey } from './column-names';
import type { Table, TableRow } from './table';

/** Of the rows, so many must be called by a name that is known. */
const NEARLY = 0.8;
const FEWEST = 2;
const label = (cell: string | undefined) => (cell ?? '').trim().replace(/[\s:：]+$/, '');
const keyOf = (row: TableRow): FieldKey | undefined => meaningOf(label(row.cells[0]))?.key;

/**
 * A table whose rows are what columns are elsewhere, with a question a column (`题干 | 遇行人？ | 雨天？`, `答案 | B | A`), turned, its cells
 * with the places where they stood; undefined for others, and where pictures lie over rows that then hold many questions.
 */
export function turnedTable(table: Table): Table | undefined {
  if (table.pictures.size > 0) return undefined;
  const rows = table.rows.filter((r) => r.cells.some((c) => c.trim() !== ''));
  const keys = rows.map(keyOf);
  const known = keys.filter((k) => k !== undefined);
  const alone = (key: FieldKey) => keys.filter((k) => k === key).length === 1;
  if (known.length < NEARLY * rows.length || new Set(known).size < 4 || !alone('stem') || !alone('answer'))
    return undefined;
  const width = Math.max(...rows.map((r) => r.cells.length));
  const asked = rows[keys.indexOf('stem')]?.cells.slice(1).filter((c) => c.trim() !== '') ?? [];
  // A second name in a row makes it one of an ordinary table.
  if (asked.length < FEWEST || asked.some((c) => meaningOf(c) !== undefined)) return undefined;
  const sheet = table.sheet === undefined ? {} : { sheet: table.sheet };
  const turned = Array.from({ length: width }, (_, column): TableRow => ({
    row: column + 1,
    cells: rows.map((r) => (column === 0 ? label(r.cells[0]) : (r.cells[column] ?? ''))),
    origin: { ...sheet, row: rows[0]?.row ?? 1, column },
    places: rows.map((r) => ({ ...sheet, row: r.row, column })),
  }));
  return { file: table.file, ...sheet, rows: turned, pictures: new Map() };
}
