import type { Position } from '../../model/issue';

/** One value of a row; null where the file says NULL. Blobs carry their bytes, arrays their items. */
export interface DataValue {
  text: string | null;
  at: Position;
  bytes?: Uint8Array;
  list?: readonly string[];
}

export interface DataRow {
  at: Position;
  values: readonly DataValue[];
  /** Its place by the order of insertion, from 1; rows that could not be read count. */
  serial: number;
}

/** A table of a database or a dump, rows in the order of the file. */
export interface DataTable {
  name: string;
  file: string;
  columns: readonly string[];
  rows: DataRow[];
  /** All rows there are; more than `rows` where the rest was not kept: too many, or people's. */
  count: number;
  /** Where its first row is, which need not have been kept. */
  at: Position;
}

/** How many rows of a table are kept: a question has up to eight option rows. */
export const rowsKept = (maxRows: number): number => maxRows * 8 + 1;
