import { createHash } from 'node:crypto';
import { lookAtPicture, type PictureLook } from 'question-bank';

/** SHA-256 of a picture, hex: its name in the store. */
export const pictureHash = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

/**
 * Type of a bank's picture by its content, whatever its name says; null for anything a paper must not show: no
 * picture, or an SVG that could run, load or leave.
 */
export const mediaType = (data: Uint8Array): string | null => typeOf(lookAtPicture(data));

/** The same of a picture that was looked at. */
export function typeOf({ seen, unsafe }: PictureLook): string | null {
  if (!seen.ok) return null;
  if (seen.format !== 'svg') return `image/${seen.format}`;
  return unsafe === undefined ? 'image/svg+xml' : null;
}
