import type { Issue } from '../model/issue';
import type { ReaderInput } from './bank-reader';
import type { BankPart } from './candidate';
import { looksLikeBlackboard, readBlackboard } from './blackboard';
import { looksLikeBrightspace, readBrightspace } from './brightspace';
import { readCsv } from './csv';
import { looksLikePlist, readPlist } from './database/plist';
import { looksLikeSql, readSqlDumps } from './database/sql';
import { readSqlite } from './database/sqlite';
import { readDocx } from './document/docx';
import { readMarkdown } from './document/markdown';
import { looksLikeQuestionText, readPlainText } from './document/plain-text';
import { endingOf, SCRIPT_ENDINGS, type BankFormat } from './formats';
import { guessColumns } from './guess-header';
import { findHeader, HEADER_ROWS } from './header';
import { isOwnJson, looksLikeJsonLines, readForeignJson, readJsonLines } from './json/foreign-json';
import { looksLikeScript, readScript } from './json/script';
import { looksLikeYamlBank, readYaml } from './json/yaml';
import { isOwnLines, readJsonBank, readOwnLines } from './json-bank';
import { DEFAULT_LIMITS } from './limits';
import { looksLikeAiken, readAiken } from './moodle/aiken';
import { looksLikeGift, readGift } from './moodle/gift';
import { looksLikeMoodleXml, readMoodleXml } from './moodle/moodle-xml';
import { isQtiPackage, looksLikeQti, readQtiPackage, readQtiXml } from './qti/qti';
import { htmlText } from './html-text';
import { compoundStreams } from './old-office/compound-file';
import { docParts } from './old-office/doc';
import { docFile } from './old-office/doc-file';
import { DEEPEST_ELEMENT, htmlParts } from './old-office/html-parts';
import { looksLikeRtf, rtfParts } from './old-office/rtf-parts';
import { looksLikeSpreadsheetXml, readSpreadsheetXml } from './old-office/spreadsheet-xml';
import { readXls } from './old-office/xls';
import { readOds, readFlatOds } from './open-document/ods';
import { readFlatOdt, readOdt, type OdtRead } from './open-document/odt';
import { flatOpenDocument, openDocument } from './open-document/package';
import { readIssue } from './read-issue';
import { nothingRead, type RawBank } from './record';
import { sniff } from './sniff';
import { tableGroups } from './table-groups';
import { readXlsx, type Workbook } from './xlsx';

type TextFormat = Exclude<
  BankFormat,
  'xlsx' | 'docx' | 'doc' | 'pdf' | 'sqlite' | 'zip' | 'encrypted-office' | 'unknown'
>;

/** The questions of a workbook's sheets, with its pictures. */
function ofWorkbook(book: Workbook, { file, limits, mapping }: ReaderInput): RawBank {
  if (book.tables.length === 0 && book.issues.some((i) => i.severity === 'error'))
    return nothingRead(book.issues);
  const bank = tableGroups(book.tables, file, limits, mapping);
  return { ...bank, media: book.media, issues: [...book.issues, ...bank.issues] };
}

/** The questions of a text of OpenDocument. */
function ofText({ parts, issues }: OdtRead, input: ReaderInput): { format: BankFormat; bank: RawBank } {
  const locked = issues.some((i) => i.code === 'PASSWORD_PROTECTED');
  const bank = parts ? readDocx({ ...input, beside: parts }) : nothingRead([]);
  return {
    format: locked ? 'encrypted-office' : 'odt',
    bank: { ...bank, issues: [...issues, ...bank.issues] },
  };
}

/** Reads what is no text: a database, or an archive (its unpacked `files`) that is a format of its own. */
export async function readBinary(
  files: ReadonlyMap<string, Buffer>,
  input: ReaderInput,
): Promise<{ format: BankFormat; bank: RawBank } | undefined> {
  if (files.has('xl/workbook.xml')) {
    const book = await readXlsx(files, input.file, input.limits);
    return { format: 'xlsx', bank: ofWorkbook(book, input) };
  }
  if (files.has('word/document.xml')) return { format: 'docx', bank: readDocx({ ...input, beside: files }) };
  const office = openDocument(files);
  if (office === 'ods') {
    const book = readOds(files, input.file, input.limits);
    const locked = book.issues.some((i) => i.code === 'PASSWORD_PROTECTED');
    return { format: locked ? 'encrypted-office' : office, bank: ofWorkbook(book, input) };
  }
  if (office === 'odt') return ofText(readOdt(files, input.file), input);
  if (isQtiPackage(files)) return { format: 'qti', bank: readQtiPackage({ ...input, beside: files }) };
  const head = input.bytes.subarray(0, 16).toString('latin1');
  if (head.startsWith('SQLite format 3')) return { format: 'sqlite', bank: await readSqlite(input) };
  if (head.startsWith('bplist')) return { format: 'plist', bank: readPlist(input) };
  return undefined;
}

/**
 * Reads a file of Office before 2007, or of WPS in that form; undefined if it is neither workbook nor document. What
 * has a password is one of these too, whatever is inside.
 */
export function readOldOffice(input: ReaderInput): { format: BankFormat; bank: RawBank } | undefined {
  const streams = compoundStreams(input.bytes);
  const named = (...names: string[]) => streams?.find((s) => names.includes(s.name));
  const refused = (issue: Issue, format: BankFormat = 'unknown') => ({ format, bank: nothingRead([issue]) });
  if (!streams) {
    const reason = 'its directory is damaged';
    return refused(readIssue('BROKEN_FILE', { file: input.file }, { reason }));
  }
  if (named('EncryptedPackage'))
    return refused(readIssue('PASSWORD_PROTECTED', { file: input.file }), 'encrypted-office');
  const workbook = named('Workbook', 'Book');
  if (workbook)
    return { format: 'xls', bank: ofWorkbook(readXls(workbook.read(), input.file, input.limits), input) };
  if (!named('WordDocument')) return undefined;
  const document = docFile((name) => named(name)?.read());
  if (typeof document !== 'string')
    return { format: 'doc', bank: readDocx({ ...input, beside: docParts(document) }) };
  const at = { file: input.file };
  const why = {
    locked: readIssue('PASSWORD_PROTECTED', at),
    old: readIssue('OLD_FORMAT', at, { format: 'Word 6.0/95', better: 'Word (.docx)' }),
    broken: readIssue('BROKEN_FILE', at, { reason: 'its text cannot be found' }),
  };
  return refused(why[document], 'doc');
}

/** A page that tells of formats shows them as code and in tables; that is not what it is written in. */
const withoutSamples = (text: string): string =>
  text.replace(/^(```|~~~)[^]*?^\1/gm, '').replace(/`[^`\n]*`|^\s*\|.*$/gm, '');

/** Characters of a page by which it is told what it is. */
const PAGE_LOOKED_AT = 100_000;
/** Whether a page holds a table, or reads as questions. */
const looksLikeBankPage = (text: string): boolean =>
  sniff(Buffer.from(text.slice(0, 300))) === 'html' &&
  (/<table[\s>]/i.test(text) || looksLikeQuestionText(htmlText(text.slice(0, PAGE_LOOKED_AT)).text));

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
  const named = byName[ending] ?? (SCRIPT_ENDINGS.includes(ending) ? 'json' : undefined);
  if (named) return named;
  if (isYaml(ending)) return looksLikeYamlBank(text) ? 'json' : undefined;
  const start = text.slice(0, 2000).trimStart();
  if (looksLikeRtf(start)) return 'rtf';
  if (start.startsWith('<')) {
    const office = flatOpenDocument(text);
    if (office) return office;
    if (looksLikeSpreadsheetXml(text)) return 'xls';
    if (looksLikePlist(text)) return 'plist';
    const xml = looksLikeMoodleXml(text) ? 'moodle-xml' : looksLikeQti(text) ? 'qti' : undefined;
    // A page in Markdown may begin with a tag.
    if (!xml && !/^(?:md|markdown)$/.test(ending)) return looksLikeBankPage(text) ? 'html' : undefined;
    if (xml) return xml;
  }
  if (looksLikeSql(text)) return 'sql';
  if (looksLikeScript(text)) return 'json';
  if (/^[{[]/.test(start) && !/^\[{1,2}\s*[\p{Script=Han}A-Za-z]/u.test(start))
    return looksLikeJsonLines(text) ? 'jsonl' : 'json';
  const isMarkdown = /^(?:md|markdown)$/.test(ending);
  if (looksLikeGift(isMarkdown ? withoutSamples(text) : text)) return 'gift';
  if (looksLikeAiken(text)) return 'aiken';
  if (looksLikeBlackboard(text) || looksLikeBrightspace(text)) return 'csv';
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
      if (isYaml(endingOf(file))) return readYaml(text, input);
      if (SCRIPT_ENDINGS.includes(endingOf(file)) || looksLikeScript(text)) return readScript(text, input);
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
    case 'xls':
      return ofWorkbook(readSpreadsheetXml(text, file, limits), input);
    case 'ods':
      return ofWorkbook(readFlatOds(text, file, limits), input);
    case 'odt':
      return ofText(readFlatOdt(text, file), input).bank;
    case 'rtf':
      return readDocx({ ...input, beside: rtfParts(text) });
    case 'html': {
      const beside = htmlParts(text, input.path, input.beside);
      if (beside) return readDocx({ ...input, beside });
      const issue = readIssue('TOO_DEEP', { file }, { limit: DEEPEST_ELEMENT });
      return nothingRead([issue]);
    }
    case 'gift':
      return readGift(text, input);
    case 'aiken':
      return readAiken(text, input);
    case 'csv': {
      if (looksLikeBlackboard(text)) return readBlackboard(text, input);
      if (looksLikeBrightspace(text)) return readBrightspace(text, input);
      const { table, issues } = readCsv(text, file, limits);
      const bank = tableGroups([table], file, limits, mapping);
      return { ...bank, refused: bank.refused + issues.length, issues: [...issues, ...bank.issues] };
    }
  }
}

const isYaml = (ending: string) => ending === 'yaml' || ending === 'yml';

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
