import type { Issue } from '../model/issue';
import { guessColumns } from './guess-header';
import { findHeader, headerOf, HEADER_ROWS, likelyHeader } from './header';
import { keyTable } from './keys-beside';
import type { ReadLimits } from './limits';
import { saidOf, signatureOf, type MappingOptions, type SourceFound } from './mapping';
import { readIssue } from './read-issue';
import type { RawBank, RecordGroup, KeyTable } from './record';
import { reshaped } from './reshape-table';
import { sheetFound } from './sheet-found';
import { withCases } from './table-cases';
import { isBlank, sheetAt, TableRows } from './table-rows';
import type { Table } from './table';

/** A row before the first, for a table whose rows are all questions. */
const noHeader = (table: Table) => ({
  row: (table.rows[0]?.row ?? 1) - 1,
  cells: Array.from({ length: table.rows.reduce((most, r) => Math.max(most, r.cells.length), 0) }, () => ''),
});

/**
 * The header by what the clerk said, else by what the names say, else (`guess`) by what the columns hold; and the
 * signature of the table.
 */
function understood(table: Table, options: MappingOptions, guess: boolean) {
  const known = findHeader(table, undefined, true);
  const likely = known?.row ?? likelyHeader(table);
  const signature = signatureOf('sheet', likely?.cells ?? []);
  const said = saidOf(options, signature, table.sheet);
  const letters = said.mapping?.columns;
  const chosen =
    said.header === 0
      ? noHeader(table)
      : said.header === undefined
        ? letters && likely
        : table.rows.find((r) => r.row === said.header);
  const untold = guess && !known && said.header === undefined && !letters && !said.names;
  const guessed = untold ? guessColumns(table) : undefined;
  const named = guessed
    ? headerOf(table, noHeader(table), undefined, guessed)
    : chosen && headerOf(table, chosen, said.names, letters ?? {});
  const found = said.names ? findHeader(table, said.names, true) : known;
  const header = named ? named.header : found;
  return {
    signature,
    said,
    header,
    likely,
    guessed: named?.readable === true ? guessed : undefined,
    readable: said.read && (named ? named.readable : found !== undefined),
  };
}

const SKIPPED = {
  header: { reason: '没有表头', reasonEn: 'it has no header row' },
  fields: {
    reason: '没有指明题干列或答案列',
    reasonEn: 'no column is named as the stem, or none as the answer',
  },
  left: { reason: '按要求不读', reasonEn: 'it was left out on purpose' },
} as const;

interface TableRead {
  group?: RecordGroup;
  source: SourceFound;
  refused: number;
  issues: Issue[];
}

/** The records of one sheet; no group if it has no header row or is left out. */
function readTable(table: Table, limits: ReadLimits, options: MappingOptions, guess: boolean): TableRead {
  const { signature, said, header, likely, guessed, readable } = understood(table, options, guess);
  const source = sheetFound(table, { signature, header, names: likely, said, read: readable });
  if (!header || !readable) {
    const why = !said.read ? SKIPPED.left : header ? SKIPPED.fields : SKIPPED.header;
    return { source, refused: 0, issues: [readIssue('SHEET_SKIPPED', sheetAt(table), why)] };
  }
  const rows = new TableRows(table, header, limits, said.names);
  const { records, refused, issues } = rows.read();
  const at = sheetAt(table, Math.max(1, header.row.row));
  if (guessed) {
    const told = Object.entries(guessed).flatMap(([letter, key]) => (key ? [`${letter}=${key}`] : []));
    issues.push(readIssue('HEADER_GUESSED', at, { columns: told.join(' ') }));
  }
  if (records.length + refused === 0) issues.push(readIssue('NO_QUESTIONS', at));
  const answers = said.mapping?.answers;
  const group = { at, records, source, ...(answers ? { answerNumbers: answers } : {}) };
  return { group, source, refused, issues };
}

/** Reads every sheet that has a header row; the others are named, and only a file with none is an error. */
export function tableGroups(
  tables: readonly Table[],
  file: string,
  limits: ReadLimits,
  options: MappingOptions,
): RawBank {
  const groups: RecordGroup[] = [];
  const sources: SourceFound[] = [];
  const issues: Issue[] = [];
  const skipped: Issue[] = [];
  let refused = 0;
  // What the clerk spoke of is read as it stands.
  const told = (table: Table) => {
    const cells = (findHeader(table, undefined, true)?.row ?? likelyHeader(table))?.cells ?? [];
    return (
      options.headerRow !== undefined ||
      options.mappings?.some((m) => m.signature === signatureOf('sheet', cells)) === true
    );
  };
  const filled = tables
    .filter((table) => table.rows.some((r) => !isBlank(r)))
    .map(withCases)
    .flatMap((table) => {
      if (told(table)) return [table];
      const made = reshaped(table);
      issues.push(...made.issues);
      return made.tables;
    });
  const named = filled.map((table) => readTable(table, limits, options, false));
  // Beside a table whose columns have names, or that the clerk spoke of, one without is something else.
  const guess = named.every((r) => !r.group && !r.source.left && !r.source.mapped);
  const keys: KeyTable[] = [];
  const reads = guess ? filled.map((table) => readTable(table, limits, options, true)) : named;
  for (const [i, read] of reads.entries()) {
    sources.push(read.source);
    refused += read.refused;
    if (read.group) groups.push(read.group);
    const table = filled[i];
    const found = !read.group && !read.source.left && table ? keyTable(table) : undefined;
    if (found) keys.push({ ...found, instead: read.issues });
    else (read.group ? issues : skipped).push(...read.issues);
  }
  if (groups.length > 0) issues.push(...skipped);
  else if (sources.some((s) => s.left || s.mapped))
    issues.push(...skipped, readIssue('NO_QUESTIONS', { file }));
  else if (keys.length === 0) issues.push(readIssue('NO_HEADER', { file }, { rows: HEADER_ROWS }));
  else {
    const unread = [readIssue('NO_HEADER', { file }, { rows: HEADER_ROWS })];
    for (const [i, k] of keys.entries()) keys[i] = { ...k, instead: i === 0 ? unread : [] };
  }
  return { groups, sources, refused, media: new Map(), issues, ...(keys.length > 0 ? { keys } : {}) };
}
