import fc from 'fast-check';
import iconv from 'iconv-lite';
import { readOne } from '../../testing/read-one';
import { savedPage } from './mhtml';

const PNG = Buffer.from('89504e470d0a1a0a00', 'hex');
const page = (src: string) =>
  `<html><body><p>1、红灯亮时？</p><p>A、停车</p><p>B、直行</p><p>答案：A</p><p>2、这个标志？<img src="${src}"></p><p>A、停</p><p>B、让</p><p>答案：B</p></body></html>`;
const quoted = (bytes: Buffer) =>
  (
    [...bytes]
      .map((b) =>
        b > 0x7e || b === 0x3d || b < 0x20
          ? `=${b.toString(16).toUpperCase().padStart(2, '0')}`
          : String.fromCharCode(b),
      )
      .join('')
      .match(/(?:=..|[^=]){1,60}/g) ?? []
  ).join('=\r\n');
const CODINGS: Record<string, (bytes: Buffer) => Buffer> = {
  'quoted-printable': (b) => Buffer.from(quoted(b)),
  base64: (b) => Buffer.from((b.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')),
  '8bit': (b) => b,
};
function saved(
  coding: string,
  html: Buffer,
  location = 'file:///C:/a/t.files/image001.png',
  id = '',
): Buffer {
  const body = CODINGS[coding]?.(html) ?? html;
  const head = (fields: string[]) => Buffer.from(`\r\n--=_b\r\n${fields.join('\r\n')}\r\n\r\n`);
  return Buffer.concat([
    Buffer.from(
      'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="=_b"; type="text/html"\r\n\r\nThis is a Web archive.\r\n',
    ),
    head([
      'Content-Type: text/html; charset="utf-8"',
      `Content-Transfer-Encoding: ${coding}`,
      'Content-Location: file:///C:/a/t.htm',
    ]),
    body,
    head([
      'Content-Type: image/png',
      'Content-Transfer-Encoding: base64',
      `Content-Location: ${location}`,
      ...(id === '' ? [] : [`Content-ID: <${id}>`]),
    ]),
    Buffer.from(PNG.toString('base64')),
    Buffer.from('\r\n--=_b--\r\n'),
  ]);
}
const READ = ['红灯亮时？ +停车 -直行', '这个标志？ -停 +让'];

test.each<[string, string, Buffer]>([
  ['quoted-printable', 'a.mht', Buffer.from(page('t.files/image001.png'))],
  ['base64', 'a.doc', Buffer.from(page('file:///C:/a/t.files/image001.png'))],
  ['8bit', 'a.mhtml', iconv.encode(page('t.files/image001.png'), 'gbk')],
])('a page saved as one file in %s, called %s', async (coding, name, html) => {
  const got = await readOne(name, saved(coding, html));
  expect(got.format).toBe('html');
  expect(got.short).toEqual(READ);
  const [file = ''] = got.candidates[1]?.question.media.map((m) => m.file) ?? [];
  expect(Buffer.from(got.media.get(file) ?? [])).toEqual(PNG);
  expect(got.candidates[0]?.question.media).toEqual([]);
});
test('a picture called by its Content-ID', async () => {
  const got = await readOne('a.mht', saved('base64', Buffer.from(page('cid:x@1')), '', 'x@1'));
  expect(got.candidates[1]?.question.media).toHaveLength(1);
});
test('a text that speaks of MIME is none', async () => {
  const text = 'MIME-Version: 1.0\n1、红灯？\nA、停\nB、行\n答案：A\n';
  expect((await readOne('a.txt', text)).format).toBe('text');
});
test('no bytes make it fail, and parts within parts end', () => {
  const whole = saved('quoted-printable', Buffer.from(page('x.png')));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 30 }),
      fc.nat(whole.length),
      (marks, end) => {
        const damaged = Buffer.from(whole);
        for (const [at, byte] of marks) damaged[at] = byte;
        savedPage(damaged.subarray(0, end));
      },
    ),
  );
  const nested = Buffer.from('Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n'.repeat(5000));
  expect(savedPage(nested).pages).toEqual([]);
});
