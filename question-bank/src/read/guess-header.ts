import { parseType } from './cell-values';
import { belongsToPeople, holdsPeople } from './database/people';
import type { FieldKey } from './field-keys';
import { likelyHeader } from './header';
import { columnLetter, type Table } from './table';

const LETTERS = /^[A-Ha-h](?:[\s,，、]{0,2}[A-Ha-h]){0,7}$/;
const VERDICT = /^(?:对|错|正确|错误|√|×|t|f|true|false)$/i;
const SAYS_RIGHT = /^(?:对|正确|√|t|true)$/i;
const TYPE = /^(?:[单多]项?选?择?|判断|不定项选?择?|选择)题?$/;
/** What numbers a question, and no text. */
const NUMBER = /^(?:第\s*)?[\w-]{1,20}\s*题?[.．、]?$/;
/** A text of words, and no code, number or name. */
const WORDS = /\p{Script=Han}{2}|\p{L}{2,}\s+\p{L}{2,}/u;
/** What questions and statements have and addresses and names have not. */
const SENTENCE = /[。？?！!；;：:]|[，,]\s?\p{L}|[(（]\s*[)）]|_{2,}|\.\s*$|\n|<br/u;
/** Numbers of identity cards and telephones, addresses of mail: whoever keeps these keeps people. */
const PERSONAL = /^(?:\d{17}[\dXx]|\d{15}|(?:\+?86[-\s]?)?1\d{10}|[^\s@]+@[^\s@]+\.\w+)$/;
const LISTS_PEOPLE = /名单|名册|花名|成绩|签到|考勤|roster|attendance/i;
/** Rows that are looked at. */
const SAMPLE = 300;
/** So many of the cells must be as the column's meaning asks. */
const NEARLY = 0.95;
const SHORTEST_STEM = 6;
/** With fewer different values, in so many rows or more, a column is a category. */
const DIFFERENT = 0.6;
const MANY = 4;

const isAnswer = (cell: string) => LETTERS.test(cell) || VERDICT.test(cell);
const lettersIn = (cell: string) => (VERDICT.test(cell) ? [] : (cell.toUpperCase().match(/[A-H]/g) ?? []));

/** The cells of one column, row by row. */
type Cells = readonly string[];
const filled = (cells: Cells) => cells.filter((c) => c !== '');
const share = (cells: Cells, test: (c: string) => boolean) => cells.filter(test).length / cells.length;
const length = (cells: Cells) => cells.reduce((sum, c) => sum + c.length, 0);

/** Whether rows are about people, by what is in them or by what seems to name their columns. */
function listsPeople(table: Pick<Table, 'rows' | 'sheet'>, columns: readonly Cells[]): boolean {
  const names = (likelyHeader(table)?.cells ?? []).map((c) => c.trim());
  const sheet = table.sheet ?? '';
  return (
    holdsPeople(sheet, names) ||
    LISTS_PEOPLE.test(sheet) ||
    belongsToPeople(names) ||
    columns.some((cells) => cells.some((c) => PERSONAL.test(c)))
  );
}

/** Whether a column is no option but what is kept beside: a type, or a chapter. */
function isCategory(cells: Cells): boolean {
  const some = filled(cells);
  if (some.length === 0) return false;
  if (some.some((c) => TYPE.test(c))) return true;
  if (share(some, (c) => !/^\d+$/.test(c) && parseType(c) !== undefined && !VERDICT.test(c)) > 0.5)
    return true;
  const texts = some.filter((c) => !VERDICT.test(c));
  return texts.length >= MANY && new Set(texts).size < DIFFERENT * texts.length;
}

/**
 * Whether the columns between stem and answers are options: each answer is within those that its row has, and the last
 * one is right somewhere. If it never is, one of them holds something else and every key would be shifted.
 */
function areOptions(between: readonly Cells[], answers: Cells): boolean {
  if (between.length === 1 || between.length > 8 || between.some(isCategory)) return false;
  const used = new Set<string>();
  for (const [row, answer] of answers.entries()) {
    const texts = between.map((cells) => cells[row] ?? '');
    const letters = lettersIn(answer);
    if (letters.length === 0 && texts.some((t) => t !== '' && !VERDICT.test(t))) return false;
    if (letters.some((l) => (texts[l.charCodeAt(0) - 65] ?? '') === '')) return false;
    for (const letter of letters) used.add(letter);
  }
  return used.has(String.fromCharCode(64 + between.length));
}

/** Whether stems need no options beside them: theirs are within, or they are judged and both verdicts occur. */
function areWhole(stems: Cells, answers: Cells): boolean {
  const verdicts = answers.filter((a) => VERDICT.test(a));
  const right = verdicts.filter((a) => SAYS_RIGHT.test(a)).length;
  if (verdicts.length > 0 && (right === 0 || right === verdicts.length)) return false;
  return answers.every((answer, row) => {
    if (VERDICT.test(answer)) return true;
    const within = [...(stems[row] ?? '').matchAll(/([A-H])\s?[、.．:：)）]/g)].map((m) => m[1] ?? '');
    return within.includes('A') && within.includes('B') && lettersIn(answer).every((l) => within.includes(l));
  });
}

/**
 * What the columns of a table without a header hold, by column letter: one that holds nothing but answers, the longest
 * texts before it as stems, what stands between as options. Undefined where any of this is in doubt.
 */
export function guessColumns(
  table: Pick<Table, 'rows' | 'sheet'>,
): Record<string, FieldKey | null> | undefined {
  const rows = table.rows.filter((r) => r.cells.some((c) => c.trim() !== '')).slice(0, SAMPLE);
  const width = Math.max(0, ...rows.map((r) => r.cells.length));
  if (rows.length < 2 || width < 2 || width > 16) return undefined;
  const columns = Array.from({ length: width }, (_, i) => rows.map((r) => (r.cells[i] ?? '').trim()));
  const found = columns.flatMap((cells, i) => (share(cells, isAnswer) >= NEARLY ? [i] : []));
  const [answer] = found;
  const answers = columns[answer ?? -1];
  if (answer === undefined || !answers || found.length > 1 || listsPeople(table, columns)) return undefined;
  // A row that names the columns has a name where the others have their answer.
  if (!isAnswer((likelyHeader(table)?.cells[answer] ?? '').trim())) return undefined;

  const before = columns.slice(0, answer);
  const lengths = before.map(length);
  const stem = lengths.indexOf(Math.max(...lengths));
  const stems = before[stem];
  if (!stems || length(stems) < SHORTEST_STEM * rows.length) return undefined;
  if (new Set(stems).size < 0.8 * rows.length || share(stems, (c) => WORDS.test(c)) < NEARLY)
    return undefined;
  if (share(stems, (c) => SENTENCE.test(c)) < 0.5) return undefined;
  // Other texts that are different in each row may be the stems as well.
  const numbered = (cells: Cells) => cells.every((c) => c === '' || NUMBER.test(c));
  const rivals = before.slice(0, stem).filter((cells) => !numbered(cells));
  if (
    rivals.some(
      (cells) => new Set(filled(cells)).size >= DIFFERENT * rows.length && !cells.every((c) => TYPE.test(c)),
    )
  )
    return undefined;
  const between = before.slice(stem + 1);
  if (between.length === 0 ? !areWhole(stems, answers) : !areOptions(between, answers)) return undefined;
  if (
    between.some(
      (cells) => length(cells) >= 0.8 * length(stems) && share(cells, (c) => SENTENCE.test(c)) > 0.5,
    )
  )
    return undefined;

  const out: Record<string, FieldKey | null> = {};
  for (let i = 0; i < width; i += 1) out[columnLetter(i)] = null;
  out[columnLetter(stem)] = 'stem';
  out[columnLetter(answer)] = 'answer';
  for (const i of between.keys())
    out[columnLetter(stem + 1 + i)] = `option${String.fromCharCode(65 + i)}` as FieldKey;
  for (const [i, cells] of before.slice(0, stem).entries()) {
    if (cells.every((c) => TYPE.test(c))) out[columnLetter(i)] = 'type';
    else if (new Set(cells).size === cells.length && cells.every((c) => /^[\w-]{1,20}$/.test(c)))
      out[columnLetter(i)] = 'id';
  }
  return out;
}
