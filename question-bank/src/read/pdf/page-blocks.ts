import { withoutBrowserEdges } from './browser-print';
import { inOrder, type Block, type Standing } from './columns';
import { isCutOff } from './cut-cells';
import { gridsOf, type Grid } from './grid';
import { joinSpacedLetters } from './letter-spacing';
import { drawingsOf } from './drawings';
import type { Page, PagePicture } from './page';
import { centre, rightOf, leftOf, rowsOf, rowText, type Piece, type Row } from './rows';
import { numberAt } from './row-marks';
import { markPieces, rulesOf } from './rules';
import { unruledTable, type Columns, type Unruled } from './unruled';
import { upright } from './upright';
import { joinWrappedOptions, noCells, type OptionCells } from './wrapped-options';

/** A page in reading order. */
export interface PageBlocks {
  number: number;
  width: number;
  height: number;
  blocks: Block[];
  /** Its first rows, across the whole page. */
  first: readonly Row[];
  /** Texts that run askew: watermarks, stamps. */
  across: string[];
  /** What a browser printed above and below. */
  edges: string[];
  /** Characters, those that nobody sees, and those of which the file does not say what they are. */
  characters: number;
  invisible: number;
  unknown: number;
  /** The columns of a table without lines, which may go on on the next page. */
  columns: Columns | undefined;
  begun: Unruled['begun'];
  /** Where the page is divided in columns of text. */
  gutters: readonly number[];
  /** Where options stand side by side, on this page and those before. */
  cells: OptionCells;
  /** It holds a table without lines whose rows cannot be told apart. */
  muddled: boolean;
  /** It holds a table whose texts end where their cells end. */
  cut: boolean;
  /** Pictures that were left out: as small as a bullet, or behind the text of the whole page. */
  small: number;
  behind: number;
  /** Characters set from top to bottom, which are not read. */
  vertical: number;
  /** Pictures made of what was drawn with lines. */
  drawings: number;
  /** Nothing but pictures that fill the page. */
  scanned: boolean;
}

const NOTHING_BEGUN = { aligned: undefined, lacking: [], key: undefined };
/** Points; smaller ones are bullets and specks. */
const SMALLEST = 10;
/** Points below which it is a speck. */
const SPECK = 4;
const BACKGROUND = 0.55;

const bare: Omit<Piece, 'x0' | 'x1' | 'y' | 'size'> = {
  text: '',
  colour: '#000000',
  bold: false,
  underline: false,
  highlight: false,
};
const asPiece = (picture: PagePicture, y: number, size: number): Piece => {
  const [x0, , x1] = picture.box;
  return { ...bare, x0, x1, y, size, picture };
};

/** Gives a picture its place: in a cell, in a line, at the question beside it; else it stands between the lines. */
function place(picture: PagePicture, rows: readonly Row[], grids: readonly Grid[], pieces: Piece[]): boolean {
  const [x, y] = centre(picture.box);
  const [, top, , bottom] = picture.box;
  const cell = grids
    .flatMap((g) => g.rows.flat())
    .find(({ box }) => box[0] <= x && box[2] >= x && box[1] <= y && box[3] >= y);
  if (cell) {
    const size = 10;
    cell.rows.push({ pieces: [asPiece(picture, bottom, size)], y: bottom, size });
    return true;
  }
  const beside = rows.filter((r) => r.y > top + 2 && r.y - r.size * 0.6 < bottom);
  const [only] = beside;
  if (!only) return false;
  if (beside.length === 1 && bottom - top < only.size * 6) {
    pieces.push(asPiece(picture, only.y, only.size));
    return true;
  }
  // Beside several lines: it belongs to the question that begins among them, or above.
  const above = rows.filter((r) => r.y - r.size <= Math.max(y, only.y) && numberAt(rowText(r)) !== undefined);
  const near = above.filter((r) => sameSide(r, picture, rows));
  const question = (near.length > 0 ? near : above).at(-1);
  if (!question) return false;
  pieces.push(
    asPiece(
      { ...picture, box: [rightOf(question) + 1, top, rightOf(question) + 2, bottom] },
      question.y,
      question.size,
    ),
  );
  return true;
}

/** Whether a row begins left of a picture and no other question's beginning stands between them. */
function sameSide(row: Row, { box }: PagePicture, rows: readonly Row[]): boolean {
  const left = leftOf(row);
  return (
    left < box[2] &&
    !rows.some((r) => r !== row && Math.abs(r.y - row.y) < 2 && leftOf(r) > left && leftOf(r) < box[0])
  );
}

/**
 * Puts what stands on a page in reading order. `page` comes as the thread gives it; `before` is the page before, whose
 * columns may go on.
 */
export function pageBlocks(page: Page, before?: PageBlocks): PageBlocks {
  const up = upright(page);
  const { width, height } = up;
  const rules = rulesOf(up.boxes);
  const seen = up.pieces.reduce((n, p) => n + p.text.trim().length, 0);
  const hidden = up.invisible.reduce((n, p) => n + p.text.trim().length, 0);
  const area = (p: PagePicture) => ((p.box[2] - p.box[0]) * (p.box[3] - p.box[1])) / (width * height);
  const covers = up.pictures.some((p) => area(p) > BACKGROUND);
  // Text that a scanner's program laid under its picture of the page is all the page has.
  const recognized = seen < 10 && hidden > 20;
  const { rest: written, edges } = withoutBrowserEdges(recognized ? up.invisible : up.pieces, height);
  const drawn = drawingsOf(up.boxes, written, up, () =>
    gridsOf(rules, written, height).grids.map((g) => g.box),
  );
  markPieces(drawn.rest, rules, width);
  const text = joinSpacedLetters(drawn.rest, rules.down);
  const ruled = gridsOf(rules, text, height);
  const carried = before?.columns && {
    columns: before.columns,
    muddled: before.muddled,
    ...(before.begun ?? NOTHING_BEGUN),
  };
  const loose = ruled.grids.length > 0 ? undefined : unruledTable(ruled.rest, height, rules.across, carried);
  const grids = loose?.grid ? [loose.grid] : ruled.grids.filter((g) => !isCutOff(g));
  const rest = loose ? loose.rest : ruled.rest;
  const pieces = [...rest];
  const rows = rowsOf(rest);
  const standing: Standing[] = grids.map((grid) => ({ kind: 'table', grid }));
  let [small, behind] = [0, 0];
  for (const picture of [...up.pictures, ...drawn.pictures]) {
    const [x0, y0, x1, y1] = picture.box;
    const least = Math.min(x1 - x0, y1 - y0);
    if (least < SMALLEST) {
      if (least >= SPECK) small += 1;
      continue;
    }
    if (area(picture) > BACKGROUND) {
      behind += 1;
      continue;
    }
    if (!place(picture, rows, grids, pieces)) standing.push({ kind: 'picture', picture });
  }
  const gutters: number[] = [];
  const known = before && before.width === width ? before.gutters : [];
  const cells = before?.cells ?? noCells();
  const blocks = joinWrappedOptions(inOrder(pieces, standing, known, gutters), cells);
  return {
    number: page.number,
    width,
    height,
    blocks,
    first: rowsOf(text).slice(0, 4),
    gutters,
    cells,
    across: up.across,
    edges,
    characters: seen + hidden,
    invisible: recognized ? hidden : 0,
    unknown: page.unknown,
    small,
    behind: recognized || seen < 10 ? 0 : behind,
    vertical: page.vertical,
    drawings: drawn.pictures.length,
    columns: loose?.columns,
    begun: loose?.begun,
    muddled: loose !== undefined && !loose.grid,
    cut: !loose?.grid && grids.length < ruled.grids.length,
    scanned: seen + hidden < 10 && covers,
  };
}
