import { crc32, inflateRawSync } from 'node:zlib';
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry, type ZipFile } from 'yauzl';
import type { ByteSource } from './byte-source';

const WINDOW = 256 * 1024;
const LOCAL_HEADER = 30;
const LOCAL_MARK = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
/** What an entry is unpacked into at a time, at most. */
const CHUNK = 1024 * 1024;

/** The directory of an archive is read a window at a time: its entries are small and lie one after another. */
class SourceReader extends RandomAccessReader {
  private readonly source: ByteSource;
  private window: Buffer = Buffer.alloc(0);
  private from = 0;
  constructor(source: ByteSource) {
    super();
    this.source = source;
  }
  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null) => void,
  ): void {
    try {
      const within = position >= this.from && position + length <= this.from + this.window.length;
      if (!within) {
        this.from = position;
        this.window = this.source.read(position, Math.max(length, WINDOW));
      }
      const at = position - this.from;
      const copied = this.window.copy(buffer, offset, at, at + length);
      if (copied < length) throw new Error('the archive is cut off');
      setImmediate(done, null);
    } catch (error) {
      setImmediate(done, error instanceof Error ? error : new Error(String(error)));
    }
  }
}

/** Opens an archive's directory. Rejects if it has none. */
export function openZip(source: ByteSource): Promise<ZipFile> {
  return fromRandomAccessReaderPromise(new SourceReader(source), source.size, {
    lazyEntries: true,
    decodeStrings: false,
    autoClose: false,
  });
}

/** Where one entry lies in its archive, and what it must be when it is unpacked. */
export interface ZipSlot {
  header: number;
  packed: number;
  size: number;
  method: number;
  crc: number;
}

export const slotOf = (entry: Entry): ZipSlot => ({
  header: entry.relativeOffsetOfLocalHeader,
  packed: entry.compressedSize,
  size: entry.uncompressedSize,
  method: entry.compressionMethod,
  crc: entry.crc32,
});

/**
 * Unpacks one entry. Never more than the stated size is unpacked.
 * @throws Error saying what is wrong, if the entry is not what the directory says.
 */
export function readSlot(source: ByteSource, slot: ZipSlot): Buffer {
  const header = source.read(slot.header, LOCAL_HEADER);
  if (header.length < LOCAL_HEADER || header.readUInt32LE(0) !== LOCAL_MARK)
    throw new Error('no local header where the directory says');
  const start = slot.header + LOCAL_HEADER + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = source.read(start, slot.packed);
  if (packed.length < slot.packed) throw new Error('the archive is cut off');
  const bytes = unpacked(packed, slot);
  if (bytes.length !== slot.size) throw new Error(`${bytes.length} bytes instead of ${slot.size}`);
  if (crc32(bytes) !== slot.crc) throw new Error('the check sum is wrong');
  return bytes;
}

function unpacked(packed: Buffer, { method, size }: ZipSlot): Buffer {
  if (method === STORED) return packed;
  if (method !== DEFLATED) throw new Error(`unknown compression method ${method}`);
  return inflateRawSync(packed, {
    maxOutputLength: Math.max(1, size),
    chunkSize: Math.max(64, Math.min(size, CHUNK)),
  });
}
