import type { Issue, Position } from '../model/issue';
import type { QuestionType } from '../model/question';
import type { NumberCoding } from './answers/number-coding';
import type { PlainKey } from './field-keys';
import type { SourceFound } from './mapping';

/**
 * A text of the file as it stands there, with its place. Not yet trimmed, unescaped or believed. `at` may be found out
 * only when asked for: who copies a field, option or record names it (`{ ...field, at: field.at }`).
 */
export interface RawField {
  text: string;
  at: Position;
}

/** One option as the file has it, its own label ("A、") still on. */
export interface RawOption extends RawField {
  /** The English of it, where the file holds both. */
  en?: string;
  /** It in other languages, by their tags. */
  locales?: Readonly<Record<string, string>>;
  /** Where the file marks the option itself as right or wrong (a flag, a weight); absent where it does not. */
  right?: boolean;
  /** The identifier by which the file's answer names this option, where that is no letter by place. */
  key?: string;
}

/** Which key of the objects of one list holds what, found out once for all that have the same keys. */
export interface PlainKeys {
  readonly stem: string;
  /** Holds a list of strings. */
  readonly options: string;
  readonly answer: string;
  readonly id: string | undefined;
  readonly type: string | undefined;
  readonly chapter: string | undefined;
  readonly explanation: string | undefined;
  /** Keys of other fields, which have to be empty. */
  readonly others: readonly string[];
  /** All fields that records with these keys have, empty or not. */
  readonly fields: ReadonlySet<PlainKey>;
  /** Clean texts that stand around the list. */
  readonly around: { readonly chapter: string; readonly tags: readonly string[] };
}

/** What a format says of a plain record besides its texts. */
export interface PlainMarks {
  /** Letters of the right options, by their places. */
  readonly right: readonly string[];
  readonly type: 'single' | 'multi';
  /** Whether the options may be shuffled, where the file says so. */
  readonly shuffle?: boolean;
}

/**
 * A record that is at first nothing but an object whose keys are known. Where its values are clean a question is made of
 * them in one go; else, or when somebody asks for a place, it is read as a `whole`, like any other.
 */
export interface PlainRecord {
  readonly keys: PlainKeys;
  readonly values: Readonly<Record<string, unknown>>;
  /** Where the format itself marks the right options and says the type: then no value by `keys.answer` counts. */
  readonly marked?: PlainMarks;
  readonly whole: RawRecord;
}

/**
 * One question of any format before anything is believed: texts and their places. Every reader makes these; one
 * conversion (record-to-question) makes questions of them, so that answers are understood in one way everywhere.
 */
export interface RawRecord {
  /** The question as a whole: its row, its first line, its element. */
  at: Position;
  /** All but the options. */
  fields: ReadonlyMap<PlainKey, RawField>;
  options: readonly RawOption[];
  /** There are options, in a form that could not be read: then it is no question without options. */
  optionsUnread?: true;
  /** Names of pictures that the file keeps with the question, besides those its `picture` field names. */
  pictures: readonly string[];
  /** Where the format itself says it, not a word of the office: then `fields` has no `type`. */
  type?: QuestionType;
  /** The question in our own form, where the file is an export of ours: the model judges it, nothing is mended. */
  own?: unknown;
  /** The values it is made of, where they may be a clean question: then look at these first. */
  plain?: PlainRecord;
}

/** Questions of one origin (a sheet, a table, a document) that write their answers in one way. */
export interface RecordGroup {
  at: Position;
  records: readonly RawRecord[];
  /** The sheet or table they come from; what their answers were taken for is noted there. */
  source?: SourceFound;
  /** How the clerk said that numbers in its answers count. */
  answerNumbers?: NumberCoding;
}

/** What a reader gives of a file in which it read nothing, and why. */
export const nothingRead = (issues: readonly Issue[]): RawBank => ({
  groups: [],
  refused: 0,
  media: new Map(),
  issues,
});

/** What a reader of one format gives. Never throws for what is in the file. */
export interface RawBank {
  groups: readonly RecordGroup[];
  /** Questions met that are not among the records because they cannot be imported; each has an issue with its place. */
  refused: number;
  /** Pictures that sat in the file itself, by file name (letters, digits, `_`, `-` and `.` only). */
  media: ReadonlyMap<string, Uint8Array>;
  issues: readonly Issue[];
  /** Sheets, tables or objects met, with their columns: for formats that have such. */
  sources?: readonly SourceFound[];
  /** Sheets or files that hold nothing but keys, for questions that stand elsewhere. */
  keys?: readonly KeyTable[];
  /** The bank's own name, where it has one. */
  name?: string;
}

/** Keys that stand apart from their questions, by the questions' numbers. */
export interface KeyTable {
  at: Position;
  rows: ReadonlyMap<string, RawField>;
  /** Its numbers begin again in each chapter: they stand behind the chapter's name in `rows`. */
  chaptered?: true;
  /** What is said of the table where it belongs to no questions. */
  instead: readonly Issue[];
}

/** The id a record has in its file. */
export const givenId = (record: RawRecord): string => {
  const { plain } = record;
  // Fields of a plain record are made when they are asked for, and that takes longer than all the rest.
  if (!plain) return record.fields.get('id')?.text.trim() ?? '';
  const id = plain.keys.id === undefined ? '' : plain.values[plain.keys.id];
  return typeof id === 'number' || typeof id === 'string' ? String(id).trim() : '';
};
