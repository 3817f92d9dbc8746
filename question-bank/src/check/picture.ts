/** A few bytes can declare a picture of gigabytes; and a paper must be on thirty terminals in seconds. */
export const MAX_SIDE = 6_000;
export const MAX_BYTES = 3 * 1024 * 1024;

/** What the bytes of a picture say about themselves. */
export type Picture =
  | { ok: true; format: 'svg' | 'png' | 'jpeg' | 'gif' | 'webp'; width?: number; height?: number }
  | { ok: false; zh: string; en: string };

const bad = (zh: string, en: string): Picture => ({ ok: false, zh, en });
const TRUNCATED = bad('图片不完整', 'the picture is cut off');

function png(b: Buffer): Picture {
  if (b.length < 45 || b.toString('latin1', 12, 16) !== 'IHDR') return TRUNCATED;
  if (!b.subarray(-12).includes('IEND')) return TRUNCATED;
  return { ok: true, format: 'png', width: b.readUInt32BE(16), height: b.readUInt32BE(20) };
}

function jpeg(b: Buffer): Picture {
  if (b.lastIndexOf(Buffer.from([0xff, 0xd9])) < 4) return TRUNCATED;
  let at = 2;
  while (at + 9 < b.length && b[at] === 0xff) {
    const marker = b[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return { ok: true, format: 'jpeg', height: b.readUInt16BE(at + 5), width: b.readUInt16BE(at + 7) };
    at += 2 + b.readUInt16BE(at + 2);
  }
  return TRUNCATED;
}

function gif(b: Buffer): Picture {
  if (b.length < 14 || b[b.length - 1] !== 0x3b) return TRUNCATED;
  return { ok: true, format: 'gif', width: b.readUInt16LE(6), height: b.readUInt16LE(8) };
}

function webp(b: Buffer): Picture {
  if (b.length < 30 || b.readUInt32LE(4) + 8 > b.length) return TRUNCATED;
  const kind = b.toString('latin1', 12, 16);
  if (kind === 'VP8X')
    return { ok: true, format: 'webp', width: b.readUIntLE(24, 3) + 1, height: b.readUIntLE(27, 3) + 1 };
  if (kind === 'VP8L') {
    const bits = b.readUInt32LE(21);
    return { ok: true, format: 'webp', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  return {
    ok: true,
    format: 'webp',
    width: b.readUInt16LE(26) & 0x3fff,
    height: b.readUInt16LE(28) & 0x3fff,
  };
}

/** Knows the picture by its first bytes and reads its size; does not decode it. */
export function inspectPicture(bytes: Uint8Array): Picture {
  const b = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (b.length === 0) return bad('图片是空的', 'the picture is empty');
  if (b.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))) return png(b);
  if (b[0] === 0xff && b[1] === 0xd8) return jpeg(b);
  const head = b.toString('latin1', 0, 12);
  if (head.startsWith('GIF8')) return gif(b);
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return webp(b);
  const start = b.toString('utf8', 0, 64 * 1024).replace(/^\uFEFF?\s*/, '');
  if (!start.startsWith('<') || !/<svg[\s>]/i.test(start)) {
    return bad('不是 SVG、PNG、JPEG、GIF 或 WebP 图片', 'it is no SVG, PNG, JPEG, GIF or WebP picture');
  }
  const end = b.toString('latin1', Math.max(0, b.length - 200)).trimEnd();
  return /<\/svg>$|\/>$|-->$/i.test(end) ? { ok: true, format: 'svg' } : TRUNCATED;
}

/** What Office draws with and no browser shows, by a file name's ending; undefined for other pictures. */
export const officeDrawing = (file: string): string | undefined =>
  /\.(emf|wmf|emz|wmz|pict)$/i.exec(file)?.[1]?.toUpperCase();

/** The format a file name's ending promises. */
export function promisedFormat(file: string): string {
  const ending = (/\.([^.]+)$/.exec(file)?.[1] ?? '').toLowerCase();
  return ending === 'jpg' ? 'jpeg' : ending;
}
