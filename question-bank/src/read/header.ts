import { countedFromOne } from './counted-from-nought';
import { meaningOf, type FieldKey, type Meaning } from './column-names';
import { flagColumns } from './flag-columns';
import { flagSays } from './flag-words';
import type { ColumnMap } from './mapping';
import { belongToQuestions } from './of-a-question';
import { columnLetter, type Table, type TableRow } from './table';

export type { ColumnMap } from './mapping';

/** A header row understood. Columns are 0-based. */
export interface Header {
  row: TableRow;
  columns: ReadonlyMap<FieldKey, number>;
  /** Languages besides Chinese and English that some column is in. */
  locales: readonly string[];
  unknown: number[];
  /** Columns that mark an option as right or wrong, by the option's key. Where a column holds the answer they only check it. */
  flags?: ReadonlyMap<FieldKey, number>;
  /** Columns the office does not see. */
  unseen?: ReadonlySet<number>;
  /** Columns that mean what another one means already. */
  twice: { column: number; other: number }[];
  /** Those of them that the office sees and that hold answers: they check the one that is taken. */
  answersBeside?: readonly number[];
}

/** What the clerk said, by column letter; null leaves one out. */
type ByLetter = Readonly<Record<string, FieldKey | null>>;

const WRONG =
  /^(?:(?:错误|干扰)(?:答案|选项|项)|(?:incorrect|wrong|false)\s?(?:answer|option|choice)|distractor|falsche antwort|falsch|respuesta incorrecta|mauvaise réponse|risposta errata)\s?[1-7一二三四五六七]?$/i;

/** With a remark behind it: `Incorrect Answer 2 (optional)`. */
const LONGEST_WRONG = 60;

/** Columns of wrong answers, where no other column holds options: the answer's own column then holds the right one. */
function wrongColumns(
  row: TableRow,
  columns: ReadonlyMap<FieldKey, number>,
  unknown: readonly number[],
): number[] {
  if (!columns.has('answer') || [...columns.keys()].some((key) => key.startsWith('option'))) return [];
  const named = (column: number) =>
    (row.cells[column] ?? '')
      .slice(0, LONGEST_WRONG)
      .normalize('NFKC')
      .replace(/\(.*$/s, '')
      .replace(/[_\s-]+/g, ' ')
      .trim();
  return unknown.filter((column) => WRONG.test(named(column))).slice(0, 7);
}

/** А, Б, В, Г behind one another are the letters of options; a lone В may be meant for a B. */
function withCyrillic(cells: readonly string[]): readonly string[] {
  const first = cells.findIndex((c, i) => c.trim() === 'А' && cells[i + 1]?.trim() === 'Б');
  if (first < 0) return cells;
  return cells.map((c, i) => (i >= first && c.trim() === 'АБВГДЕЖЗ'.charAt(i - first) ? `вариант ${c}` : c));
}

/** What nobody sees gives way to what is seen: a former key, hidden beside the one that counts. */
const UNSEEN_RANK = 1000;

function understand(
  row: TableRow,
  said: ColumnMap | undefined,
  unseen: ReadonlySet<number> | undefined,
  letters: ByLetter = {},
): Header {
  const columns = new Map<FieldKey, number>();
  const ranks = new Map<FieldKey, number>();
  const unknown: number[] = [];
  const twice: Header['twice'] = [];
  const others = new Map<number, FieldKey>();
  const answering = new Set<number>();
  const counted = countedFromOne(withCyrillic(row.cells));
  row.cells.forEach((cell, column) => {
    const letter = columnLetter(column);
    const named = cell.trim() === '' ? undefined : said?.get(cell.trim());
    const told = letter in letters ? letters[letter] : named;
    if (told === null || (told === undefined && cell.trim() === '')) return;
    const found: Meaning | undefined = told ? { key: told, rank: -1 } : meaningOf(counted[column] ?? cell);
    const hidden = told === undefined && unseen?.has(column) === true;
    const meaning = found && hidden ? { ...found, rank: found.rank + UNSEEN_RANK } : found;
    if (!meaning) {
      unknown.push(column);
      return;
    }
    if (meaning.or) others.set(column, meaning.or);
    if (meaning.key === 'answer') answering.add(column);
    const other = columns.get(meaning.key);
    if (other !== undefined && (ranks.get(meaning.key) ?? 0) <= meaning.rank) {
      twice.push({ column, other });
      return;
    }
    if (other !== undefined) twice.push({ column: other, other: column });
    columns.set(meaning.key, column);
    ranks.set(meaning.key, meaning.rank);
  });
  const really = twice.filter(({ column }) => {
    const key = others.get(column);
    if (key === undefined || columns.has(key)) return true;
    columns.set(key, column);
    return false;
  });
  const wrong = wrongColumns(row, columns, unknown);
  wrong.forEach((column, i) => columns.set(`option${String.fromCharCode(66 + i)}` as FieldKey, column));
  const answers = columns.get('answer');
  if (wrong.length > 0 && answers !== undefined) columns.set('optionA', answers);
  const beside = really.map(({ column }) => column).filter((c) => answering.has(c) && !unseen?.has(c));
  const locales = [...new Set([...columns.keys()].flatMap((key) => key.split(':')[1] ?? []))].sort();
  return {
    row,
    columns,
    locales,
    unknown: unknown.filter((c) => !wrong.includes(c)),
    twice: really,
    ...(unseen ? { unseen } : {}),
    ...(beside.length > 0 ? { answersBeside: beside } : {}),
  };
}

/** How far down a header is looked for; above it offices put titles and remarks. */
export const HEADER_ROWS = 20;
/** So many rows below a header show what its nameless columns hold. */
const SAMPLE = 200;

/** A header in two rows, as one: 选项 over A, B, C, D. Undefined if the lower row is none. */
function joined(
  upper: TableRow,
  lower: TableRow | undefined,
  said: ColumnMap | undefined,
): TableRow | undefined {
  if (!lower) return undefined;
  const filled = lower.cells.filter((c) => c.trim() !== '');
  // A name merged over both rows stands in both.
  const all = lower.cells.every(
    (c, i) =>
      c.trim() === '' ||
      c.trim() === (upper.cells[i] ?? '').trim() ||
      said?.has(c.trim()) === true ||
      meaningOf(c) !== undefined,
  );
  if (filled.length < 2 || !all) return undefined;
  const width = Math.max(upper.cells.length, lower.cells.length);
  const cells = Array.from({ length: width }, (_, i) =>
    (lower.cells[i] ?? '').trim() === '' ? (upper.cells[i] ?? '') : (lower.cells[i] ?? ''),
  );
  return { row: lower.row, cells };
}

/** 选项 written once over several columns: each of those that hold something is one option. */
function spreadOptions(header: Header, below: readonly TableRow[]): Header {
  const first = header.columns.get('options');
  if (first === undefined || [...header.columns.keys()].some((k) => /^option[A-H]$/.test(k))) return header;
  const name = (header.row.cells[first] ?? '').trim();
  const named = (column: number) => {
    const cell = (header.row.cells[column] ?? '').trim();
    return cell !== '' && cell !== name;
  };
  const width = Math.max(header.row.cells.length, ...below.map((r) => r.cells.length));
  let end = first + 1;
  while (end < Math.min(width, first + 8) && !named(end)) end += 1;
  const holds = (column: number) => below.some((r) => (r.cells[column] ?? '').trim() !== '');
  while (end > first + 1 && !holds(end - 1)) end -= 1;
  if (end === first + 1) return header;
  const columns = new Map(header.columns);
  columns.delete('options');
  for (let c = first; c < end; c += 1)
    columns.set(`option${String.fromCharCode(65 + c - first)}` as FieldKey, c);
  return { ...header, columns, twice: header.twice.filter(({ column }) => column < first || column >= end) };
}

/** Flags at the options, `A正确`, where nearly all that stands in such columns is a flag. */
function withFlags(header: Header, below: readonly TableRow[]): Header {
  const flags = flagColumns(header.row.cells, header.columns, header.unknown);
  if (flags.size === 0) return header;
  const said = below.flatMap((r) => [...flags.values()].map((column) => flagSays(r.cells[column] ?? '')));
  const unread = said.filter((s) => s === undefined).length;
  if (!said.includes(true) || unread > said.length / 20) return header;
  const columns = new Set(flags.values());
  return { ...header, flags, unknown: header.unknown.filter((c) => !columns.has(c)) };
}

/** Whether a row names a stem and options, and no answer: then answers can only stand in the stems. */
const withoutAnswer = ({ columns }: Header) =>
  columns.has('stem') &&
  !columns.has('answer') &&
  (columns.has('options') || (columns.has('optionA') && columns.has('optionB')));

/**
 * The row that reads most like a header: it must name a stem and an answer. `lenient` takes one without an answer where
 * there is no other.
 */
export function findHeader(
  table: Pick<Table, 'rows' | 'unseen'>,
  said?: ColumnMap,
  lenient = false,
): Header | undefined {
  let best: Header | undefined;
  let from = -1;
  let poor: Header | undefined;
  table.rows.slice(0, HEADER_ROWS).forEach((row, i) => {
    const both = joined(row, table.rows[i + 1], said);
    for (const cells of both ? [row, both] : [row]) {
      const found = understand(cells, said, table.unseen);
      const below = table.rows.slice(i + (cells === row ? 1 : 2), i + SAMPLE);
      const header = withFlags(spreadOptions(found, below), below);
      if (withoutAnswer(header) && (!poor || header.columns.size > poor.columns.size)) poor = header;
      if (!isHeader(header)) continue;
      const more = header.columns.size - (best?.columns.size ?? 0);
      // Two headers with questions between them are those of two tables.
      if (best && from !== i && hasQuestions(table.rows.slice(from + 1, cells === row ? i : i + 1), best))
        continue;
      if (more < 0 || (more === 0 && from !== i)) continue;
      best = header;
      from = i;
    }
  });
  return best ?? (lenient ? poor : undefined);
}

function hasQuestions(rows: readonly TableRow[], { row, columns }: Header): boolean {
  const filled = (cells: readonly string[], key: FieldKey) =>
    (cells[columns.get(key) ?? -1] ?? '').trim() !== '';
  return rows.some((r) => r.row > row.row && filled(r.cells, 'stem') && filled(r.cells, 'answer'));
}

/**
 * Whether a row below the header names columns again: the same ones, in this or another language (`again`), or others
 * from here on (the new header).
 */
export function headerAgain(row: TableRow, header: Header, said?: ColumnMap): 'again' | Header | undefined {
  const filled: string[] = [];
  let same = true;
  let long = false;
  for (const [i, cell] of row.cells.entries()) {
    const text = cell.trim();
    if (text !== '') filled.push(text);
    same &&= text === (header.row.cells[i] ?? '').trim();
    long ||= text.length > 20;
  }
  if (filled.length > 1 && same) return 'again';
  if (long || filled.length < 3 || filled.some((t) => meaningOf(t) === undefined)) return undefined;
  const found = understand(row, said, header.unseen);
  if (!found.columns.has('stem') || !found.columns.has('answer')) return undefined;
  const alike = [...found.columns].every(([key, column]) => header.columns.get(key) === column);
  return alike ? 'again' : found;
}

/** The header that a row makes as a clerk said its columns are, and whether questions can be read below it. */
export function headerOf(
  table: Pick<Table, 'rows' | 'unseen'>,
  row: TableRow,
  said: ColumnMap | undefined,
  letters: ByLetter,
): { header: Header; readable: boolean } {
  const below = table.rows.filter((r) => r.row > row.row).slice(0, SAMPLE);
  const header = withFlags(spreadOptions(understand(row, said, table.unseen, letters), below), below);
  return { header, readable: isHeader(header) || withoutAnswer(header) };
}

const isHeader = (header: Header) =>
  header.columns.has('stem') &&
  (header.columns.has('answer') || header.flags !== undefined) &&
  !areOptionRows(header);

function areOptionRows({ row, columns }: Header): boolean {
  if (columns.has('options') || columns.has('optionA')) return false;
  return belongToQuestions(row.cells, row.cells[columns.get('stem') ?? -1] ?? '');
}

const filledIn = (row: TableRow) => row.cells.filter((c) => c.trim() !== '').length;
/** A header names nearly all columns; titles above it are one cell. */
const NEARLY = 0.7;
/** The row that would be the header if any is: the first of those with nearly the most cells. Undefined for a blank table. */
export function likelyHeader(table: Pick<Table, 'rows'>): TableRow | undefined {
  const rows = table.rows.slice(0, HEADER_ROWS);
  const most = Math.max(0, ...rows.map(filledIn));
  return rows.find((r) => filledIn(r) > 0 && filledIn(r) >= NEARLY * most);
}
