/** What a picture says of itself before anything decodes it. */
export interface ImageHeader {
  mime: 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp';
  width: number;
  height: number;
}

/**
 * Reads type and size from the first bytes, so that a wrong type or a decompression bomb is refused before a
 * decoder sees it. Null where the bytes are none of the four types or end too early. Never throws.
 */
export function imageHeader(data: Uint8Array): ImageHeader | null {
  const b = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (b.length >= 24 && b.readUInt32BE(0) === 0x89504e47 && b.toString('latin1', 12, 16) === 'IHDR')
    return { mime: 'image/png', width: b.readUInt32BE(16), height: b.readUInt32BE(20) };
  if (b.length >= 10 && /^GIF8[79]a$/.test(b.toString('latin1', 0, 6)))
    return { mime: 'image/gif', width: b.readUInt16LE(6), height: b.readUInt16LE(8) };
  if (b.length >= 30 && b.toString('latin1', 0, 4) === 'RIFF' && b.toString('latin1', 8, 12) === 'WEBP')
    return webp(b);
  if (b.length >= 4 && b[0] === 0xff && b[1] === 0xd8) return jpeg(b);
  return null;
}

function webp(b: Buffer): ImageHeader | null {
  const mime = 'image/webp';
  switch (b.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { mime, width: 1 + b.readUIntLE(24, 3), height: 1 + b.readUIntLE(27, 3) };
    case 'VP8L': {
      const bits = b.readUInt32LE(21);
      return { mime, width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    case 'VP8 ':
      return { mime, width: b.readUInt16LE(26) & 0x3fff, height: b.readUInt16LE(28) & 0x3fff };
    default:
      return null;
  }
}

/** Walks the segments of a JPEG to its frame header (SOF0–SOF15 without the tables that share the range). */
function jpeg(b: Buffer): ImageHeader | null {
  for (let at = 2; at + 9 < b.length;) {
    if (b[at] !== 0xff) return null;
    const marker = b[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const frame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (frame) return { mime: 'image/jpeg', width: b.readUInt16BE(at + 7), height: b.readUInt16BE(at + 5) };
    if (marker === 0xda || marker === 0xd9) return null;
    const bare = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += bare ? 2 : 2 + b.readUInt16BE(at + 2);
  }
  return null;
}
