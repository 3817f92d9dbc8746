import { inspectPicture, type Picture } from './picture';
import { unsafeInSvg } from './svg-safety';

/** All that the rules want to know of a picture: with it nobody needs the bytes again. */
export interface PictureLook {
  /** Size of the file. */
  bytes: number;
  seen: Picture;
  /** The first thing in an SVG that must not be in it; absent where there is none. */
  unsafe?: string;
  /** Of its bytes, hex, where somebody knows it already. */
  sha256?: string;
}

/** Looks at a picture once; does not decode it. */
export function lookAtPicture(bytes: Uint8Array): PictureLook {
  const seen = inspectPicture(bytes);
  const drawn = seen.ok && seen.format === 'svg';
  const unsafe = drawn ? unsafeInSvg(Buffer.from(bytes).toString('utf8')) : undefined;
  return { bytes: bytes.length, seen, ...(unsafe === undefined ? {} : { unsafe }) };
}

/** The part of a check's context that knows of pictures. */
interface Pictures {
  media: ReadonlyMap<string, Uint8Array>;
  looks?: ReadonlyMap<string, PictureLook>;
}
const looked = new WeakMap<Pictures, Map<string, PictureLook | undefined>>();

/** What a picture of the bank is, looked at once for all rules; undefined if there is none of that name. */
export function lookOf(context: Pictures, file: string): PictureLook | undefined {
  const known = context.looks?.get(file);
  if (known) return known;
  const mine = looked.get(context) ?? new Map<string, PictureLook | undefined>();
  looked.set(context, mine);
  if (!mine.has(file)) {
    const bytes = context.media.get(file);
    mine.set(file, bytes && lookAtPicture(bytes));
  }
  return mine.get(file);
}
