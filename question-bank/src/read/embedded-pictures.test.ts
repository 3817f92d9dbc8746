import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { checkBank } from '../check/check-bank';
import { exportBank } from '../write/export-bank';
import { makeQuestion } from '../testing/make-question';
import { readBank } from './read-bank';

/** A grey square, told from others by its grey. */
function square(grey: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const [body, length, sum] = [Buffer.concat([Buffer.from(type), data]), Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.from('00000028000000280800000000', 'hex')),
    chunk('IDAT', deflateSync(Buffer.alloc(40 * 41, grey))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
const pictures = [square(40), square(120), square(200)];
const uri = (data: Buffer) => `data:image/png;base64,${data.toString('base64')}`;
interface Sample {
  id: number;
  title: string;
  options: string[];
  answer: string;
  data: Buffer;
}
const samples = pictures.map((data, n): Sample => ({
  id: n + 1,
  title: `如图所示，这个${'甲乙丙'[n]}标志是什么含义？`,
  options: ['停车让行', '减速让行', '会车让行', '禁止通行'],
  answer: 'ABC'[n]!,
  data,
}));
const lettered = ({ id, title, options: [a, b, c, d], answer }: Sample) => ({
  id,
  title,
  a,
  b,
  c,
  d,
  answer,
});
const json = (more: (s: Sample) => object) =>
  JSON.stringify(samples.map((s) => ({ ...lettered(s), ...more(s) })));
const img = (s: Sample) => `${s.title}<br><img src="${uri(s.data)}">`;
const cells = (s: Sample, ...more: string[]) => [String(s.id), s.title, ...s.options, s.answer, ...more];
const table = (row: (s: Sample) => string[]) =>
  [['题号', '题目', '选项A', '选项B', '选项C', '选项D', '答案', '图片'], ...samples.map(row)]
    .map((r) => r.join(','))
    .join('\n');
const rows = samples.map(
  (s) =>
    `(${cells(s, uri(s.data))
      .map((c) => `'${c}'`)
      .join()})`,
);
const moodle = (stem: (s: Sample) => string) =>
  `<?xml version="1.0"?><quiz>${samples
    .map(
      (s) => `<question type="multichoice"><questiontext format="html">${stem(s)}</questiontext>
<single>true</single>${s.options
        .map((o, n) => `<answer fraction="${'ABCD'[n] === s.answer ? 100 : 0}"><text>${o}</text></answer>`)
        .join('')}</question>`,
    )
    .join('\n')}</quiz>`;
const escaped = (text: string) => text.replace(/[:=~#{}]/g, '\\$&');

test.each([
  ['bank.json', json((s) => ({ image: uri(s.data) }))],
  ['bank.json', json((s) => ({ image: s.data.toString('base64') }))],
  ['bank.json', json((s) => ({ title: img(s) })).replaceAll('/', '\\/')],
  ['bank.csv', table((s) => cells(s, uri(s.data)))],
  ['bank.csv', table((s) => cells(s, s.data.toString('base64')))],
  [
    'bank.sql',
    `CREATE TABLE q (id int, title text, a text, b text, c text, d text, answer text, pic mediumtext);
INSERT INTO q VALUES ${rows.join(',')};`,
  ],
  ['bank.xml', moodle((s) => `<text><![CDATA[${img(s)}]]></text>`)],
  [
    'bank.xml',
    moodle(
      (s) =>
        `<text>${s.title}&lt;img src="@@PLUGINFILE@@/a.png"&gt;</text><file name="a.png" encoding="base64">\n${s.data.toString('base64')}\n</file>`,
    ),
  ],
  [
    'bank.gift',
    samples
      .map(
        (s) =>
          `[html]${escaped(img(s))} {\n${s.options.map((o, n) => `${'ABCD'[n] === s.answer ? '=' : '~'}${o}`).join('\n')}\n}`,
      )
      .join('\n\n'),
  ],
  [
    'bank.md',
    samples
      .map(
        (s) =>
          `${s.id}. ${s.title}\n\n![](${uri(s.data)})\n\n${s.options.map((o, n) => `${'ABCD'[n]}. ${o}`).join('\n')}\n\n答案：${s.answer}`,
      )
      .join('\n\n'),
  ],
])('pictures written into a %s stay with their questions (%#)', async (name, text) => {
  const read = await readBank({ name, bytes: Buffer.from(text) });
  const { accepted: questions, media, issues } = checkBank(read, { onDate: '2026-11-23' });
  expect(issues.filter((i) => i.severity === 'error')).toEqual([]);
  expect(questions.map((q) => q.answer.join())).toEqual(['A', 'B', 'C']);
  expect(questions.map((q) => q.media.map((m) => media.get(m.file)))).toEqual(pictures.map((p) => [p]));
  for (const q of questions) expect(q.stem['zh-CN']).toMatch(/^如图所示，这个.标志是什么含义？$/);
});

test('a Moodle export whose pictures alone are more than a text may be is read from the disk and is the bank', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-'));
  const path = join(folder, 'bank.xml');
  const questions = samples.map((s) =>
    makeQuestion(`q${s.id}`, {
      stem: { 'zh-CN': s.title },
      answer: [s.answer],
      media: [{ file: `p${s.id}.png`, alt: { 'zh-CN': '标志' } }],
    }),
  );
  const noise = pictures.map((p, n) => Buffer.concat([p, Buffer.alloc(20_000, n + 1)]));
  const media = new Map(noise.map((data, n) => [`p${n + 1}.png`, data]));
  const { bytes } = await exportBank({ name: { 'zh-CN': '题库' }, questions, media }, 'moodle');
  writeFileSync(path, bytes);
  const limits = { maxTextBytes: 20_000 };
  expect(bytes.length).toBeGreaterThan(80_000);
  const read = await readBank({ name: 'bank.xml', path }, { limits });
  expect(read.candidates.map((c) => c.question)).toEqual(questions);
  expect([...read.media]).toEqual([...media]);
  expect(read.issues.filter((i) => i.severity === 'error')).toEqual([]);
  rmSync(folder, { recursive: true });
});
