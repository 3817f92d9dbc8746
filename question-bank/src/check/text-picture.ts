import { coder, MOST_PIXELS } from './coder';
import { inspectPicture } from './picture';

interface Pixels {
  width: number;
  height: number;
  /** Bytes a pixel: one of lightness, or red, green and blue first. */
  channels: number;
  data: Uint8Array;
}

/** The pieces of a drawing that hang together: a letter, a part of a Chinese character, a frame. */
interface Piece {
  left: number;
  top: number;
  right: number;
  bottom: number;
  area: number;
}

/** Text has at least so many pieces: fewer are the plate under a sign (`320 m`, `7.30-19.00`). */
const FEWEST_PIECES = 24;
/** More than a page of writing has: each is compared with the others. */
const MOST_PIECES = 5000;
/** How far ink is from the paper, and paper from itself, in lightness. */
const INK = 80;
const PAPER = 24;
const MOST_TALL = 120;
const SPECK = 3;
const COLOURED = 64;

/** Lightness of the paper, if most of the picture is of one: a photograph has none. */
function paperOf(light: Uint8Array): number | undefined {
  const shares = new Uint32Array(32);
  for (const l of light) shares[l >> 3] = (shares[l >> 3] ?? 0) + 1;
  const most = shares.indexOf(Math.max(...shares));
  const paper = most * 8 + 4;
  let near = 0;
  for (const l of light) if (Math.abs(l - paper) <= PAPER) near += 1;
  return near >= 0.6 * light.length && near <= 0.97 * light.length ? paper : undefined;
}

/** The pieces of ink, eight neighbours each; specks are none. */
function piecesOf(ink: Uint8Array, width: number, height: number): Piece[] {
  const pieces: Piece[] = [];
  const stack: number[] = [];
  for (let start = 0; start < ink.length; start += 1) {
    if (ink[start] !== 1) continue;
    const piece = { left: width, top: height, right: 0, bottom: 0, area: 0 };
    stack.push(start);
    ink[start] = 2;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      piece.left = Math.min(piece.left, x);
      piece.right = Math.max(piece.right, x);
      piece.top = Math.min(piece.top, y);
      piece.bottom = Math.max(piece.bottom, y);
      piece.area += 1;
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny += 1)
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx += 1) {
          const next = ny * width + nx;
          if (ink[next] !== 1) continue;
          ink[next] = 2;
          stack.push(next);
        }
    }
    if (piece.area > SPECK) pieces.push(piece);
  }
  return pieces;
}

const tall = (p: Piece) => p.bottom - p.top + 1;
const wide = (p: Piece) => p.right - p.left + 1;

/** Whether a piece stands in a line of writing: others of its height or less stand close on its left or right. */
function inLine(piece: Piece, all: readonly Piece[], size: number): boolean {
  const middle = (piece.top + piece.bottom) / 2;
  return all.some((other) => {
    if (other === piece) return false;
    const gap = Math.max(other.left - piece.right, piece.left - other.right);
    return (
      gap <= 1.5 * size && gap > -size && Math.abs((other.top + other.bottom) / 2 - middle) <= 0.7 * size
    );
  });
}

/**
 * Whether a picture is nothing but lines of writing on an even ground: no colour, no frame, no stroke longer than a few
 * letters, and many pieces of about one size side by side. Doubt says no: signs with their plates and drawn roads are
 * pictures although they hold words.
 */
function isOnlyText({ width, height, channels, data }: Pixels): boolean {
  const light = new Uint8Array(width * height);
  let coloured = 0;
  for (let i = 0; i < light.length; i += 1) {
    const at = channels * i;
    const r = data[at] ?? 0;
    const [g, b] = channels < 3 ? [r, r] : [data[at + 1] ?? 0, data[at + 2] ?? 0];
    light[i] = (r * 299 + g * 587 + b * 114) / 1000;
    if (Math.max(r, g, b) - Math.min(r, g, b) > COLOURED) coloured += 1;
  }
  const paper = paperOf(light);
  if (paper === undefined || coloured > 0.15 * light.length) return false;
  const ink = light.map((l) => (Math.abs(l - paper) > INK ? 1 : 0));
  const pieces = piecesOf(ink, width, height);
  if (pieces.length < FEWEST_PIECES || pieces.length > MOST_PIECES) return false;
  const heights = pieces.map(tall).sort((a, b) => a - b);
  const size = heights[Math.floor(0.6 * heights.length)] ?? 0;
  if (size < 5 || size > MOST_TALL) return false;
  if (pieces.some((p) => tall(p) > 3 * size || wide(p) > 6 * size)) return false;
  const widths = pieces.map((p) => wide(p) / tall(p)).sort((a, b) => a - b);
  if ((widths[widths.length >> 1] ?? 0) > 1.6) return false;
  return pieces.filter((p) => inLine(p, pieces, size)).length >= 0.9 * pieces.length;
}

/** Text is wider than high, and this wide at least in pixels: what is not is not even decoded, as signs and most scenes. */
const LEAST_WIDE = 120;
const WIDER = 1.5;
const LOOKED_AT = 1000;

/** Whether a picture holds lines of text and nothing else. False of SVG, of what cannot be decoded, and where there is no coder. */
export async function isTextPicture(bytes: Uint8Array): Promise<boolean> {
  const seen = inspectPicture(bytes);
  if (!seen.ok || seen.format === 'svg') return false;
  const { width = 0, height = 0 } = seen;
  if (width < LEAST_WIDE || width < WIDER * height || width * height > MOST_PIXELS) return false;
  const sharp = await coder();
  if (!sharp) return false;
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS, sequentialRead: true })
      .resize({ width: LOOKED_AT, height: LOOKED_AT, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return isOnlyText({ width: info.width, height: info.height, channels: info.channels, data });
  } catch {
    // The rules for pictures say what is wrong with its bytes.
    return false;
  }
}
