import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib';
import type { Sink } from './sink';

const UTF8_NAMES = 0x0800;
/** Check sum and sizes come behind the data. */
const SAID_AFTER = 0x0008;
/** 1980-01-01, the earliest day a ZIP can name: the same files always give the same bytes. */
const DAY = 0x21;
/** Pictures are packed already. */
const PACKED = /\.(?:png|jpe?g|gif|webp)$/i;
/** What is longer is deflated as it comes. */
const SHORT = 1_000_000;
/** Entries of the directory that are joined. */
const JOINED = 500;
const MOST_16 = 0xffff;
const MOST_32 = 0xffffffff;

interface Facts {
  flags: number;
  method: 0 | 8;
  crc: number;
  packed: number;
  size: number;
}

/** What the local header and the directory have in common. */
function common(name: Buffer, { flags, method, crc, packed, size }: Facts, extra = 0): Buffer {
  const out = Buffer.alloc(26);
  out.writeUInt16LE(20, 0);
  out.writeUInt16LE(flags, 2);
  out.writeUInt16LE(method, 4);
  out.writeUInt16LE(DAY, 8);
  out.writeUInt32LE(crc, 10);
  out.writeUInt32LE(packed, 14);
  out.writeUInt32LE(size, 18);
  out.writeUInt16LE(name.length, 22);
  out.writeUInt16LE(extra, 24);
  return out;
}

/**
 * Writes a ZIP archive entry by entry, deflated where that helps; of it only the directory is held. ZIP64 is written
 * where there are more than 65,534 entries or 4 GB. One entry is less than 4 GB.
 */
export class ZipWriter {
  private readonly sink: Sink;
  private readonly stored: boolean;
  private readonly directory: Buffer[] = [];
  /** Entries of the directory that are not joined yet: a small buffer keeps all of the pool alive that it is cut from. */
  private listed: Buffer[] = [];
  private entries = 0;
  private offset = 0;
  /** Unpacked bytes of all entries so far but pictures. */
  textBytes = 0;

  /** @param options.stored entries that `add` is given whole are not deflated */
  constructor(sink: Sink, { stored = false } = {}) {
    this.sink = sink;
    this.stored = stored;
  }

  add(path: string, bytes: Uint8Array): void {
    const deflated = this.stored || PACKED.test(path) ? undefined : deflateRawSync(bytes);
    const smaller = deflated !== undefined && deflated.length < bytes.length ? deflated : undefined;
    const data = smaller ?? bytes;
    const name = Buffer.from(path, 'utf8');
    const facts: Facts = {
      flags: UTF8_NAMES,
      method: smaller ? 8 : 0,
      crc: crc32(bytes),
      packed: data.length,
      size: bytes.length,
    };
    const from = this.offset;
    this.header(name, facts);
    this.put(data);
    this.list(name, facts, from);
  }

  /** An entry that comes in pieces and may be longer than should be held. */
  async addLong(path: string, pieces: Iterable<Uint8Array>): Promise<void> {
    const coming = pieces[Symbol.iterator]();
    const first: Uint8Array[] = [];
    let held = 0;
    while (held <= SHORT) {
      const next = coming.next();
      if (next.done) return this.add(path, Buffer.concat(first));
      first.push(next.value);
      held += next.value.length;
    }
    const name = Buffer.from(path, 'utf8');
    const facts: Facts = { flags: UTF8_NAMES | SAID_AFTER, method: 8, crc: 0, packed: 0, size: 0 };
    const from = this.offset;
    this.header(name, facts);
    const seen = function* () {
      for (let some = first.splice(0), done = false; !done;) {
        for (const piece of some) {
          facts.crc = crc32(piece, facts.crc);
          facts.size += piece.length;
          yield piece;
        }
        const next = coming.next();
        done = next.done === true;
        some = next.done ? [] : [next.value];
      }
    };
    let failure: { cause: unknown } | undefined;
    const take = async (packed: AsyncIterable<Buffer>) => {
      try {
        for await (const chunk of packed) {
          facts.packed += chunk.length;
          this.put(chunk);
        }
      } catch (cause) {
        // The pipeline tells only that it was given up.
        failure = { cause };
        throw cause;
      }
    };
    await pipeline(Readable.from(seen()), createDeflateRaw(), take).catch((err: unknown) => {
      throw failure ? failure.cause : err;
    });
    const after = Buffer.alloc(16);
    after.writeUInt32LE(0x08074b50, 0);
    after.writeUInt32LE(facts.crc, 4);
    after.writeUInt32LE(facts.packed, 8);
    after.writeUInt32LE(facts.size, 12);
    this.put(after);
    this.list(name, facts, from);
  }

  /** Writes the directory, after which nothing may be added. */
  end(): void {
    const from = this.offset;
    for (const entry of [...this.directory, ...this.listed]) this.put(entry);
    const size = this.offset - from;
    const count = this.entries;
    if (count >= MOST_16 || from >= MOST_32 || size >= MOST_32) this.end64(count, size, from);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(Math.min(count, MOST_16), 8);
    end.writeUInt16LE(Math.min(count, MOST_16), 10);
    end.writeUInt32LE(Math.min(size, MOST_32), 12);
    end.writeUInt32LE(Math.min(from, MOST_32), 16);
    this.put(end);
  }

  private end64(count: number, size: number, from: number): void {
    const at = this.offset;
    const end = Buffer.alloc(56 + 20);
    end.writeUInt32LE(0x06064b50, 0);
    end.writeBigUInt64LE(44n, 4);
    end.writeUInt16LE(45, 12);
    end.writeUInt16LE(45, 14);
    end.writeBigUInt64LE(BigInt(count), 24);
    end.writeBigUInt64LE(BigInt(count), 32);
    end.writeBigUInt64LE(BigInt(size), 40);
    end.writeBigUInt64LE(BigInt(from), 48);
    end.writeUInt32LE(0x07064b50, 56);
    end.writeBigUInt64LE(BigInt(at), 64);
    end.writeUInt32LE(1, 72);
    this.put(end);
  }

  private put(bytes: Uint8Array): void {
    this.sink.write(bytes);
    this.offset += bytes.length;
  }

  private header(name: Buffer, facts: Facts): void {
    this.put(Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common(name, facts), name]));
  }

  private list(name: Buffer, facts: Facts, from: number): void {
    if (!/^(?:xl\/)?media\//.test(name.toString('utf8'))) this.textBytes += facts.size;
    const far = from >= MOST_32;
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(Math.min(from, MOST_32), 10);
    const extra = Buffer.alloc(far ? 12 : 0);
    if (far) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(8, 2);
      extra.writeBigUInt64LE(BigInt(from), 4);
    }
    const head = Buffer.from([0x50, 0x4b, 1, 2, far ? 45 : 20, 0]);
    this.entries += 1;
    this.listed.push(Buffer.concat([head, common(name, facts, extra.length), tail, name, extra]));
    if (this.listed.length < JOINED) return;
    this.directory.push(Buffer.concat(this.listed));
    this.listed = [];
  }
}
