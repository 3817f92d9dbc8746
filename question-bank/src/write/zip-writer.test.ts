import { readSlot, openZip, slotOf } from '../read/source/zip-reader';
import { MemorySink, utf8 } from './sink';
import { ZipWriter } from './zip-writer';

async function unpacked(bytes: Buffer): Promise<Map<string, Buffer>> {
  const source = {
    size: bytes.length,
    read: (at: number, length: number) => bytes.subarray(at, at + length),
  };
  const zip = await openZip(source);
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry())
    files.set((entry.fileName as unknown as Buffer).toString(), readSlot(source, slotOf(entry)));
  return files;
}

describe('ZipWriter', () => {
  test('entries that come in pieces, short and long, beside whole ones', async () => {
    const sink = new MemorySink();
    const zip = new ZipWriter(sink);
    const long = Array.from({ length: 40_000 }, (_, i) => `第${i}题，遇到${i * 7919}号标志😀怎么办？\n`);
    zip.add('a.txt', Buffer.from('short'));
    await zip.addLong('b.txt', utf8(['in ', 'pieces']));
    await zip.addLong('c.txt', utf8(long));
    zip.add('d.txt', Buffer.from('after it'));
    zip.end();
    const files = await unpacked(sink.bytes);
    expect([...files.keys()]).toEqual(['a.txt', 'b.txt', 'c.txt', 'd.txt']);
    expect(files.get('b.txt')?.toString()).toBe('in pieces');
    expect(files.get('c.txt')?.toString()).toBe(long.join(''));
    expect(files.get('d.txt')?.toString()).toBe('after it');
    expect(sink.bytes.length).toBeLessThan(long.join('').length);
  });

  test('more entries than a ZIP without ZIP64 can name', async () => {
    const sink = new MemorySink();
    const zip = new ZipWriter(sink);
    for (let i = 0; i < 70_000; i += 1) zip.add(`${i}.png`, Buffer.from([i % 256]));
    zip.end();
    const files = await unpacked(sink.bytes);
    expect(files.size).toBe(70_000);
    expect(files.get('69999.png')).toEqual(Buffer.from([69_999 % 256]));
  });

  test('a failure of what takes it is told', async () => {
    const zip = new ZipWriter({
      write: (bytes) => {
        if (bytes.length > 1000) throw new Error('no space left');
      },
    });
    const random = function* () {
      for (let i = 0; i < 60; i += 1)
        yield Buffer.from(Array.from({ length: 65_536 }, (_, n) => (n * n * (i + 7919)) % 251));
    };
    await expect(zip.addLong('x', random())).rejects.toThrow('no space left');
  });
});
