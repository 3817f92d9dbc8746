/** Where in the office's own file something is, as the person who opens that file sees it. */
export interface Position {
  /** The file; inside an archive `bank.zip/questions.xlsx`. */
  file: string;
  sheet?: string;
  /** Row as Excel numbers it; the line in CSV and JSON. From 1. */
  row?: number;
  /** Column letter as Excel shows it (also for CSV); the character in the line for JSON. */
  column?: string;
  /** The column's header, or the path of the value in JSON. */
  field?: string;
  /** Id of the question, where it has one. */
  question?: string;
}

export interface Bilingual {
  'zh-CN': string;
  en: string;
}

/** An `error` keeps a question (or the file) out; a `warning` lets it in and wants a look. */
export type Severity = 'error' | 'warning';

/** Everything a file can be told about. The README lists what each means. */
export const issueCodes = [
  // The file as a whole
  'FILE_UNREADABLE',
  'EMPTY_FILE',
  'TOO_LARGE',
  'TOO_LARGE_TEXT',
  'WRONG_TYPE',
  'PASSWORD_PROTECTED',
  'UNKNOWN_FORMAT',
  'BAD_CODING',
  'BINARY_IN_TEXT',
  'BROKEN_FILE',
  'JSON_SYNTAX',
  'NOT_A_BANK',
  'UNSUPPORTED_VERSION',
  'NO_HEADER',
  'NO_QUESTIONS',
  'TOO_MANY_CELLS',
  'TOO_MANY_ISSUES',
  'XML_BROKEN',
  'XML_ENTITIES',
  'TOO_DEEP',
  'DATABASE_BROKEN',
  'SQL_SYNTAX',
  'OLD_FORMAT',
  // Archives
  'ZIP_BROKEN',
  'ZIP_TOO_MANY_ENTRIES',
  'ZIP_TOO_LARGE',
  'ZIP_BOMB',
  'ZIP_UNSAFE_NAME',
  'ZIP_ENCRYPTED',
  'ZIP_NO_BANK',
  'ZIP_SAME_NAME',
  // Columns and rows
  'UNKNOWN_COLUMN',
  'SAME_COLUMN_TWICE',
  'SHEET_SKIPPED',
  'TABLE_SKIPPED',
  'FILE_SKIPPED',
  'NOT_IN_MANIFEST',
  'ROWS_HIDDEN',
  'COLUMNS_HIDDEN',
  'TEXT_SKIPPED',
  'CODE_NOT_RUN',
  'NUMBERING',
  'ROW_WITHOUT_QUESTION',
  'OPTIONS_ELSEWHERE',
  'ANSWER_WITHOUT_QUESTION',
  'ANSWERS_READ_AS',
  'ANSWERS_AMBIGUOUS',
  'MENDED',
  'DEFAULT_USED',
  'TYPE_INFERRED',
  'HEADER_GUESSED',
  'KEYS_APART',
  'NOT_CHINESE',
  'BAD_CSV',
  'DUPLICATE_KEY',
  'BAD_FIELD',
  'CONTROL_CHARACTER',
  'TEXT_GARBLED',
  'LEFT_OUT',
  'NOTHING_LEFT_OUT',
  'LANGUAGES_PAIRED',
  'LANGUAGES_APART',
  'LANGUAGES_DIFFER',
  // Questions
  'NOT_IMPORTABLE',
  'PARTLY_RIGHT',
  'TOO_MANY_OPTIONS',
  'TEXT_LOST',
  'BAD_TYPE',
  'NO_STEM',
  'NO_ANSWER',
  'BAD_ANSWER',
  'BAD_ANSWER_COUNT',
  'ANSWER_IN_TEXT',
  'EXPLANATION_CONTRADICTS',
  'TOO_LONG_FOR_KIOSK',
  'BAD_OPTIONS',
  'TOO_FEW_OPTIONS',
  'DUPLICATE_OPTIONS',
  'BAD_JUDGE_OPTIONS',
  'DUPLICATE_ID',
  'DUPLICATE_QUESTION',
  'CONFLICTING_ANSWER',
  'SIMILAR_CONFLICT',
  'BAD_DATES',
  'EXPIRED',
  'UNKNOWN_CHAPTER',
  'MISSING_TRANSLATION',
  'MISSING_LAW_REF',
  'STATUTE_OUTDATED',
  'PICTURE_MISSING',
  'PICTURE_MENTIONED',
  'PICTURE_UNDECODABLE',
  'PICTURE_TOO_LARGE',
  'PICTURE_SHRUNK',
  'PICTURE_TEXT_ONLY',
  'PICTURE_UNSAFE',
] as const;
export type IssueCode = (typeof issueCodes)[number];

/** One finding: what is wrong, where, and what the clerk can do about it. */
export interface Issue {
  code: IssueCode;
  severity: Severity;
  at: Position;
  /** The text found there, shortened. */
  value?: string;
  message: Bilingual;
  mend: Bilingual;
}

/** A text fit for a report line: one line, at most 60 characters. */
export function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
