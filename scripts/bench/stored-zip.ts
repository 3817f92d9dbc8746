import { crc32 } from 'node:zlib';

/** Makes a ZIP of uncompressed entries one at a time, for archives that do not fit in memory. At most 65,535 entries. */
export function storedZipWriter() {
  const directory: Buffer[] = [];
  let offset = 0;
  return {
    /** The bytes of one entry, to be written behind those before. */
    entry(path: string, bytes: Buffer): Buffer {
      const name = Buffer.from(path);
      const common = Buffer.alloc(26);
      common.writeUInt16LE(20, 0);
      common.writeUInt16LE(0x0800, 2);
      common.writeUInt16LE(0x21, 8);
      common.writeUInt32LE(crc32(bytes), 10);
      common.writeUInt32LE(bytes.length, 14);
      common.writeUInt32LE(bytes.length, 18);
      common.writeUInt16LE(name.length, 22);
      const tail = Buffer.alloc(14);
      tail.writeUInt32LE(offset, 10);
      directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, tail, name);
      offset += 30 + name.length + bytes.length;
      return Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common, name, bytes]);
    },
    /** The directory of all entries, to be written last. */
    end(): Buffer {
      const list = Buffer.concat(directory);
      const end = Buffer.alloc(22);
      end.writeUInt32LE(0x06054b50, 0);
      end.writeUInt16LE(directory.length / 4, 8);
      end.writeUInt16LE(directory.length / 4, 10);
      end.writeUInt32LE(list.length, 12);
      end.writeUInt32LE(offset, 16);
      return Buffer.concat([list, end]);
    },
  };
}
