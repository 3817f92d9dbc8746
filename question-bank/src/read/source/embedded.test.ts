import fc from 'fast-check';
import { memorySource, type ByteSource } from './byte-source';
import { withoutPictures } from './embedded';

const MEGABYTE = 1024 * 1024;
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const JPG = Buffer.from('ffd8ffe000104a464946', 'hex');
const GIF = Buffer.from('GIF89a');
const WEBP = Buffer.from('RIFF1234WEBP');
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">');
const picture = (head: Buffer, bytes: number, seed = 1) =>
  Buffer.concat([head, Buffer.from(Array.from({ length: bytes }, (_, i) => (i * 31 + seed * 17) % 256))]);
const taken = (text: string, named = 0) => withoutPictures(memorySource(Buffer.from(text)), named, MEGABYTE)!;
const base64 = (bytes: Buffer) => bytes.toString('base64');

describe('pictures written into a text', () => {
  test.each([
    ['png', PNG],
    ['jpg', JPG],
    ['gif', GIF],
    ['webp', WEBP],
    ['svg', SVG],
  ])('a %s without a word of what it is', (ending, head) => {
    const data = picture(head, 90);
    const { bytes, pictures } = taken(`{"q":"如图","image":"${base64(data)}","a":"停车"}`);
    expect(bytes.toString()).toBe(`{"q":"如图","image":"embedded-1.${ending}","a":"停车"}`);
    expect(pictures.get(`embedded-1.${ending}`)).toEqual(data);
  });

  test('data URIs, short ones too, each under a name of its own that goes on from those before', () => {
    const [a, b] = [picture(JPG, 3), picture(SVG, 200)];
    const text = `1,<img src='data:image/jpeg;base64,${base64(a)}'>,data:image/svg+xml;base64,${base64(b)}\n2,`;
    const { bytes, pictures } = taken(text, 7);
    expect(bytes.toString()).toBe(`1,<img src='embedded-8.jpg'>,embedded-9.svg\n2,`);
    expect([...pictures.values()]).toEqual([a, b]);
  });

  test.each([
    ['JSON with escaped slashes', (s: string) => s.replaceAll('/', '\\/')],
    ['GIFT with escaped signs', (s: string) => s.replaceAll('=', '\\=')],
    ['SQL with escaped ends of lines', (s: string) => s.replace(/.{76}/g, '$&\\r\\n')],
    ['a URL', (s: string) => encodeURIComponent(s)],
    ['a mail', (s: string) => s.replace(/.{76}/g, '$&\r\n')],
    ['an indented element', (s: string) => s.replace(/.{64}/g, '$&\n      ') + '\n    '],
  ])('as %s writes them', (_name, written) => {
    for (const data of [picture(JPG, 400), picture(PNG, 401), picture(GIF, 402)]) {
      const text = `"data:image/png;base64,${written(base64(data))}"\nnext`;
      const { bytes, pictures } = taken(text);
      expect([...pictures.values()]).toEqual([data]);
      expect(bytes.toString().replace(/\s+/g, '')).toBe(`"${[...pictures.keys()][0]}"next`);
      // Whatever is said of a later line is said of the right one.
      expect(bytes.toString().split('\n')).toHaveLength(text.split('\n').length);
    }
  });

  test('a row after a bare picture is none of it', () => {
    const data = picture(PNG, 100);
    for (const next of ['2,题干,A', '23456', 'id,"x"', '']) {
      const { bytes, pictures } = taken(`1,${base64(data)}\n${next}`);
      expect(bytes.toString()).toBe(`1,embedded-1.png\n${next}`);
      expect(pictures.get('embedded-1.png')).toEqual(data);
    }
  });

  test('a text without pictures stays as it is; words and addresses are no pictures', () => {
    const text =
      'UklGR iVBORw0KGgo, http://example.org/9j/4AAQSkZJRgABAQ, R0lGODlh, data:text/plain;base64,QUJD 百分之50%2F';
    const { bytes, pictures } = taken(text);
    expect([bytes.toString(), pictures.size]).toEqual([text, 0]);
  });

  test('what is left may be too much', () => {
    expect(withoutPictures(memorySource(Buffer.from('题'.repeat(100))), 0, 200)).toBeUndefined();
  });

  test('a text larger than what may be left is read a window at a time, wherever its windows end', () => {
    const data = [picture(PNG, 3 * MEGABYTE), picture(JPG, 5 * MEGABYTE, 2), picture(GIF, 70, 3)];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), (shift) => {
        const source = memorySource(
          Buffer.from(
            `${'x'.repeat(4 * MEGABYTE - 100 + shift)},${data.map((d) => `"${base64(d)}"`).join(',')},end`,
          ),
        );
        let most = 0;
        const watched: ByteSource = {
          size: source.size,
          read: (at, length) => {
            most = Math.max(most, length);
            return source.read(at, length);
          },
        };
        const { bytes, pictures } = withoutPictures(watched, 0, 8 * MEGABYTE)!;
        expect(bytes.toString().slice(-60)).toMatch(
          /x,"embedded-1\.png","embedded-2\.jpg","embedded-3\.gif",end$/,
        );
        expect([...pictures.values()].map((p, i) => p.equals(data[i]!))).toEqual([true, true, true]);
        expect(most).toBeLessThanOrEqual(8 * MEGABYTE);
      }),
      { numRuns: 8 },
    );
  });
});
