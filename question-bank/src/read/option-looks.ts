import { splitOptions } from './split-options';
import type { CellLook, TextPiece } from './table';

const PLAIN: CellLook = { fill: '', ink: '', bold: '', underlined: '' };
const ASPECTS = ['fill', 'ink', 'bold', 'underlined'] as const;
/** So much of an option must have a look: its label or the mark behind it may lack it. */
const MOSTLY = 0.8;
const size = (text: string) => text.replace(/\s/g, '').length;

/** How each option of a cell that holds all of them looks, told from the pieces of its text; none if it cannot be told. */
export function optionLooks(cell: string, pieces: () => readonly TextPiece[]): CellLook[] {
  const options = splitOptions(cell);
  if (options.length < 2) return [];
  const known = pieces();
  const text = known.map((p) => p.text).join('');
  if (known.length === 0) return options.map(() => PLAIN);
  const looks: CellLook[] = [];
  let from = 0;
  for (const option of options) {
    const at = text.indexOf(option, from);
    if (at < 0) return [];
    from = at + option.length;
    looks.push(lookWithin(known, at, from));
  }
  return looks;
}

/** How the text between two offsets looks, as far as nearly all of it looks alike. */
export function lookWithin(pieces: readonly TextPiece[], from: number, to: number): CellLook {
  const look = { ...PLAIN };
  for (const key of ASPECTS) {
    const seen = new Map<string, number>();
    let whole = 0;
    let start = 0;
    for (const piece of pieces) {
      const part = piece.text.slice(Math.max(0, from - start), Math.max(0, to - start));
      const length = size(part);
      whole += length;
      seen.set(piece.look[key], (seen.get(piece.look[key]) ?? 0) + length);
      start += piece.text.length;
    }
    for (const [value, length] of seen) if (whole > 0 && length >= MOSTLY * whole) look[key] = value;
  }
  return look;
}
