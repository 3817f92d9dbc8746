import type { Issue } from '../../model/issue';
import { PICTURE_NAME } from '../formats';
import type { ReadLimits } from '../limits';
import { LazyMap } from '../source/lazy-map';
import type { Table } from '../table';
import { fileNameGiven, type DrawnPicture } from '../workbook/drawn-pictures';
import { picturesByRow } from '../workbook/sheet-pictures';
import { hiddenSheet, sheetTable } from '../workbook/sheet-rows';
import type { Workbook } from '../xlsx';
import { xmlIssue } from '../xml-issue';
import { namedStyles, packageFault } from './package';
import { readSax } from './sax';
import { SheetReader, type OdsSheet } from './sheet-reader';
import { StyleBook } from './style-book';

const nothing = (issues: Issue[]): Workbook => ({ tables: [], media: new LazyMap(), issues });

/** Pictures of a sheet by row; those that lie outside the file under the name they are called by there. */
function picturesOf(
  { framed }: OdsSheet,
  number: number,
  media: LazyMap<Uint8Array>,
  files: ReadonlyMap<string, Buffer>,
): ReadonlyMap<number, readonly string[]> {
  const drawn: DrawnPicture[] = [];
  const elsewhere: { row: number; name: string }[] = [];
  for (const { row, frame } of framed) {
    const path =
      frame.paths.find((p) => files.has(p) && PICTURE_NAME.test(p)) ?? frame.paths.find((p) => files.has(p));
    const called = fileNameGiven(frame.called);
    if (path !== undefined) {
      const ending = /\.([A-Za-z0-9]+)$/.exec(path)?.[1]?.toLowerCase();
      // What stands for a chart or an object of another program has no name of a picture.
      if (ending !== undefined)
        drawn.push({ row, path, ending, ...(called === undefined ? {} : { called }) });
    } else {
      const name = frame.paths.map((p) => p.slice(p.lastIndexOf('/') + 1)).find((p) => PICTURE_NAME.test(p));
      if (name !== undefined) elsewhere.push({ row, name });
    }
  }
  const byRow = picturesByRow(number, media, { found: new Map(), drawn, files });
  for (const { row, name } of elsewhere) byRow.set(row, [...(byRow.get(row) ?? []), name]);
  return byRow;
}

function workbookOf(
  content: Buffer,
  name: string,
  styles: StyleBook,
  files: ReadonlyMap<string, Buffer>,
  file: string,
  limits: ReadLimits,
): Workbook {
  const reader = new SheetReader(styles, limits.maxRows);
  const fault = readSax(content, reader);
  if (fault) return nothing([xmlIssue(fault, name)]);
  const media = new LazyMap<Uint8Array>();
  const issues: Issue[] = [];
  const tables: Table[] = [];
  const all = reader.frames.inside.size === 0 ? files : LazyMap.over(files, reader.frames.inside);
  reader.sheets.forEach((sheet, i) => {
    if (sheet.off) {
      issues.push(hiddenSheet(file, sheet.name));
      return;
    }
    const { name, cells, ...stored } = sheet;
    tables.push({
      ...sheetTable({ ...stored, sheet: name }, file, limits, issues),
      pictures: picturesOf(sheet, i + 1, media, all),
      look: (row, column) => cells.get(row)?.get(column)?.look,
      pieces: (row, column) => cells.get(row)?.get(column)?.pieces ?? [],
    });
  });
  return { tables, media, issues };
}

/** Reads a workbook of OpenDocument from its unpacked parts. Damage inside it is an issue, not a throw. */
export function readOds(files: ReadonlyMap<string, Buffer>, file: string, limits: ReadLimits): Workbook {
  const fault = packageFault(files, file);
  const content = files.get('content.xml');
  if (fault || !content) return nothing(fault ? [fault] : []);
  const { styles, issues } = namedStyles(files, file);
  const book = workbookOf(content, `${file}/content.xml`, styles, files, file, limits);
  return { ...book, issues: [...issues, ...book.issues] };
}

/** Reads a workbook of OpenDocument that is one XML document, with its pictures in it. */
export const readFlatOds = (text: string, file: string, limits: ReadLimits): Workbook =>
  workbookOf(Buffer.from(text), file, new StyleBook(), new Map(), file, limits);
