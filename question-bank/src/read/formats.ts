/** What a file is, as its report says it. */
export const BANK_FORMATS = [
  'json',
  'jsonl',
  'csv',
  'xlsx',
  'xls',
  'ods',
  'docx',
  'doc',
  'odt',
  'html',
  'rtf',
  'pdf',
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
/** `encrypted-office`: an Office file under a password, of which nobody can tell what is in it. */
export type BankFormat = (typeof BANK_FORMATS)[number] | 'encrypted-office' | 'unknown';

/** The ending of a file's name, lower case and without the dot. */
export function endingOf(name: string): string {
  return (/\.([^./\\]+)$/.exec(name)?.[1] ?? '').toLowerCase();
}

export const PICTURE_NAME = /\.(svg|png|jpe?g|gif|webp)$/i;

/** Endings that may hold a bank; of `maybe` only if the content looks like one. */
export const BANK_ENDINGS =
  'json jsonl ndjson csv tsv xlsx xlsm xls et ods fods docx doc odt fodt wps rtf pdf mht mhtml gift aiken sql sqlite sqlite3 db plist'.split(
    ' ',
  );
export const MAYBE_ENDINGS = 'txt md markdown xml html htm yaml yml'.split(' ');
/** Programs, in which a bank may stand as data. */
export const SCRIPT_ENDINGS =
  'js mjs cjs ts mts jsx tsx py dart php kt swift java cs c cc cpp h json5 jsonc jsonp'.split(' ');

/** Documents and archives in which questions may be, but which no reader takes out of an archive. */
export const UNREAD_NAME = /\.(zip|rar|7z|gz|tar|pptx?|od[pgt]|mdb|accdb|numbers|pages)$/i;

/** Whether an archive of that ending is one file of an office program. */
export const isOffice = (ending: string): boolean => /^(?:xls|docx$|od[st]$)/.test(ending);

/** Whether a file's name is that of a program, and not of one that others wrote for it. */
export const isScript = (path: string): boolean =>
  SCRIPT_ENDINGS.includes(endingOf(path)) && !/(?:^|\/)node_modules\//.test(path);

/** Parts of an archive that readers take as a whole; anything else is looked at piece by piece. */
const TEXT_ENDINGS = new Set([
  // Pools of Blackboard.
  'dat',
  ...BANK_ENDINGS,
  ...MAYBE_ENDINGS,
  ...SCRIPT_ENDINGS,
  ...['rels', 'vml', 'html', 'htm', 'dtd', 'xsd'],
]);
export const isTextPart = (name: string): boolean => TEXT_ENDINGS.has(endingOf(name));
