import type { Block } from './columns';
import { letterAt } from './row-marks';
import { firstWord, rightOf, type Piece, type Row } from './rows';

export const textOf = (pieces: readonly Piece[]) => pieces.map((p) => p.text).join('');
/** What the options of pages have shown so far. */
export interface OptionCells {
  /** Where options begin that stand right of another one, by how often. */
  starts: Map<number, number>;
  /** Texts go on below their own option, also below the right one: they stand in cells. */
  cells: boolean;
}
export const noCells = (): OptionCells => ({ starts: new Map(), cells: false });

/** So many options that begin at one place stand in a column of their own. */
const COLUMN = 3;
const near = (starts: OptionCells['starts'], x: number): number =>
  [-1, 0, 1].reduce((n, d) => n + (starts.get(Math.round(x) + d) ?? 0), 0);

/** Pieces with wide gaps between them, by where they begin. */
function stretchesOf({ pieces }: Row, starts: OptionCells['starts'] = new Map()): Piece[][] {
  const out: Piece[][] = [];
  for (const [i, p] of pieces.entries()) {
    const last = out.at(-1)?.at(-1);
    const gap = last ? p.x0 - last.x1 : 0;
    // A letter and its mark may be pieces of their own.
    const letter = letterAt(textOf(pieces.slice(i, i + 3)));
    const column = letter > 0 && gap > -0.1 * p.size && near(starts, p.x0) >= COLUMN;
    if (last && !column && gap < (letter > 0 ? 0.35 : 1) * p.size) out.at(-1)?.push(p);
    else out.push([p]);
  }
  return out;
}
export const startOf = (pieces: readonly Piece[]) => pieces[0]?.x0 ?? 0;

export const endOf = (pieces: readonly Piece[]) => Math.max(0, ...pieces.map((x) => x.x1));

/** The options that stand side by side on a row; none if it holds anything else. */
export function optionsOn(row: Row, starts: OptionCells['starts']): Piece[][] {
  const found = stretchesOf(row, starts);
  const letters = found.map((s) => letterAt(textOf(s)));
  return letters.length > 1 && letters.every((l, i) => l > 0 && (i === 0 || l === (letters[i - 1] ?? 0) + 1))
    ? found
    : [];
}

/** Where an option begins right of another one with nothing between them; undefined where there is none. */
function touching({ pieces }: Row): Piece | undefined {
  const first = letterAt(textOf(pieces.slice(0, 3)));
  if (first === 0) return undefined;
  return pieces.find((p, i) => {
    const last = pieces[i - 1];
    const follows = letterAt(textOf(pieces.slice(i, i + 3))) === first + 1;
    return last && follows && /[^\s（(]$/.test(last.text) && p.x0 - last.x1 < 0.35 * p.size;
  });
}

/** Counts where options begin right of another one. */
function count(blocks: readonly Block[], starts: OptionCells['starts']): void {
  for (const b of blocks) {
    if (b.kind !== 'line') continue;
    const places = [touching(b.row)?.x0, ...optionsOn(b.row, new Map()).slice(1).map(startOf)];
    for (const x of places)
      if (x !== undefined) starts.set(Math.round(x), (starts.get(Math.round(x)) ?? 0) + 1);
  }
}

/**
 * Options that stand side by side in cells without lines, each broken in its cell: what stands below an option, no further
 * left than it, goes on with it. Rows that only hold such rests are taken into the row above. Rows that may go on with this
 * option or that are marked as unclear.
 * @param known what the pages before have shown; what this one shows is added
 */
export function joinWrappedOptions(blocks: readonly Block[], known: OptionCells = noCells()): Block[] {
  count(blocks, known.starts);
  const before = known.cells;
  const out = joined(blocks, known);
  return known.cells === before ? out : joined(blocks, known);
}

function joined(blocks: readonly Block[], known: OptionCells): Block[] {
  const out: Block[] = [];
  const margins = new Map<string, number>();
  for (const b of blocks)
    if (b.kind === 'line') margins.set(b.region, Math.max(margins.get(b.region) ?? 0, rightOf(b.row)));
  let open: { row: Row; options: Piece[][]; y: number } | undefined;
  let close: Row | undefined;
  for (const block of blocks) {
    if (block.kind !== 'line') {
      open = close = undefined;
      out.push(block);
      continue;
    }
    const rests = open ? restsOf(block.row, open, margins.get(block.region) ?? 0, known) : undefined;
    if (open && rests && rests !== 'unclear') {
      rests.forEach((rest, i) => rest && open?.options[i]?.push(...rest));
      open.row.pieces = open.options.flat();
      open.y = block.row.y;
      continue;
    }
    const row = { ...block.row, pieces: [...block.row.pieces] };
    const options = optionsOn(row, known.starts);
    const below = close && goesBelow(row, close) && !LABELLED.test(textOf(row.pieces));
    const unclear = rests === 'unclear' || below === true;
    open = options.length > 0 ? { row, options, y: row.y } : undefined;
    close = options.length === 0 && touching(row) ? row : undefined;
    out.push({ ...block, row, ...(unclear ? { unclear } : {}) });
  }
  return out;
}

/** Begins a part of its own. */
export const LABELLED =
  /^\s*(?:[（(【[]?\s?(?:[A-H]|\d{1,4})\s?[、.．:：)）】\]]|(?:参考|正确)?答案|解析|【)/;
const goesBelow = (row: Row, { y, size }: Pick<Row, 'y' | 'size'>): boolean =>
  row.y > y && row.y - y <= 2.3 * size && Math.abs(row.size - size) <= 0.2 * size;

/** What a row adds to each of the options above it; undefined if it is something of its own. */
function restsOf(
  row: Row,
  { options, y, row: { size } }: { options: Piece[][]; y: number; row: Row },
  margin: number,
  known: OptionCells,
): (Piece[] | undefined)[] | 'unclear' | undefined {
  if (!goesBelow(row, { y, size })) return undefined;
  const parts = stretchesOf(row);
  const rests = options.map((o, i) => {
    const next = options[i + 1];
    return parts.find(
      (p) =>
        startOf(p) > startOf(o) - 0.3 * size &&
        startOf(p) < startOf(o) + 2.5 * size &&
        (!next || endOf(p) < startOf(next) + 0.1 * size),
    );
  });
  const used = rests.filter((r) => r !== undefined);
  if (used.length === 0 || used.length < parts.length || parts.some((p) => LABELLED.test(textOf(p))))
    return undefined;
  if (used.length > 1 || rests[0] === undefined) {
    known.cells = true;
    return rests;
  }
  // Below the first option alone it may go on with the last one, if that reaches the margin.
  const [first = [], second = []] = options;
  if (startOf(second) - endOf(first) >= 3.2 * size) return undefined;
  const room = endOf(options.at(-1) ?? []) + firstWord(row) <= margin - 1.1 * size;
  return room || known.cells ? rests : 'unclear';
}
