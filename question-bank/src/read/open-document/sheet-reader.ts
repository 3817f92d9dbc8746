import type { CellLook, TextPiece } from '../table';
import type { Merge } from '../workbook-guard';
import { CellText, type CellRead } from './cell-text';
import { FrameReader, type Framed } from './frames';
import type { XmlListener } from '../xml-told';
import { StyleBook } from './style-book';

/** One sheet as it was stored. */
export interface OdsSheet {
  name: string;
  /** The office does not see it. */
  off: boolean;
  rows: Map<number, string[]>;
  merges: Merge[];
  hidden: number[];
  /** Hidden columns, 0-based. */
  unseen: number[];
  cutAt?: number;
  /** Looks and pieces of texts, by row and 0-based column. */
  cells: Map<number, Map<number, { look: CellLook; pieces: readonly TextPiece[] }>>;
  /** Pictures by the row they begin in. */
  framed: { row: number; frame: Framed }[];
}

const COLUMNS = 16_384;
/** So many equal texts beside each other are no questions. */
const MOST_ACROSS = 256;
/** Cells and characters that repeating alone may make, in a whole file: a kilobyte may stand for billions. */
const MOST_REPEATED_CELLS = 500_000;
const MOST_REPEATED_CHARACTERS = 64 * 1024 * 1024;
/** Elements that hold no text of cells, or one that nobody sees in them. */
const APART: ReadonlySet<string> = new Set(
  (
    'annotation tracked-changes forms dde-links note ruby-text scripts settings meta content-validations named-expressions ' +
    'database-ranges data-pilot-tables conditional-formats sparkline-groups label-ranges consolidation scenario desc title ' +
    'custom-shape rect ellipse circle line path polygon polyline regular-polygon connector caption control measure scene'
  ).split(' '),
);
/** The height of a row of which nothing is said, in points. */
const ROW_HEIGHT = 12.8;

const NOT_SHOWN = /^(?:collapse|filter)$/;

/** A number of times; one where nothing sensible is said. */
const times = (said: string | undefined, most: number): number =>
  Math.min(most, Math.max(1, Number.parseInt(said ?? '1', 10) || 1));

interface OpenRow {
  repeated: number;
  hidden: boolean;
  height: number;
  style: string | undefined;
  cells: string[];
  looks: Map<number, { look: CellLook; pieces: readonly TextPiece[] }>;
  column: number;
}

/** Takes the sheets of an OpenDocument workbook out of its content, an element at a time. */
export class SheetReader implements XmlListener {
  readonly sheets: OdsSheet[] = [];
  readonly frames = new FrameReader();
  private readonly styles: StyleBook;
  private readonly maxRows: number;
  private inBody = false;
  private apart = 0;
  private sheet: OdsSheet | undefined;
  private columns: { until: number; style: string | undefined }[] = [];
  private row: OpenRow | undefined;
  private at = 0;
  private cell: CellText | undefined;
  private inShapes = false;
  /** Pictures over the sheet, and how far down; placed once the rows are known. */
  private over: { y: number; frame: Framed }[] = [];
  private tops: { row: number; top: number; height: number; repeated: number }[] = [];
  private top = 0;
  private leftCells = MOST_REPEATED_CELLS;
  private leftCharacters = MOST_REPEATED_CHARACTERS;

  constructor(styles: StyleBook, maxRows: number) {
    this.styles = styles;
    this.maxRows = maxRows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.apart > 0 || APART.has(name)) {
      this.apart += 1;
      return;
    }
    if (!this.inBody) {
      if (name === 'spreadsheet') this.inBody = true;
      else this.styles.takeElement(name, attributes);
      return;
    }
    if (this.frames.open(name, attributes)) return;
    switch (name) {
      case 'table':
        // A table inside a cell.
        if (this.sheet) this.apart += 1;
        else this.openSheet(attributes);
        return;
      case 'shapes':
        this.inShapes = true;
        return;
      case 'table-column': {
        const from = this.columns.at(-1)?.until ?? 0;
        const until = from + times(attributes['table:number-columns-repeated'], COLUMNS);
        if (NOT_SHOWN.test(attributes['table:visibility'] ?? ''))
          for (let at = from; at < Math.min(until, from + MOST_ACROSS); at += 1) this.sheet?.unseen.push(at);
        this.columns.push({ until, style: attributes['table:default-cell-style-name'] });
        return;
      }
      case 'table-row':
        if (this.sheet) this.openRow(attributes);
        return;
      case 'table-cell':
      case 'covered-table-cell':
        if (this.row) this.openCell(name, attributes, this.row);
        return;
      default:
        this.cell?.open(name, attributes);
    }
  }

  close(name: string): void {
    if (this.apart > 0) {
      this.apart -= 1;
      return;
    }
    if (this.frames.isOpen) {
      const frame = this.frames.close(name);
      if (frame) this.place(frame);
      return;
    }
    if (name === 'table') this.closeSheet();
    else if (name === 'shapes') this.inShapes = false;
    else if (name === 'table-row') this.closeRow();
    else if (name === 'table-cell' || name === 'covered-table-cell') this.closeCell();
    else this.cell?.close(name);
  }

  text(text: string): void {
    if (this.apart > 0) return;
    if (this.frames.isOpen) this.frames.text(text);
    else this.cell?.text(text);
  }

  private openSheet(attributes: Readonly<Record<string, string>>): void {
    const off = this.styles.of('table', attributes['table:style-name'] ?? '').off === true;
    this.sheet = {
      ...{ name: attributes['table:name'] ?? '', off, rows: new Map(), merges: [], hidden: [], unseen: [] },
      ...{ cells: new Map(), framed: [] },
    };
    this.columns = [];
    this.at = 0;
    this.over = [];
    this.tops = [];
    this.top = 0;
  }

  private closeSheet(): void {
    const { sheet } = this;
    if (!sheet) return;
    for (const { y, frame } of this.over) {
      const found = this.tops.findLast(({ top }) => top <= y) ?? { row: 1, top: 0, height: 0, repeated: 1 };
      const down = found.height > 0 ? Math.floor((y - found.top) / found.height) : 0;
      sheet.framed.push({ row: found.row + Math.min(Math.max(down, 0), found.repeated - 1), frame });
    }
    this.sheets.push(sheet);
    this.sheet = undefined;
  }

  private place(frame: Framed): void {
    if (this.inShapes) this.over.push({ y: frame.y, frame });
    else if (this.row) this.sheet?.framed.push({ row: this.at + 1, frame });
  }

  private openRow(attributes: Readonly<Record<string, string>>): void {
    const { height = ROW_HEIGHT } = this.styles.of('table-row', attributes['table:style-name'] ?? '');
    this.row = {
      repeated: times(attributes['table:number-rows-repeated'], 1_000_000_000),
      hidden: NOT_SHOWN.test(attributes['table:visibility'] ?? ''),
      ...{
        height,
        style: attributes['table:default-cell-style-name'],
        cells: [],
        looks: new Map(),
        column: 0,
      },
    };
  }

  private closeRow(): void {
    const { row, sheet } = this;
    this.row = undefined;
    if (!row || !sheet) return;
    const first = this.at + 1;
    this.at += row.repeated;
    const height = row.hidden ? 0 : row.height;
    if (this.over.length > 0) this.tops.push({ row: first, top: this.top, height, repeated: row.repeated });
    this.top += height * row.repeated;
    if (row.cells.length === 0 || sheet.cutAt !== undefined) return;
    const characters = row.cells.reduce((n, c) => n + c.length, 0);
    for (let number = first; number < first + row.repeated; number += 1) {
      if (number > first) {
        this.leftCells -= row.cells.length;
        this.leftCharacters -= characters;
      }
      if (sheet.rows.size >= this.maxRows || this.leftCells < 0 || this.leftCharacters < 0) {
        sheet.cutAt = number;
        return;
      }
      sheet.rows.set(number, [...row.cells]);
      if (row.looks.size > 0) sheet.cells.set(number, row.looks);
      if (row.hidden && row.cells.some((c) => c.trim() !== '')) sheet.hidden.push(number);
    }
  }

  private openCell(name: string, attributes: Readonly<Record<string, string>>, row: OpenRow): void {
    const own = attributes['table:style-name'];
    const style =
      own ?? row.style ?? this.columns.find(({ until }) => row.column < until)?.style ?? 'Default';
    this.cell = new CellText(this.styles, style, name === 'covered-table-cell', attributes);
    const down = times(attributes['table:number-rows-spanned'], 1_048_576);
    if (down > 1 && this.sheet) {
      const [top, left] = [this.at + 1, row.column + 1];
      const right = row.column + times(attributes['table:number-columns-spanned'], COLUMNS);
      this.sheet.merges.push({ top, left, bottom: top + down - 1, right });
    }
  }

  private closeCell(): void {
    const { cell, row } = this;
    this.cell = undefined;
    if (!cell || !row) return;
    const { text, look, pieces }: CellRead = cell.read();
    const repeated = times(cell.attributes['table:number-columns-repeated'], COLUMNS);
    const end = Math.min(COLUMNS, row.column + repeated);
    if (text !== '')
      for (let at = row.column; at < Math.min(end, row.column + MOST_ACROSS); at += 1) {
        if (at > row.column) {
          this.leftCells -= 1;
          this.leftCharacters -= text.length;
        }
        if (this.leftCells < 0 || this.leftCharacters < 0) break;
        while (row.cells.length < at) row.cells.push('');
        row.cells[at] = text;
        if (look) row.looks.set(at, { look, pieces });
      }
    row.column = end;
  }
}
