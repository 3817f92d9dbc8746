/** What a file may cost before it is refused. Bytes; the defaults fit a national bank with its pictures. */
export interface ReadLimits {
  /** The file itself. */
  maxBytes: number;
  maxZipEntries: number;
  /** One unpacked entry. */
  maxEntryBytes: number;
  /** All unpacked entries together. */
  maxTotalBytes: number;
  /** All unpacked parts of a workbook together; the reader holds some ten times that in memory. */
  maxWorkbookBytes: number;
  /** Unpacked ÷ packed, looked at above one megabyte. Text packs some 10–30 times, a bomb a thousand. */
  maxRatio: number;
  /** Rows of a table, questions of a JSON file. */
  maxRows: number;
  /** Findings in one file; a file with more is not a bank with errors but something else. */
  maxIssues: number;
}

export const DEFAULT_LIMITS: ReadLimits = {
  maxBytes: 20 * 1024 * 1024,
  maxZipEntries: 5_000,
  maxEntryBytes: 50 * 1024 * 1024,
  maxTotalBytes: 200 * 1024 * 1024,
  maxWorkbookBytes: 60 * 1024 * 1024,
  maxRatio: 200,
  maxRows: 50_000,
  maxIssues: 10_000,
};
