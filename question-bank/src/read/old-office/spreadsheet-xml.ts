import type { Issue } from '../../model/issue';
import type { ReadLimits } from '../limits';
import { LazyMap } from '../source/lazy-map';
import { hiddenSheet, sheetTable, type SheetRows } from '../workbook/sheet-rows';
import type { Merge } from '../workbook-guard';
import type { Workbook } from '../xlsx';
import { element, elements, readXml, textOf, type XmlElement } from '../xml';
import { xmlIssue } from '../xml-issue';

const COLUMNS = 16_384;

/** Whether it is a workbook as Excel 2003 wrote them in XML, and as web systems write them still. */
export const looksLikeSpreadsheetXml = (text: string): boolean =>
  /<(?:\w+:)?Workbook\s[^>]*urn:schemas-microsoft-com:office:spreadsheet/.test(text.slice(0, 4000));

const number = (e: XmlElement, name: string) => {
  const value = Number.parseInt(e.attributes.get(name) ?? '', 10);
  return Number.isInteger(value) && value >= 0 ? value : undefined;
};

function cellText(cell: XmlElement): string {
  const data = element(cell, 'Data');
  if (!data) return '';
  const text = textOf(data);
  const type = data.attributes.get('Type');
  if (type === 'DateTime') return text.slice(0, 10);
  return type === 'Boolean' ? (text === '1' ? 'TRUE' : 'FALSE') : text;
}
function sheetOf(sheet: XmlElement, name: string, limits: ReadLimits): SheetRows {
  const rows = new Map<number, string[]>();
  const merges: Merge[] = [];
  const hidden: number[] = [];
  const unseen: number[] = [];
  let place = 0;
  for (const column of elements(element(sheet, 'Table'), 'Column')) {
    const from = number(column, 'Index') ?? place + 1;
    place = from + Math.min(number(column, 'Span') ?? 0, COLUMNS);
    if (column.attributes.get('Hidden') === '1')
      for (let c = from; c <= Math.min(place, COLUMNS); c += 1) unseen.push(c - 1);
  }
  let cutAt: number | undefined;
  let at = 0;
  for (const row of elements(element(sheet, 'Table'), 'Row')) {
    at = number(row, 'Index') ?? at + 1;
    if (rows.size >= limits.maxRows) {
      cutAt ??= at;
      break;
    }
    const cells: string[] = [];
    let column = 0;
    for (const cell of elements(row, 'Cell')) {
      column = number(cell, 'Index') ?? column + 1;
      if (column > COLUMNS) break;
      const [across, down] = [number(cell, 'MergeAcross') ?? 0, number(cell, 'MergeDown') ?? 0];
      while (cells.length < column - 1) cells.push('');
      cells[column - 1] = cellText(cell);
      if (down > 0) merges.push({ top: at, left: column, bottom: at + down, right: column + across });
      column += across;
    }
    if (cells.some((c) => c.trim() !== '')) {
      rows.set(at, cells);
      if (row.attributes.get('Hidden') === '1') hidden.push(at);
    }
    at += number(row, 'Span') ?? 0;
  }
  return { sheet: name, rows, merges, hidden, unseen, ...(cutAt === undefined ? {} : { cutAt }) };
}

/** Reads a workbook in the XML of Excel 2003. Damage inside it is an issue, not a throw. */
export function readSpreadsheetXml(text: string, file: string, limits: ReadLimits): Workbook {
  const media = new LazyMap<Uint8Array>();
  const read = readXml(text);
  if (!read.ok) return { tables: [], media, issues: [xmlIssue(read, file)] };
  const issues: Issue[] = [];
  const tables = elements(read.root, 'Worksheet').flatMap((sheet) => {
    const name = sheet.attributes.get('Name') ?? '';
    if (textOf(element(element(sheet, 'WorksheetOptions'), 'Visible')).startsWith('SheetHidden')) {
      issues.push(hiddenSheet(file, name));
      return [];
    }
    return sheetTable(sheetOf(sheet, name, limits), file, limits, issues);
  });
  return { tables, media, issues };
}
