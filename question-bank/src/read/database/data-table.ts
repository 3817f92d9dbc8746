import type { Position } from '../../model/issue';

/** One value of a row; null where the file says NULL. Blobs carry their bytes. */
export interface DataValue {
  text: string | null;
  at: Position;
  bytes?: Uint8Array;
}

/** A table of a database or a dump, rows in the order of the file. */
export interface DataTable {
  name: string;
  file: string;
  columns: readonly string[];
  rows: { at: Position; values: readonly DataValue[] }[];
}
