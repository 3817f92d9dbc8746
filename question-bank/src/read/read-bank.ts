import { readIssue } from './read-issue';
import type { Issue } from '../model/issue';
import type { LocalText, Subject, VehicleGroup } from '../model/question';
import type { BankPart, Candidate } from './candidate';
import type { AnswerNumbers } from './cell-answer';
import { readCsv } from './csv';
import { decodeText, type Coding } from './decode';
import { readJsonBank } from './json-bank';
import { DEFAULT_LIMITS, type ReadLimits } from './limits';
import type { TableDefaults } from './row-to-question';
import { sniff } from './sniff';
import { readTables } from './table-bank';
import { unzip } from './unzip';
import { readXlsx } from './xlsx';

/** A file as it was handed in. The name is only shown and its ending compared with the content. */
export interface BankInput {
  name: string;
  bytes: Uint8Array;
}

export interface ReadOptions {
  limits?: Partial<ReadLimits>;
  /** What tables without such columns are about: chapter 未分章, subject K1, vehicle car if not said. */
  defaults?: { chapter?: string; subjects?: readonly Subject[]; vehicles?: readonly VehicleGroup[] };
  /** How numbers in an answer column count the options; without it such answers are refused, never guessed. */
  answerNumbers?: AnswerNumbers;
}

export type BankFormat = 'json' | 'csv' | 'xlsx' | 'zip' | 'unknown';

/** What a file holds. `read` counts the questions met, `candidates` those that fit the model. */
export interface BankRead {
  format: BankFormat;
  /** Coding of the text (of the first text, in an archive); null for workbooks. */
  coding: Coding | null;
  name?: LocalText;
  read: number;
  candidates: Candidate[];
  media: Map<string, Uint8Array>;
  issues: Issue[];
}

const MEGABYTE = 1024 * 1024;
const PICTURE = /\.(svg|png|jpe?g|gif|webp)$/i;
const BANK = /\.(json|csv|tsv|xlsx)$/i;

type Kind = 'json' | 'csv' | 'xlsx' | 'zip';

function endingOf(name: string): string {
  return (/\.([^./\\]+)$/.exec(name)?.[1] ?? '').toLowerCase();
}

function kindByName(name: string): Kind | undefined {
  const ending = endingOf(name);
  if (ending === 'json' || ending === 'xlsx' || ending === 'zip') return ending;
  return ['csv', 'tsv', 'txt'].includes(ending) ? 'csv' : undefined;
}

class Reader {
  private readonly limits: ReadLimits;
  private readonly defaults: TableDefaults;
  readonly out: BankRead = {
    format: 'unknown',
    coding: null,
    read: 0,
    candidates: [],
    media: new Map(),
    issues: [],
  };

  constructor(options: ReadOptions) {
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.defaults = {
      chapter: options.defaults?.chapter ?? '未分章',
      subjects: options.defaults?.subjects ?? ['K1'],
      vehicles: options.defaults?.vehicles ?? ['car'],
      ...(options.answerNumbers ? { answerNumbers: options.answerNumbers } : {}),
    };
  }

  private add(part: BankPart): void {
    this.out.read += part.read;
    this.out.name ??= part.name;
    for (const c of part.candidates) this.out.candidates.push(c);
    for (const i of part.issues) this.out.issues.push(i);
    for (const [file, bytes] of part.media) this.out.media.set(file, bytes);
  }

  private text(bytes: Buffer, file: string, kind: 'json' | 'csv'): void {
    const decoded = decodeText(bytes);
    if (!decoded.ok) {
      this.out.issues.push(readIssue(decoded.code, { file }));
      return;
    }
    this.out.coding ??= decoded.coding;
    if (decoded.text.trim() === '') this.out.issues.push(readIssue('EMPTY_FILE', { file }));
    else if (kind === 'json') this.add(readJsonBank(decoded.text, file, this.limits));
    else {
      const { table, issues } = readCsv(decoded.text, file, this.limits);
      const part = readTables([table], file, this.defaults, this.limits);
      this.add({ ...part, read: part.read + issues.length, issues: [...issues, ...part.issues] });
    }
  }

  /** Judges a workbook's parts before the workbook library, which counts nothing, unpacks them again. */
  private async workbook(bytes: Buffer, file: string): Promise<void> {
    const { files, issues } = await unzip(bytes, file, this.limits, this.limits.maxWorkbookBytes);
    for (const i of issues) this.out.issues.push(i);
    if (issues.some((i) => i.code !== 'ZIP_UNSAFE_NAME')) return;
    if (!files.has('xl/workbook.xml')) {
      this.out.issues.push(readIssue('WRONG_TYPE', { file }, { name: 'xlsx', content: 'zip' }));
      return;
    }
    const book = await readXlsx(files, file, this.limits);
    for (const i of book.issues) this.out.issues.push(i);
    if (book.issues.some((i) => i.code === 'BROKEN_FILE')) return;
    this.add({ ...readTables(book.tables, file, this.defaults, this.limits), media: book.media });
  }

  private async archive(bytes: Buffer, file: string): Promise<void> {
    const { files, issues } = await unzip(bytes, file, this.limits, this.limits.maxTotalBytes);
    for (const i of issues) this.out.issues.push(i);
    if (this.out.format === 'unknown' && files.has('xl/workbook.xml')) {
      this.out.format = 'xlsx';
      await this.workbook(bytes, file);
    } else {
      this.out.format = 'zip';
      if (files.size > 0) await this.folder(files, file);
    }
  }

  /** Files by path: pictures wherever they are, banks in `questions/` if there is such a folder, else anywhere. */
  async folder(files: ReadonlyMap<string, Buffer>, label: string): Promise<void> {
    const wanted = [...files]
      .filter(([path]) => !/(^|\/)(\.|__MACOSX\/)/.test(path))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [path, content] of wanted) {
      if (!PICTURE.test(path)) continue;
      const name = path.split('/').at(-1) ?? path;
      const earlier = this.out.media.get(name);
      if (earlier && !content.equals(earlier)) {
        this.out.issues.push(readIssue('ZIP_SAME_NAME', { file: `${label}/${path}` }));
      } else this.out.media.set(name, content);
    }
    const all = wanted.filter(([path]) => BANK.test(path));
    const inFolder = all.filter(([path]) => /(^|\/)questions\//.test(path));
    const banks = inFolder.length > 0 ? inFolder : all;
    if (banks.length === 0) this.out.issues.push(readIssue('ZIP_NO_BANK', { file: label }));
    for (const [path, content] of banks) await this.one(content, `${label}/${path}`, kindByName(path));
  }

  /** Reads one file of a known kind, if its content is of that kind. */
  async one(bytes: Buffer, file: string, kind: Kind | undefined): Promise<void> {
    const content = sniff(bytes);
    const { issues } = this.out;
    if (bytes.length === 0) {
      issues.push(readIssue('EMPTY_FILE', { file }));
    } else if (content === 'cfb' && kind !== 'csv' && kind !== 'json') {
      issues.push(readIssue('PROTECTED_OR_OLD_EXCEL', { file }));
    } else if (content === 'zip' && kind === 'xlsx') {
      await this.workbook(bytes, file);
    } else if (content === 'zip' && (kind === 'zip' || kind === undefined)) {
      await this.archive(bytes, file);
    } else if (content === 'text' && (kind === 'json' || kind === 'csv')) {
      this.text(bytes, file, kind);
    } else if (content === 'text' && kind === undefined) {
      const guess = /^[\s\uFEFF]*[{[]/.test(bytes.subarray(0, 64).toString('utf8')) ? 'json' : 'csv';
      this.out.format = guess;
      this.text(bytes, file, guess);
    } else if (kind === undefined) {
      issues.push(readIssue('UNKNOWN_FORMAT', { file }, { content }));
    } else {
      issues.push(readIssue('WRONG_TYPE', { file }, { name: endingOf(file), content }));
    }
  }

  async top(input: BankInput): Promise<void> {
    const bytes = Buffer.from(input.bytes.buffer, input.bytes.byteOffset, input.bytes.length);
    const kind = kindByName(input.name);
    this.out.format = kind ?? 'unknown';
    if (bytes.length > this.limits.maxBytes) {
      const params = {
        size: (bytes.length / MEGABYTE).toFixed(1),
        limit: (this.limits.maxBytes / MEGABYTE).toFixed(0),
      };
      this.out.issues.push(readIssue('TOO_LARGE', { file: input.name }, params));
      return;
    }
    await this.one(bytes, input.name, kind);
  }
}

/**
 * Reads a bank file: our JSON, CSV, XLSX, or a ZIP of one or more of these with pictures. Never throws for what is
 * in the file: whatever is wrong is an issue with its place, and every other question is still read.
 */
export async function readBank(input: BankInput, options: ReadOptions = {}): Promise<BankRead> {
  const reader = new Reader(options);
  await reader.top(input);
  const { out } = reader;
  if (out.read === 0 && out.issues.length === 0)
    out.issues.push(readIssue('NO_QUESTIONS', { file: input.name }));
  return out;
}

/**
 * Reads a bank that lies unpacked in a folder: `files` by path relative to it, `label` names it in positions.
 * Only `questions/` is read where that folder exists, pictures wherever they are.
 */
export async function readBankFolder(
  files: ReadonlyMap<string, Buffer>,
  label: string,
  options: ReadOptions = {},
): Promise<BankRead> {
  const reader = new Reader(options);
  reader.out.format = 'json';
  await reader.folder(files, label);
  return reader.out;
}
