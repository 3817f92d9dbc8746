import type { Issue } from '../../model/issue';
import type { ReadLimits } from '../limits';
import { readIssue } from '../read-issue';
import { LazyMap } from '../source/lazy-map';
import { hiddenSheet, sheetTable } from '../workbook/sheet-rows';
import type { Workbook } from '../xlsx';
import { pictureStore, placedPictures } from './art-pictures';
import { BIFF, biffRecords, type BiffRecord } from './biff-records';
import { biffSheet, type BiffGlobals } from './biff-sheet';
import { longString, sharedStrings, shortString } from './biff-strings';

const BIFF8 = 0x0600;
const WORKSHEET = 0;
/** Day zero: 30 December 1899, two days early because Excel counts from one and knows a 29 February 1900. */
const EPOCH = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

/** Number formats built into Excel that show a date, those for Chinese among them ([MS-XLS] 2.4.126, ECMA-376 18.8.30). */
const isBuiltInDate = (n: number) =>
  (n >= 14 && n <= 17) || n === 22 || (n >= 27 && n <= 36) || (n >= 50 && n <= 58);
const showsDate = (format: string) => /[yd年日]/i.test(format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ''));

interface Sheet {
  name: string;
  at: number;
  visible: boolean;
}

/** The workbook's own records: strings, formats, sheets, pictures; or why none can be read. */
class Globals implements BiffGlobals {
  strings: readonly string[] = [];
  epoch = EPOCH;
  readonly sheets: Sheet[] = [];
  readonly drawings: Buffer[] = [];
  locked = false;
  version = 0;
  private readonly formats = new Map<number, string>();
  private readonly cells: number[] = [];

  take(record: BiffRecord): void {
    const { type, data } = record;
    if (type === BIFF.BOF && data.length >= 2) this.version = data.readUInt16LE(0);
    else if (type === BIFF.FILEPASS) this.locked = true;
    else if (type === BIFF.DATE1904 && data[0] === 1) this.epoch = EPOCH_1904;
    else if (type === BIFF.SST) this.strings = sharedStrings(record);
    else if (type === BIFF.FORMAT && data.length > 4)
      this.formats.set(data.readUInt16LE(0), longString(record, 2));
    else if (type === BIFF.XF && data.length >= 4) this.cells.push(data.readUInt16LE(2));
    else if (type === BIFF.MSODRAWINGGROUP) this.drawings.push(data, ...record.more);
    else if (type === BIFF.BOUNDSHEET && data.length > 8 && data[5] === WORKSHEET)
      this.sheets.push({
        name: shortString(data, 6),
        at: data.readUInt32LE(0),
        visible: ((data[4] ?? 0) & 3) === 0,
      });
  }

  isDate(cell: number): boolean {
    const format = this.cells[cell] ?? 0;
    return isBuiltInDate(format) || showsDate(this.formats.get(format) ?? '');
  }
}

/** Reads the workbook stream of Excel 97–2003 (and of WPS .et). Damage inside it is an issue, not a throw. */
export function readXls(stream: Buffer, file: string, limits: ReadLimits): Workbook {
  const media = new LazyMap<Uint8Array>();
  const issues: Issue[] = [];
  const refused = (issue: Issue): Workbook => ({ tables: [], media, issues: [issue] });
  const globals = new Globals();
  for (const record of biffRecords(stream, 0)) {
    globals.take(record);
    if (globals.locked) return refused(readIssue('PASSWORD_PROTECTED', { file }));
  }
  if (globals.version !== BIFF8)
    return refused(readIssue('OLD_FORMAT', { file }, { format: 'Excel 5.0/95', better: 'Excel (.xlsx)' }));
  if (globals.sheets.length === 0)
    return refused(readIssue('BROKEN_FILE', { file }, { reason: 'no sheets' }));
  const store = pictureStore(Buffer.concat(globals.drawings));
  const tables = globals.sheets.flatMap(({ name, at, visible }, i) => {
    if (!visible) {
      issues.push(hiddenSheet(file, name));
      return [];
    }
    const records = [...biffRecords(stream, at)];
    const drawing = records.filter((r) => r.type === BIFF.MSODRAWING).flatMap((r) => [r.data, ...r.more]);
    const pictures = new Map<number, string[]>();
    for (const { row, number } of placedPictures(Buffer.concat(drawing))) {
      const picture = store[number];
      if (!picture) continue;
      const names = pictures.get(row) ?? [];
      const called = `sheet${i + 1}-row${row}-${names.length + 1}.${picture.ending}`;
      media.set(called, picture.bytes);
      pictures.set(row, [...names, called]);
    }
    return { ...sheetTable(biffSheet(records, name, globals, limits), file, limits, issues), pictures };
  });
  return { tables, media, issues };
}
