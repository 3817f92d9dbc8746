import { mkdtempSync, openSync, closeSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { checkBank } from '../check/check-bank';
import { csv, jsonBank, TABLE_HEADER, tableRow } from '../testing/bank-files';
import { makeQuestion } from '../testing/make-question';
import { makeZip } from '../testing/make-zip';
import { processorMs } from '../testing/processor-ms';
import type { ReadProgress } from './progress';
import { readBank } from './read-bank';

const folder = mkdtempSync(join(tmpdir(), 'bank-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file whose length is a claim: the disk holds only its beginning. */
function sparse(name: string, head: string | Buffer, size: number): string {
  const path = join(folder, name);
  writeFileSync(path, head);
  truncateSync(path, size);
  return path;
}
const HALF_GB = 500 * 1024 * 1024;
const firstError = async (name: string, path: string) =>
  (await readBank({ name, path })).issues.find((i) => i.severity === 'error');

test.each([
  ['bank.csv', csv([TABLE_HEADER, tableRow(makeQuestion('a'))]), 'TOO_LARGE_TEXT'],
  ['bank.json', jsonBank([makeQuestion('a')]), 'TOO_LARGE_TEXT'],
  ['bank.sql', "INSERT INTO q VALUES (1,'题','A');\n", 'TOO_LARGE_TEXT'],
  ['bank.xml', '<?xml version="1.0"?>\n<quiz><question type="multichoice"></question>\n', 'TOO_LARGE_TEXT'],
  ['bank.txt', '1、题目\nA. 甲\nB. 乙\n答案：A\n', 'TOO_LARGE_TEXT'],
  ['bank.db', 'SQLite format 3\0', 'TOO_LARGE_TEXT'],
  ['bank.plist', 'bplist00', 'TOO_LARGE_TEXT'],
  ['bank', Buffer.alloc(16, 1), 'TOO_LARGE_TEXT'],
  ['bank.xlsx', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'TOO_LARGE_TEXT'],
  ['bank.xlsx', Buffer.from('504b0304', 'hex'), 'ZIP_BROKEN'],
  ['bank.docx', Buffer.from('504b0304', 'hex'), 'ZIP_BROKEN'],
  ['bank.zip', Buffer.from('504b0304', 'hex'), 'ZIP_BROKEN'],
  ['bank.csv', Buffer.from('504b0304', 'hex'), 'WRONG_TYPE'],
  ['bank.rar', 'Rar!\x1a\x07', 'UNKNOWN_FORMAT'],
])('half a gigabyte called %s is answered from its beginning: %s', async (name, head, code) => {
  const began = processorMs();
  const found = await firstError(name, sparse(name, head, HALF_GB));
  expect(found).toMatchObject({ code, at: { file: name } });
  if (code === 'TOO_LARGE_TEXT') {
    expect(found?.message.en).toMatch(/500 MB; the limit for this format is 64 MB/);
    expect(found?.mend.en).toContain('.zip');
  }
  // Looking for the directory of an archive reads its end, nothing reads the middle.
  expect(processorMs() - began).toBeLessThan(10_000);
});

test('an archive beyond its limit is refused by size alone', async () => {
  const found = await firstError('b.zip', sparse('b.zip', Buffer.from('504b0304', 'hex'), 5 * HALF_GB));
  expect(found).toMatchObject({ code: 'TOO_LARGE', at: { file: 'b.zip' } });
});

/** A whole JPEG of one pixel row with a comment that makes it as long as wanted. */
function jpeg(bytes: number, n: number): Buffer {
  const parts: Buffer[] = [Buffer.from('ffd8', 'hex')];
  for (let left = bytes; left > 0; left -= 60_000) {
    const comment = Buffer.alloc(Math.min(60_000, left), n % 251);
    const mark = Buffer.from([0xff, 0xfe, (comment.length + 2) >> 8, (comment.length + 2) & 255]);
    parts.push(mark, comment);
  }
  parts.push(Buffer.from('ffc0000b080010001001011100', 'hex'), Buffer.from('ffd9', 'hex'));
  return Buffer.concat(parts);
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
/** Bytes of buffers that somebody still holds, whenever the collector would have come by itself. */
async function kept(): Promise<number> {
  // What the first round sets free is given back only after it.
  for (let round = 0; round < 3; round += 1) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return process.memoryUsage().arrayBuffers;
}

describe('an archive on the disk', () => {
  const path = join(folder, 'large.zip');
  const count = 120;
  const questions = Array.from({ length: count }, (_, i) =>
    makeQuestion(`q${i}`, { media: [{ file: `p${i}.jpg`, alt: { 'zh-CN': '图' } }] }),
  );
  beforeAll(() => {
    const pictures = questions.map((_, i) => ({ name: `media/p${i}.jpg`, data: jpeg(400_000, i) }));
    writeFileSync(path, makeZip([{ name: 'bank.json', data: jsonBank(questions) }, ...pictures]));
  });
  const limits = { maxRatio: 10_000 };

  test('its pictures are unpacked when they are asked for and are all there for the check', async () => {
    const before = await kept();
    const read = await readBank({ name: 'large.zip', path }, { limits });
    expect(read).toMatchObject({ read: count, issues: [] });
    expect((await kept()) - before).toBeLessThan(48_000_000);
    expect(read.media.size).toBe(count);
    const checked = checkBank(read, { onDate: '2026-11-27' });
    expect(checked.accepted).toHaveLength(count);
    expect(checked.media.get('p7.jpg')?.length).toBe(jpeg(400_000, 7).length);
    // What is handed out is made anew: 48 MB are not kept because they were looked at.
    expect(read.media.get('p119.jpg')).not.toBe(read.media.get('p119.jpg'));
  });

  test('progress is told by phase, and a reading that is given up ends with the reason', async () => {
    const told: ReadProgress[] = [];
    await readBank({ name: 'large.zip', path }, { limits, onProgress: (p) => told.push(p) });
    expect([...new Set(told.map((p) => p.phase))]).toEqual(['unpacking', 'reading']);
    expect(told.every((p) => p.done <= p.total || p.total === 0)).toBe(true);

    const control = new AbortController();
    const reading = readBank(
      { name: 'large.zip', path },
      { limits, signal: control.signal, onProgress: () => control.abort(new Error('enough')) },
    );
    await expect(reading).rejects.toThrow('enough');
  });

  test('a damaged picture costs itself and is named', async () => {
    const hurt = join(folder, 'hurt.zip');
    const stored = makeZip([
      { name: 'bank.json', data: jsonBank(questions.slice(0, 2)) },
      { name: 'media/p0.jpg', data: jpeg(5000, 1) },
      { name: 'media/p1.jpg', data: jpeg(5000, 2) },
    ]);
    writeFileSync(hurt, stored);
    const at = stored.indexOf('media/p1.jpg') + 'media/p1.jpg'.length + 8;
    const file = openSync(hurt, 'r+');
    writeSync(file, Buffer.from([1, 2, 3, 4]), 0, 4, at);
    closeSync(file);
    const checked = checkBank(await readBank({ name: 'hurt.zip', path: hurt }), { onDate: '2026-11-27' });
    const errors = checked.issues.filter((i) => i.severity === 'error');
    expect(errors.map((i) => [i.code, i.at.file])).toEqual([
      ['PICTURE_MISSING', 'hurt.zip/bank.json'],
      ['ZIP_BROKEN', 'hurt.zip/media/p1.jpg'],
    ]);
    expect(checked.accepted.map((q) => q.id)).toEqual(['q0']);
  });
});

test('a text on the disk with more pictures in it than a text may be holds none of them', async () => {
  const path = join(folder, 'large.json');
  const rows = Array.from({ length: 90 }, (_, n) => ({
    question: `如图所示，第${n}个标志是什么？`,
    ...{ a: '停车让行', b: '减速让行', c: '会车让行', answer: 'B' },
    image: `data:image/jpeg;base64,${jpeg(600_000, n).toString('base64')}`,
  }));
  writeFileSync(path, JSON.stringify(rows));
  rows.length = 0;
  const before = await kept();
  const read = await readBank({ name: 'large.json', path });
  expect((await kept()) - before).toBeLessThan(10_000_000);
  expect(read.read).toBe(90);
  expect(read.media.get('embedded-90.jpg')).toEqual(jpeg(600_000, 89));
});
