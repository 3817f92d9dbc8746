import { openSync, readSync } from 'node:fs';
import { LazyMap } from 'question-bank';

/** Pictures that lie behind one another in one file: where each begins there and its length, by file name. */
export type PackedPictures = ReadonlyMap<string, readonly [at: number, length: number]>;

/** These pictures as a map that reads each when it is asked for. */
export function packedPictures(path: string, pictures: PackedPictures): ReadonlyMap<string, Uint8Array> {
  const media = new LazyMap<Uint8Array>();
  if (pictures.size === 0) return media;
  const file = openSync(path, 'r');
  for (const [name, [at, length]] of pictures)
    media.link(name, () => {
      const bytes = Buffer.allocUnsafeSlow(length);
      let got = 0;
      while (got < length) {
        const read = readSync(file, bytes, got, length - got, at + got);
        if (read === 0) throw new Error(`the pictures end within ${name}`);
        got += read;
      }
      return bytes;
    });
  return media;
}
