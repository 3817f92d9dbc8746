import type { FieldKey } from './field-keys';
import { columnLetter, type Table } from './table';

const LETTERS = /^[A-Ha-h](?:[\s,，、]{0,2}[A-Ha-h]){0,7}$/;
const VERDICT = /^(?:对|错|正确|错误|√|×|t|f|true|false)$/i;
const TYPE = /^(?:[单多]项?选?择?|判断|不定项选?择?|选择)题?$/;
/** Rows that are looked at. */
const SAMPLE = 300;
/** So many of the cells must be as the column's meaning asks. */
const NEARLY = 0.95;
const SHORTEST_STEM = 6;

/**
 * What the columns of a table without a header hold, by column letter: one that holds nothing but answers, the longest
 * texts before it as stems, what stands between as options. Undefined where any of this is in doubt.
 */
export function guessColumns(table: Pick<Table, 'rows'>): Record<string, FieldKey | null> | undefined {
  const rows = table.rows.filter((r) => r.cells.some((c) => c.trim() !== '')).slice(0, SAMPLE);
  const width = Math.max(0, ...rows.map((r) => r.cells.length));
  if (rows.length < 2 || width < 2 || width > 16) return undefined;
  const columns = Array.from({ length: width }, (_, i) => rows.map((r) => (r.cells[i] ?? '').trim()));
  const share = (cells: readonly string[], test: (c: string) => boolean) =>
    cells.filter(test).length / rows.length;
  const isAnswer = (c: string) => LETTERS.test(c) || VERDICT.test(c);
  const answers = columns.flatMap((cells, i) => (share(cells, isAnswer) >= NEARLY ? [i] : []));
  const [answer] = answers;
  if (answer === undefined || answers.length > 1) return undefined;
  const length = (i: number) => columns[i]?.reduce((sum, c) => sum + c.length, 0) ?? 0;
  let stem = 0;
  for (let i = 1; i < answer; i += 1) if (length(i) > length(stem)) stem = i;
  if (stem >= answer || length(stem) < SHORTEST_STEM * rows.length) return undefined;
  if (new Set(columns[stem]).size < 0.8 * rows.length) return undefined;
  const out: Record<string, FieldKey | null> = {};
  for (let i = 0; i < width; i += 1) out[columnLetter(i)] = null;
  out[columnLetter(stem)] = 'stem';
  out[columnLetter(answer)] = 'answer';
  const between = answer - stem - 1;
  if (between === 1 || between > 8) return undefined;
  for (let i = 0; i < between; i += 1)
    out[columnLetter(stem + 1 + i)] = `option${String.fromCharCode(65 + i)}` as FieldKey;
  // Without options a letter needs them in the stem; words need none.
  const whole = (i: number) =>
    VERDICT.test(columns[answer]?.[i] ?? '') ||
    /A\s?[、.．:：)）][^]*B\s?[、.．:：)）]/.test(columns[stem]?.[i] ?? '');
  if (between === 0 && !rows.every((_, i) => whole(i))) return undefined;
  for (let i = 0; i < stem; i += 1) {
    const cells = columns[i] ?? [];
    if (cells.every((c) => TYPE.test(c))) out[columnLetter(i)] = 'type';
    else if (new Set(cells).size === cells.length && cells.every((c) => /^[\w-]{1,20}$/.test(c)))
      out[columnLetter(i)] = 'id';
  }
  return out;
}
