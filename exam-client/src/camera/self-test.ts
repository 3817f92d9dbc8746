/** What the terminal can tell about its picture without knowing anything of faces. */
export type PictureState = 'none' | 'dark' | 'bright' | 'still' | 'good';

/** Mean luminance 0..255 of RGBA pixels, by the weights of Rec. 601. */
export function luminance(rgba: Uint8ClampedArray): number {
  let sum = 0;
  for (let i = 0; i + 3 < rgba.length; i += 4)
    sum += 0.299 * rgba[i]! + 0.587 * rgba[i + 1]! + 0.114 * rgba[i + 2]!;
  return rgba.length === 0 ? 0 : sum / (rgba.length / 4);
}

const DARK = 35;
const BRIGHT = 235;
/** A living sensor is never this quiet: two pictures that are equal to the last bit are one picture. */
export const sameBytes = (a: Uint8ClampedArray, b: Uint8ClampedArray): boolean =>
  a.length === b.length && a.every((v, i) => v === b[i]);

/** Judges the newest of several small pictures of the same camera, taken some hundred ms apart. */
export function judgePictures(pictures: readonly Uint8ClampedArray[]): PictureState {
  const last = pictures.at(-1);
  if (!last || last.length === 0) return 'none';
  const mean = luminance(last);
  if (mean < DARK) return 'dark';
  if (mean > BRIGHT) return 'bright';
  if (pictures.length >= 4 && pictures.slice(-4).every((p) => sameBytes(p, last))) return 'still';
  return 'good';
}

/** A 32×24 copy of the present picture, or null where none can be drawn. */
export function smallPicture(video: HTMLVideoElement): Uint8ClampedArray | null {
  const canvas = document.createElement('canvas');
  canvas.width = 32;
  canvas.height = 24;
  const ctx = canvas.getContext('2d', { willReadFrequently: true });
  if (!ctx) return null;
  ctx.drawImage(video, 0, 0, 32, 24);
  return ctx.getImageData(0, 0, 32, 24).data;
}
