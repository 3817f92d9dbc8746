import type { Issue } from '../model/issue';
import { OPTION_KEYS } from './field-keys';
import { lettersAt, lettersOf } from './answers/plain';
import { findHeader, type Header } from './header';
import { looksMeanOtherwise } from './meant-otherwise';
import { readIssue } from './read-issue';
import { optionLooks } from './option-looks';
import { columnLetter, type CellLook, type Table, type TableRow } from './table';

const NEARLY = 0.9;
const FEWEST = 2;
/** With more of the options marked it may be the wrong ones that are. */
const MOST_RIGHT = 0.6;
const ASPECTS: readonly [keyof CellLook, zh: string, en: string][] = [
  ['fill', '选项单元格的底色', 'the fill of the option cells'],
  ['ink', '选项文字的颜色', 'the colour of the option texts'],
  ['bold', '选项文字的粗体', 'option texts in bold'],
  ['underlined', '选项文字的下划线', 'underlined option texts'],
];

export interface LookFound {
  isRight: (look: CellLook | undefined) => boolean;
  name: readonly [zh: string, en: string];
}

/**
 * Whether what stands out, as flags of the options of each question, stands at changing places, and is the smaller part:
 * whole columns in grey are no keys.
 */
export function isNoDecoration(questions: readonly (readonly boolean[])[]): boolean {
  const places = questions.map((q) => q.flatMap((stands, i) => (stands ? [i] : [])).join());
  const times = new Map<string, number>();
  for (const p of places) times.set(p, (times.get(p) ?? 0) + 1);
  const right = questions.reduce((n, q) => n + q.filter(Boolean).length, 0);
  const all = questions.reduce((n, q) => n + q.length, 0);
  // A pattern of cells that comes again every second or third row.
  const inTurn = [2, 3].some(
    (n) => questions.length >= 3 * n && places.every((p, i) => i < n || p === places[i - n]),
  );
  return !inTurn && Math.max(...times.values()) < NEARLY * questions.length && right <= all * MOST_RIGHT;
}

/**
 * By what look right options stand out: one look that in nearly every question some options have and some have not.
 * Undefined where none or several do: then looks are decoration.
 */
export function chosenByLook(
  questions: readonly (readonly (CellLook | undefined)[])[],
): LookFound | undefined {
  if (questions.length < FEWEST) return undefined;
  const found: LookFound[] = [];
  for (const [aspect, zh, en] of ASPECTS) {
    const values = new Set(questions.flatMap((q) => q.map((look) => look?.[aspect] ?? '')));
    for (const value of values) {
      if (value === '') continue;
      const isRight = (look: CellLook | undefined) => look?.[aspect] === value;
      const parted = questions.filter((q) => q.some(isRight) && !q.every(isRight)).length;
      if (parted >= NEARLY * questions.length && isNoDecoration(questions.map((q) => q.map(isRight))))
        found.push({ isRight, name: [zh, en] });
    }
  }
  const [first, ...others] = found;
  const agree = others.every((o) =>
    questions.every((q) => q.every((l) => o.isRight(l) === first?.isRight(l))),
  );
  return agree ? first : undefined;
}

export const lookIssue = (table: Table, { name: [zh, en] }: LookFound, examples: string): Issue =>
  readIssue(
    'ANSWERS_READ_AS',
    { file: table.file, ...(table.sheet === undefined ? {} : { sheet: table.sheet }) },
    { coding: zh, codingEn: en, examples },
  );

const isAgain = (row: TableRow, header: TableRow): boolean =>
  row.cells.every((c, i) => c.trim() === (header.cells[i] ?? '').trim());
/** The rows below a header, without those that repeat it at the head of a page. */
const rowsBelow = (table: Table, header: TableRow): TableRow[] =>
  table.rows.filter((r) => r.row > header.row && !isAgain(r, header));

/** A table without answers whose right options look otherwise than the others, with a column for the answers. */
export function withLookKeys(table: Table): { table: Table; issue: Issue } | undefined {
  const { look } = table;
  const header = look && !findHeader(table) ? findHeader(table, undefined, true) : undefined;
  if (!look || !header || looksMeanOtherwise(table, header.row)) return undefined;
  const together = keysWithinCells(table, header);
  if (together) return together;
  const places = OPTION_KEYS.flatMap((key, i) => {
    const column = header.columns.get(key);
    return column === undefined ? [] : [[i, column] as const];
  });
  const filled = (row: TableRow) => places.filter(([, column]) => (row.cells[column] ?? '').trim() !== '');
  const asked = rowsBelow(table, header.row).filter((r) => filled(r).length > 1);
  const found = chosenByLook(asked.map((r) => filled(r).map(([, column]) => look(r.row, column))));
  if (!found) return undefined;
  const keys = new Map(
    asked.map((r) => [
      r.row,
      lettersAt(filled(r).flatMap(([i, column]) => (found.isRight(look(r.row, column)) ? [i] : []))),
    ]),
  );
  return withKeyColumn(table, header.row, keys, found);
}

/** The same where a cell holds all options of a question and the right ones are set off within it. */
function keysWithinCells(table: Table, header: Header): ReturnType<typeof withLookKeys> {
  const column = header.columns.get('options');
  const { pieces } = table;
  if (!pieces || column === undefined || OPTION_KEYS.some((key) => header.columns.has(key))) return undefined;
  const asked = rowsBelow(table, header.row)
    .map((r) => ({ row: r.row, looks: optionLooks(r.cells[column] ?? '', () => pieces(r.row, column)) }))
    .filter(({ looks }) => looks.length > 1);
  const found = chosenByLook(asked.map(({ looks }) => looks));
  if (!found) return undefined;
  const letters = (looks: readonly CellLook[]) => lettersOf(looks.map(found.isRight));
  return withKeyColumn(table, header.row, new Map(asked.map((a) => [a.row, letters(a.looks)])), found);
}

/** The table with a column of the keys that a look told, and what is said of it. */
function withKeyColumn(
  table: Table,
  header: TableRow,
  keys: ReadonlyMap<number, string>,
  found: LookFound,
): { table: Table; issue: Issue } {
  const width = table.rows.reduce((most, r) => Math.max(most, r.cells.length), 0);
  const rows = table.rows.map((r) => {
    const key = r.row === header.row || isAgain(r, header) ? '答案' : keys.get(r.row);
    if (key === undefined) return r;
    return { row: r.row, cells: [...Array.from({ length: width }, (_, i) => r.cells[i] ?? ''), key] };
  });
  const examples = [...keys].slice(0, 3).map(([row, key]) => `${columnLetter(0)}${row} = ${key}`);
  return { table: { ...table, rows }, issue: lookIssue(table, found, examples.join('；')) };
}
