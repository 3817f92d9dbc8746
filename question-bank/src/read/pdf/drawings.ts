import { xmlText } from '../old-office/word-parts';
import type { Box, PageBox, PagePicture } from './page';
import type { Piece } from './rows';

/** Points: what lies so near belongs to one drawing. */
const NEAR = 4;
/** A drawing that is smaller is a bullet, a tick or an ornament. */
const SMALLEST = 16;
/** An area that is larger is a shade of the page. */
const WIDEST = 300;
const MOST = 4000;

const meets = (a: Box, b: Box, by: number) =>
  a[0] <= b[2] + by && a[2] >= b[0] - by && a[1] <= b[3] + by && a[3] >= b[1] - by;
const around = (a: Box, b: Box): Box => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];
const boxOf = (b: PageBox): Box => [b.x0, b.y0, b.x1, b.y1];

/** Boxes that touch each other, as one each. */
function grouped(boxes: readonly Box[]): Box[] {
  let groups: Box[] = [];
  for (const box of boxes) {
    let all = box;
    let rest = groups;
    for (;;) {
      const near = rest.filter((g) => meets(g, all, NEAR));
      if (near.length === 0) break;
      rest = rest.filter((g) => !near.includes(g));
      for (const g of near) all = around(all, g);
    }
    groups = [...rest, all];
  }
  return groups;
}

const WHITE = /^#f[a-f0-9]f[a-f0-9]f[a-f0-9]$/i;
const isPatch = (b: PageBox) => b.x1 - b.x0 > 30 && b.y1 - b.y0 > 30 && !WHITE.test(b.colour);
const holdsText = (b: PageBox, pieces: readonly Piece[]) =>
  pieces.reduce((n, p) => n + (inside([p.x0, p.y, p.x1, p.y], boxOf(b)) ? p.text.trim().length : 0), 0) > 24;

function shape({ outline = '', fills, strokes, colour, pen, ink, evenOdd, dash, cap }: PageBox): string {
  const fill = fills ? `fill="${colour}"${evenOdd ? ' fill-rule="evenodd"' : ''}` : 'fill="none"';
  // A broken line on a road means something else than a solid one.
  const dashes = dash.length > 0 ? ` stroke-dasharray="${dash.map((d) => d.toFixed(2)).join(' ')}"` : '';
  const ends = cap === 0 ? '' : ` stroke-linecap="${cap === 1 ? 'round' : 'square'}"`;
  const line = strokes ? ` stroke="${ink}" stroke-width="${pen.toFixed(2)}"${dashes}${ends}` : '';
  return `<path d="${outline}" ${fill}${line}/>`;
}

const letters = ({ text, x0, x1, y, size, colour }: Piece): string =>
  `<text x="${x0.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size.toFixed(1)}" fill="${colour}" textLength="${Math.max(1, x1 - x0).toFixed(1)}" lengthAdjust="spacingAndGlyphs" font-family="sans-serif">${xmlText(text)}</text>`;

/**
 * What is drawn on a page with curves and slanted lines, as pictures: traffic signs, sketches of crossings. Text that
 * stands inside is part of them; `rest` is the text that is not. `tables` are the boxes of the page's ruled tables.
 */
export function drawingsOf(
  boxes: readonly PageBox[],
  pieces: readonly Piece[],
  page: { width: number; height: number },
  tables: () => readonly Box[] = () => [],
): { pictures: PagePicture[]; rest: Piece[] } {
  const large = (b: PageBox) => b.x1 - b.x0 > page.width * 0.7 || b.y1 - b.y0 > page.height * 0.5;
  const slanted = boxes.filter((b) => !b.straight && !large(b));
  if (slanted.length > MOST) return { pictures: [], rest: [...pieces] };
  // Roads and lamps may be made of rectangles alone.
  const patches = boxes.filter(
    (b) => b.straight && b.fills && isPatch(b) && !large(b) && !holdsText(b, pieces),
  );
  // A shaded cell of a table is no drawing.
  const cells = patches.length > 0 ? tables() : [];
  const isCell = (b: PageBox) =>
    cells.some((t) => inside(boxOf(b), t)) && pieces.some((p) => inside([p.x0, p.y, p.x0, p.y], boxOf(b)));
  const coloured = patches.filter((b) => !isCell(b));
  let rest = [...pieces];
  const pictures: PagePicture[] = [];
  const wide = grouped([...slanted, ...coloured].map(boxOf)).map((core) => {
    // The areas that it lies on.
    let box = core;
    for (const b of boxes)
      if (b.fills && !large(b) && b.x1 - b.x0 < WIDEST && b.y1 - b.y0 < WIDEST && meets(boxOf(b), core, 1))
        box = around(box, boxOf(b));
    return box;
  });
  for (const box of grouped(wide)) {
    const parts = boxes.filter((b) => !large(b) && inside(boxOf(b), box));
    const plain = parts.every((b) => b.straight);
    if (plain && (parts.length < 3 || new Set(parts.map((b) => b.colour)).size < 2)) continue;
    if (box[2] - box[0] < SMALLEST || box[3] - box[1] < SMALLEST) continue;
    const held = rest.filter((p) => inside([p.x0, p.y - p.size * 0.7, p.x1, p.y], box));
    // A frame with round corners around text is no drawing.
    if (held.reduce((n, p) => n + p.text.trim().length, 0) > 24) continue;
    rest = rest.filter((p) => !held.includes(p));
    const [x0, y0, x1, y1] = [box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1];
    const view = [x0, y0, x1 - x0, y1 - y0].map((v) => v.toFixed(2)).join(' ');
    const whole = parts.every((p) => p.outline !== undefined);
    const content = [...parts.map(shape), ...held.map(letters)].join('');
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${view}">${content}</svg>`;
    pictures.push({
      box,
      width: Math.round(x1 - x0),
      height: Math.round(y1 - y0),
      ...(whole ? { svg } : {}),
    });
  }
  return { pictures, rest };
}

const inside = (a: Box, b: Box) =>
  a[0] >= b[0] - 2 && a[2] <= b[2] + 2 && a[1] >= b[1] - 2 && a[3] <= b[3] + 2;
