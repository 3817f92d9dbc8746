import type { Position } from '../model/issue';
import { OPTION_KEYS, type FieldKey, type PlainKey } from './field-keys';
import { besideOther, contradicting } from './answers/other-answer';
import { answerLetters, lettersOf } from './answers/plain';
import { flagSays } from './flag-words';
import type { Header } from './header';
import type { RawField, RawOption, RawRecord } from './record';
import { optionItems } from './database/value-list';
import { listsNothing, splitOptions } from './split-options';
import { columnLetter, type Table, type TableRow } from './table';

/** The row of a table as a record: texts by the column they stand in. */
export function rowRecord(table: Table, header: Header, row: TableRow): RawRecord {
  const place = new RowPlace(table, header, row);
  const fields = new Map<PlainKey, RawField>();
  for (const key of header.columns.keys())
    if (!isOptionKey(key)) fields.set(key, new RowField(place.textAt(key), place, key));
  const options = optionsOf(header, place);
  const answer = fields.get('answer');
  const keyed = answer !== undefined && answer.text.trim() !== '';
  if (keyed && header.flags)
    fields.set('answer', besideOther(answer, otherFlags(answer.text, options, header.flags, row)));
  if (keyed && header.answersBeside) {
    const name = (column: number) => header.row.cells[column] ?? '';
    const others = header.answersBeside.map((c) => ({ name: name(c), text: row.cells[c] ?? '' }));
    const texts = options.map((o) => o.text);
    const own = { name: place.nameOf('answer'), text: answer.text };
    const against = contradicting(own, others, texts);
    if (against !== undefined) fields.set('answer', besideOther(answer, against));
  }
  const unread = header.flags && !keyed ? markRight(options, header.flags, row) : undefined;
  if (unread !== undefined) {
    const { file, sheet } = table;
    const at = {
      file,
      row: row.row,
      column: columnLetter(unread),
      ...(sheet === undefined ? {} : { sheet }),
    };
    fields.set('answer', { text: (row.cells[unread] ?? '').trim(), at });
  }
  return { at: place.at(), fields, options, pictures: picturesOf(table, row) };
}

/** A row of a table, and where each of its cells stands. */
class RowPlace {
  private readonly file: string;
  private readonly sheet: string | undefined;
  private readonly header: Header;
  private readonly row: TableRow;
  private readonly id: string;
  constructor({ file, sheet }: Table, header: Header, row: TableRow) {
    this.file = file;
    this.sheet = sheet;
    this.header = header;
    this.row = row;
    this.id = this.textAt('id').trim();
  }
  textAt(key: FieldKey): string {
    const column = this.header.columns.get(key);
    return column === undefined ? '' : (this.row.cells[column] ?? '');
  }
  nameOf(key: FieldKey): string {
    return this.header.row.cells[this.header.columns.get(key) ?? -1] ?? '';
  }
  /** The place of a cell, or of the row. */
  at(key?: FieldKey): Position {
    const { file, sheet, header, row, id } = this;
    const column = key === undefined ? undefined : header.columns.get(key);
    const own = (column === undefined ? undefined : row.places?.[column]) ?? row.origin;
    const shown = own ? own.sheet : sheet;
    const at = own?.row ?? row.row;
    const place: Position = shown === undefined ? { file, row: at } : { file, sheet: shown, row: at };
    if (column !== undefined) {
      place.column = columnLetter(row.places?.[column]?.column ?? column);
      place.field = (header.row.cells[column] ?? '').trim();
    }
    if (id !== '') place.question = id;
    return place;
  }
}

/** A cell; where it stands is told when somebody asks, which for most cells nobody does. */
class RowField implements RawOption {
  readonly text: string;
  declare en?: string;
  declare locales?: Readonly<Record<string, string>>;
  declare right?: boolean;
  declare key?: string;
  private readonly place: RowPlace;
  private readonly named: FieldKey;
  constructor(text: string, place: RowPlace, key: FieldKey) {
    this.text = text;
    this.place = place;
    this.named = key;
  }
  get at(): Position {
    return this.place.at(this.named);
  }
}

/** The letters that flags say, where the answer beside them is of other letters. */
function otherFlags(
  answer: string,
  options: readonly RawOption[],
  flags: ReadonlyMap<FieldKey, number>,
  row: TableRow,
): string | undefined {
  const said = options.map((_, i) => flagSays(row.cells[flags.get(OPTION_KEYS[i] ?? 'own') ?? -1] ?? ''));
  const flagged = lettersOf(said);
  const letters = answerLetters(answer)?.join('');
  return flagged === '' || letters === undefined || letters === flagged ? undefined : flagged;
}

/** Marks options by their flags; the column of a flag that says nothing known: then none is marked. */
function markRight(
  options: RawOption[],
  flags: ReadonlyMap<FieldKey, number>,
  row: TableRow,
): number | undefined {
  const right: boolean[] = [];
  for (const i of options.keys()) {
    const column = flags.get(OPTION_KEYS[i] ?? 'own');
    const said = column === undefined ? false : flagSays(row.cells[column] ?? '');
    if (said === undefined) return column;
    right[i] = said;
  }
  for (const [i, option] of options.entries()) option.right = right[i] === true;
  return undefined;
}

const isOptionKey = (key: FieldKey): key is Extract<FieldKey, `option${string}`> => key.startsWith('option');

function optionsOf(header: Header, place: RowPlace): RawOption[] {
  const used = OPTION_KEYS.findLastIndex((key) => header.columns.has(key)) + 1;
  if (!header.columns.has('options') || OPTION_KEYS.some((key) => place.textAt(key).trim() !== '')) {
    const said = columnNamed(place.textAt('answer'));
    const byColumn = said !== undefined && OPTION_KEYS.some((key) => columnNamed(place.nameOf(key)) === said);
    return OPTION_KEYS.slice(0, used).map((key) => {
      const option = new RowField(place.textAt(key), place, key);
      if (byColumn)
        option.key = columnNamed(place.nameOf(key)) === said ? place.textAt('answer') : place.nameOf(key);
      const en = place.textAt(`${key}En` as FieldKey).trim();
      if (en !== '') option.en = en;
      const letter = cyrillicLetter(place.nameOf(key));
      if (letter !== undefined) option.key = letter;
      if (header.locales.length === 0) return option;
      const others = header.locales.flatMap((tag): [string, string][] => {
        const text = place.textAt(`${key}:${tag}` as FieldKey).trim();
        return text === '' ? [] : [[tag, text]];
      });
      if (others.length > 0) option.locales = Object.fromEntries(others);
      return option;
    });
  }
  return cellOptions(place.textAt('options')).map((o) => ({ ...o, at: place.at('options') }));
}

/** `option_1` and `Option 1`, by which an answer names the column of an option; letters behind the word are read anyway. */
const columnNamed = (name: string): string | undefined =>
  /^\s*\p{L}{3,12}[\s_-]?\d\s*$/u.test(name) ? name.replace(/[\s_-]+/g, '').toLowerCase() : undefined;

/** `Вариант Б`, or `Б` alone: answers call the option so, and В is the third there. */
const cyrillicLetter = (name: string) => /(?:^|[\p{L}\s]\s)\s*([А-З])\s*$/u.exec(name)?.[1];

/** What one cell holds of options: a list as JSON writes it, or texts with labels or separators. */
function cellOptions(cell: string): Omit<RawOption, 'at'>[] {
  const listed = /^\s*[[{]/.test(cell) ? optionItems({ text: cell }) : undefined;
  if (listed && listed.length > 1) return listed;
  const texts = splitOptions(cell);
  return texts.length < 2 && listsNothing(cell) ? [] : texts.map((text) => ({ text }));
}

/** Whether a row holds one more option of the question in the row above, as tables with a row an option do. */
export function continuesOptions(header: Header, former: TableRow, row: TableRow): boolean {
  const column = header.columns.get('options');
  if (column === undefined) return false;
  const text = (of: TableRow, key: FieldKey) => (of.cells[header.columns.get(key) ?? -1] ?? '').trim();
  const option = text(row, 'options');
  const first = text(former, 'options');
  if (option === '' || first === '' || option === first || splitOptions(option).length > 1) return false;
  if (splitOptions(first).length > 1) return false;
  const alike = (key: FieldKey) => text(row, key) === '' || text(row, key) === text(former, key);
  return alike('stem') && alike('id') && alike('answer') && alike('type');
}

/** A record with the option that the row below it adds. */
export function withOptionRow(table: Table, header: Header, record: RawRecord, row: TableRow): RawRecord {
  const added = rowRecord(table, header, row);
  const { question } = record.at;
  const options = added.options.map((o) => ({
    ...o,
    at: { ...o.at, ...(question === undefined ? {} : { question }) },
  }));
  return {
    ...record,
    options: [...record.options, ...options],
    pictures: [...record.pictures, ...added.pictures],
  };
}

const picturesOf = (table: Table, row: TableRow) => table.pictures.get(row.row) ?? [];
