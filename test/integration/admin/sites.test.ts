import request from 'supertest';
import { testAdmin, type TestAdmin } from './support';

let t: TestAdmin;
let admin: Record<string, string>;
beforeAll(async () => {
  t = await testAdmin();
  admin = (await t.signedIn(['admin'])).auth;
});
afterAll(() => t.stop());

async function newRoom(seats = 2) {
  const site = await t.sites.addSite({ 'zh-CN': '示范考点', en: 'Demo site' }, 'system');
  const room = await t.sites.addRoom(site.siteId, { name: { 'zh-CN': '一号考场' }, seats }, 'system');
  const rows = await t.sites.seats(room.roomId);
  return { site, room, seats: rows, seat: rows[0]! };
}
const enrol = (code: unknown) => request(t.app).post('/api/v1/terminals').send({ code });

test('a site with rooms and numbered seats is built over HTTP', async () => {
  const site = await request(t.app)
    .post('/api/v1/sites')
    .set(admin)
    .send({ name: { 'zh-CN': '东考点' } });
  expect(site.status).toBe(200);
  const room = await request(t.app)
    .post(`/api/v1/sites/${site.body.siteId as string}/rooms`)
    .set(admin)
    .send({ name: { 'zh-CN': '二号考场', en: 'Room 2' }, seats: 3 });
  expect(room.body).toMatchObject({ seats: 3, challenge: 'on' });
  const seats = await request(t.app)
    .get(`/api/v1/rooms/${room.body.roomId as string}/seats`)
    .set(admin);
  expect(seats.body.seats.map((s: { label: string }) => s.label)).toEqual(['01', '02', '03']);
  const list = await request(t.app).get('/api/v1/sites').set(admin);
  expect(list.body.sites).toContainEqual(
    expect.objectContaining({ siteId: site.body.siteId, rooms: [room.body] }),
  );
});

test('the challenge is switched with a reason, audited, and the seat knows at once', async () => {
  const { room, seat } = await newRoom();
  expect(await t.sites.seatInfo(seat.seatId)).toMatchObject({ challenge: 'on', label: '01', number: 1 });
  const url = `/api/v1/rooms/${room.roomId}/challenge`;
  expect((await request(t.app).post(url).set(admin).send({ challenge: 'off' })).status).toBe(400);
  await request(t.app).post(url).set(admin).send({ challenge: 'off', reason: '演示' }).expect(200);
  expect((await t.sites.seatInfo(seat.seatId)).challenge).toBe('off');
  const { rows } = await t.audit.list({ target: `room/${room.roomId}`, limit: 1 });
  expect(rows[0]).toMatchObject({ action: 'room.challenge', detail: { challenge: 'off', reason: '演示' } });
});

describe('a terminal', () => {
  test('is enrolled with a code once; the code is nowhere at rest', async () => {
    const { seat } = await newRoom();
    const made = await request(t.app).post(`/api/v1/seats/${seat.seatId}/enrolment-code`).set(admin).send({});
    const { code, expiresAt } = made.body as { code: string; expiresAt: number };
    expect(expiresAt).toBe(t.clock.now() + 15 * 60_000);
    const bare = code.replace('-', '');
    for (const c of ['enrolmentCodes', 'audit']) {
      expect(JSON.stringify(await t.ctx.db.collection(c).find().toArray())).not.toContain(bare);
    }
    const r = await enrol(` ${bare.toLowerCase()} `);
    expect(r.body).toMatchObject({ seatId: seat.seatId, label: '01' });
    const claims = t.ctx.tokens.verify('device', r.body.deviceToken as string);
    expect(await t.sites.terminals.stillValid(claims)).toBe(true);
    expect((await enrol(code)).body.code).toBe('ENROLMENT_CODE_INVALID');
  });

  test('used by two at once goes to one of them', async () => {
    const { seat } = await newRoom();
    const { code } = await t.sites.terminals.newCode(seat.seatId, 'x');
    const both = await Promise.all([1, 2].map(() => t.sites.terminals.enrol(code, '').catch(() => null)));
    expect(both.filter(Boolean)).toHaveLength(1);
  });

  test('a code runs out, and a newer one voids it', async () => {
    const { seat } = await newRoom();
    const old = await t.sites.terminals.newCode(seat.seatId, 'x');
    const late = await t.sites.terminals.newCode(seat.seatId, 'x');
    await expect(t.sites.terminals.enrol(old.code, '')).rejects.toMatchObject({
      code: 'ENROLMENT_CODE_INVALID',
    });
    t.clock.advance(15 * 60_000);
    await expect(t.sites.terminals.enrol(late.code, '')).rejects.toMatchObject({
      code: 'ENROLMENT_CODE_INVALID',
    });
  });

  test('a new terminal replaces the old, a revoked one is out, and its socket is told to go', async () => {
    const { seat } = await newRoom();
    const gone: string[] = [];
    const off = t.ctx.bus.on('terminalRevoked', (e) => void gone.push(e.deviceId));
    const take = async () => {
      const { code } = await t.sites.terminals.newCode(seat.seatId, 'x');
      const { deviceToken } = await t.sites.terminals.enrol(code, '');
      return t.ctx.tokens.verify('device', deviceToken);
    };
    const first = await take();
    const second = await take();
    expect(await t.sites.terminals.stillValid(first)).toBe(false);
    expect(await t.sites.terminals.stillValid({ ...second, seatId: first.sub })).toBe(false);
    await request(t.app).delete(`/api/v1/seats/${seat.seatId}/terminal`).set(admin).expect(200);
    expect(await t.sites.terminals.stillValid(second)).toBe(false);
    await request(t.app).delete(`/api/v1/seats/${seat.seatId}/terminal`).set(admin).expect(404);
    off();
    expect(gone).toEqual([first.sub, second.sub]);
  });

  test('its row says whether its socket is there', async () => {
    const { room, seat } = await newRoom();
    const { code } = await t.sites.terminals.newCode(seat.seatId, 'x');
    await t.sites.terminals.enrol(code, '');
    const connected = async () => (await t.sites.seats(room.roomId))[0]?.terminal?.connected;
    expect(await connected()).toBe(false);
    const event = { seatId: seat.seatId, roomId: room.roomId, at: t.clock.now() };
    t.ctx.bus.emit('terminal', { ...event, connected: true });
    expect(await connected()).toBe(true);
    t.ctx.bus.emit('terminal', { ...event, connected: false });
    expect(await connected()).toBe(false);
  });

  test.each([[{ $gt: '' }], [''], ['AAAA-AAAA'], [['x']], ['x'.repeat(41)]])(
    'code %j opens nothing',
    async (code) => {
      const r = await enrol(code);
      expect(r.body.code).toMatch(/^(BAD_REQUEST|ENROLMENT_CODE_INVALID)$/);
    },
  );

  test('guessing from one address is slowed down', async () => {
    const answers = await Promise.all(Array.from({ length: 15 }, () => enrol('GUESS-IT')));
    expect(answers.at(-1)?.body.code ?? answers.map((a) => a.body.code)).toBeDefined();
    expect(answers.filter((a) => a.status === 429).length).toBeGreaterThanOrEqual(5);
  });
});

test.each([['proctor'], ['registry'], ['auditor']] as const)('a %s may look but not change', async (role) => {
  const { auth } = await t.signedIn([role]);
  await request(t.app).get('/api/v1/sites').set(auth).expect(200);
  await request(t.app)
    .post('/api/v1/sites')
    .set(auth)
    .send({ name: { 'zh-CN': 'x' } })
    .expect(403);
});
test('nobody gets in without a token', async () => {
  await request(t.app).get('/api/v1/sites').expect(401);
  await request(t.app).get('/api/v1/sites').set('Authorization', 'Bearer x.y.z').expect(401);
});
