/** A sheet of text cells, however it was stored. */
export interface Table {
  file: string;
  sheet?: string;
  /** Rows with their number as the office sees it; blank rows may be left out. Cells from column A on. */
  rows: TableRow[];
  /** Pictures that float over a row, as file names, by row number. */
  pictures: ReadonlyMap<number, readonly string[]>;
}

export interface TableRow {
  row: number;
  cells: readonly string[];
}

/** Column letter of a 0-based index: 0 → A, 26 → AA. */
export function columnLetter(index: number): string {
  let out = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26))
    out = String.fromCharCode(65 + ((n - 1) % 26)) + out;
  return out;
}
