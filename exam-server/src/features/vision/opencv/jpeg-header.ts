/** Why a picture was refused before a decoder saw it. */
export type PictureFault = 'notJpeg' | 'tooLarge' | 'truncated';

/** Longest side in pixels of a picture that is decoded or made. */
export const MAX_SIDE = 4096;
export const MAX_PICTURE_BYTES = 4_000_000;
/** A progressive picture of a camera has about ten scans; thousands of them in a small file take minutes to decode. */
const MAX_SCANS = 64;
/** Start-of-frame markers of baseline and progressive JPEG; lossless and arithmetic ones are not decoded here. */
const SOF = new Set([0xc0, 0xc1, 0xc2]);
const ALONE = (m: number) => m === 0x01 || (m >= 0xd0 && m <= 0xd7);

/**
 * Size of a JPEG from its header, without decoding: a few bytes can claim gigapixels. Also looks for the end
 * marker, as a cut-off picture decodes to grey.
 */
export function jpegSize(b: Uint8Array): { width: number; height: number } | PictureFault {
  if (b.length > MAX_PICTURE_BYTES) return 'tooLarge';
  if (b.length < 4 || b[0] !== 0xff || b[1] !== 0xd8) return 'notJpeg';
  let at = 2;
  while (at + 4 <= b.length) {
    if (b[at] !== 0xff) return 'notJpeg';
    const marker = b[at + 1]!;
    if (marker === 0xff || ALONE(marker)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    const length = (b[at + 2]! << 8) | b[at + 3]!;
    if (length < 2) return 'notJpeg';
    if (SOF.has(marker)) {
      if (at + 9 > b.length) return 'truncated';
      const height = (b[at + 5]! << 8) | b[at + 6]!;
      const width = (b[at + 7]! << 8) | b[at + 8]!;
      if (width === 0 || height === 0) return 'notJpeg';
      if (width > MAX_SIDE || height > MAX_SIDE) return 'tooLarge';
      if (!ends(b)) return 'truncated';
      return scans(b, at) > MAX_SCANS ? 'tooLarge' : { width, height };
    }
    // Picture data before any frame header is no picture.
    if (marker === 0xda || marker === 0xd9) return 'notJpeg';
    at += 2 + length;
  }
  return 'truncated';
}

/** Start-of-scan markers from a place on: within picture data an 0xff is always followed by a zero or a marker. */
function scans(bytes: Uint8Array, from: number): number {
  const b = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let n = 0;
  for (let at = b.indexOf(SCAN, from); at >= 0 && n <= MAX_SCANS; at = b.indexOf(SCAN, at + 2)) n++;
  return n;
}
const SCAN = Buffer.from([0xff, 0xda]);

/** Cameras pad after the end marker now and then; more than a little is a cut or a smuggled payload. */
function ends(b: Uint8Array): boolean {
  for (let i = b.length - 2; i >= Math.max(0, b.length - 64); i--)
    if (b[i] === 0xff && b[i + 1] === 0xd9) return true;
  return false;
}
