import type { Sharp } from 'sharp';
import { coder, MOST_PIXELS } from './coder';
import { inspectPicture, MAX_BYTES } from './picture';

/**
 * What a picture may be on a kiosk: a screen shows it at most 1,280 pixels wide, and thirty terminals load a paper's
 * pictures in the same seconds.
 */
export const KIOSK_PICTURE = { side: 1_600, bytes: 600 * 1024 } as const;
const SIDES = [KIOSK_PICTURE.side, 1_280, 1_024, 768, 512];
const QUALITIES = [85, 70];

type Format = 'png' | 'jpeg' | 'webp' | 'gif';
/** A picture made fit, with sizes before and after as a report says them; or one that cannot be decoded. */
export type Fitting = { bytes: Uint8Array; before: string; after: string } | { undecodable: true };

const sizeOf = (width: number, height: number, bytes: number) =>
  `${width}×${height}, ${(bytes / 1024).toFixed(0)} KB`;

/** Drawings in one colour after another stay as they are as long as that is small; photographs in PNG lose colours. */
function encoded(image: Sharp, format: Format, quality: number): Sharp {
  switch (format) {
    case 'jpeg':
      return image.jpeg({ quality });
    case 'webp':
      return image.webp({ quality });
    case 'gif':
      return image.gif();
    case 'png':
      return quality === QUALITIES[0]
        ? image.png({ compressionLevel: 9 })
        : image.png({ palette: true, quality, effort: 4 });
  }
}

/**
 * One picture as the kiosk can show it, in its own format, with its transparency and its frames; the same bytes give the
 * same picture. Undefined where it fits already, is a drawing in SVG, is no picture or so large that it is not decoded
 * at all, which the rules for pictures say.
 */
export async function fitPicture(bytes: Uint8Array): Promise<Fitting | undefined> {
  const seen = inspectPicture(bytes);
  if (!seen.ok || seen.format === 'svg') return undefined;
  const { width = 0, height = 0, format } = seen;
  if (width * height === 0 || width * height > MOST_PIXELS) return undefined;
  const small = Math.max(width, height) <= KIOSK_PICTURE.side;
  if (small && bytes.length <= KIOSK_PICTURE.bytes) return undefined;
  const sharp = await coder();
  if (!sharp) return undefined;
  const input = { limitInputPixels: MOST_PIXELS, sequentialRead: true, failOn: 'error' } as const;
  try {
    const { pages = 1 } = await sharp(bytes, input).metadata();
    if (width * height * pages > MOST_PIXELS) return undefined;
    const image = sharp(bytes, { ...input, animated: pages > 1 });
    // What moves is larger by nature, and each round of it costs all of its frames.
    const most = pages > 1 ? MAX_BYTES : KIOSK_PICTURE.bytes;
    if (small && bytes.length <= most) return undefined;
    for (const side of SIDES) {
      for (const quality of format === 'gif' ? QUALITIES.slice(0, 1) : QUALITIES) {
        const resized = image
          .clone()
          .autoOrient()
          .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
        const { data, info } = await encoded(resized, format, quality).toBuffer({ resolveWithObject: true });
        if (data.length > most) continue;
        const after = sizeOf(info.width, info.pageHeight ?? info.height, data.length);
        return { bytes: data, before: sizeOf(width, height, bytes.length), after };
      }
    }
    return undefined;
  } catch {
    return { undecodable: true };
  }
}

/**
 * Whether a picture is whole to its last line, which its first and last bytes do not tell: it is decoded in full. True of
 * SVG, and where there is no coder.
 */
export async function isWhole(bytes: Uint8Array): Promise<boolean> {
  const seen = inspectPicture(bytes);
  if (!seen.ok || seen.format === 'svg') return seen.ok;
  const sharp = await coder();
  const decoded = (failOn: 'error' | 'warning') =>
    sharp?.(bytes, { limitInputPixels: MOST_PIXELS, sequentialRead: true, failOn }).stats();
  try {
    await decoded('error');
  } catch {
    return false;
  }
  try {
    if (seen.format === 'jpeg') await decoded('warning');
    return true;
  } catch (err) {
    // A JPEG that stops half way and has its end mark is a mere warning there, beside such as do no harm.
    return !/premature end/i.test(String(err));
  }
}
