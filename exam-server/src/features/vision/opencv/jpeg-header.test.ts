import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { jpegSize, MAX_PICTURE_BYTES } from './jpeg-header';

const photo = readFileSync(join(require.resolve('@vladmandic/face-api/package.json'), '../demo/sample1.jpg'));
/** The same picture with another size in its frame header. */
function claiming(width: number, height: number): Buffer {
  const b = Buffer.from(photo);
  for (let i = 2; i < b.length;) {
    const marker = b[i + 1]!;
    if (marker >= 0xc0 && marker <= 0xc2) {
      b.writeUInt16BE(height, i + 5);
      b.writeUInt16BE(width, i + 7);
      return b;
    }
    i += 2 + b.readUInt16BE(i + 2);
  }
  throw new Error('no frame header');
}

describe('what a JPEG says of itself', () => {
  it('is its size', () => expect(jpegSize(photo)).toEqual({ width: 1920, height: 1280 }));
  it('is refused where it claims gigapixels, or nothing', () => {
    expect(jpegSize(claiming(65_000, 65_000))).toBe('tooLarge');
    expect(jpegSize(claiming(4097, 10))).toBe('tooLarge');
    expect(jpegSize(claiming(0, 10))).toBe('notJpeg');
  });
  it('is refused by the number of its bytes before anything is read', () => {
    expect(jpegSize(new Uint8Array(MAX_PICTURE_BYTES + 1))).toBe('tooLarge');
  });
  it('is refused where it hides thousands of scans', () => {
    const scan = Buffer.from('ffda0008010100003f00', 'hex');
    const many = Buffer.concat([
      photo.subarray(0, -2),
      ...Array.from({ length: 2000 }, () => scan),
      photo.subarray(-2),
    ]);
    expect(jpegSize(many)).toBe('tooLarge');
  });
  it('is refused where it was cut short, wherever the cut is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: photo.length - 100 }), (n) => {
        expect(typeof jpegSize(photo.subarray(0, n))).toBe('string');
      }),
    );
  });
  it.each([
    ['a PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['text', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['nothing', Buffer.alloc(0)],
    ['a lossless JPEG', Buffer.from('ffd8ffc3000b080010001001011100ffd9', 'hex')],
    ['data before a frame header', Buffer.from('ffd8ffda0008010100003f00ffd9', 'hex')],
  ])('refuses %s', (_name, bytes) => expect(typeof jpegSize(bytes)).toBe('string'));
  it('never throws and never hangs on noise, with or without the right beginning', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (noise, begins) => {
        const b = begins ? Uint8Array.of(0xff, 0xd8, ...noise) : noise;
        const r = jpegSize(b);
        if (typeof r !== 'string') expect(r.width * r.height).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});
