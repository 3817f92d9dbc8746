import { createHash } from 'node:crypto';
import type { AnswersRead, NumbersAsked } from './answers/answers-read';
import type { NumberCoding } from './answers/number-coding';
import type { FieldKey } from './field-keys';
import type { ValueFound, ValueMap } from './value-names';

/** What the clerk said columns mean, by their name in the file; null leaves a column out. Goes before our own reading. */
export type ColumnMap = ReadonlyMap<string, FieldKey | null>;

/**
 * How one sheet or table is to be read, as a clerk said it. It is for every source of that signature, or only for the
 * one called `name` where a name is given.
 */
export interface SourceMapping {
  signature: string;
  name?: string;
  /** False leaves the source out. */
  read?: boolean;
  /** The row that names the columns, as the office numbers rows; 0 where there is none. */
  header?: number;
  /** By ColumnFound.key; null leaves a column out; columns not named here are read as their names say. */
  columns: Readonly<Record<string, FieldKey | null>>;
  /** How numbers in answers count the options. */
  answers?: NumberCoding;
  /** What chapters and other values mean that the file writes in its own way. */
  values?: ValueMap;
}

/** A column or key as it was found, and what it was taken for. */
export interface ColumnFound {
  /** Letter of the column, or the key or column name where there are no letters. */
  key: string;
  /** Its name in the file; empty where it has none. */
  name: string;
  as: FieldKey | null;
  /** By its name, as the clerk said, left out by the clerk, unknown, or the same as another column that was taken. */
  how: 'name' | 'said' | 'left' | 'unknown' | 'twice';
  /** The first three different texts in it, shortened. */
  samples: string[];
}

/** A sheet, a table or the objects of a JSON file, and how it was read. */
export interface SourceFound {
  /** Hash of the names of its columns as they stand in the file: the same for the next file of that making. */
  signature: string;
  file: string;
  /** The sheet or table. */
  name?: string;
  form: 'sheet' | 'keys' | 'table';
  /** Rows or objects below the header. */
  rows: number;
  /** Whether questions were read from it. */
  read: boolean;
  /** Whether the clerk left it out. */
  left: boolean;
  /** The row taken for the header; 0 for none, as the clerk said; null where none was recognised. */
  header: number | null;
  /** The first rows of a sheet, for choosing the header among them. */
  head: { row: number; cells: string[] }[];
  columns: ColumnFound[];
  /** How answers were written. */
  answers: AnswersRead[];
  /** Numbers that stood as answers, as every coding would read them; null where there were none. */
  numbers: NumbersAsked | null;
  /** Chapters and tags met, and other values that were not understood or that the clerk said the meaning of. */
  values: ValueFound[];
  /** Whether a mapping was followed. */
  mapped: boolean;
}

/** What of a mapping is for one source. */
export interface Said {
  mapping?: SourceMapping;
  /** False where the source is to be left out. */
  read: boolean;
  header?: number;
  names?: ColumnMap;
}

/** How a caller wants tables to be read. */
export interface MappingOptions {
  /** What columns or keys mean that the reader does not know or should read otherwise, in whatever source. */
  columns?: ColumnMap;
  /** What was said about sources of a signature; goes before `columns`. */
  mappings?: readonly SourceMapping[];
  /** What values mean, in whatever source; what `mappings` say goes before. */
  values?: ValueMap;
  /** The row that names the columns, in every sheet; 0 for none. */
  headerRow?: number;
  /** Names of the sheets or tables to read; all if absent. */
  sheets?: readonly string[];
}

/** What is said about the source of that signature and name. */
export function saidOf(options: MappingOptions, signature: string, name: string | undefined): Said {
  const { columns, mappings = [], headerRow, sheets } = options;
  const fitting = mappings.filter((m) => m.signature === signature);
  const mapping =
    fitting.find((m) => m.name !== undefined && m.name === name) ?? fitting.find((m) => m.name === undefined);
  const header = mapping?.header ?? headerRow;
  const chosen = !sheets || name === undefined || sheets.includes(name);
  return {
    ...(mapping ? { mapping } : {}),
    read: chosen && mapping?.read !== false,
    ...(header === undefined ? {} : { header }),
    ...(columns ? { names: columns } : {}),
  };
}

/** What was said of columns by name, a mapping before what holds for every file; undefined if nothing was. */
export function columnsOf(said: Said): ColumnMap | undefined {
  const told = new Map<string, FieldKey | null>(said.names ?? []);
  for (const [key, field] of Object.entries(said.mapping?.columns ?? {})) told.set(key, field);
  return told.size > 0 ? told : undefined;
}

/** Stands for everything that is no table: documents, packages. What is said of values there has no header to go by. */
export const NO_TABLE = createHash('sha256').update('no table').digest('hex');

const normal = (name: string) => name.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');

/** The signature of a table with these columns; objects have no order of theirs. */
export function signatureOf(form: SourceFound['form'], names: readonly string[]): string {
  const list = names.map(normal);
  while (list.at(-1) === '') list.pop();
  const parts = form === 'keys' ? [...list].sort() : list;
  return createHash('sha256')
    .update(JSON.stringify([form === 'keys' ? 'keys' : 'columns', parts]))
    .digest('hex');
}

const SAMPLES = 3;
const SAMPLE_LENGTH = 80;
/** Columns and rows shown of a source: more than a question has fields. */
export const COLUMNS_SHOWN = 60;

/** A text as it is shown: one line, cut. */
export function sampleText(text: string, length = SAMPLE_LENGTH): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const letters = [...line];
  return letters.length > length ? `${letters.slice(0, length - 1).join('')}…` : line;
}

/** Adds a text to samples if it is another one and there is room. */
export function addSample(samples: string[], text: string): void {
  if (samples.length >= SAMPLES || text.trim() === '') return;
  const shown = sampleText(text);
  if (!samples.includes(shown)) samples.push(shown);
}
