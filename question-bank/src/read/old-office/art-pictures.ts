/**
 * Pictures of Office before 2007 ([MS-ODRAW]): a file keeps them in one store; a drawing names them by number and says
 * where each stands.
 */
const CONTAINER = 0x0f;
const STORE_ENTRY = 0xf007;
const SHAPE = 0xf004;
const SHAPE_ID = 0xf00a;
const OPTIONS = 0xf00b;
const ANCHOR = 0xf010;
const PICTURE = 0x0104;
const DEEPEST = 12;

interface Piece {
  type: number;
  instance: number;
  body: Buffer;
  inside: boolean;
}

function* pieces(bytes: Buffer): Generator<Piece> {
  for (let at = 0; at + 8 <= bytes.length;) {
    const head = bytes.readUInt16LE(at);
    const length = bytes.readUInt32LE(at + 4);
    const body = bytes.subarray(at + 8, at + 8 + length);
    yield {
      type: bytes.readUInt16LE(at + 2),
      instance: head >> 4,
      body,
      inside: (head & 0x0f) === CONTAINER,
    };
    at += 8 + length;
  }
}

function* all(bytes: Buffer, type: number, depth = 0): Generator<Piece> {
  for (const piece of pieces(bytes)) {
    if (piece.type === type) yield piece;
    else if (piece.inside && depth < DEEPEST) yield* all(piece.body, type, depth + 1);
  }
}

const MAGIC: readonly [string, readonly number[]][] = [
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
];
/** Before the picture stand one or two fingerprints of 16 bytes and a mark. */
const STARTS = [17, 33, 0];
const FORMS: Readonly<Record<number, string>> = {
  0xf01a: 'emf',
  0xf01b: 'wmf',
  0xf01c: 'pict',
  0xf01f: 'bmp',
  0xf029: 'tiff',
};

export interface StoredPicture {
  ending: string;
  bytes: Buffer;
}

/** The picture in a store entry's blip; in a form that nobody here shows, its ending says which. */
function stored(blip: Piece): StoredPicture {
  for (const start of STARTS)
    for (const [ending, magic] of MAGIC)
      if (magic.every((b, i) => blip.body[start + i] === b))
        return { ending, bytes: blip.body.subarray(start) };
  return { ending: FORMS[blip.type] ?? 'bin', bytes: blip.body };
}

const ENTRY_HEAD = 36;
const DELAYED_AT = 28;

/** The picture of a store's entry: within it, or at a place of the file's main stream. */
function ofEntry(body: Buffer, main?: Buffer): StoredPicture | undefined {
  const [inside] = pieces(body.subarray(ENTRY_HEAD + (body[33] ?? 0)));
  if (inside) return stored(inside);
  if (!main || body.length < ENTRY_HEAD) return undefined;
  const [delayed] = pieces(main.subarray(body.readUInt32LE(DELAYED_AT)));
  return delayed ? stored(delayed) : undefined;
}

/**
 * The pictures of a file's store, by number from 1; undefined where there is none under a number. `main` is the stream
 * in which Word keeps them.
 */
export function pictureStore(bytes: Buffer, main?: Buffer): (StoredPicture | undefined)[] {
  return [undefined, ...[...all(bytes, STORE_ENTRY)].map(({ body }) => ofEntry(body, main))];
}

/** The pictures of a drawing that stands in a line of a Word document. */
export function picturesIn(bytes: Buffer): StoredPicture[] {
  return [...pieces(bytes)].flatMap((piece) => {
    if (piece.type === STORE_ENTRY) return ofEntry(piece.body) ?? [];
    return piece.type >= FIRST_BLIP && piece.type <= LAST_BLIP ? stored(piece) : [];
  });
}
const FIRST_BLIP = 0xf018;
const LAST_BLIP = 0xf117;

/** The shapes of a drawing that show a picture: its number in the store, and what says where it stands. */
export function pictureShapes(drawing: Buffer): { number: number; shape?: number; anchor?: Buffer }[] {
  const shapes = [];
  for (const { body } of all(drawing, SHAPE)) {
    const parts = [...pieces(body)];
    const anchor = parts.find((p) => p.type === ANCHOR)?.body;
    const id = parts.find((p) => p.type === SHAPE_ID)?.body;
    let number = 0;
    for (const options of parts.filter((p) => p.type === OPTIONS))
      for (let i = 0; i < options.instance && 6 * i + 6 <= options.body.length; i += 1)
        if ((options.body.readUInt16LE(6 * i) & 0x3fff) === PICTURE)
          number = options.body.readUInt32LE(6 * i + 2);
    const shape = id && id.length >= 4 ? { shape: id.readUInt32LE(0) } : {};
    if (number > 0) shapes.push({ number, ...shape, ...(anchor ? { anchor } : {}) });
  }
  return shapes;
}

/** The pictures over a sheet: their number in the store and the row, from 1, over which each begins. */
export function placedPictures(drawing: Buffer): { row: number; number: number }[] {
  return pictureShapes(drawing)
    .flatMap(({ number, anchor }) =>
      anchor && anchor.length >= 8
        ? { row: anchor.readUInt16LE(6) + 1, column: anchor.readUInt16LE(2), number }
        : [],
    )
    .sort((a, b) => a.row - b.row || a.column - b.column);
}
