import { rowsOf, type Piece, type Row } from './rows';
import { cellsOf } from './unruled';

/** Share of a page's height at its edges in which browsers print date, title, address and page number. */
const EDGE = 0.06;
const ADDRESS = /^(?:https?|file|about|blob|data|chrome(?:-extension)?):\S+$/i;
const TIME =
  /^\d{1,4}[/.年-]\s?\d{1,2}[/.月-]\s?\d{1,4}日?,?\s?(?:上午|下午)?\s?\d{1,2}:\d{2}(?::\d{2})?\s?(?:[AP]M)?$/i;
const PAGE = /^(?:第?\s?\d{1,4}\s?(?:\/|of|页[，,（(]?\s?共)\s?\d{1,4}\s?页?[）)]?)$/i;

const textOf = (cell: readonly Piece[]) =>
  cell
    .map((p) => p.text)
    .join('')
    .trim();

/** What the browser printed on the outermost of some rows: an address or the time, and no more beside than one title. */
function printed(row: Row, next: Row | undefined): string | undefined {
  if (next && Math.abs(next.y - row.y) < 1.5 * Math.max(row.size, next.size)) return undefined;
  const said = cellsOf(row)
    .map(textOf)
    .filter((t) => !PAGE.test(t));
  const others = said.filter((t) => !ADDRESS.test(t) && !TIME.test(t));
  return said.length > others.length && others.length <= 1 ? said.join(' ') : undefined;
}

/**
 * Takes out what browsers print above and below a page, which a file of one page does not repeat. Returns the rest and what
 * was taken out, without page numbers.
 */
export function withoutBrowserEdges(
  pieces: readonly Piece[],
  height: number,
): { rest: Piece[]; edges: string[] } {
  const top = rowsOf(pieces.filter((p) => p.y < 2 * EDGE * height));
  const bottom = rowsOf(pieces.filter((p) => p.y > (1 - 2 * EDGE) * height)).reverse();
  const edges: string[] = [];
  let rest = [...pieces];
  for (const [row, next] of [top, bottom]) {
    if (!row || Math.abs(row.y / height - 0.5) < 0.5 - EDGE) continue;
    const text = printed(row, next);
    if (text === undefined) continue;
    edges.push(text);
    const ys = row.pieces.map((p) => p.y);
    rest = rest.filter((p) => p.y < Math.min(...ys) || p.y > Math.max(...ys));
  }
  return { rest, edges };
}
