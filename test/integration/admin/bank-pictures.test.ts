import { deflateSync } from 'node:zlib';
import { inspectPicture } from 'question-bank';
import request from 'supertest';
import type { BankDraft } from 'exam-contract/http/banks';
import { bankJson, crc, testKind, testQuestion, zip } from './bank-support';
import { testAdmin, type TestAdmin } from './support';

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, sum]);
}
/** A black picture, eight bits of grey a pixel. */
function png(width: number, height: number): Buffer {
  const head = Buffer.from('00000000000000000800000000', 'hex');
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc((width + 1) * height))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

let t: TestAdmin;
beforeEach(async () => {
  t = await testAdmin();
  await t.papers.kinds.load([testKind('T_ONE')], 'system');
});
afterEach(() => t.stop());

test('a photograph is made smaller for the kiosk, the report says so, and the file is kept as it came', async () => {
  const clerk = (await t.signedIn(['registry'])).auth;
  const photo = png(2400, 900);
  const media = [{ file: 'p.png', alt: { 'zh-CN': '路口', en: 'crossing' } }];
  const file = zip({ 'bank.json': bankJson([testQuestion(0, { media })]), 'media/p.png': photo });
  const answer = await request(t.app)
    .post('/api/v1/banks/drafts')
    .set(clerk)
    .attach('file', file, 'bank.zip')
    .expect(200);
  const draft = answer.body as BankDraft;
  expect(draft).toMatchObject({ read: 1, accepted: 1 });
  expect(draft.issues.find((i) => i.code === 'PICTURE_SHRUNK')).toMatchObject({
    severity: 'warning',
    where: { question: 'q-000' },
    message: { en: expect.stringMatching(/2400×900, \d+ KB → 1600×600, \d+ KB/) as unknown },
  });
  const stored = await t.ctx.db.collection<{ data: { buffer: Buffer } }>('bankMedia').find().toArray();
  expect(stored).toHaveLength(1);
  expect(inspectPicture(Buffer.from(stored[0]!.data.buffer))).toMatchObject({ format: 'png', width: 1600 });
  const kept = await t.ctx.db.collection<{ data: { buffer: Buffer } }>('bankFiles').find().toArray();
  expect(Buffer.concat(kept.map((k) => Buffer.from(k.data.buffer))).equals(file)).toBe(true);
});

test('a picture added to a draft by hand is made smaller as one of a file, and a damaged one is not taken', async () => {
  const clerk = (await t.signedIn(['registry'])).auth;
  const bank = bankJson([testQuestion(0)]);
  const drafts = request(t.app).post('/api/v1/banks/drafts').set(clerk);
  const { draftId } = (await drafts.attach('file', bank, 'bank.json').expect(200)).body as BankDraft;
  const add = (data: Buffer) =>
    request(t.app).post(`/api/v1/banks/drafts/${draftId}/pictures`).set(clerk).attach('file', data, 'p.png');
  const { body } = await add(png(2400, 900)).expect(200);
  expect(body).toMatchObject({
    shrunk: {
      before: expect.stringMatching(/^2400×900, /) as unknown,
      after: expect.stringMatching(/^1600×600, /) as unknown,
    },
  });
  expect((await add(png(40, 30)).expect(200)).body).toMatchObject({ shrunk: null });
  const whole = png(200, 200);
  const damaged = Buffer.concat([whole.subarray(0, 60), Buffer.alloc(40, 7), whole.subarray(-12)]);
  expect((await add(damaged)).body).toMatchObject({ code: 'IMAGE_NOT_READABLE' });
});
