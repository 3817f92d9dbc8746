import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { importBank } from '../pipeline';
import { readBank } from '../read/read-bank';
import { makeQuestion } from '../testing/make-question';
import { makeZip } from '../testing/make-zip';
import { publish } from '../version/publish';
import { fitPicture, isWhole, KIOSK_PICTURE } from './fit-picture';
import { fitPictures } from './fit-pictures';

/** Pixels that no coder makes small, the same in every run. */
function noise(width: number, height: number, channels: 3 | 4): Buffer {
  const pixels = Buffer.alloc(width * height * channels);
  let s = 7;
  for (let i = 0; i < pixels.length; i += 1) pixels[i] = (s = (s * 48271) % 2147483647) >> 8;
  return pixels;
}
const image = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp(noise(width, height, channels), { raw: { width, height, channels } });
async function fitted(bytes: Uint8Array) {
  const out = await fitPicture(bytes);
  if (!out || 'undecodable' in out) throw new Error('not made smaller');
  return { ...out, ...(await sharp(out.bytes, { animated: true }).metadata()) };
}

test('a photograph becomes what a kiosk shows, upright, always the same bytes, and is left alone then', async () => {
  const photo = await image(2000, 1000).jpeg({ quality: 95 }).withMetadata({ orientation: 6 }).toBuffer();
  const small = await fitted(photo);
  expect(small.format).toBe('jpeg');
  expect(small.height).toBeGreaterThan(small.width);
  expect(Math.max(small.width, small.height)).toBeLessThanOrEqual(KIOSK_PICTURE.side);
  expect(small.bytes.length).toBeLessThanOrEqual(KIOSK_PICTURE.bytes);
  expect(small.before).toMatch(/^2000×1000, \d{4,} KB$/);
  expect((await fitted(photo)).bytes).toEqual(small.bytes);
  expect(await fitPicture(small.bytes)).toBeUndefined();
});

test('transparency stays', async () => {
  const alpha = await image(1700, 200, 4).png().toBuffer();
  const small = await fitted(alpha);
  expect(small).toMatchObject({ format: 'png', hasAlpha: true });
  expect(small.bytes.length).toBeLessThanOrEqual(KIOSK_PICTURE.bytes);
});

test('what moves goes on moving', async () => {
  const raw = { width: 1800, height: 600, channels: 3 as const, pageHeight: 200 };
  const pixels = Buffer.alloc(1800 * 600 * 3, 90).fill(200, 1800 * 200 * 3, 1800 * 400 * 3);
  const film = await sharp(pixels, { raw }).gif().toBuffer();
  const small = await fitted(film);
  expect(small).toMatchObject({ format: 'gif', pages: 3, width: 1600 });
});

test('drawings, what fits, and what is too large to be looked at are left alone', async () => {
  expect(await fitPicture(await image(300, 300).png().toBuffer())).toBeUndefined();
  expect(await fitPicture(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeUndefined();
  const bomb = await sharp({
    create: { width: 9000, height: 9000, channels: 3, background: '#fff' },
    limitInputPixels: false,
  })
    .png()
    .toBuffer();
  expect(await fitPicture(bomb)).toBeUndefined();
});

const bankOf = (pictures: Record<string, Buffer>) => {
  const questions = Object.keys(pictures).map((file, i) =>
    makeQuestion(`p-${i}`, {
      stem: { 'zh-CN': `第${i}种标志是什么意思？`, en: `What does sign ${i} mean?` },
      media: [{ file, alt: { 'zh-CN': '标志', en: 'sign' } }],
    }),
  );
  const bank = { format: 'kaotai-bank', version: 1, name: { 'zh-CN': '图' }, questions };
  const files = Object.entries(pictures).map(([name, data]) => ({ name: `media/${name}`, data }));
  return makeZip([{ name: 'bank.json', data: Buffer.from(JSON.stringify(bank)) }, ...files]);
};

test('a bank is told of each picture made smaller, refuses those that are damaged, and is the same bank each time', async () => {
  const large = await image(2000, 1000).jpeg().toBuffer();
  const damaged = await image(1700, 200).png().toBuffer();
  damaged.fill(0, damaged.length >> 1, (damaged.length >> 1) + 200);
  const bytes = bankOf({ 'large.jpg': large, 'damaged.png': damaged });
  const read = () => importBank({ name: 'b.zip', bytes }, { onDate: '2026-11-27' });
  const checked = await read();
  expect(checked.accepted.map((q) => q.id)).toEqual(['p-0']);
  const shrunk = checked.issues.filter((i) => i.code === 'PICTURE_SHRUNK');
  expect(shrunk).toMatchObject([{ severity: 'warning', value: 'large.jpg', at: { question: 'p-0' } }]);
  expect(shrunk[0]?.message.en).toMatch(/2000×1000, \d+ KB → 1\d{3}×\d+, \d+ KB/);
  expect(checked.issues.find((i) => i.code === 'PICTURE_UNDECODABLE')).toMatchObject({
    severity: 'error',
    value: 'damaged.png',
  });
  const hash = (c: typeof checked) => publish({ questions: c.accepted, media: c.media }).hash;
  expect(hash(await read())).toBe(hash(checked));
});

test('pictures made smaller lie on the disk where a folder is given', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fit-'));
  const bytes = bankOf({ 'a.jpg': await image(1900, 400).jpeg().toBuffer() });
  const { read } = await fitPictures(await readBank({ name: 'b.zip', bytes }, {}), { folder });
  expect(readdirSync(folder)).toHaveLength(1);
  expect((await sharp(read.media.get('a.jpg')).metadata()).width).toBe(1600);
  rmSync(folder, { recursive: true });
});

test('a JPEG that stops half way is not whole, though its end mark is there', async () => {
  const noise = Buffer.from(Array.from({ length: 300 * 200 * 3 }, (_, i) => ((i * 2654435761) >>> 13) & 255));
  const jpeg = await sharp(noise, { raw: { width: 300, height: 200, channels: 3 } })
    .jpeg()
    .toBuffer();
  const half = Buffer.concat([jpeg.subarray(0, jpeg.length >> 1), Buffer.from([0xff, 0xd9])]);
  expect(await isWhole(jpeg)).toBe(true);
  expect(await isWhole(half)).toBe(false);
});

test('a photograph of a table that is no export of ours is made smaller too, and its row is named', async () => {
  const photo = await image(2000, 1000).jpeg({ quality: 95 }).toBuffer();
  const table = '题号,题目,选项A,选项B,选项C,答案,图片\n1,如图所示，这是什么标志？,停车,减速,会车,B,a.jpg';
  const bytes = makeZip([
    { name: 'bank.csv', data: Buffer.from(table) },
    { name: 'a.jpg', data: photo },
  ]);
  const { read } = await fitPictures(await readBank({ name: 'bank.zip', bytes }));
  expect(read.media.get('a.jpg')!.length).toBeLessThanOrEqual(KIOSK_PICTURE.bytes);
  const said = read.issues.find((i) => i.code === 'PICTURE_SHRUNK');
  expect(said?.at).toMatchObject({ file: 'bank.zip/bank.csv', row: 2 });
});
