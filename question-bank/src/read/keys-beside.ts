import { answerLetters, rightOrWrong } from './answers/plain';
import { meaningOf, type FieldKey } from './column-names';
import { chapterName } from './document/chapter-scope';
import { namesChapter } from './document/headings';
import { holdsPeople } from './database/people';
import { isNoKeyList, namedForOthers } from './meant-otherwise';
import { readIssue } from './read-issue';
import type { RawBank, RawField, RawRecord, RecordGroup, KeyTable } from './record';
import { columnLetter, type Table, type TableRow } from './table';

const HEADER_ROWS = 20;
const FEWEST = 2;
/** So many of the questions must have their key, and so many of the keys their question. */
const NEARLY = 0.9;

/** A question's number without what only decorates it: `第 01 题`, `1、`, `1.0`. */
export function plainNumber(text: string): string {
  const bare = text.normalize('NFKC').trim();
  const found = /^(?:第\s*)?0*(\d+)(?:\.0+)?\s*(?:题|[.、:)])?$/.exec(bare)?.[1];
  return found ?? bare;
}
const isNumber = (text: string) => /^\d+$/.test(plainNumber(text));
/** Whether a text by itself can be nothing but a key. */
export const isKeyText = (text: string): boolean =>
  answerLetters(text.trim()) !== undefined || rightOrWrong(text) !== undefined;

/** A number, behind the name of its chapter where each counts by itself. */
const numberIn = (chapter: string, number: string) =>
  chapter.trim() === '' ? number : `${chapterName(chapter)} ${number}`;

class Keys {
  readonly rows = new Map<string, RawField>();
  doubtful = false;
  chaptered = false;
  private readonly table: Table;
  constructor(table: Table) {
    this.table = table;
  }
  add(number: string, text: string, row: number, column: number, chapter = ''): void {
    const plain = plainNumber(number);
    if (plain === '' && text.trim() === '') return;
    if (chapter !== '') this.chaptered = true;
    const id = plain === '' ? '' : numberIn(chapter, plain);
    if (id === '' || this.rows.has(id)) this.doubtful = true;
    const { file, sheet } = this.table;
    const at = { file, ...(sheet === undefined ? {} : { sheet }), row, column: columnLetter(column) };
    this.rows.set(id, { text: text.trim(), at });
  }
}

/** Columns of numbers with the column of keys for each: 题号, 答案 once, or several times side by side. */
function columnPairs(row: TableRow): [number, number][] {
  const meanings = row.cells.map((cell): FieldKey | undefined => meaningOf(cell)?.key);
  if (meanings.some((m) => m !== undefined && /^(?:stem|option)/.test(m))) return [];
  const pairs: [number, number][] = [];
  let number: number | undefined;
  for (const [column, meaning] of meanings.entries()) {
    if (meaning === 'id') number ??= column;
    if (meaning !== 'answer' || number === undefined) continue;
    pairs.push([number, column]);
    number = undefined;
  }
  return pairs;
}

/** A row of numbers above a row of keys. */
function isNumberRow(row: TableRow, below: TableRow | undefined): boolean {
  const filled = row.cells.flatMap((c, i) => (c.trim() === '' ? [] : [i]));
  const numbers = filled.filter((i) => isNumber(row.cells[i] ?? ''));
  return (
    numbers.length >= FEWEST &&
    numbers.length >= filled.length - 1 &&
    numbers.every((i) => isKeyText(below?.cells[i] ?? ''))
  );
}

/** The keys of a table that holds nothing else: by a header, in rows below their numbers, or beside them. */
export function keyTable(table: Table): Omit<KeyTable, 'instead'> | undefined {
  const rows = table.rows.filter((r) => r.cells.some((c) => c.trim() !== ''));
  const keys = new Keys(table);
  const headerAt = rows.slice(0, HEADER_ROWS).findIndex((r) => columnPairs(r).length > 0);
  const header = rows[headerAt];
  const above = rows.slice(0, header ? headerAt + 1 : HEADER_ROWS).flatMap((r) => r.cells);
  const { file, sheet } = table;
  const at = { file, ...(sheet === undefined ? {} : { sheet }) };
  if (isNoKeyList(at, above)) return undefined;
  if (header) {
    if (
      holdsPeople(
        table.sheet ?? '',
        header.cells.map((c) => c.trim()),
      )
    )
      return undefined;
    const chapterAt = header.cells.findIndex((c) => meaningOf(c)?.key === 'chapter');
    for (const [number, key] of columnPairs(header)) {
      let chapter = '';
      for (const r of rows.slice(headerAt + 1)) {
        const [only = '', more] = r.cells.filter((c) => c.trim() !== '');
        if (chapterAt >= 0) chapter = r.cells[chapterAt] ?? '';
        else if (more === undefined && namesChapter(only.trim())) {
          chapter = only;
          continue;
        }
        keys.add(r.cells[number] ?? '', r.cells[key] ?? '', r.row, key, chapter);
      }
    }
  } else {
    for (let i = 0; i < rows.length; i += 1) {
      const [row, below] = [rows[i], rows[i + 1]];
      if (!row) break;
      const filled = row.cells.flatMap((c, at) => (c.trim() === '' ? [] : [at]));
      const [first = 0, second = 0] = filled;
      if (below && isNumberRow(row, below)) {
        for (const at of filled)
          if (isNumber(row.cells[at] ?? ''))
            keys.add(row.cells[at] ?? '', below.cells[at] ?? '', below.row, at);
        i += 1;
      } else if (
        filled.length === 2 &&
        isNumber(row.cells[first] ?? '') &&
        isKeyText(row.cells[second] ?? '')
      )
        keys.add(row.cells[first] ?? '', row.cells[second] ?? '', row.row, second);
      else if (filled.length > 1) return undefined;
    }
  }
  if (keys.doubtful || keys.rows.size < FEWEST) return undefined;
  return { at, rows: keys.rows, ...(keys.chaptered ? { chaptered: true as const } : {}) };
}

const answerOf = (record: RawRecord) => record.fields.get('answer')?.text.trim() ?? '';
const numberOf = (record: RawRecord) => plainNumber(record.fields.get('id')?.text ?? '');
/** The number by which a table of keys would know a question. */
const keyOf = (record: RawRecord, { chaptered }: Pick<KeyTable, 'chaptered'>) =>
  numberIn(chaptered ? (record.fields.get('chapter')?.text ?? '') : '', numberOf(record));

/** Whether questions have numbers and no keys. */
function areKeyless({ records }: RecordGroup): boolean {
  if (records.length < FEWEST) return false;
  return records.every(
    (r) =>
      r.plain === undefined &&
      r.own === undefined &&
      answerOf(r) === '' &&
      numberOf(r) !== '' &&
      r.options.every((o) => o.right === undefined),
  );
}

function belong({ records }: RecordGroup, table: KeyTable): boolean {
  const { rows } = table;
  const numbers = new Set(records.map((r) => keyOf(r, table)));
  if (numbers.size < records.length) return false;
  const common = [...numbers].filter((n) => rows.has(n)).length;
  return common >= NEARLY * numbers.size && common >= NEARLY * rows.size;
}

/** A record with its key; what of a record is told only when asked for stays so. */
function withKey(record: RawRecord, table: KeyTable): RawRecord {
  const key = table.rows.get(keyOf(record, table));
  if (!key) return record;
  const fields = new Map(record.fields).set('answer', key);
  const copy = Object.create(Object.getPrototypeOf(record) as object) as RawRecord;
  return Object.assign(copy, record, { fields });
}

/**
 * Gives keys that stand in a sheet or file of their own to the questions of another one by their numbers, where just one
 * group of questions lacks its keys and fits them; all others stay as they are, and what they are is said.
 */
export function joinKeys(banks: readonly RawBank[]): RawBank[] {
  const tables = banks.flatMap((bank) => bank.keys ?? []);
  if (tables.length === 0) return [...banks];
  const all = banks.flatMap(({ groups }) => groups);
  const places = all.map((g) => g.at);
  const keyless = all.filter(areKeyless);
  const fits = (group: RecordGroup, keys: KeyTable) =>
    belong(group, keys) && !namedForOthers(keys.at, group.at, places);
  const given = new Map<RecordGroup, KeyTable>();
  for (const group of keyless) {
    const fitting = tables.filter((keys) => fits(group, keys));
    const near = fitting.filter((k) => k.at.file === group.at.file);
    const [keys, another] = near.length > 0 ? near : fitting;
    const rivals = keyless.filter(
      (g) => keys && fits(g, keys) && (near.length === 0 || g.at.file === group.at.file),
    );
    if (keys && !another && rivals.length === 1) given.set(group, keys);
  }
  const used = new Map([...given].map(([group, keys]) => [keys, group]));
  return banks.map((bank) => {
    if (!bank.keys && !bank.groups.some((g) => given.has(g))) return bank;
    const groups = bank.groups.map((group) => {
      const keys = given.get(group);
      return keys ? { ...group, records: group.records.map((r) => withKey(r, keys)) } : group;
    });
    const said = (bank.keys ?? []).flatMap((keys) => {
      const group = used.get(keys);
      if (!group) return keys.instead;
      const questions = group.at.file === keys.at.file ? (group.at.sheet ?? group.at.file) : group.at.file;
      const numbers = new Set(group.records.map((r) => keyOf(r, keys)));
      const spare = [...keys.rows].filter(([number]) => !numbers.has(number));
      return [
        readIssue('KEYS_APART', keys.at, { questions }),
        ...spare.map(([value, { at }]) => readIssue('ANSWER_WITHOUT_QUESTION', at, { value })),
      ];
    });
    return { ...bank, groups, issues: [...bank.issues, ...said] };
  });
}
