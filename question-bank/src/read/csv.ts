import { CsvError, parse } from 'csv-parse/sync';
import type { Issue } from '../model/issue';
import { plainRows } from './csv-rows';
import { findHeader, HEADER_ROWS } from './header';
import type { ReadLimits } from './limits';
import { readIssue } from './read-issue';
import type { Table, TableRow } from './table';

const SEPARATORS = [',', '\t', ';', '|', '，', '^'];
/** Lines parsed at once, and how many one record may span before its quote is taken for a slip. */
const WINDOW = 200;
const LONGEST_RECORD = 800;
/** Stray quotes come in crowds; a small step after one keeps the lines that are parsed in vain few. */
const AFTER_FAULT = 8;

const QUOTES = { reason: '引号没有成对', reasonEn: 'the quotes do not pair' };

interface Chunk {
  rows: TableRow[];
  /** The line where the record that could not be parsed begins, and why. */
  fault?: { line: number; reason: string };
}

function parseFrom(text: string, firstLine: number, separator: string, relaxed: boolean): Chunk {
  const plain = plainRows(text, firstLine, separator);
  return plain ? { rows: plain } : parseByLibrary(text, firstLine, separator, relaxed);
}

/** Rows as the CSV library reads them, up to where it takes offence. */
export function parseByLibrary(text: string, firstLine: number, separator: string, relaxed: boolean): Chunk {
  const rows: TableRow[] = [];
  let line = firstLine;
  try {
    parse(text, {
      delimiter: separator,
      record_delimiter: '\n',
      relax_column_count: true,
      relax_quotes: relaxed,
      skip_empty_lines: false,
      on_record: (cells, { lines }) => {
        rows.push({ row: line, cells });
        line = firstLine + lines;
        return null;
      },
    });
    return { rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { rows, fault: { line, reason: error.code } };
  }
}

/**
 * Splits the text into rows, some hundred lines at a time. A record with wrong quotes is tried again as a single
 * line with lenient quotes, then given up, and reading goes on in the line after it: one stray quote must not
 * swallow the rest of the bank, nor many of them make the work grow with the square of the file.
 */
function rowsOf(
  lines: readonly string[],
  separator: string,
  file: string,
  firstLine: number,
  limits: ReadLimits,
) {
  const issues: Issue[] = [];
  const rows: TableRow[] = [];
  let from = 0;
  let size = WINDOW;
  while (from < lines.length && rows.length <= limits.maxRows) {
    if (issues.length >= limits.maxIssues) {
      const at = { file, row: firstLine + from };
      issues.push(readIssue('TOO_MANY_ISSUES', at, { limit: limits.maxIssues }));
      break;
    }
    const window = lines.slice(from, from + size).join('\n');
    const { rows: good, fault } = parseFrom(window, firstLine + from, separator, false);
    for (const row of good) rows.push(row);
    if (!fault) {
      from += size;
      size = Math.min(2 * size, WINDOW);
      continue;
    }
    const bad = fault.line - firstLine;
    const cutByWindow = fault.reason === 'CSV_QUOTE_NOT_CLOSED' && from + size < lines.length;
    if (cutByWindow && (bad > from || size < LONGEST_RECORD)) {
      size = bad > from ? size : size * 4;
      from = bad;
      continue;
    }
    const lenient = parseFrom(lines[bad] ?? '', fault.line, separator, true);
    if (lenient.fault) {
      issues.push(readIssue('BAD_CSV', { file, row: fault.line }, { ...QUOTES, value: lines[bad] ?? '' }));
    } else for (const row of lenient.rows) rows.push(row);
    from = bad + 1;
    size = AFTER_FAULT;
  }
  return { rows, issues };
}

function separatorOf(text: string): string {
  const head = text.split('\n', 3 * HEADER_ROWS).join('\n');
  let best = ',';
  let most = 0;
  for (const separator of SEPARATORS) {
    // What does not occur separates nothing.
    if (separator !== best && !head.includes(separator)) continue;
    const { rows } = parseFrom(head, 1, separator, true);
    const columns = findHeader({ rows }, undefined, true)?.columns.size ?? 0;
    if (columns > most) {
      most = columns;
      best = separator;
    }
  }
  return most > 0 ? best : (steadiest(head) ?? best);
}

/** The separator that cuts most rows into the same number of cells, more than one. */
function steadiest(head: string): string | undefined {
  let best: string | undefined;
  let most = 1;
  for (const separator of SEPARATORS) {
    const widths = parseFrom(head, 1, separator, true)
      .rows.map((r) => r.cells.length)
      .filter((n) => n > 1);
    const rows = Math.max(0, ...widths.map((w) => widths.filter((n) => n === w).length));
    if (rows > most) {
      most = rows;
      best = separator;
    }
  }
  return best;
}

const NAMED: Readonly<Record<string, string>> = {
  tab: '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
  colon: ':',
  space: ' ',
};

/** The lines `#separator:tab`, `#columns:…` that Anki writes above its notes, taken out; lines keep their numbers. */
function cardHead(text: string): { text: string; separator?: string } | undefined {
  if (!/^#(?:separator|html):/.test(text)) return undefined;
  const lines = text.split('\n');
  let end = 0;
  let separator: string | undefined;
  let columns = '';
  for (; /^#[a-z ]{2,20}:/.test(lines[end] ?? ''); end += 1) {
    const line = lines[end] ?? '';
    const value = line.slice(line.indexOf(':') + 1);
    if (line.startsWith('#separator:')) separator = NAMED[value.trim().toLowerCase()] ?? value.charAt(0);
    if (line.startsWith('#columns:')) columns = value;
    lines[end] = '';
  }
  lines[end - 1] = columns;
  return { text: lines.join('\n'), ...(separator === undefined || separator === '' ? {} : { separator }) };
}

/** Reads separated text; the separator is the one under which the header row names the most columns. */
export function readCsv(raw: string, file: string, limits: ReadLimits): { table: Table; issues: Issue[] } {
  let text = raw.replace(/\r\n?/g, '\n');
  let firstLine = 1;
  const told = /^sep=(.)\n/i.exec(text);
  if (told) {
    text = text.slice(told[0].length);
    firstLine = 2;
  }
  const cards = cardHead(text);
  text = cards?.text ?? text;
  const separator = told?.[1] ?? cards?.separator ?? separatorOf(text);
  const { rows, issues } = rowsOf(text.split('\n'), separator, file, firstLine, limits);
  if (rows.length > limits.maxRows) {
    issues.push(readIssue('TOO_MANY_CELLS', { file, row: limits.maxRows }, { limit: limits.maxRows }));
    rows.length = limits.maxRows;
  }
  return { table: { file, rows, pictures: new Map() }, issues };
}
