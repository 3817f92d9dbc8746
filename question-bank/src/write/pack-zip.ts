import { crc32, deflateRawSync } from 'node:zlib';

const UTF8_NAMES = 0x0800;
/** 1980-01-01, the earliest day a ZIP can name: the same files always give the same bytes. */
const DAY = 0x21;
/** Pictures are packed already. */
const PACKED = /\.(?:png|jpe?g|gif|webp)$/i;

/** A ZIP archive of the files, deflated where that helps. ZIP64 is not written: 4 GB and 65,535 files are the limit. */
export function packZip(files: ReadonlyMap<string, Uint8Array>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, bytes] of files) {
    const deflated = PACKED.test(path) ? undefined : deflateRawSync(bytes);
    const smaller = deflated !== undefined && deflated.length < bytes.length ? deflated : undefined;
    const data = smaller ?? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const name = Buffer.from(path, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(UTF8_NAMES, 2);
    common.writeUInt16LE(smaller ? 8 : 0, 4);
    common.writeUInt16LE(DAY, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    bodies.push(Buffer.from([0x50, 0x4b, 3, 4]), common, name, data);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, tail, name);
    offset += 30 + name.length + data.length;
  }
  const size = directory.reduce((sum, b) => sum + b.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

/** A bank file alone, or in a ZIP with its pictures in `media/`. */
export function withPictures(
  path: string,
  bytes: Buffer,
  pictures: ReadonlyMap<string, Uint8Array>,
): { bytes: Buffer; zipped: boolean } {
  if (pictures.size === 0) return { bytes, zipped: false };
  const files = new Map<string, Uint8Array>([[path, bytes]]);
  for (const [file, picture] of pictures) files.set(`media/${file}`, picture);
  return { bytes: packZip(files), zipped: true };
}
