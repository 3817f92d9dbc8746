import { letterAt } from './row-marks';
import { firstWord, joinsTight, leftOf, rightOf, rowText, type Row } from './rows';

/** Where the texts of a row stand: with their first line, their middle or their last line beside its number. */
export type Alignment = 'top' | 'middle' | 'bottom';
/** Lines of each cell of a row. */
export type CellLines = Row[][];
export interface RowsFound {
  rows: CellLines[];
  /** Undefined where no text has more than one line, or lines between the rows tell them apart. */
  aligned?: Alignment;
}

/** A table that began on the page before. */
export interface Begun {
  aligned: Alignment | undefined;
  /** Columns in which its last row there has no text. */
  lacking: readonly number[];
}

/** Share of a letter's height by which baselines that belong together may differ. */
const NEAR = 0.25;
const MOST_LINES = 40;
/** From one line of a text to the next, in heights of its letters. */
const MOST_PITCH = 2.2;
const NUMBER = /^\s*(\d{1,5})\s*[、.．]?\s*$/;

/** The numbers of the first column, if they count on one by one: then no row is missing and none is two. */
function countedOn(lines: readonly Row[]): readonly Row[] | undefined {
  const numbers = lines.map((l) => Number(NUMBER.exec(rowText(l))?.[1] ?? Number.NaN));
  const [first = Number.NaN] = numbers;
  return numbers.length > 0 && numbers.every((n, i) => n === first + i) ? lines : undefined;
}

const textWidth = (line: Row) => rightOf(line) - leftOf(line);
/** Whether a line ends where it does because what follows did not fit, or an option begins there. */
const isBroken = (line: Row, next: Row, width: number): boolean =>
  letterAt(rowText(next)) > 0 || textWidth(line) + firstWord(next) > width - 0.3 * line.size;

/** Which row each line of a column belongs to, -1 for the rest of one that began on the page before. */
type Belonging = number[];

function atTop(lines: readonly Row[], numbers: readonly Row[]): Belonging | undefined {
  const of = lines.map((l) => numbers.findLastIndex((n) => n.y <= l.y + NEAR * l.size));
  const whole = lines.every(
    (l, i) =>
      of[i] === -1 || of[i] === of[i - 1] || Math.abs((numbers[of[i] ?? 0]?.y ?? 0) - l.y) < NEAR * l.size,
  );
  return whole ? of : undefined;
}

function atBottom(lines: readonly Row[], numbers: readonly Row[]): Belonging | undefined {
  const of = lines.map((l) => numbers.findIndex((n) => n.y >= l.y - NEAR * l.size));
  const whole = lines.every(
    (l, i) =>
      of[i] !== -1 && (of[i] === of[i + 1] || Math.abs((numbers[of[i] ?? 0]?.y ?? 0) - l.y) < NEAR * l.size),
  );
  return whole ? of : undefined;
}

/** Groups of lines each of which has its middle at its number; undefined where there are none, or several. */
function atMiddle(lines: readonly Row[], numbers: readonly Row[], width: number): Belonging | undefined {
  if (lines === numbers) return lines.map((_, i) => i);
  const from: number[] = [];
  /** Ways to give lines from `at` on to rows from `row` on: 0, 1, or 2 for more. */
  const known = new Map<number, number>();
  const fits = (row: number, at: number, count: number): boolean => {
    const { y = 0, size = 1 } = numbers[row] ?? {};
    const some = lines.slice(at, at + count);
    if (Math.abs(some.reduce((sum, l) => sum + l.y, 0) / count - y) >= NEAR * size) return false;
    return some.every((l, i) => {
      const next = some[i + 1];
      return !next || (next.y - l.y < MOST_PITCH * l.size && isBroken(l, next, width));
    });
  };
  const ways = (row: number, at: number): number => {
    if (row === numbers.length) return at === lines.length ? 1 : 0;
    const key = row * (lines.length + 1) + at;
    const before = known.get(key);
    if (before !== undefined) return before;
    let found = ways(row + 1, at);
    for (let n = 1; at + n <= lines.length && n <= MOST_LINES && found < 2; n += 1)
      if (fits(row, at, n)) found += ways(row + 1, at + n);
    known.set(key, Math.min(2, found));
    return Math.min(2, found);
  };
  if (ways(0, 0) !== 1) return undefined;
  let at = 0;
  for (let row = 0; row < numbers.length; row += 1) {
    let n = 0;
    while (ways(row + 1, at + n) === 0 || (n > 0 && !fits(row, at, n))) n += 1;
    for (let i = 0; i < n; i += 1) from.push(row);
    at += n;
  }
  return from;
}
const ALIGNED = { top: atTop, middle: atMiddle, bottom: atBottom } as const;

/** Whether the lines of all cells stand at one distance and were broken for want of room. */
function isPlausible(rows: readonly CellLines[], widths: readonly number[]): boolean {
  const gaps: number[] = [];
  for (const cells of rows)
    for (const [c, lines] of cells.entries())
      for (const [i, line] of lines.entries()) {
        const next = lines[i + 1];
        if (!next) continue;
        if (!isBroken(line, next, widths[c] ?? 0)) return false;
        gaps.push((next.y - line.y) / line.size);
      }
  return gaps.length === 0 || Math.max(...gaps) - Math.min(...gaps) < NEAR;
}

/** Rows that lines across the table divide. */
function ruledRows(columns: readonly (readonly Row[])[], numbers: readonly Row[], across: readonly number[]) {
  const bandOf = (l: Row) => across.filter((y) => y < l.y - 0.3 * l.size).length;
  const bands = numbers.map(bandOf);
  if (bands.some((b, i) => i > 0 && b <= (bands[i - 1] ?? 0))) return undefined;
  const of = columns.map((lines) => lines.map((l) => bands.indexOf(bandOf(l))));
  // What stands above the first number was begun on the page before; elsewhere every line has its row.
  const first = bands[0] ?? 0;
  const whole = columns.every((lines, c) =>
    lines.every((l, i) => (of[c]?.[i] ?? -1) >= 0 || bandOf(l) < first),
  );
  return whole ? of : undefined;
}

/** Lines by row and column; the first row is what was begun on the page before. */
function cellsBy(
  columns: readonly (readonly Row[])[],
  belonging: readonly Belonging[],
  count: number,
): CellLines[] {
  const rows = Array.from({ length: count + 1 }, (): CellLines => columns.map(() => []));
  columns.forEach((lines, c) => lines.forEach((l, i) => rows[(belonging[c]?.[i] ?? 0) + 1]?.[c]?.push(l)));
  return rows;
}

/**
 * Rows without what is empty above the first number; undefined where that is more than the rest of the last row of the page
 * before, as a row whose number is missing would be: it holds what every row holds, or a key where that one has its own.
 */
function withoutEmpty(
  [rest = [], ...rows]: CellLines[],
  key: number | undefined,
  before: Begun | undefined,
): CellLines[] | undefined {
  const filled = rest.flatMap((lines, c) => (lines.length > 0 ? [c] : []));
  if (filled.length === 0) return rows;
  const lacked = (c: number) => before?.lacking.includes(c) ?? false;
  const always = rest.map((_, c) => c).filter((c) => c > 0 && rows.every((cells) => cells[c]?.length));
  const whole = always.every((c) => filled.includes(c) && !lacked(c));
  const second = key !== undefined && filled.includes(key) && !lacked(key);
  return before && !whole && !second ? [rest, ...rows] : undefined;
}

/**
 * The rows of a table whose texts take several lines, told by their numbers in the first column. Undefined where the lines
 * may belong to one row or to another: a key at the wrong question is the worst that can happen.
 * @param columns lines of each column from top to bottom; `widths` is how wide each column's texts may be
 * @param across where lines are drawn across the whole table
 * @param key the column of the keys, where its name tells
 */
export function rowsByNumber(
  columns: readonly (readonly Row[])[],
  widths: readonly number[],
  across: readonly number[],
  key: number | undefined,
  before: Begun | undefined,
): RowsFound | undefined {
  const numbers = countedOn(columns[0] ?? []);
  if (!numbers) return undefined;
  const ruled = ruledRows(columns, numbers, across);
  const sorted = (of: readonly Belonging[]) =>
    withoutEmpty(cellsBy(columns, of, numbers.length), key, before);
  if (ruled) {
    const rows = sorted(ruled);
    return rows && { rows };
  }
  const found = new Map<string, { rows: CellLines[]; aligned: Alignment[] }>();
  for (const aligned of ['top', 'middle', 'bottom'] as const) {
    const of = columns.flatMap((lines, c) => {
      const one = ALIGNED[aligned](lines, numbers, widths[c] ?? 0);
      return one ? [one] : [];
    });
    const rows = of.length < columns.length ? undefined : sorted(of);
    if (!rows || !isPlausible(rows, widths)) continue;
    const key = JSON.stringify(of);
    const same = found.get(key);
    if (same) same.aligned.push(aligned);
    else found.set(key, { rows, aligned: [aligned] });
  }
  const all = [...found.values()];
  const fit =
    all.length === 1 ? all[0] : all.find((f) => before?.aligned && f.aligned.includes(before.aligned));
  if (!fit) return undefined;
  const aligned = fit.aligned.length === 1 ? fit.aligned[0] : before?.aligned;
  return { rows: fit.rows, ...(aligned ? { aligned } : {}) };
}

/** The lines of a cell as lines of its text: what was broken for want of room stands behind what it goes on from. */
export function unbroken(lines: readonly Row[]): Row[] {
  const out: Row[] = [];
  for (const line of lines) {
    const last = out.at(-1);
    if (!last || letterAt(rowText(line)) > 0) {
      out.push({ ...line, pieces: [...line.pieces] });
      continue;
    }
    const gap = joinsTight(rowText(last), rowText(line)) ? 0 : 0.3 * line.size;
    const by = rightOf(last) + gap - leftOf(line);
    last.pieces.push(...line.pieces.map((p) => ({ ...p, x0: p.x0 + by, x1: p.x1 + by, y: last.y })));
  }
  return out;
}
