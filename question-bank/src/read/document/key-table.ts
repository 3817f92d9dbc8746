import { halfWidth } from './line';

/** A line of an answer list that a row of a table stands for. */
export interface KeyLine {
  /** 0-based row of the table. */
  row: number;
  text: string;
}

const NUMBER = /^(?:第\s?)?(\d{1,5})\s?(?:小?题|[.、])?$/;
const LETTERS = /^[(（]?([A-Ha-h](?:[\s、,，;；/]{0,3}[A-Ha-h]){0,7})[)）]?$/;
const SIGN = /^[(（]?(√|×|✓|✔|✗|✘|✕|正确|错误|对|错|[TFXxYNV]|true|false)[)）]?$/i;
const NUMBERS = /^(?:题\s?号|题\s?目|题\s?序|序\s?号|编\s?号|no\.?|questions?|#)$/i;
const ANSWERS = /^(?:(?:参考|正确|标准)?(?:答\s?案|选\s?项)|(?:correct\s)?answers?|key)$/i;
const EXPLANATIONS = /^(?:(?:答案|题目|试题)?(?:解析|详解|说明|依据|分析|解释)|备注|explanations?)$/i;

/** The value of a cell as answer lists write it; undefined if it is none. */
function valueOf(cell: string): string | undefined {
  const letters = LETTERS.exec(cell)?.[1];
  if (letters !== undefined) return letters.toUpperCase().replace(/[^A-H]+/g, '');
  const sign = SIGN.exec(cell)?.[1];
  return sign === undefined ? undefined : sign.length > 3 ? sign.charAt(0).toUpperCase() : sign;
}

const numberOf = (cell: string): number | undefined => {
  const digits = NUMBER.exec(cell)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

/** The one text of a row that holds nothing else: the name of a section. */
function titleOf(cells: readonly string[]): string | undefined {
  const texts = [...new Set(cells.filter((c) => c !== ''))];
  const [text = ''] = texts;
  return texts.length === 1 && numberOf(text) === undefined && valueOf(text) === undefined ? text : undefined;
}

interface Entry {
  row: number;
  number: number;
  answer: string;
  explanation: string;
}
const rising = (entries: readonly Entry[]) =>
  entries.every((e, i) => i === 0 || e.number > (entries[i - 1]?.number ?? 0));

const linesOf = (entries: readonly Entry[]): KeyLine[] =>
  entries.flatMap(({ row, number, answer, explanation }) => [
    { row, text: `${number}.${answer}` },
    ...(explanation === '' ? [] : [{ row, text: `解析：${explanation}` }]),
  ]);

/** 题号, 答案 (and 解析) over columns, once or several times beside each other. */
function byColumns(rows: readonly (readonly string[])[]): KeyLine[] | undefined {
  const head = rows.slice(0, 2).findIndex((cells) => cells.some((c) => NUMBERS.test(c)));
  if (head < 0 || (head === 1 && titleOf(rows[0] ?? []) === undefined)) return undefined;
  const groups: { number: number; answer?: number; explanation?: number }[] = [];
  for (const [i, cell] of (rows[head] ?? []).entries()) {
    const last = groups.at(-1);
    if (NUMBERS.test(cell)) groups.push({ number: i });
    else if (ANSWERS.test(cell) && last) last.answer ??= i;
    else if (EXPLANATIONS.test(cell) && last) last.explanation ??= i;
    else if (cell !== '') return undefined;
  }
  if (!groups.every((g) => g.answer !== undefined)) return undefined;
  const out: KeyLine[] = head === 1 ? [{ row: 0, text: titleOf(rows[0] ?? []) ?? '' }] : [];
  let met = 0;
  let unread = 0;
  let across: Entry[] = [];
  let down: Entry[][] = groups.map(() => []);
  const flush = () => {
    // Numbers go on from left to right, or down one column and then the next.
    out.push(...linesOf(!rising(across) && rising(down.flat()) ? down.flat() : across));
    across = [];
    down = groups.map(() => []);
  };
  rows.forEach((cells, row) => {
    if (row <= head || cells.every((c) => c === '')) return;
    const title = titleOf(cells);
    if (title !== undefined) {
      flush();
      out.push({ row, text: title });
      return;
    }
    groups.forEach((g, i) => {
      const number = numberOf(cells[g.number] ?? '');
      const answer = valueOf(cells[g.answer ?? -1] ?? '');
      if ((cells[g.number] ?? '') === '' && (cells[g.answer ?? -1] ?? '') === '') return;
      met += 1;
      if (number === undefined || answer === undefined) {
        unread += 1;
        return;
      }
      const entry = { row, number, answer, explanation: cells[g.explanation ?? -1] ?? '' };
      across.push(entry);
      down[i]?.push(entry);
    });
  });
  flush();
  return met > 0 && unread <= met / 3 ? out : undefined;
}

/** A row of numbers over a row of answers, again and again. */
function byRows(rows: readonly (readonly string[])[]): KeyLine[] | undefined {
  const out: KeyLine[] = [];
  let pairs = 0;
  for (let row = 0; row < rows.length; row += 1) {
    const cells = rows[row] ?? [];
    if (cells.every((c) => c === '')) continue;
    const title = titleOf(cells);
    if (title !== undefined) {
      out.push({ row, text: title });
      continue;
    }
    const below = rows[row + 1] ?? [];
    const entries: Entry[] = [];
    let named = false;
    for (const [i, cell] of cells.entries()) {
      const value = below[i] ?? '';
      const number = numberOf(cell);
      if (number !== undefined) {
        const answer = valueOf(value);
        if (answer === undefined && value !== '') return undefined;
        if (answer !== undefined) entries.push({ row, number, answer, explanation: '' });
      } else if (NUMBERS.test(cell) && (ANSWERS.test(value) || value === '')) named = true;
      // The name of the section stands beside both rows.
      else if (cell !== '' && entries.length === 0 && (value === cell || value === ''))
        out.push({ row, text: cell });
      else if (cell !== '' || value !== '') return undefined;
    }
    if (entries.length < (named ? 1 : 2)) return undefined;
    out.push({ row, text: entries.map((e) => `${e.number}.${e.answer}`).join(' ') });
    pairs += 1;
    row += 1;
  }
  return pairs > 0 ? out : undefined;
}

/**
 * A table of keys as the lines of an answer list: numbers over answers, or 题号 and 答案 as columns, with the names of
 * sections between them. `rows` are the texts of its cells. Undefined if the table is anything else.
 */
export function keyTable(rows: readonly (readonly string[])[]): KeyLine[] | undefined {
  const plain = rows.map((cells) => cells.map((c) => halfWidth(c).replace(/\s+/g, ' ').trim()));
  return byColumns(plain) ?? byRows(plain);
}
