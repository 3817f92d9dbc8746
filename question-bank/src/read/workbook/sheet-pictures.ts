import { PLACEHOLDER } from '../../model/placeholder-picture';
import type { LazyMap } from '../source/lazy-map';
import type { CellPictures } from './cell-pictures';
import type { DrawnPicture } from './drawn-pictures';

/** Pictures by row: those that lie over it, and those in its cells. */
export function picturesByRow(
  number: number,
  media: LazyMap<Uint8Array>,
  cells: { found: CellPictures; drawn: readonly DrawnPicture[]; files: ReadonlyMap<string, Buffer> },
): Map<number, string[]> {
  const byRow = new Map<number, string[]>();
  for (const [cell, picture] of cells.found) {
    const row = /\d+$/.exec(cell)?.[0] ?? '';
    if ('missing' in picture) {
      // A name that no picture has: the check says so at this row.
      byRow.set(Number(row), [...(byRow.get(Number(row)) ?? []), picture.missing]);
      continue;
    }
    if (!cells.files.has(picture.path)) continue;
    const ending = /\.([A-Za-z0-9]+)$/.exec(picture.path)?.[1]?.toLowerCase() ?? 'png';
    const name = `sheet${number}-${cell}.${ending}`;
    media.link(name, () => cells.files.get(picture.path));
    byRow.set(Number(row), [...(byRow.get(Number(row)) ?? []), name]);
  }
  for (const { row, path, ending, called } of cells.drawn) {
    const names = byRow.get(row) ?? [];
    // Only what stood for it is left: the check says at this row that the picture is missing.
    if (called !== undefined && /\.svg$/i.test(called) && ending === 'png') {
      if (cells.files.get(path)?.equals(PLACEHOLDER)) {
        byRow.set(row, [...names, called]);
        continue;
      }
    }
    const there = called === undefined ? undefined : media.get(called);
    const same = there === undefined || cells.files.get(path)?.equals(there);
    const own = called !== undefined && same ? called : undefined;
    const name = own ?? `sheet${number}-row${row}-${names.length + 1}.${ending}`;
    media.link(name, () => cells.files.get(path));
    byRow.set(row, [...names, name]);
  }
  return byRow;
}
