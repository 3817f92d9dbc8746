import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** Bytes that are read piece by piece, from memory or from the disk. */
export interface ByteSource {
  /** Bytes in all. */
  readonly size: number;
  /** A piece; shorter than `length` only at the end. Throws if the file on the disk cannot be read any more. */
  read(at: number, length: number): Buffer;
}

/** Bytes at hand. Pieces share their memory. */
export function memorySource(bytes: Uint8Array): ByteSource {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return { size: whole.length, read: (at, length) => whole.subarray(at, at + length) };
}

/**
 * A file on the disk, opened anew for every piece, so that nobody has to close it. Throws if there is no such file.
 */
export function fileSource(path: string): ByteSource {
  const { size } = statSync(path);
  return {
    size,
    read(at, length) {
      const piece = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - at)));
      const file = openSync(path, 'r');
      try {
        let filled = 0;
        while (filled < piece.length) {
          const got = readSync(file, piece, filled, piece.length - filled, at + filled);
          if (got === 0) break;
          filled += got;
        }
        return piece.subarray(0, filled);
      } finally {
        closeSync(file);
      }
    },
  };
}
