/** A JPEG whose header claims 65000×65000 pixels and whose body is next to nothing. */
export function bomb(photo: Buffer): Buffer {
  const made = Buffer.from(photo);
  for (let at = 2; at + 9 < made.length; at += 2 + made.readUInt16BE(at + 2)) {
    if (made[at] !== 0xff) break;
    if (made[at + 1] === 0xc0 || made[at + 1] === 0xc2) {
      made.writeUInt16BE(65_000, at + 5);
      made.writeUInt16BE(65_000, at + 7);
      return made;
    }
  }
  throw new Error('the photo has no frame header');
}

/** What a broken or hostile camera may send in the place of a photo. */
export function badPictures(photo: Buffer): Record<string, Buffer> {
  const noise = Buffer.from(photo);
  // Beyond the headers, so that a decoder is reached and finds rubbish there.
  for (let at = Math.floor(noise.length * 0.3); at < noise.length - 2; at++) noise[at] = (at * 7919) & 0xff;
  return {
    empty: Buffer.alloc(0),
    'two bytes': Buffer.from([0xff, 0xd8]),
    gibberish: Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919 + 13) & 0xff)),
    'gibberish behind the marks of a JPEG': Buffer.concat([
      Buffer.from([0xff, 0xd8, 0xff]),
      Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 104_729) & 0xff)),
      Buffer.from([0xff, 0xd9]),
    ]),
    truncated: photo.subarray(0, Math.floor(photo.length / 2)),
    'header only': photo.subarray(0, 20),
    bomb: bomb(photo),
    'picture data overwritten': noise,
    GIF: Buffer.from(
      '47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b',
      'hex',
    ),
    'animated GIF': Buffer.concat([
      Buffer.from('474946383961010001008000000000', 'hex'),
      Buffer.from('ffffff21ff0b4e45545343415045322e300301000000', 'hex'),
      Buffer.from('2c00000000010001000002024401002c00000000010001000002024401003b', 'hex'),
    ]),
    PNG: Buffer.from(
      '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c63000100000500010d0a2db40000000049454e44ae426082',
      'hex',
    ),
    SVG: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  };
}
