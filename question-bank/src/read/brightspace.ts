import type { Issue, Position } from '../model/issue';
import type { TextReader } from './bank-reader';
import { readCsv } from './csv';
import type { PlainKey } from './field-keys';
import { notImportable, rightByShares } from './moodle/refused';
import { readIssue } from './read-issue';
import type { RawField, RawOption, RawRecord } from './record';
import type { TableRow } from './table';

const BEGINS = /^newquestion$/i;
/** Kinds of Brightspace that are no choice, by the names other systems have for them. */
const OTHERS: Readonly<Record<string, string>> = {
  WR: 'essay',
  LA: 'essay',
  SA: 'shortanswer',
  FIB: 'shortanswer',
  MSA: 'shortanswer',
  M: 'matching',
  O: 'ordering',
  A: 'calculated',
  SF: 'calculated',
};
/** What a row beside the options says of its question. */
const FIELDS: Readonly<Record<string, PlainKey>> = {
  questiontext: 'stem',
  id: 'id',
  feedback: 'explanation',
  image: 'picture',
};
/** Rows that a question of a terminal has no use for. */
const UNUSED = /^(?:title|points|difficulty|hint|scoring|initialtext|answerkey|bonus|mandatory)$/i;

/** Whether a text is the question file of Brightspace (D2L): a question is several rows from `NewQuestion,MC` on. */
export const looksLikeBrightspace = (text: string): boolean => {
  const head = text.slice(0, 8000);
  return (
    /^\uFEFF?\s*(?:\/\/[^\n]*\n\s*)*"?NewQuestion"?[ \t]*[,;\t][ \t]*"?[A-Z]{1,3}"?/i.test(head) &&
    /(?:^|\n)"?QuestionText"?[,;\t]/i.test(head)
  );
};

/** A question's rows. */
interface Block {
  kind: string;
  row: number;
  rows: TableRow[];
}

/** Reads the question file of Brightspace: `Option,100,text` rows say what share of the score each option has. */
export const readBrightspace: TextReader = (text, { file, limits }) => {
  const { table, issues: damaged } = readCsv(text, file, limits);
  const issues: Issue[] = [...damaged];
  const blocks: Block[] = [];
  for (const row of table.rows) {
    const [word = '', kind = ''] = row.cells.map((c) => c.trim());
    if (BEGINS.test(word)) blocks.push({ kind: kind.toUpperCase(), row: row.row, rows: [] });
    else if (word !== '' && !word.startsWith('//')) blocks.at(-1)?.rows.push(row);
  }
  const records: RawRecord[] = [];
  let refused = damaged.length;
  for (const block of blocks.slice(0, limits.maxRows)) {
    const made = questionOf(block, file);
    issues.push(...made.issues);
    if (made.record) records.push(made.record);
    else refused += 1;
  }
  if (blocks.length > limits.maxRows)
    issues.push(readIssue('TOO_MANY_CELLS', { file }, { limit: limits.maxRows }));
  return { groups: records.length > 0 ? [{ at: { file }, records }] : [], refused, media: new Map(), issues };
};

function questionOf({ kind, row, rows }: Block, file: string): { record?: RawRecord; issues: Issue[] } {
  const at: Position = { file, row };
  const issues: Issue[] = [];
  const fields = new Map<PlainKey, RawField>();
  const options: RawOption[] = [];
  const shares: number[] = [];
  const said: RawField[] = [];
  for (const { row: line, cells } of rows) {
    const [word = '', first = '', second = ''] = cells.map((c) => c.trim());
    const place = { file, row: line };
    const key = FIELDS[word.toLowerCase()];
    if (key) {
      if (first !== '') fields.set(key, { text: first, at: place });
    } else if (/^option$/i.test(word)) {
      options.push({ text: second, at: place });
      shares.push(first === '' ? NaN : Number(first));
    } else if (kind === 'TF' && /^(?:true|false)$/i.test(word)) {
      if (Number(first) > 0) said.push({ text: word, at: place });
    } else if (!UNUSED.test(word)) issues.push(readIssue('TEXT_SKIPPED', place, { value: cells.join(',') }));
  }
  const stem = fields.get('stem')?.text ?? '';
  const [answer, another] = said;
  if (another) return { issues: [...issues, readIssue('PARTLY_RIGHT', at, { value: stem })] };
  if (answer) fields.set('answer', answer);
  if (kind === 'TF') return { record: { at, fields, options: [], pictures: [], type: 'judge' }, issues };
  if (kind !== 'MC' && kind !== 'MS') return { issues: [notImportable(OTHERS[kind] ?? kind, at, stem)] };
  // Of several right ones each is marked by 1.
  const right =
    kind === 'MC'
      ? rightByShares(shares, true)
      : { ok: shares.every((s) => s === 0 || s === 1 || s === 100), right: shares.map((s) => s > 0) };
  if (!right.ok || !('right' in right))
    return { issues: [...issues, readIssue('PARTLY_RIGHT', at, { value: stem })] };
  const marked = options.map((o, i) => ({ ...o, right: right.right[i] === true }));
  return {
    record: { at, fields, options: marked, pictures: [], type: kind === 'MC' ? 'single' : 'multi' },
    issues,
  };
}
