/** What goes at once between server and child: serialising more would hold up the answers of a running test. */
const PIECE = 200;
/** What is shorter goes along with the rest. */
const SHORT = 400;
/** How deep in an order lists of questions and names of pictures lie. */
const DEPTH = 4;

/** A list that is never held whole by this process: read from the store as the child asks for it. */
export class Streamed<T> {
  readonly pieces: AsyncIterable<readonly T[]>;

  constructor(pieces: AsyncIterable<readonly T[]>) {
    this.pieces = pieces;
  }
}
export type Long<T> = readonly T[] | Streamed<T>;

/** In the child every list has arrived. */
export function held<T>(list: Long<T>): readonly T[] {
  if (list instanceof Streamed) throw new Error('a list that did not arrive');
  return list;
}

/** Stands for a list that comes a piece at a time. */
interface Slip {
  slip: number;
  as: 'list' | 'map';
}
const isSlip = (value: object): value is Slip => 'slip' in value && 'as' in value;
const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);

// eslint-disable-next-line @typescript-eslint/require-await -- its reader takes pieces that come from a store too
async function* piecesOf(list: Iterable<unknown>): AsyncGenerator<unknown[]> {
  let piece: unknown[] = [];
  for (const one of list) {
    piece.push(one);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}

/** An order without its long lists, and the pieces of those, by number; undefined after the last. */
export function unload(input: unknown): {
  light: unknown;
  next(n: number): Promise<readonly unknown[] | undefined>;
  /** Nobody asks for more. */
  end(): Promise<void>;
} {
  const lists: AsyncIterator<readonly unknown[]>[] = [];
  const slip = (pieces: AsyncIterable<readonly unknown[]>, as: Slip['as']): Slip => {
    lists.push(pieces[Symbol.asyncIterator]());
    return { slip: lists.length - 1, as };
  };
  const walk = (value: unknown, depth: number): unknown => {
    if (value instanceof Streamed) return slip(value.pieces, 'list');
    if (value instanceof Map && value.size > SHORT) return slip(piecesOf(value), 'map');
    if (Array.isArray(value) && value.length > SHORT) return slip(piecesOf(value as unknown[]), 'list');
    if (depth === 0) return value;
    if (Array.isArray(value)) return value.map((v) => walk(v, depth - 1));
    if (!isPlain(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, walk(v, depth - 1)]));
  };
  const light = walk(input, DEPTH);
  return {
    light,
    async next(n) {
      const got = await lists[n]?.next();
      return got && !got.done ? got.value : undefined;
    },
    async end() {
      for (const list of lists) await list.return?.();
    },
  };
}

/** The whole order again; `ask` gives the next piece of a list. */
export async function load(
  light: unknown,
  ask: (n: number) => Promise<readonly unknown[] | undefined>,
  depth = DEPTH,
): Promise<unknown> {
  if (Array.isArray(light)) {
    if (depth === 0) return light;
    const out: unknown[] = [];
    for (const v of light) out.push(await load(v, ask, depth - 1));
    return out;
  }
  if (!isPlain(light)) return light;
  if (isSlip(light)) {
    const all: unknown[] = [];
    for (let piece = await ask(light.slip); piece; piece = await ask(light.slip)) all.push(...piece);
    return light.as === 'list' ? all : new Map(all as [unknown, unknown][]);
  }
  if (depth === 0) return light;
  const out: Record<string, unknown> = {};
  for (const [k, v] of Object.entries(light)) out[k] = await load(v, ask, depth - 1);
  return out;
}
