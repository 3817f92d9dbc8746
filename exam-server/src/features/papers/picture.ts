import { createHash } from 'node:crypto';
import { inspectPicture, unsafeInSvg, type PictureLook } from 'question-bank';

/** SHA-256 of a picture, hex: its name in the store. */
export const pictureHash = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

/**
 * Type of a bank's picture by its content, whatever its name says; null for anything a paper must not show: no
 * picture, or an SVG that could run, load or leave.
 */
export function mediaType(data: Uint8Array): string | null {
  const found = inspectPicture(data);
  if (!found.ok) return null;
  if (found.format !== 'svg') return `image/${found.format}`;
  const text = new TextDecoder().decode(data);
  return unsafeInSvg(text) === undefined ? 'image/svg+xml' : null;
}

/** The same of a picture that was looked at and is not too large. */
export function typeOf({ seen, unsafe }: PictureLook): string | null {
  if (!seen.ok) return null;
  if (seen.format !== 'svg') return `image/${seen.format}`;
  return unsafe === undefined ? 'image/svg+xml' : null;
}
