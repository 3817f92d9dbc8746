import type { ReaderInput } from './bank-reader';
import type { BankPart } from './candidate';
import { readCsv } from './csv';
import type { BankFormat } from './formats';
import { readJsonBank } from './json-bank';
import type { RawBank } from './record';
import { tableGroups } from './table-groups';
import { readXlsx } from './xlsx';

type TextFormat = Exclude<BankFormat, 'xlsx' | 'docx' | 'sqlite' | 'zip' | 'unknown'>;

async function workbook(
  files: ReadonlyMap<string, Buffer>,
  { file, limits, columns }: ReaderInput,
): Promise<RawBank> {
  const book = await readXlsx(files, file, limits);
  if (book.issues.some((i) => i.code === 'BROKEN_FILE'))
    return { groups: [], refused: 0, media: new Map(), issues: book.issues };
  const bank = tableGroups(book.tables, file, limits, columns);
  return { ...bank, media: book.media, issues: [...book.issues, ...bank.issues] };
}

/** Reads what is no text: a database, or an archive (its unpacked `files`) that is a format of its own. */
export async function readBinary(
  files: ReadonlyMap<string, Buffer>,
  input: ReaderInput,
): Promise<{ format: BankFormat; bank: RawBank } | undefined> {
  if (files.has('xl/workbook.xml')) return { format: 'xlsx', bank: await workbook(files, input) };
  return undefined;
}

/** The format of a text by the name's ending where that says it, else by what it looks like; undefined if unknown. */
export function textFormat(ending: string, text: string): TextFormat | undefined {
  const start = text.slice(0, 2000).trimStart();
  if (ending === 'json') return 'json';
  if (ending === 'csv' || ending === 'tsv' || ending === 'txt') return 'csv';
  return /^[{[]/.test(start) ? 'json' : ending === '' ? 'csv' : undefined;
}

/** Reads a text of a known format. */
export async function readTextAs(
  format: TextFormat,
  text: string,
  input: ReaderInput,
): Promise<RawBank | BankPart> {
  const { file, limits, columns } = input;
  switch (format) {
    case 'json':
      return readJsonBank(text, file, limits);
    default: {
      const { table, issues } = readCsv(text, file, limits);
      const bank = tableGroups([table], file, limits, columns);
      return { ...bank, refused: bank.refused + issues.length, issues: [...issues, ...bank.issues] };
    }
  }
}

/** Reads the banks that lie in several files at once; `used` are the files they took. */
export async function readTogether(
  _texts: ReadonlyMap<string, string>,
  _input: (path: string) => ReaderInput,
): Promise<{ banks: RawBank[]; used: ReadonlySet<string> }> {
  return { banks: [], used: new Set() };
}
