import type { Block } from './columns';
import { letterAt } from './row-marks';
import { rightOf, type Piece, type Row } from './rows';

const textOf = (pieces: readonly Piece[]) => pieces.map((p) => p.text).join('');
/** Pieces with wide gaps between them, by where they begin. */
function stretchesOf({ pieces }: Row): Piece[][] {
  const out: Piece[][] = [];
  for (const [i, p] of pieces.entries()) {
    const last = out.at(-1)?.at(-1);
    const gap = last ? p.x0 - last.x1 : 0;
    // A letter and its mark may be pieces of their own.
    const letter = letterAt(textOf(pieces.slice(i, i + 3)));
    if (last && gap < (letter > 0 ? 0.35 : 1) * p.size) out.at(-1)?.push(p);
    else out.push([p]);
  }
  return out;
}
const startOf = (pieces: readonly Piece[]) => pieces[0]?.x0 ?? 0;

const endOf = (pieces: readonly Piece[]) => Math.max(0, ...pieces.map((x) => x.x1));

/** The options that stand side by side on a row; none if it holds anything else. */
function optionsOn(row: Row): Piece[][] {
  const found = stretchesOf(row);
  const letters = found.map((s) => letterAt(textOf(s)));
  return letters.length > 1 && letters.every((l, i) => l > 0 && (i === 0 || l === (letters[i - 1] ?? 0) + 1))
    ? found
    : [];
}

/**
 * Options that stand side by side in cells without lines, each broken in its cell: what stands below an option, no further
 * left than it, goes on with it. Rows that only hold such rests are taken into the row above.
 */
export function joinWrappedOptions(blocks: readonly Block[]): Block[] {
  const out: Block[] = [];
  const margins = new Map<string, number>();
  for (const b of blocks)
    if (b.kind === 'line') margins.set(b.region, Math.max(margins.get(b.region) ?? 0, rightOf(b.row)));
  let open: { row: Row; options: Piece[][]; y: number } | undefined;
  for (const block of blocks) {
    if (block.kind !== 'line') {
      open = undefined;
      out.push(block);
      continue;
    }
    const rests = open ? restsOf(block.row, open, margins.get(block.region) ?? 0) : undefined;
    if (open && rests) {
      rests.forEach((rest, i) => rest && open?.options[i]?.push(...rest));
      open.row.pieces = open.options.flat();
      open.y = block.row.y;
      continue;
    }
    const row = { ...block.row, pieces: [...block.row.pieces] };
    const options = optionsOn(row);
    open = options.length > 0 ? { row, options, y: row.y } : undefined;
    out.push({ ...block, row });
  }
  return out;
}

/** What a row adds to each of the options above it; undefined if it is something of its own. */
function restsOf(
  row: Row,
  { options, y, row: { size } }: { options: Piece[][]; y: number; row: Row },
  margin: number,
): (Piece[] | undefined)[] | undefined {
  if (row.y - y > 2.3 * size || Math.abs(row.size - size) > 0.2 * size) return undefined;
  const parts = stretchesOf(row);
  const rests = options.map((o, i) => {
    const next = options[i + 1];
    return parts.find(
      (p) =>
        startOf(p) > startOf(o) - 0.3 * size &&
        startOf(p) < startOf(o) + 2.5 * size &&
        (!next || endOf(p) < startOf(next)),
    );
  });
  const used = rests.filter((r) => r !== undefined);
  const labelled = parts.some((p) =>
    /^\s*(?:[（(【[]?\s?(?:[A-H]|\d{1,4})\s?[、.．:：)）】\]]|答案|【)/.test(textOf(p)),
  );
  // Below the first option alone it may go on with the last one, if that reaches the margin.
  const [first = [], second = []] = options;
  const full = startOf(second) - endOf(first) < 3.2 * size;
  const room = endOf(options.at(-1) ?? []) < margin - 2.5 * size;
  const apart = used.length > 1 || rests[0] === undefined || (full && room);
  if (used.length === 0 || used.length < parts.length || labelled || !apart) return undefined;
  return rests;
}
