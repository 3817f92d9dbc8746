import iconv from 'iconv-lite';

/** Places of the tables a Word 97–2003 file consists of, as numbers of their pairs in its head ([MS-DOC] 2.5.6). */
export const TABLE = {
  chpx: 12,
  papx: 13,
  fonts: 15,
  text: 33,
  anchors: 40,
  drawings: 50,
  lists: 73,
  uses: 74,
};

const HEAD_BYTES = 154;
const MAGIC = 0xa5ec;
const ENCRYPTED = 0x0100;
const SECOND_TABLE = 0x0200;
const WORD_97 = 0x00c1;
const NARROW = 0x40000000;

/** A stretch of text that lies in one piece: from which character on, where, and in how many bytes each. */
export interface TextPiece {
  from: number;
  to: number;
  at: number;
  narrow: boolean;
}

export interface DocFile {
  main: Buffer;
  data: Buffer;
  pieces: TextPiece[];
  /** Characters of the main text, and of what follows it: footnotes, headers, comments, endnotes, text boxes. */
  lengths: {
    main: number;
    footnotes: number;
    headers: number;
    comments: number;
    endnotes: number;
    boxes: number;
  };
  table(number: number): Buffer;
  /** From the table on to the end of its stream: lists go on behind what their length says. */
  tableOn(number: number): Buffer;
}

/** Takes the streams of a Word file apart; `locked` with a password, `old` before Word 97. */
export function docFile(stream: (name: string) => Buffer | undefined): DocFile | 'locked' | 'old' | 'broken' {
  const main = stream('WordDocument');
  if (!main || main.length < HEAD_BYTES || main.readUInt16LE(0) !== MAGIC) return 'broken';
  const flags = main.readUInt16LE(10);
  if (flags & ENCRYPTED) return 'locked';
  if (main.readUInt16LE(2) < WORD_97) return 'old';
  const tables = stream(flags & SECOND_TABLE ? '1Table' : '0Table');
  if (!tables) return 'broken';
  const place = (n: number) => {
    const at = HEAD_BYTES + 8 * n;
    return at + 8 <= main.length
      ? { at: main.readUInt32LE(at), length: main.readUInt32LE(at + 4) }
      : undefined;
  };
  const table = (n: number) => {
    const p = place(n);
    return p && p.length > 0 ? tables.subarray(p.at, p.at + p.length) : Buffer.alloc(0);
  };
  const tableOn = (n: number) => {
    const p = place(n);
    return p && p.length > 0 ? tables.subarray(p.at) : Buffer.alloc(0);
  };
  const [text = 0, footnotes = 0, headers = 0, , comments = 0, endnotes = 0, boxes = 0] = Array.from(
    { length: 7 },
    (_, i) => Math.max(0, main.readInt32LE(76 + 4 * i)),
  );
  const pieces = textPieces(table(TABLE.text));
  if (pieces.length === 0) return 'broken';
  const lengths = { main: text, footnotes, headers, comments, endnotes, boxes };
  return { main, data: stream('Data') ?? Buffer.alloc(0), pieces, lengths, table, tableOn };
}

function textPieces(clx: Buffer): TextPiece[] {
  let at = 0;
  while (clx[at] === 1 && at + 3 <= clx.length) at += 3 + clx.readUInt16LE(at + 1);
  if (clx[at] !== 2 || at + 5 > clx.length) return [];
  const plc = clx.subarray(at + 5, at + 5 + clx.readUInt32LE(at + 1));
  const count = Math.floor((plc.length - 4) / 12);
  const pieces: TextPiece[] = [];
  for (let i = 0; i < count; i += 1) {
    const [from, to] = [plc.readUInt32LE(4 * i), plc.readUInt32LE(4 * i + 4)];
    const place = plc.readUInt32LE(4 * (count + 1) + 8 * i + 2);
    const narrow = (place & NARROW) !== 0;
    if (to > from) pieces.push({ from, to, narrow, at: narrow ? (place & ~NARROW) >>> 1 : place >>> 0 });
  }
  return pieces;
}

/** A character with the byte at which it lies; formats are told by bytes. */
export interface DocCharacter {
  text: string;
  at: number;
  number: number;
}

/** The characters from one number up to another. */
export function* docCharacters({ main, pieces }: DocFile, from: number, to: number): Generator<DocCharacter> {
  for (const piece of pieces) {
    const first = Math.max(from, piece.from);
    const last = Math.min(to, piece.to);
    const size = piece.narrow ? 1 : 2;
    for (let number = first; number < last; number += 1) {
      const at = piece.at + (number - piece.from) * size;
      if (at + size > main.length) return;
      const code = piece.narrow ? (main[at] ?? 0) : main.readUInt16LE(at);
      const text =
        piece.narrow && code >= 0x80 ? iconv.decode(Buffer.of(code), 'cp1252') : String.fromCharCode(code);
      yield { text, at, number };
    }
  }
}
