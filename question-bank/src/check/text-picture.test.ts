import sharp from 'sharp';
import { importBank } from '../pipeline';
import { makeQuestion } from '../testing/make-question';
import { makeZip } from '../testing/make-zip';
import { isTextPicture } from './text-picture';

/** Seven rows of five dots each: letters for which no fount is needed. */
const LETTERS = ['74A5F1', '0E1153', '1F4844', '0A5F15'].map((hex) =>
  Array.from({ length: 35 }, (_, i) => (parseInt(hex, 16) >> (i % 21)) & 1 || i % 5 === 0),
);
interface Drawing {
  lines?: number;
  perLine?: number;
  frame?: boolean;
  colour?: [number, number, number];
}

function picture({ lines = 2, perLine = 16, frame = false, colour = [20, 20, 20] }: Drawing) {
  const [width, height] = [420, 60 * Math.max(1, lines) + 20];
  const data = Buffer.alloc(width * height * 3, 250);
  const dot = (x: number, y: number) => colour.forEach((c, k) => (data[3 * (y * width + x) + k] = c));
  for (let line = 0; line < lines; line += 1)
    for (let n = 0; n < perLine; n += 1)
      for (const [i, on] of (LETTERS[(n + line) % LETTERS.length] ?? []).entries())
        for (let p = 0; on && p < 9; p += 1)
          dot(
            20 + n * 24 + (i % 5) * 3 + (p % 3),
            20 + line * 60 + Math.floor(i / 5) * 3 + Math.floor(p / 3),
          );
  if (frame) for (let x = 5; x < width - 5; x += 1) for (const y of [5, 6, height - 7, height - 6]) dot(x, y);
  return sharp(data, { raw: { width, height, channels: 3 } });
}

test.each<[string, Drawing, boolean]>([
  ['two lines', {}, true],
  ['lines of a dark blue', { lines: 3, colour: [20, 20, 80] }, true],
  ['a plate in a frame', { frame: true }, false],
  ['a few letters', { lines: 1, perLine: 8 }, false],
  ['letters of a bright colour that fill a sign', { lines: 5, colour: [220, 0, 0] }, false],
  ['nothing', { lines: 0 }, false],
])('%s', async (_, drawing, only) => {
  expect(await isTextPicture(await picture(drawing).png().toBuffer())).toBe(only);
  expect(await isTextPicture(await picture(drawing).jpeg().toBuffer())).toBe(only);
});

test('in grey too; noise and what is cut off are none', async () => {
  expect(await isTextPicture(await picture({}).greyscale().png().toBuffer())).toBe(true);
  const noise = Buffer.from(
    Array.from({ length: 300 * 100 * 3 }, (__, i) => ((i * 2654435761) >>> 13) & 255),
  );
  const photo = await sharp(noise, { raw: { width: 300, height: 100, channels: 3 } })
    .png()
    .toBuffer();
  expect(await isTextPicture(photo)).toBe(false);
  expect(await isTextPicture((await picture({}).png().toBuffer()).subarray(0, 400))).toBe(false);
});

test('is pointed out with its row and is no reason to refuse the question', async () => {
  const question = makeQuestion('p-1', {
    stem: { 'zh-CN': '下列哪种做法是正确的？' },
    media: [{ file: 'text.png', alt: { 'zh-CN': '文字' } }],
  });
  const bank = { format: 'kaotai-bank', version: 1, name: { 'zh-CN': '图' }, questions: [question] };
  const bytes = makeZip([
    { name: 'bank.json', data: Buffer.from(JSON.stringify(bank)) },
    { name: 'media/text.png', data: await picture({}).png().toBuffer() },
  ]);
  const checked = await importBank({ name: 'b.zip', bytes }, { onDate: '2026-11-27' });
  expect(checked.accepted).toHaveLength(1);
  expect(checked.issues.filter((i) => i.code === 'PICTURE_TEXT_ONLY')).toMatchObject([
    { severity: 'warning', value: 'text.png', at: { question: 'p-1' } },
  ]);
});

test('thousands of small strokes are no writing: each would be held against all others', async () => {
  const [width, height] = [1000, 600];
  const data = Buffer.alloc(width * height, 250);
  for (let y = 4; y < height - 8; y += 8)
    for (let x = 4; x < width - 4; x += 3) for (let k = 0; k < 6; k += 1) data[(y + k) * width + x] = 20;
  const strokes = sharp(data, { raw: { width, height, channels: 1 } });
  expect(await isTextPicture(await strokes.png().toBuffer())).toBe(false);
});
