/**
 * Files of Office before 2007 are small file systems: sectors chained by a table, and a directory of named streams
 * ([MS-CFB]). Nothing a file says of itself is believed: every chain ends where it meets itself or the file's end.
 */
const END_OF_CHAIN = 0xfffffffe;
const DIFAT_IN_HEADER = 109;
const ENTRY_BYTES = 128;
const STREAM = 2;
const ROOT = 5;
const MOST_ENTRIES = 4096;

export interface CompoundStream {
  name: string;
  read(): Buffer;
}

/** The streams of a compound file; undefined if its header or directory makes no sense. */
export function compoundStreams(bytes: Buffer): CompoundStream[] | undefined {
  if (bytes.length < 512) return undefined;
  const sectorShift = bytes.readUInt16LE(30);
  const miniShift = bytes.readUInt16LE(32);
  if (![9, 12].includes(sectorShift) || miniShift !== 6) return undefined;
  const sector = 2 ** sectorShift;
  const count = Math.ceil(bytes.length / sector) - 1;
  const at = (n: number) => bytes.subarray((n + 1) * sector, (n + 2) * sector);
  const inside = (n: number) => n < count;

  const fat: number[] = [];
  const takeTable = (n: number) => {
    const piece = at(n);
    for (let i = 0; i + 4 <= piece.length; i += 4) fat.push(piece.readUInt32LE(i));
  };
  for (let i = 0; i < DIFAT_IN_HEADER; i += 1) {
    const n = bytes.readUInt32LE(76 + 4 * i);
    if (inside(n)) takeTable(n);
  }
  const seen = new Set<number>();
  for (let n = bytes.readUInt32LE(68); inside(n) && !seen.has(n);) {
    seen.add(n);
    const piece = at(n);
    if (piece.length < sector) break;
    for (let i = 0; i < sector - 4; i += 4) {
      const table = piece.readUInt32LE(i);
      if (inside(table) && fat.length <= count + sector) takeTable(table);
    }
    n = piece.readUInt32LE(sector - 4);
  }

  const chain = (start: number, size = Infinity): Buffer => {
    const pieces: Buffer[] = [];
    const met = new Set<number>();
    for (let n = start; inside(n) && !met.has(n) && met.size * sector < size; n = fat[n] ?? END_OF_CHAIN) {
      met.add(n);
      pieces.push(at(n));
    }
    return Buffer.concat(pieces).subarray(0, Math.min(size, bytes.length));
  };

  const directory = chain(bytes.readUInt32LE(48), MOST_ENTRIES * ENTRY_BYTES);
  const entries = [];
  for (let i = 0; i + ENTRY_BYTES <= directory.length; i += ENTRY_BYTES) {
    const entry = directory.subarray(i, i + ENTRY_BYTES);
    const nameBytes = Math.min(64, entry.readUInt16LE(64));
    const name = entry.toString('utf16le', 0, Math.max(0, nameBytes - 2));
    entries.push({ name, kind: entry[66], start: entry.readUInt32LE(116), size: entry.readUInt32LE(120) });
  }
  const root = entries.find((e) => e.kind === ROOT);
  if (!root) return undefined;

  const small = bytes.readUInt32LE(56);
  const miniTable = chain(bytes.readUInt32LE(60));
  let mini: Buffer | undefined;
  const miniChain = (start: number, size: number): Buffer => {
    mini ??= chain(root.start, root.size);
    const pieces: Buffer[] = [];
    const met = new Set<number>();
    for (let n = start; !met.has(n) && met.size * 64 < size;) {
      const piece = mini.subarray(n * 64, n * 64 + 64);
      if (piece.length === 0) break;
      met.add(n);
      pieces.push(piece);
      n = 4 * n + 4 <= miniTable.length ? miniTable.readUInt32LE(4 * n) : END_OF_CHAIN;
    }
    return Buffer.concat(pieces).subarray(0, size);
  };
  return entries
    .filter((e) => e.kind === STREAM)
    .map(({ name, start, size }) => ({
      name,
      read: () => (size < small ? miniChain(start, size) : chain(start, size)),
    }));
}
