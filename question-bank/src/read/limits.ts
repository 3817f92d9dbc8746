import { isOffice, type BankFormat } from './formats';

const MEGABYTE = 1024 * 1024;

/**
 * What a file may cost before it is refused. Bytes; the defaults fit 50,000 questions with a gigabyte of pictures in
 * a ZIP, and keep a reading below a gigabyte of memory.
 */
export interface ReadLimits {
  /** The file itself. Only an archive may be this large, others are held in memory: see `maxTextBytes`. */
  maxBytes: number;
  maxZipEntries: number;
  /** One unpacked entry that is no text, such as a picture. */
  maxEntryBytes: number;
  /** All unpacked entries together. */
  maxTotalBytes: number;
  /** A file that is no archive, and all such files of one archive together: these are held in memory. */
  maxTextBytes: number;
  /** All items of a QTI package together: small files, of which one at a time is held. */
  maxItemsBytes: number;
  /** All unpacked parts of a workbook or a Word document but its pictures; readers hold some ten times that. */
  maxWorkbookBytes: number;
  /** Unpacked ÷ packed, looked at above one megabyte. Text packs some 10–30 times, a bomb a thousand. */
  maxRatio: number;
  /** Rows of a table, questions of a JSON file. */
  maxRows: number;
  /** Findings in one file; a file with more is not a bank with errors but something else. */
  maxIssues: number;
}

export const DEFAULT_LIMITS: ReadLimits = {
  maxBytes: 2048 * MEGABYTE,
  maxZipEntries: 130_000,
  maxEntryBytes: 50 * MEGABYTE,
  maxTotalBytes: 3072 * MEGABYTE,
  maxTextBytes: 64 * MEGABYTE,
  maxItemsBytes: 256 * MEGABYTE,
  maxWorkbookBytes: 60 * MEGABYTE,
  maxRatio: 200,
  maxRows: 60_000,
  maxIssues: 10_000,
};

/** An item of a QTI package that is longer is held as any text is. */
export const ITEM_BYTES = MEGABYTE / 4;

/** How large a file of that format may be. */
export const bytesAllowed = (format: BankFormat, limits: ReadLimits): number =>
  format === 'zip' ? limits.maxBytes : Math.min(limits.maxBytes, limits.maxTextBytes);

/** A sheet of OpenDocument is read a cell at a time, and its XML is longer than that of others. */
const STREAMED = 3;

/** How large the parts of an archive may be together that are held in memory, by the ending of its name. */
export function unpackedAllowed(ending: string, limits: ReadLimits): number {
  if (ending === 'ods') return STREAMED * limits.maxWorkbookBytes;
  return isOffice(ending) ? limits.maxWorkbookBytes : limits.maxTextBytes;
}
