const fs = require('node:fs');
const { pipeline } = require('node:stream/promises');
const zlib = require('node:zlib');

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const END_BYTES = 22;

/** Reads `length` bytes at `position`. */
function readAt(handle, position, length) {
  const buffer = Buffer.alloc(length);
  const read = fs.readSync(handle, buffer, 0, length, position);
  if (read !== length) throw new Error('The archive ends too early.');
  return buffer;
}

/**
 * Finds one entry of a zip file by the end of its name. For archives whose hash we know: no zip64, no
 * encryption, no data descriptors to trust.
 */
function findEntry(handle, ending) {
  const { size } = fs.fstatSync(handle);
  const tail = readAt(handle, Math.max(0, size - 65_557), Math.min(size, 65_557));
  let at = tail.length - END_BYTES;
  while (at >= 0 && tail.readUInt32LE(at) !== END) at -= 1;
  if (at < 0) throw new Error('This is not a zip archive.');
  const directory = readAt(handle, tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12));
  for (let p = 0; p + 46 <= directory.length && directory.readUInt32LE(p) === CENTRAL;) {
    const nameLength = directory.readUInt16LE(p + 28);
    const name = directory.toString('utf8', p + 46, p + 46 + nameLength);
    if (name.endsWith(ending)) {
      const local = directory.readUInt32LE(p + 42);
      const header = readAt(handle, local, 30);
      return {
        method: directory.readUInt16LE(p + 10),
        packed: directory.readUInt32LE(p + 20),
        start: local + 30 + header.readUInt16LE(26) + header.readUInt16LE(28),
      };
    }
    p += 46 + nameLength + directory.readUInt16LE(p + 30) + directory.readUInt16LE(p + 32);
  }
  throw new Error(`The archive has no ${ending}.`);
}

/** Writes the entry whose name ends so into a file. */
async function extractEntry(archive, ending, target) {
  const handle = fs.openSync(archive, 'r');
  let entry;
  try {
    entry = findEntry(handle, ending);
  } finally {
    fs.closeSync(handle);
  }
  if (entry.method !== 0 && entry.method !== 8) throw new Error(`Unknown packing ${entry.method}.`);
  const packed = fs.createReadStream(archive, { start: entry.start, end: entry.start + entry.packed - 1 });
  const out = fs.createWriteStream(target, { mode: 0o755 });
  if (entry.method === 0) await pipeline(packed, out);
  else await pipeline(packed, zlib.createInflateRaw(), out);
}

module.exports = { extractEntry };
