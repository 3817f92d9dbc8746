import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntrySpec {
  name: string | Buffer;
  data: Buffer;
  /** What the headers claim the unpacked size is, if not the truth. */
  claimedSize?: number;
  encrypted?: boolean;
  /** A symbolic link instead of a file. */
  link?: boolean;
}

/** A deflated ZIP for tests, able to lie about itself as an attacker's would. */
export function makeZip(entries: readonly ZipEntrySpec[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, claimedSize, encrypted, link } of entries) {
    const packed = deflateRawSync(data);
    const raw = Buffer.isBuffer(name) ? name : Buffer.from(name, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE((encrypted ? 1 : 0) | (Buffer.isBuffer(name) ? 0 : 0x800), 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claimedSize ?? data.length, 18);
    common.writeUInt16LE(raw.length, 22);
    bodies.push(Buffer.from([0x50, 0x4b, 3, 4]), common, raw, packed);
    const tail = Buffer.alloc(14);
    if (link) tail.writeUInt32LE((0o120777 << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 3]), common, tail, raw);
    offset += 30 + raw.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(
    directory.reduce((sum, b) => sum + b.length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}
