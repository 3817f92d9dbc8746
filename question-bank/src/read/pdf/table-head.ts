import { meaningOf } from '../column-names';
import { findHeader } from '../header';
import type { Piece, Row } from './rows';

const textOf = (pieces: readonly Piece[]) =>
  pieces
    .map((p) => p.text)
    .join('')
    .trim();

/** Lines that a header may take, where its columns are narrow. */
const HEAD_LINES = 3;
/** Points from one line to the next of a header, in heights of its letters. */
const HEAD_PITCH = 2;

/** What stands in each column of a header of one line or several. */
export function headCells(rows: readonly Row[]): Piece[][] {
  const out: { to: number; pieces: Piece[] }[] = [];
  const all = rows.flatMap((r) => r.pieces.filter((p) => p.text.trim() !== ''));
  for (const p of [...all].sort((a, b) => a.x0 - b.x0)) {
    const last = out.at(-1);
    if (last && p.x0 - last.to < 0.6 * p.size) {
      last.pieces.push(p);
      last.to = Math.max(last.to, p.x1);
    } else out.push({ to: p.x1, pieces: [p] });
  }
  return out.map(({ pieces }) => pieces.sort((a, b) => a.y - b.y || a.x0 - b.x0));
}

/** How many columns a header names that takes so many lines; 0 if it is none. */
function named(rows: readonly Row[]): number {
  const cells = headCells(rows).map(textOf);
  const near = rows.every((r, i) => i === 0 || r.y - (rows[i - 1]?.y ?? 0) < HEAD_PITCH * r.size);
  const is =
    near &&
    cells.length >= 4 &&
    cells.every((c) => c.length <= 12) &&
    findHeader({ rows: [{ row: 1, cells }] }) !== undefined;
  return is ? cells.length : 0;
}

/** Where a header stands and how many lines it takes. */
export function headOf(rows: readonly Row[]): { at: number; lines: number } | undefined {
  for (let at = 0; at < rows.length; at += 1) {
    const most = Array.from({ length: HEAD_LINES }, (_, i) => i + 1)
      .filter((lines) => at + lines <= rows.length)
      .map((lines) => ({ lines, names: named(rows.slice(at, at + lines)) }))
      .sort((a, b) => b.names - a.names || a.lines - b.lines)[0];
    if (most && most.names > 0) return { at, lines: most.lines };
  }
  return undefined;
}

/** The column of the keys, where its name tells. */
export function keyColumn(rows: readonly Row[]): number | undefined {
  const at = headCells(rows).findIndex((cell) => meaningOf(textOf(cell))?.key.startsWith('answer'));
  return at < 0 ? undefined : at;
}
