import { storeZip } from './store-zip';
import { plainPart } from './workbook/plain-parts';

/** A rectangle of merged cells, 1-based and inclusive. */
export interface Merge {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export type GuardedWorkbook =
  | {
      ok: true;
      bytes: Buffer;
      /** Merged cells by sheet id. */
      merges: Map<number, Merge[]>;
      /** Hidden columns by sheet id, 0-based. */
      unseen: Map<number, number[]>;
      /** Path of the sheet's part by sheet id. */
      paths: Map<number, string>;
    }
  | { ok: false; reason: string };

const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;
/** Questions have no more columns than this. */
const MOST_HIDDEN = 256;
const NEEDED =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/sheet\d+\.xml))$/;
const ATTRIBUTES = String.raw`((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>`;

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(String.raw`\s(?:\w+:)?${name}\s*=\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found?.[1] ?? found?.[2];
}

/** The attributes of every tag of that name; undefined if one of them is written in a way this cannot read. */
function tags(xml: string, name: string): string[] | undefined {
  const found = [...xml.matchAll(new RegExp(String.raw`<(?:\w+:)?${name}${ATTRIBUTES}`, 'g'))].map(
    (m) => m[1] ?? '',
  );
  const all = xml.match(new RegExp(String.raw`<(?:\w+:)?${name}(?=[\s/>])`, 'g'))?.length ?? 0;
  return found.length === all ? found : undefined;
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE_RELS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

interface SheetEntry {
  id: number;
  tag: string;
  relation: string;
}

function sheetEntries(xml: string): SheetEntry[] | undefined {
  return tags(xml, 'sheet')?.map((a) => {
    const of = (name: string) => (attribute(a, name) ?? '').replaceAll('"', '&quot;');
    const relation = of('id');
    const state = of('state') || 'visible';
    return {
      id: Number.parseInt(of('sheetId'), 10),
      relation,
      tag: `<sheet name="${of('name')}" sheetId="${of('sheetId')}" state="${state}" r:id="${relation}"/>`,
    };
  });
}

/** Only the list of sheets: defined names, whose ranges the library unrolls cell by cell, are left behind. */
function bareWorkbook(xml: string, sheets: readonly SheetEntry[]): string {
  const since1904 = /<(?:\w+:)?workbookPr[^>]*\bdate1904\s*=\s*["'](?:1|true)/.test(xml);
  const list = sheets.map((s) => s.tag).join('');
  const properties = `<workbookPr${since1904 ? ' date1904="1"' : ''}/>`;
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE_RELS}">${properties}<sheets>${list}</sheets></workbook>`;
}

/** The path of the part a workbook relation leads to. */
function targets(rels: string): Map<string, string> {
  return new Map(
    (tags(rels, 'Relationship') ?? []).map((a) => [
      attribute(a, 'Id') ?? '',
      `xl/${(attribute(a, 'Target') ?? '').replace(/^\/?(?:xl\/)?/, '')}`,
    ]),
  );
}

function columnNumber(letters: string): number {
  return [...letters].reduce((n, l) => n * 26 + l.charCodeAt(0) - 64, 0);
}

function mergesOf(xml: string): Merge[] {
  return (tags(xml, 'mergeCell') ?? []).flatMap((a): Merge[] => {
    const found = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(attribute(a, 'ref') ?? '');
    if (!found) return [];
    const [, left = '', top = '', right = '', bottom = ''] = found;
    const merge = {
      top: Number(top),
      left: columnNumber(left),
      bottom: Number(bottom),
      right: columnNumber(right),
    };
    return merge.bottom <= LAST_ROW && merge.right <= LAST_COLUMN ? [merge] : [];
  });
}

function unseenOf(xml: string): number[] {
  const found = (tags(xml, 'col') ?? []).flatMap((a): number[] => {
    const [min, max] = [Number(attribute(a, 'min')), Number(attribute(a, 'max'))];
    if (!/^(?:1|true)$/.test(attribute(a, 'hidden') ?? '') || !(min >= 1 && max >= min)) return [];
    // What is hidden up to the last column hides the rest of the sheet, of which no cell is asked.
    const last = Math.min(max, min + MOST_HIDDEN, LAST_COLUMN);
    return Array.from({ length: Math.max(0, last - min + 1) }, (_, i) => min - 1 + i);
  });
  return [...new Set(found)].slice(0, MOST_HIDDEN);
}

/**
 * Builds a plain workbook out of the unpacked parts of one nobody vouches for. The workbook library unrolls
 * ranges and row numbers as it finds them, so a file of a few kilobytes could keep it busy for hours; it gets
 * only the parts that hold cells, with rows inside Excel's own limits.
 */
export function guardWorkbook(files: ReadonlyMap<string, Buffer>): GuardedWorkbook {
  const text = (path: string) => files.get(path)?.toString('utf8') ?? '';
  const sheets = sheetEntries(text('xl/workbook.xml'));
  if (!sheets) return { ok: false, reason: 'xl/workbook.xml' };
  const safe = new Map<string, Buffer>();
  for (const path of files.keys()) {
    const bytes = NEEDED.test(path) ? files.get(path) : undefined;
    if (!bytes) continue;
    const plain = plainPart(path, bytes) ?? bytes;
    safe.set(path, plain);
    if (!path.startsWith('xl/worksheets/')) continue;
    const rows = tags(plain.toString('utf8'), 'row');
    const number = (a: string) => attribute(a, 'r') ?? '1';
    if (!rows?.every((a) => /^\d{1,7}$/.test(number(a)) && Number(number(a)) <= LAST_ROW)) {
      return { ok: false, reason: `${path}: row number` };
    }
  }
  safe.set('xl/workbook.xml', Buffer.from(bareWorkbook(text('xl/workbook.xml'), sheets)));
  const paths = targets(text('xl/_rels/workbook.xml.rels'));
  const merges = new Map(sheets.map((s) => [s.id, mergesOf(text(paths.get(s.relation) ?? ''))]));
  const unseen = new Map(sheets.map((s) => [s.id, unseenOf(text(paths.get(s.relation) ?? ''))]));
  const sheetPaths = new Map(sheets.map((s) => [s.id, paths.get(s.relation) ?? '']));
  return { ok: true, bytes: storeZip(safe), merges, unseen, paths: sheetPaths };
}
