import { meaningOf, type FieldKey } from './column-names';
import type { CellPlace, Table, TableRow } from './table';

/** Of the rows, so many must be called by a name that is known. */
const NEARLY = 0.8;
const label = (cell: string | undefined) => (cell ?? '').trim().replace(/[\s:：]+$/, '');
const keyOf = (name: string): FieldKey | undefined => meaningOf(name)?.key;

interface Pair {
  name: string;
  text: string;
  row: number;
  column: number;
}

/** Names and values of a row: two cells, or more where every other one is a name (`题号 | 1 | 题型 | 判断题`); else none. */
function pairsIn({ row, cells }: TableRow): Pair[] {
  const filled = cells.flatMap((c, i) => (c.trim() === '' ? [] : [i]));
  const [first] = filled;
  if (first === undefined) return [];
  const pair = (at: number, value: number): Pair => ({
    name: label(cells[at]),
    text: cells[value] ?? '',
    row,
    column: value,
  });
  if (filled.length <= 2) return [pair(first, first + 1)];
  const names = filled.filter((_, i) => i % 2 === 0);
  if (filled.length % 2 > 0 || names.some((at) => keyOf(label(cells[at])) === undefined)) return [];
  const values = filled.filter((_, i) => i % 2 > 0);
  // `单选题` and `B` name columns elsewhere; beside 题型 and 答案 they are the type and the key.
  const isName = (at: number, i: number) => {
    const of = keyOf(label(cells[names[i] ?? 0]));
    const text = label(cells[at]);
    return keyOf(text) !== undefined && of !== 'type' && !(of === 'answer' && /^[A-H]$/i.test(text));
  };
  if (values.some(isName)) return [];
  return names.map((at, i) => pair(at, values[i] ?? at + 1));
}

/**
 * Whether rows hold a name and a value each (`题目 | …`, `选项A | …`, `答案 | …`), as questions do that are kept in a table of their
 * own, or below each other on a sheet. Values that are names too make an ordinary table.
 */
export function isUpright(rows: readonly TableRow[]): boolean {
  const filled = rows.filter((r) => r.cells.some((c) => c.trim() !== ''));
  const each = filled.map(pairsIn);
  const pairs = each.flat();
  if (filled.length < 2 || each.some((found) => found.length === 0)) return false;
  const keys = pairs.map(({ name }) => keyOf(name));
  const known = keys.filter((k) => k !== undefined).length;
  const stems = pairs.filter((p, i) => keys[i] === 'stem' && p.text.trim() !== '');
  if (stems.length === 0 || known < NEARLY * pairs.length) return false;
  return keys.includes('answer') && !pairs.some(({ text }) => keyOf(label(text)) === 'answer');
}

/** Values of one question by their names. */
type Upright = Map<string, Pair>;

/** The questions of rows of names and values: each begins where a name comes again. Other rows stay as they are. */
function questionsIn(rows: readonly TableRow[]): (Upright | TableRow)[] {
  const found: (Upright | TableRow)[] = [];
  let open: Upright | undefined;
  for (const row of rows) {
    for (const pair of pairsIn(row)) {
      if (keyOf(pair.name) === undefined && pair.text.trim() === '') {
        found.push(row);
        open = undefined;
        continue;
      }
      if (!open || open.has(pair.name)) {
        open = new Map();
        found.push(open);
      }
      open.set(pair.name, pair);
    }
  }
  return found;
}

/** Tables of names and values as one with a row a question, whose cells know where they stood. */
export function fromUpright(tables: readonly Table[]): Table {
  const names: string[] = [];
  const named: CellPlace[] = [];
  const rows: TableRow[] = [];
  const pictures = new Map<number, readonly string[]>();
  let last = 0;
  for (const table of tables) {
    const sheet = table.sheet === undefined ? {} : { sheet: table.sheet };
    for (const found of questionsIn(table.rows)) {
      if (!(found instanceof Map)) {
        last = Math.max(last + 1, found.row);
        rows.push({ row: last, cells: found.cells, origin: { ...sheet, row: found.row, column: 0 } });
        continue;
      }
      const pairs = [...found.values()];
      const first = pairs[0]?.row ?? 0;
      last = Math.max(last + 1, first);
      const cells: string[] = [];
      const places: CellPlace[] = [];
      for (const { name, text, row, column } of pairs) {
        if (!names.includes(name)) {
          names.push(name);
          named.push({ ...sheet, row, column: column - 1 });
        }
        const at = names.indexOf(name);
        cells[at] = text;
        places[at] = { ...sheet, row, column };
      }
      rows.push({
        row: last,
        cells: Array.from(cells, (c) => c ?? ''),
        origin: { ...sheet, row: first, column: 0 },
        places: Array.from(places),
      });
      const shown = pairs.flatMap(({ row }) => table.pictures.get(row) ?? []);
      if (shown.length > 0) pictures.set(last, [...new Set(shown)]);
    }
  }
  const [one] = tables;
  const header = { row: (rows[0]?.row ?? 1) - 1, cells: names, places: named };
  const sheet = one?.sheet === undefined ? {} : { sheet: one.sheet };
  return { file: one?.file ?? '', ...sheet, rows: [header, ...rows], pictures };
}
