import type { PageBox } from './page';
import type { Piece } from './rows';

/** A straight line along the edges of the page: at `at`, from `from` to `to`. */
export interface Rule {
  at: number;
  from: number;
  to: number;
}
export interface Rules {
  across: Rule[];
  down: Rule[];
  /** Filled areas that are no lines. */
  areas: PageBox[];
}

/** Points: an area so thin is a line. */
const THIN = 2.5;
const STRAIGHT = 0.7;
const MOST = 6000;

/** The lines and areas of a page. */
export function rulesOf(boxes: readonly PageBox[]): Rules {
  const out: Rules = { across: [], down: [], areas: [] };
  const add = (x0: number, y0: number, x1: number, y1: number) => {
    const [w, h] = [Math.abs(x1 - x0), Math.abs(y1 - y0)];
    const [left, top] = [Math.min(x0, x1), Math.min(y0, y1)];
    if (h <= STRAIGHT && w > 3) out.across.push({ at: (y0 + y1) / 2, from: left, to: left + w });
    else if (w <= STRAIGHT && h > 3) out.down.push({ at: (x0 + x1) / 2, from: top, to: top + h });
  };
  for (const b of boxes) {
    if (out.across.length + out.down.length > MOST) break;
    const [w, h] = [b.x1 - b.x0, b.y1 - b.y0];
    if (!b.straight) continue;
    if (!b.fills) for (const [x0, y0, x1, y1] of b.subpaths) add(x0, y0, x1, y1);
    else if (h <= THIN && w > 3) add(b.x0, (b.y0 + b.y1) / 2, b.x1, (b.y0 + b.y1) / 2);
    else if (w <= THIN && h > 3) add((b.x0 + b.x1) / 2, b.y0, (b.x0 + b.x1) / 2, b.y1);
    else out.areas.push(b);
  }
  return out;
}

const WHITE = /^#f[a-f0-9]f[a-f0-9]f[a-f0-9]$/i;
const DARK = /^#[0-3].[0-3].[0-3].$/i;

/** Marks pieces that are underlined or stand on a coloured area, as far as that is no shade of a whole page. */
export function markPieces(pieces: readonly Piece[], { across, areas }: Rules, width: number): void {
  const shades = areas.filter(
    (a) => a.x1 - a.x0 < width * 0.8 && a.y1 - a.y0 < 200 && !WHITE.test(a.colour) && !DARK.test(a.colour),
  );
  for (const p of pieces) {
    const middle = (p.x0 + p.x1) / 2;
    p.underline = across.some(
      (r) =>
        r.at > p.y - 0.5 &&
        r.at < p.y + 0.3 * p.size &&
        r.from <= middle &&
        r.to >= middle &&
        r.to - r.from < p.x1 - p.x0 + 40,
    );
    p.highlight = shades.some(
      (a) => a.x0 <= middle && a.x1 >= middle && a.y0 <= p.y - 0.3 * p.size && a.y1 >= p.y - 0.3 * p.size,
    );
  }
}
