import type { Position } from '../model/issue';
import type { FieldKey, Header } from './header';
import type { RawField, RawOption, RawRecord } from './record';
import { splitOptions } from './split-options';
import { columnLetter, type Table, type TableRow } from './table';

const LETTERS = [...'ABCDEFGH'];
type PlainKey = Exclude<FieldKey, `option${string}`>;

/** The row of a table as a record: texts by the column they stand in. */
export function rowRecord(table: Table, header: Header, row: TableRow): RawRecord {
  const textAt = (key: FieldKey) => {
    const column = header.columns.get(key);
    return column === undefined ? '' : (row.cells[column] ?? '');
  };
  const id = textAt('id').trim();
  const at = (key?: FieldKey): Position => {
    const column = key === undefined ? undefined : header.columns.get(key);
    return {
      file: table.file,
      ...(table.sheet === undefined ? {} : { sheet: table.sheet }),
      row: row.row,
      ...(column === undefined
        ? {}
        : { column: columnLetter(column), field: (header.row.cells[column] ?? '').trim() }),
      ...(id === '' ? {} : { question: id }),
    };
  };
  const fields = new Map<PlainKey, RawField>();
  for (const key of header.columns.keys())
    if (!isOptionKey(key)) fields.set(key, { text: textAt(key), at: at(key) });
  return { at: at(), fields, options: optionsOf(header, textAt, at), pictures: picturesOf(table, row) };
}

const isOptionKey = (key: FieldKey): key is Extract<FieldKey, `option${string}`> => key.startsWith('option');

function optionsOf(
  header: Header,
  textAt: (key: FieldKey) => string,
  at: (key?: FieldKey) => Position,
): RawOption[] {
  const columns = LETTERS.map((l) => `option${l}` as FieldKey);
  const used = columns.findLastIndex((key) => header.columns.has(key)) + 1;
  if (columns.some((key) => textAt(key).trim() !== '') || !header.columns.has('options')) {
    return columns.slice(0, used).map((key) => {
      const en = textAt(`${key}En` as FieldKey).trim();
      return { text: textAt(key), at: at(key), ...(en === '' ? {} : { en }) };
    });
  }
  return splitOptions(textAt('options')).map((text) => ({ text, at: at('options') }));
}

const picturesOf = (table: Table, row: TableRow) => table.pictures.get(row.row) ?? [];
