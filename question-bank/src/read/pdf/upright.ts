import { isSymbolFont } from '../document/docx-symbols';
import { typed } from './han-signs';
import type { Box, Page, PageBox, PageRun } from './page';
import type { Piece } from './rows';

/** Quarter turns by which the text of a page is turned; undefined if it runs askew. */
function quarters(run: PageRun): number | undefined {
  const [dx, dy] = [run.x1 - run.x0, run.y1 - run.y0];
  if (Math.hypot(dx, dy) < 0.01) return 0;
  const turn = Math.atan2(dy, dx) / (Math.PI / 2);
  const whole = Math.round(turn);
  return Math.abs(turn - whole) < 0.03 ? (whole + 4) % 4 : undefined;
}

/** A point of a page that is turned back by so many quarters. */
function point(x: number, y: number, turn: number, { width, height }: Page): [number, number] {
  if (turn === 1) return [y, width - x];
  if (turn === 2) return [width - x, height - y];
  if (turn === 3) return [height - y, x];
  return [x, y];
}
function turnedBox([x0, y0, x1, y1]: Box, turn: number, page: Page): Box {
  const [a, b] = point(x0, y0, turn, page);
  const [c, d] = point(x1, y1, turn, page);
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}

const SPACES = /[\u00a0\u2000-\u200a\u202f\u205f]/g;
// eslint-disable-next-line no-control-regex
const NOISE = /[\0-\x08\x0b-\x1f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]/g;

/** Ink so pale and letters so large are a watermark, whichever way it runs. */
const LIGHT = /^#[b-f]\w[b-f]\w[b-f]\w$/i;
function usualSize(pieces: readonly Piece[]): number {
  const counts = new Map<number, number>();
  for (const { size, text } of pieces) {
    const key = Math.round(size);
    counts.set(key, (counts.get(key) ?? 0) + text.length);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
}

/** A page whose text runs from left to right, with what runs otherwise apart. */
export interface UprightPage {
  width: number;
  height: number;
  pieces: Piece[];
  /** Texts that run askew or across the others: watermarks, stamps. */
  across: string[];
  pictures: Page['pictures'];
  boxes: PageBox[];
  /** Text that is not seen. */
  invisible: Piece[];
}

/** Turns a page so that most of its text stands upright. */
export function upright(page: Page): UprightPage {
  const counts = [0, 0, 0, 0];
  const turns = page.runs.map(quarters);
  turns.forEach((turn, i) => {
    if (turn !== undefined) counts[turn] = (counts[turn] ?? 0) + (page.runs[i]?.text.length ?? 0);
  });
  const turn = counts.indexOf(Math.max(...counts));
  const out: UprightPage = {
    width: turn % 2 === 0 ? page.width : page.height,
    height: turn % 2 === 0 ? page.height : page.width,
    pieces: [],
    across: [],
    pictures: page.pictures.map((p) => ({ ...p, box: turnedBox(p.box, turn, page) })),
    boxes: page.boxes.map((b) => {
      const [x0, y0, x1, y1] = turnedBox([b.x0, b.y0, b.x1, b.y1], turn, page);
      const lines = b.subpaths.map(([a, c, d, e]): Box => [
        ...point(a, c, turn, page),
        ...point(d, e, turn, page),
      ]);
      return { ...b, x0, y0, x1, y1, subpaths: lines };
    }),
    invisible: [],
  };
  page.runs.forEach((run, i) => {
    const text = typed(run.text.replace(SPACES, ' ').replace(NOISE, ''));
    if (text === '') return;
    if (turns[i] !== turn) {
      out.across.push(text.trim());
      return;
    }
    const [x0, y] = point(run.x0, run.y0, turn, page);
    const [x1] = point(run.x1, run.y1, turn, page);
    // Beyond the sheet nobody sees it.
    if (x1 < -5 || x0 > out.width + 5 || y < -5 || y > out.height + 5) return;
    const symbol = run.symbol !== undefined && isSymbolFont(run.symbol) ? { symbol: run.symbol } : {};
    const piece: Piece = {
      text,
      // Blanks of a broken file may reach a million pages far.
      x0: Math.max(Math.min(x0, x1), -out.width),
      x1: Math.min(Math.max(x0, x1), 2 * out.width),
      y,
      size: Math.max(run.size, 1),
      colour: run.colour,
      bold: run.bold,
      underline: false,
      highlight: false,
      ...symbol,
    };
    (run.invisible ? out.invisible : out.pieces).push(piece);
  });
  const usual = usualSize(out.pieces);
  const isMark = (p: Piece) => p.size > usual * 1.8 && LIGHT.test(p.colour) && p.text.trim() !== '';
  out.across.push(...out.pieces.filter(isMark).map((p) => p.text.trim()));
  out.pieces = out.pieces.filter((p) => !isMark(p));
  return out;
}
