import type { ReadLimits } from '../limits';
import type { Merge } from '../workbook-guard';
import { isoDay, type SheetRows } from '../workbook/sheet-rows';
import { BIFF, type BiffRecord } from './biff-records';
import { longString } from './biff-strings';

/** What the cells of all sheets refer to. */
export interface BiffGlobals {
  strings: readonly string[];
  /** Whether a cell of that format (by its number among the XF records) shows a date. */
  isDate(format: number): boolean;
  /** Day zero of the workbook's dates, as UTC milliseconds. */
  epoch: number;
}

const DAY_MS = 86_400_000;
const HIDDEN_ROW = 0x20;
const HIDDEN_COLUMN = 1;
const COLUMNS = 256;

/** The number that an RK value packs into thirty bits ([MS-XLS] 2.5.217). */
export function rkNumber(rk: number): number {
  const wide = Buffer.alloc(8);
  wide.writeUInt32LE((rk & 0xfffffffc) >>> 0, 4);
  const value = rk & 2 ? rk >> 2 : wide.readDoubleLE(0);
  return rk & 1 ? value / 100 : value;
}

const MERGE_BYTES = 8;
function mergesOf({ data }: BiffRecord): Merge[] {
  const merges: Merge[] = [];
  for (let at = 2; at + MERGE_BYTES <= data.length; at += MERGE_BYTES) {
    const [top, bottom, left, right] = [0, 2, 4, 6].map((i) => data.readUInt16LE(at + i) + 1);
    merges.push({ top: top ?? 0, bottom: bottom ?? 0, left: left ?? 0, right: right ?? 0 });
  }
  return merges;
}

/** The cells of one sheet from its records. Records that are too short for what they say are passed over. */
export function biffSheet(
  records: Iterable<BiffRecord>,
  sheet: string,
  globals: BiffGlobals,
  limits: ReadLimits,
): SheetRows {
  const rows = new Map<number, string[]>();
  const merges: Merge[] = [];
  const unseen = new Set<number>();
  const unseenColumns: number[] = [];
  let cutAt: number | undefined;
  /** Where the text of a formula goes, which stands in the record after it. */
  let awaited: [number, number] | undefined;

  const set = (row: number, column: number, text: string) => {
    const known = rows.get(row + 1);
    if (text === '' || column >= COLUMNS) return;
    if (!known && rows.size >= limits.maxRows) {
      cutAt ??= row + 1;
      return;
    }
    const cells = known ?? [];
    while (cells.length < column) cells.push('');
    cells[column] = text;
    if (!known) rows.set(row + 1, cells);
  };
  const number = (value: number, format: number) =>
    globals.isDate(format) ? isoDay(new Date(globals.epoch + Math.floor(value) * DAY_MS)) : String(value);

  for (const record of records) {
    const { type, data } = record;
    if (type === BIFF.MERGECELLS) merges.push(...mergesOf(record));
    if (type === BIFF.STRING && awaited && data.length >= 3) set(...awaited, longString(record, 0));
    if (type === BIFF.ROW && data.length >= 14 && (data.readUInt16LE(12) & HIDDEN_ROW) !== 0)
      unseen.add(data.readUInt16LE(0) + 1);
    if (type === BIFF.COLINFO && data.length >= 10 && (data.readUInt16LE(8) & HIDDEN_COLUMN) !== 0)
      for (let c = data.readUInt16LE(0); c <= Math.min(data.readUInt16LE(2), COLUMNS - 1); c += 1)
        unseenColumns.push(c);
    if (data.length < 8) continue;
    const [row, column, format] = [data.readUInt16LE(0), data.readUInt16LE(2), data.readUInt16LE(4)];
    if (type === BIFF.LABELSST && data.length >= 10)
      set(row, column, globals.strings[data.readUInt32LE(6)] ?? '');
    else if (type === BIFF.LABEL || type === BIFF.RSTRING) set(row, column, longString(record, 6));
    else if (type === BIFF.NUMBER && data.length >= 14)
      set(row, column, number(data.readDoubleLE(6), format));
    else if (type === BIFF.RK && data.length >= 10)
      set(row, column, number(rkNumber(data.readInt32LE(6)), format));
    else if (type === BIFF.BOOLERR && data[7] === 0) set(row, column, data[6] === 1 ? 'TRUE' : 'FALSE');
    else if (type === BIFF.MULRK)
      for (let at = 4, c = column; at + 6 <= data.length - 2; at += 6, c += 1)
        set(row, c, number(rkNumber(data.readInt32LE(at + 2)), data.readUInt16LE(at)));
    else if (type === BIFF.FORMULA && data.length >= 14) {
      awaited = undefined;
      // 0xffff in its upper end: no number, and the first byte says what instead ([MS-XLS] 2.5.133).
      if (data.readUInt16LE(12) !== 0xffff) set(row, column, number(data.readDoubleLE(6), format));
      else if (data[6] === 0) awaited = [row, column];
      else if (data[6] === 1) set(row, column, data[8] === 1 ? 'TRUE' : 'FALSE');
    }
  }
  const ordered = new Map([...rows].sort(([a], [b]) => a - b));
  const hidden = [...unseen].filter((n) => rows.get(n)?.some((c) => c.trim() !== ''));
  return {
    sheet,
    rows: ordered,
    merges,
    hidden,
    unseen: unseenColumns,
    ...(cutAt === undefined ? {} : { cutAt }),
  };
}
