import { deflateSync } from 'node:zlib';

const CRC = new Int32Array(256).map((_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function chunk(name, data) {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.write(name, 4, 'latin1');
  out.set(data, 8);
  let crc = -1;
  for (let i = 4; i < data.length + 8; i += 1) crc = CRC[(crc ^ out[i]) & 0xff] ^ (crc >>> 8);
  out.writeInt32BE(~crc, data.length + 8);
  return out;
}

/** Colour types of PNG by the number of channels. */
const TYPES = { 1: 0, 3: 2, 4: 6 };

/** Pixels (1, 3 or 4 channels of a byte, row by row) as a PNG file. */
export function png({ width, height, channels, data }) {
  const row = width * channels;
  const raw = Buffer.alloc((row + 1) * height);
  for (let y = 0; y < height; y += 1) raw.set(data.subarray(y * row, (y + 1) * row), y * (row + 1) + 1);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, TYPES[channels], 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(raw, { level: 6 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Pixels as the page shows them: turned and mirrored by the four numbers of the matrix that places them. */
export function turned({ width, height, channels, data }, [a, b, c, d]) {
  const lying = Math.abs(b) + Math.abs(c) > Math.abs(a) + Math.abs(d);
  // In the page's space, whose y goes down, a picture that stands upright has a > 0 and d < 0.
  const [flipX, flipY] = lying ? [c > 0, b < 0] : [a < 0, d > 0];
  if (!lying && !flipX && !flipY) return { width, height, channels, data };
  const [w, h] = lying ? [height, width] : [width, height];
  const out = new Uint8Array(w * h * channels);
  for (let y = 0; y < h; y += 1)
    for (let x = 0; x < w; x += 1) {
      const [u, v] = [flipX ? w - 1 - x : x, flipY ? h - 1 - y : y];
      const from = (lying ? u * width + v : v * width + u) * channels;
      const to = (y * w + x) * channels;
      for (let k = 0; k < channels; k += 1) out[to + k] = data[from + k];
    }
  return { width: w, height: h, channels, data: out };
}
