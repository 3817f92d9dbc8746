import type { ReaderInput } from './bank-reader';
import type { BankPart } from './candidate';
import { looksLikeBlackboard, readBlackboard } from './blackboard';
import { readCsv } from './csv';
import { looksLikePlist, readPlist } from './database/plist';
import { looksLikeSql, readSqlDumps } from './database/sql';
import { readSqlite } from './database/sqlite';
import { readDocx } from './document/docx';
import { readMarkdown } from './document/markdown';
import { looksLikeQuestionText, readPlainText } from './document/plain-text';
import { endingOf, type BankFormat } from './formats';
import { guessColumns } from './guess-header';
import { findHeader, HEADER_ROWS } from './header';
import { isOwnJson, looksLikeJsonLines, readForeignJson, readJsonLines } from './json/foreign-json';
import { isOwnLines, readJsonBank, readOwnLines } from './json-bank';
import { DEFAULT_LIMITS } from './limits';
import { looksLikeAiken, readAiken } from './moodle/aiken';
import { looksLikeGift, readGift } from './moodle/gift';
import { looksLikeMoodleXml, readMoodleXml } from './moodle/moodle-xml';
import { isQtiPackage, looksLikeQti, readQtiPackage, readQtiXml } from './qti/qti';
import type { RawBank } from './record';
import { tableGroups } from './table-groups';
import { readXlsx } from './xlsx';

type TextFormat = Exclude<BankFormat, 'xlsx' | 'docx' | 'sqlite' | 'zip' | 'unknown'>;

async function workbook(
  files: ReadonlyMap<string, Buffer>,
  { file, limits, mapping }: ReaderInput,
): Promise<RawBank> {
  const book = await readXlsx(files, file, limits);
  if (book.issues.some((i) => i.code === 'BROKEN_FILE'))
    return { groups: [], refused: 0, media: new Map(), issues: book.issues };
  const bank = tableGroups(book.tables, file, limits, mapping);
  return { ...bank, media: book.media, issues: [...book.issues, ...bank.issues] };
}

/** Reads what is no text: a database, or an archive (its unpacked `files`) that is a format of its own. */
export async function readBinary(
  files: ReadonlyMap<string, Buffer>,
  input: ReaderInput,
): Promise<{ format: BankFormat; bank: RawBank } | undefined> {
  if (files.has('xl/workbook.xml')) return { format: 'xlsx', bank: await workbook(files, input) };
  if (files.has('word/document.xml')) return { format: 'docx', bank: readDocx({ ...input, beside: files }) };
  if (isQtiPackage(files)) return { format: 'qti', bank: readQtiPackage({ ...input, beside: files }) };
  const head = input.bytes.subarray(0, 16).toString('latin1');
  if (head.startsWith('SQLite format 3')) return { format: 'sqlite', bank: await readSqlite(input) };
  if (head.startsWith('bplist')) return { format: 'plist', bank: readPlist(input) };
  return undefined;
}

/** A page that tells of formats shows them as code and in tables; that is not what it is written in. */
const withoutSamples = (text: string): string =>
  text.replace(/^(```|~~~)[^]*?^\1/gm, '').replace(/`[^`\n]*`|^\s*\|.*$/gm, '');

/** The format of a text by the name's ending where that says it, else by what it looks like; undefined if unknown. */
export function textFormat(ending: string, text: string): TextFormat | undefined {
  const byName: Readonly<Record<string, TextFormat>> = {
    json: looksLikeJsonLines(text) ? 'jsonl' : 'json',
    jsonl: 'jsonl',
    ndjson: 'jsonl',
    csv: 'csv',
    tsv: 'csv',
    gift: 'gift',
    aiken: 'aiken',
    sql: 'sql',
    plist: 'plist',
  };
  const named = byName[ending];
  if (named) return named;
  const start = text.slice(0, 2000).trimStart();
  if (start.startsWith('<')) {
    if (looksLikePlist(text)) return 'plist';
    return looksLikeMoodleXml(text) ? 'moodle-xml' : looksLikeQti(text) ? 'qti' : undefined;
  }
  if (looksLikeSql(text)) return 'sql';
  if (/^[{[]/.test(start) && !/^\[\s*[\p{Script=Han}A-Za-z]/u.test(start))
    return looksLikeJsonLines(text) ? 'jsonl' : 'json';
  const isMarkdown = /^(?:md|markdown)$/.test(ending);
  if (looksLikeGift(isMarkdown ? withoutSamples(text) : text)) return 'gift';
  if (looksLikeAiken(text)) return 'aiken';
  if (looksLikeBlackboard(text)) return 'csv';
  if (isMarkdown) return looksLikeQuestionText(text) || /^\s*\|.*\|\s*$/m.test(text) ? 'markdown' : undefined;
  if (looksLikeTable(text)) return 'csv';
  if (looksLikeQuestionText(text)) return 'text';
  return looksLikeCards(text) ? 'csv' : undefined;
}

/** Reads a text of a known format. */
export async function readTextAs(
  format: TextFormat,
  text: string,
  input: ReaderInput,
): Promise<RawBank | BankPart> {
  const { file, limits, mapping } = input;
  switch (format) {
    case 'json':
      return isOwnJson(text) ? readJsonBank(text, file, limits) : readForeignJson(text, input);
    case 'jsonl':
      return isOwnLines(text) ? readOwnLines(text, file, limits) : readJsonLines(text, input);
    case 'moodle-xml':
      return readMoodleXml(text, input);
    case 'sql':
      return readSqlDumps([{ text, input }]);
    case 'plist':
      return readPlist(input);
    case 'qti':
      return readQtiXml(text, input);
    case 'text':
      return readPlainText(text, input);
    case 'markdown':
      return readMarkdown(text, input);
    case 'gift':
      return readGift(text, input);
    case 'aiken':
      return readAiken(text, input);
    case 'csv': {
      if (looksLikeBlackboard(text)) return readBlackboard(text, input);
      const { table, issues } = readCsv(text, file, limits);
      const bank = tableGroups([table], file, limits, mapping);
      return { ...bank, refused: bank.refused + issues.length, issues: [...issues, ...bank.issues] };
    }
  }
}

/** Whether the text is a table with a header row. */
function looksLikeTable(text: string): boolean {
  const head = text.split('\n', HEADER_ROWS + 5).join('\n');
  return findHeader(readCsv(head, '', DEFAULT_LIMITS).table) !== undefined;
}

/** Whether the text is notes of a card program: fields between tabs, or a head that says what is between them. */
function looksLikeCards(text: string): boolean {
  if (!/^#(?:separator|html):/.test(text) && !text.slice(0, 4000).includes('\t')) return false;
  const head = text.split('\n', HEADER_ROWS + 5).join('\n');
  const { table } = readCsv(head, '', DEFAULT_LIMITS);
  return findHeader(table) !== undefined || guessColumns(table) !== undefined;
}

/** Reads the banks that lie in several files at once: SQL dumps, a table a file. `used` are the files they took. */
export function readTogether(
  texts: ReadonlyMap<string, string>,
  input: (path: string) => ReaderInput,
): { banks: RawBank[]; used: ReadonlySet<string> } {
  const dumps = [...texts].filter(([path]) => endingOf(path) === 'sql');
  if (dumps.length < 2) return { banks: [], used: new Set() };
  const bank = readSqlDumps(dumps.map(([path, text]) => ({ text, input: input(path) })));
  return { banks: [bank], used: new Set(dumps.map(([path]) => path)) };
}
