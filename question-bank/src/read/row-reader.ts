import type { Issue, Position } from '../model/issue';
import type { Path } from './candidate';
import type { FieldKey, Header } from './header';
import { columnLetter, type Table, type TableRow } from './table';

/** One row of a table seen through its header: texts by field, and the place of each. */
export interface RowReader {
  row: TableRow;
  /** The cell's text without outer blanks; empty where the column or the cell is not there. */
  text(key: FieldKey): string;
  has(key: FieldKey): boolean;
  at(key?: FieldKey): Position;
  /** The place of a field of the question model. */
  where(path: Path): Position;
  issues: Issue[];
}

const BY_PATH: Readonly<Record<string, FieldKey>> = {
  id: 'id',
  type: 'type',
  chapter: 'chapter',
  subjects: 'subjects',
  vehicles: 'vehicles',
  answer: 'answer',
  lawRef: 'lawRef',
  validFrom: 'validFrom',
  validTo: 'validTo',
  shuffle: 'shuffle',
  difficulty: 'difficulty',
  tags: 'tags',
};

function keyOf([first, second, third, fourth]: Path): FieldKey | undefined {
  if (first === 'stem' || first === 'explanation') return second === 'en' ? `${first}En` : first;
  if (first === 'options' && typeof second === 'number') {
    const option: FieldKey = `option${String.fromCharCode(65 + second)}` as FieldKey;
    return third === 'text' && fourth === 'en' ? (`${option}En` as FieldKey) : option;
  }
  if (first === 'media') return third === 'alt' ? 'pictureAlt' : 'picture';
  return BY_PATH[String(first)];
}

export function rowReader(table: Table, header: Header, row: TableRow): RowReader {
  const textAt = (column: number | undefined) =>
    column === undefined ? '' : (row.cells[column] ?? '').trim();
  const text = (key: FieldKey) => textAt(header.columns.get(key));
  const at = (key?: FieldKey): Position => {
    const column = key === undefined ? undefined : header.columns.get(key);
    const id = text('id');
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
  return {
    row,
    text,
    has: (key) => header.columns.has(key),
    at,
    where: (path) => {
      const key = keyOf(path);
      const inOneCell =
        path[0] === 'options' && !header.columns.has('optionA') && header.columns.has('options');
      return at(inOneCell ? 'options' : key);
    },
    issues: [],
  };
}
