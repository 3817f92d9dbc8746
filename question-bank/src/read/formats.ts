/** What a file is, as its report says it. */
export const BANK_FORMATS = [
  'json',
  'jsonl',
  'csv',
  'xlsx',
  'docx',
  'text',
  'markdown',
  'moodle-xml',
  'gift',
  'aiken',
  'qti',
  'sql',
  'sqlite',
  'plist',
  'zip',
] as const;
export type BankFormat = (typeof BANK_FORMATS)[number] | 'unknown';

/** The ending of a file's name, lower case and without the dot. */
export function endingOf(name: string): string {
  return (/\.([^./\\]+)$/.exec(name)?.[1] ?? '').toLowerCase();
}

export const PICTURE_NAME = /\.(svg|png|jpe?g|gif|webp)$/i;

/** Endings that may hold a bank; of `maybe` only if the content looks like one. */
export const BANK_ENDINGS =
  'json jsonl ndjson csv tsv xlsx xlsm docx gift aiken sql sqlite sqlite3 db plist'.split(' ');
export const MAYBE_ENDINGS = 'txt md markdown xml'.split(' ');

/** Parts of an archive that readers take as a whole; anything else is looked at piece by piece. */
const TEXT_ENDINGS = new Set([...BANK_ENDINGS, ...MAYBE_ENDINGS, 'rels', 'vml', 'html', 'htm', 'dtd', 'xsd']);
export const isTextPart = (name: string): boolean => TEXT_ENDINGS.has(endingOf(name));
