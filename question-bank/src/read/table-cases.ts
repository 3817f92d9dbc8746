import { meaningOf } from './column-names';
import { OPTION_KEYS, type FieldKey } from './field-keys';
import { findHeader, type Header } from './header';
import type { Table, TableRow } from './table';

const CASE_COLUMN =
  /^(?:案例(?:材料|内容|描述|题干|正文)?|材料(?:内容|题干|正文)|背景(?:材料|资料)|阅读材料|(?:共用|公共|大题)题干|案情|情[景境](?:描述)?)$/;
const PART_COLUMN = /^(?:小题|子题)(?:题干|内容|题目)?$/;
const CASE_TYPE = /案例|材料|共用题干|阅读|综合/;
/** A question of a case, by its text or its number: (1) …, 2.1 below 2. */
const PART_TEXT = /^\s*[(（]\s?\d{1,2}\s?[)）]/;
const TELLING = 8;
/** What is longer is given to no further rows: it would fill the memory many times. */
const LONGEST = 8000;

const cellAt = (row: TableRow, column: number | undefined) =>
  column === undefined ? '' : (row.cells[column] ?? '').trim();

/** The row with another stem. */
function withStem(row: TableRow, column: number, stem: string): TableRow {
  const cells = [...row.cells];
  cells[column] = stem;
  return { row: row.row, cells };
}

/** Columns whose texts, not mere numbers, belong to the stem beside them: what stands behind the answer explains it. */
function columnNamed(table: Table, header: Header, form: RegExp): number | undefined {
  const end = header.columns.get('answer') ?? header.row.cells.length;
  const column = header.row.cells.findIndex(
    (c, at) => at < end && form.test(c.trim()) && meaningOf(c) === undefined,
  );
  if (column < 0) return undefined;
  const texts = table.rows.filter((r) => r.row > header.row.row).map((r) => cellAt(r, column));
  const said = texts.filter((t) => t !== '');
  const telling = said.filter((t) => t.length >= TELLING || /\p{Script=Han}{4}/u.test(t));
  return said.length > 0 && telling.length >= said.length / 2 ? column : undefined;
}

/** Rows that hold only the text of a case go in front of the rows below that are its questions. */
function withCaseRows(table: Table, header: Header, stem: number): Table {
  const at = (row: TableRow, key: FieldKey) => cellAt(row, header.columns.get(key));
  const isCase = (row: TableRow) =>
    row.row > header.row.row &&
    CASE_TYPE.test(at(row, 'type')) &&
    at(row, 'answer') === '' &&
    cellAt(row, stem) !== '' &&
    cellAt(row, stem).length <= LONGEST &&
    [...OPTION_KEYS, 'options' as const].every((key) => at(row, key) === '');
  if (!table.rows.some(isCase)) return table;
  const rows = [...table.rows];
  for (let i = 0; i < rows.length; i += 1) {
    const head = rows[i];
    if (!head || !isCase(head)) continue;
    const id = at(head, 'id');
    const belongs = (row: TableRow) => {
      const own = at(row, 'id');
      const numbered =
        id !== '' && own.startsWith(id) && /^\s?[.．\-—_(（]\s?\d{1,2}\s?[)）]?$/.test(own.slice(id.length));
      return numbered || PART_TEXT.test(cellAt(row, stem));
    };
    let next = i + 1;
    for (let row = rows[next]; row && !isCase(row) && belongs(row); row = rows[(next += 1)])
      rows[next] = withStem(row, stem, `${cellAt(head, stem)}\n${cellAt(row, stem)}`);
    if (next > i + 1) rows[i] = { row: head.row, cells: [] };
    i = next - 1;
  }
  return { ...table, rows };
}

/**
 * A table in which the text of a case stands in front of the stems that ask about it: it may have a column or rows of its
 * own. Without it nobody could answer them.
 */
export function withCases(table: Table): Table {
  const header = findHeader(table, undefined, true);
  const stem = header?.columns.get('stem');
  if (!header || stem === undefined) return table;
  const before = columnNamed(table, header, CASE_COLUMN);
  const behind = columnNamed(table, header, PART_COLUMN);
  if (before === undefined && behind === undefined) return withCaseRows(table, header, stem);
  const cases = table.rows.filter((r) => r.row > header.row.row && cellAt(r, stem) !== '');
  const texts = cases.map((r) => cellAt(r, before));
  // Where none is repeated each is written once for the rows down to the next.
  const once =
    texts[0] !== '' && new Set(texts.filter((t) => t !== '')).size === texts.filter((t) => t !== '').length;
  let former = '';
  let ofCase = false;
  const isCase = (row: TableRow) => CASE_TYPE.test(cellAt(row, header.columns.get('type')));
  const rows = table.rows.map((row) => {
    const own = cellAt(row, stem);
    if (row.row <= header.row.row || own === '') return row;
    const given = cellAt(row, before);
    // Down to a question of another kind: 单选题 below 案例题 has none.
    former = given === '' && once && isCase(row) === ofCase && former.length <= LONGEST ? former : given;
    if (given !== '') ofCase = isCase(row);
    const parts = [former, own, cellAt(row, behind)];
    const text = parts.filter((t, i) => t !== '' && (i === 1 || !own.includes(t))).join('\n');
    return text === own ? row : withStem(row, stem, text);
  });
  return { ...table, rows };
}
