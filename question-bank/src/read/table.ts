/** How a cell looks, in words of whatever stored it; what is as usual is empty. */
export interface CellLook {
  fill: string;
  ink: string;
  bold: string;
  underlined: string;
}

/** A stretch of a cell's text of one look. */
export interface TextPiece {
  text: string;
  look: CellLook;
}

/** A sheet of text cells, however it was stored. */
export interface Table {
  file: string;
  sheet?: string;
  /** Rows with their number as the office sees it; blank rows may be left out. Cells from column A on. */
  rows: TableRow[];
  /** Pictures that float over a row, as file names, by row number. */
  pictures: ReadonlyMap<number, readonly string[]>;
  /** Columns the office does not see, 0-based. */
  unseen?: ReadonlySet<number>;
  /** How a cell looks, by row number and 0-based column; of workbooks, and only as they were stored. */
  look?: (row: number, column: number) => CellLook | undefined;
  /** The pieces of a cell's text that have a look of their own, in order; of workbooks. */
  pieces?: (row: number, column: number) => readonly TextPiece[];
}

/** Where a cell stands in its file. */
export interface CellPlace {
  sheet?: string;
  row: number;
  /** 0-based. */
  column: number;
}

export interface TableRow {
  row: number;
  cells: readonly string[];
  /** Where the row and its cells stood, if the table was put together of others. */
  origin?: CellPlace;
  places?: readonly (CellPlace | undefined)[];
}

/** Column letter of a 0-based index: 0 → A, 26 → AA. */
export function columnLetter(index: number): string {
  let out = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26))
    out = String.fromCharCode(65 + ((n - 1) % 26)) + out;
  return out;
}
