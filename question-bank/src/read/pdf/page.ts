/** A run of text of one look, as the page paints it. Points from the page's top left corner. */
export interface PageRun {
  text: string;
  /** Where its baseline begins and ends. */
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  size: number;
  /** `#rrggbb`. */
  colour: string;
  bold: boolean;
  /** The name of a font whose characters are signs. */
  symbol?: string;
  /** Painted with no ink: the text that a scanner's program put over a picture. */
  invisible: boolean;
  /** Marked as no part of the text: a running head, a page number. */
  artifact: boolean;
}

export type Box = readonly [x0: number, y0: number, x1: number, y1: number];

/** A picture where the page shows it; without bytes where it cannot be given. */
export interface PagePicture {
  box: Box;
  width?: number;
  height?: number;
  png?: Uint8Array;
  /** Instead of `png`, of what is drawn with lines. */
  svg?: string;
}

/** A path that is filled or drawn. */
export interface PageBox {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  fills: boolean;
  strokes: boolean;
  /** All its lines run along the page's edges. */
  straight: boolean;
  /** `#rrggbb` of the area, or of the line if nothing is filled. */
  colour: string;
  /** The pen's width and colour. */
  pen: number;
  ink: string;
  evenOdd: boolean;
  /** Lengths of its dashes and gaps, in points; none of a solid line. */
  dash: readonly number[];
  /** The ends of its lines as PDF numbers them: 0 cut off, 1 round, 2 square. */
  cap: number;
  /** The path as SVG writes it; missing where the page holds too many. */
  outline?: string;
  /** Its straight lines. */
  subpaths: readonly Box[];
}

/** What stands on a page. Sizes in points. */
export interface Page {
  /** From 1. */
  number: number;
  total: number;
  width: number;
  height: number;
  runs: PageRun[];
  pictures: PagePicture[];
  boxes: PageBox[];
  /** Characters of which the file does not say what they are. */
  unknown: number;
  /** Characters set from top to bottom, which are not among the runs. */
  vertical: number;
}

/** A page that could not be read. */
export interface BrokenPage {
  number: number;
  total: number;
  broken: string;
}
