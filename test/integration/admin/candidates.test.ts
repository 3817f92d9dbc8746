import { syntheticIdNumber } from '../../../exam-server/src/features/demo-seed/synthetic-id';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import request from 'supertest';
import type { Enrolled } from '../../../exam-server/src/features/candidates';
import { examKindFile } from '../../../exam-contract/src/kind';
import kindFile from '../../../question-bank/sample/policy/exam-kinds.json';
import { MORNING, testAdmin, type TestAdmin } from './support';

const face = Float32Array.from({ length: 8 }, (_, i) => Math.fround(Math.sin(i)));
const enrolled: Enrolled = { ok: true, embedding: face, model: 'test-net', version: '1', quality: 0.9 };
const jpeg = readFileSync(require.resolve('@vladmandic/face-api/demo/sample1.jpg'));
const HOUR = 3_600_000;
let answer: Enrolled = enrolled;
let t: TestAdmin;
let clerk: Record<string, string>;
let siteId: string;
beforeAll(async () => {
  t = await testAdmin(() => Promise.resolve(answer));
  clerk = (await t.signedIn(['registry'])).auth;
  siteId = (await t.sites.addSite({ 'zh-CN': '考点' }, 'system')).siteId;
  await t.papers.kinds.load(examKindFile.parse(kindFile).kinds, 'system');
});
afterAll(() => t.stop());
beforeEach(() => (answer = enrolled));

let serial = 0;
const idNumber = () => syntheticIdNumber('19900101', ++serial);
const add = (more: Record<string, unknown> = {}) =>
  request(t.app)
    .post('/api/v1/candidates')
    .set(clerk)
    .send({ name: '王小明', idNumber: idNumber(), licenceClass: 'C1', ...more });
const book = (candidateId: string, more: Record<string, unknown> = {}) =>
  request(t.app)
    .post(`/api/v1/candidates/${candidateId}/bookings`)
    .set(clerk)
    .send({ siteId, kindCode: 'K1_CAR', from: MORNING, to: MORNING + 2 * HOUR, ...more });

describe('what identifies a person', () => {
  test('is sealed at rest: no name, number, photo or embedding in the database', async () => {
    const number = idNumber();
    const { body } = await add({ name: '欧阳娜娜', idNumber: number });
    await request(t.app)
      .post(`/api/v1/candidates/${body.candidateId as string}/photo`)
      .set(clerk)
      .attach('photo', jpeg, 'face.jpg')
      .expect(200);
    const bytes = Buffer.alloc(face.length * 4);
    face.forEach((x, i) => bytes.writeFloatLE(x, i * 4));
    const { BSON } = await import('mongodb');
    for (const { collectionName } of await t.ctx.db.db!.collections()) {
      const docs = await t.ctx.db.collection(collectionName).find({}, { raw: false }).toArray();
      const all = Buffer.concat([Buffer.alloc(0), ...docs.map((d) => Buffer.from(BSON.serialize(d)))]);
      expect([collectionName, all.includes(number), all.includes('欧阳'), all.includes(bytes)]).toEqual([
        collectionName,
        false,
        false,
        false,
      ]);
      expect(all.includes(jpeg.subarray(0, 200))).toBe(false);
    }
    const template = await t.candidates.template(body.candidateId as string);
    expect(template).toMatchObject({ model: 'test-net', version: '1', quality: 0.9 });
    expect([...(template?.embedding ?? [])]).toEqual([...face]);
  });

  test('is whole for the registry office and masked for a proctor', async () => {
    const number = idNumber();
    const { body } = await add({ name: '赵掩码', idNumber: number });
    const proctor = (await t.signedIn(['proctor'])).auth;
    const seen = async (auth: Record<string, string>) =>
      (await request(t.app).get('/api/v1/candidates').query({ q: '赵掩码' }).set(auth)).body.rows[0];
    expect(await seen(clerk)).toMatchObject({ candidateId: body.candidateId, idNumber: number });
    expect((await seen(proctor)).idNumber).toBe(`${number.slice(0, 4)}${'*'.repeat(10)}${number.slice(-4)}`);
  });

  test('a photo is shown only with an audit row', async () => {
    const { body } = await add();
    const url = `/api/v1/candidates/${body.candidateId as string}/photo`;
    await request(t.app).get(url).set(clerk).expect(404);
    await request(t.app).post(url).set(clerk).attach('photo', jpeg, 'face.jpg').expect(200);
    const proctor = await t.signedIn(['proctor']);
    const r = await request(t.app).get(url).set(proctor.auth).buffer(true);
    expect(r.headers['content-type']).toBe('image/jpeg');
    expect(r.headers['cache-control']).toBe('no-store');
    const hash = (b: Buffer) => createHash('sha256').update(b).digest('hex');
    expect(hash(r.body as Buffer)).toBe(hash(jpeg));
    const { rows } = await t.audit.list({ target: `candidate/${body.candidateId as string}`, limit: 1 });
    expect(rows[0]?.action).toBe('candidate.viewPhoto');
    expect(rows[0]?.actor).toContain(proctor.staffId);
  });
});

describe('candidates', () => {
  test('are found by a part of the name and by the whole number, newest first', async () => {
    const number = idNumber();
    await add({ name: '钱一找' });
    t.clock.advance(1);
    await add({ name: '钱二找', idNumber: number });
    const find = async (q: string) =>
      (await request(t.app).get('/api/v1/candidates').query({ q }).set(clerk)).body as {
        total: number;
        rows: { name: string }[];
      };
    expect((await find('找')).rows.map((r) => r.name)).toEqual(['钱二找', '钱一找']);
    expect(await find(number.toLowerCase())).toMatchObject({ total: 1, rows: [{ name: '钱二找' }] });
    expect(await find('000000199001019999')).toMatchObject({ total: 0 });
    expect(await t.candidates.findByIdNumber(` ${number} `)).toMatchObject({ name: '钱二找' });
    expect(await t.candidates.findByIdNumber('{"$gt":""}')).toBeNull();
  });

  test('one ID number is one candidate', async () => {
    const number = idNumber();
    await add({ idNumber: number }).expect(200);
    const r = await add({ idNumber: number.toLowerCase() });
    expect([r.status, r.body]).toEqual([409, { ok: false, code: 'CONFLICT', detail: { field: 'idNumber' } }]);
  });

  test.each([
    [{ name: { $ne: '' } }],
    [{ name: '' }],
    [{ idNumber: { $regex: '.' } }],
    [{ idNumber: '1' }],
    [{ idNumber: '110105194912310021' }],
    [{ timeFactor: 9 }],
    [{ isAdmin: true }],
  ])('refuses %j', async (wrong) => {
    expect((await add(wrong)).body.code).toBe('BAD_REQUEST');
  });

  test.each([
    ['UNSUPPORTED_TYPE', 415],
    ['PAYLOAD_TOO_LARGE', 413],
    ['IMAGE_NOT_READABLE', 400],
    ['VISION_UNAVAILABLE', 503],
  ] as const)('a photo that vision refuses with %s is told so', async (code, status) => {
    const { body } = await add();
    answer = { ok: false, code };
    const r = await request(t.app)
      .post(`/api/v1/candidates/${body.candidateId as string}/photo`)
      .set(clerk)
      .attach('photo', Buffer.from('hello'), 'x.jpg');
    expect([r.status, r.body]).toEqual([status, { ok: false, code, detail: { field: 'photo' } }]);
  });

  test('a photo of five megabytes is refused at the door', async () => {
    const { body } = await add();
    const r = await request(t.app)
      .post(`/api/v1/candidates/${body.candidateId as string}/photo`)
      .set(clerk)
      .attach('photo', Buffer.alloc(5_000_000), 'x.jpg');
    expect([r.status, r.body.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  test('a photo without a face says so and changes nothing', async () => {
    const { body } = await add();
    answer = { ok: false, code: 'IMAGE_NO_FACE' };
    const r = await request(t.app)
      .post(`/api/v1/candidates/${body.candidateId as string}/photo`)
      .set(clerk)
      .attach('photo', jpeg, 'x.jpg');
    expect(r.body).toMatchObject({ code: 'IMAGE_NO_FACE' });
    expect(await t.candidates.photo(body.candidateId as string)).toBeNull();
  });
});

describe('bookings', () => {
  test('open in their window, and the booked can be found by face', async () => {
    const { body } = await add();
    const candidateId = body.candidateId as string;
    await request(t.app)
      .post(`/api/v1/candidates/${candidateId}/photo`)
      .set(clerk)
      .attach('photo', jpeg, 'x.jpg');
    const made = await book(candidateId, { from: MORNING + 10 * HOUR, to: MORNING + 12 * HOUR });
    expect(made.body).toMatchObject({ state: 'booked', kindName: { 'zh-CN': expect.any(String) } });
    const at = async (h: number) => ({
      open: (await t.booking.openFor(candidateId, siteId, MORNING + h * HOUR)).length,
      faces: (await t.candidates.templatesBookedAt(siteId, MORNING + h * HOUR)).filter(
        (f) => f.candidateId === candidateId,
      ).length,
    });
    expect(await at(9.99)).toEqual({ open: 0, faces: 0 });
    expect(await at(10)).toEqual({ open: 1, faces: 1 });
    expect(await at(12.01)).toEqual({ open: 0, faces: 0 });
    const bookingId = made.body.bookingId as string;
    await t.booking.mark(bookingId, 'sitting');
    expect(await at(11)).toEqual({ open: 0, faces: 0 });
    await t.booking.mark(bookingId, 'passed');
    await expect(t.booking.mark(bookingId, 'sitting')).rejects.toMatchObject({ code: 'CONFLICT' });
    const cancel = await request(t.app).delete(`/api/v1/bookings/${bookingId}`).set(clerk);
    expect(cancel.body.code).toBe('CONFLICT');
  });

  test.each([
    [{ kindCode: 'NO_SUCH' }, 'kindCode'],
    [{ kindCode: 'K1_MOTO' }, 'licenceClass'],
    [{ to: MORNING - 1 }, 'window'],
    [{ from: MORNING - 3 * HOUR, to: MORNING - HOUR }, 'past'],
  ])('%j is refused for its %s', async (more, field) => {
    const { body } = await add();
    const r = await book(body.candidateId as string, more);
    expect(r.body).toEqual({ ok: false, code: 'BAD_REQUEST', detail: { field } });
  });

  test('made twice at once hold one', async () => {
    const { body } = await add();
    const both = await Promise.all([book(body.candidateId as string), book(body.candidateId as string)]);
    expect(both.map((r) => r.status).sort()).toEqual([200, 409]);
  });

  test('that were missed count as failed, and a failed subject 3 waits ten days', async () => {
    const { body } = await add();
    const candidateId = body.candidateId as string;
    const made = await book(candidateId, { kindCode: 'K3_CAR', to: t.clock.now() + HOUR });
    t.clock.advance(HOUR + 29 * 60_000);
    await t.booking.sweepNoShows();
    expect((await t.booking.get(made.body.bookingId as string)).state).toBe('booked');
    t.clock.advance(2 * 60_000);
    expect(await t.booking.sweepNoShows()).toBeGreaterThanOrEqual(1);
    expect((await t.booking.get(made.body.bookingId as string)).state).toBe('noShow');
    const later = (days: number) => ({
      kindCode: 'K3_CAR',
      from: MORNING + days * 24 * HOUR,
      to: MORNING + days * 24 * HOUR + HOUR,
    });
    expect((await book(candidateId, later(9))).body).toMatchObject({ detail: { field: 'rebookWait' } });
    expect((await book(candidateId, later(10))).status).toBe(200);
  });

  test('of an unknown candidate, site or id are answers', async () => {
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect((await book(unknown)).status).toBe(404);
    const { body } = await add();
    expect((await book(body.candidateId as string, { siteId: unknown })).status).toBe(404);
    expect((await book(body.candidateId as string, { siteId: { $ne: '' } })).status).toBe(400);
    expect((await request(t.app).delete(`/api/v1/bookings/${unknown}`).set(clerk)).status).toBe(404);
  });
});
