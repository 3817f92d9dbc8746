import request from 'supertest';
import { testAdmin, type TestAdmin } from './support';

let t: TestAdmin;
beforeAll(async () => (t = await testAdmin()));
afterAll(() => t.stop());

const signIn = (username: string, password: string) =>
  request(t.app).post('/api/v1/session').send({ username, password });

describe('sign-in', () => {
  test('gives a token that opens /me, and names neither hash nor version', async () => {
    const { username, password } = await t.signedIn(['auditor']);
    const r = await signIn(username.toUpperCase(), password);
    expect(r.status).toBe(200);
    const me = await request(t.app)
      .get('/api/v1/me')
      .set('Authorization', `Bearer ${r.body.token as string}`);
    expect(me.body).toMatchObject({ username, roles: ['auditor'] });
    expect(JSON.stringify([r.body, me.body])).not.toMatch(/argon2|passwordHash/);
  });

  test('the password is stored as argon2id', async () => {
    const { username } = await t.signedIn(['auditor']);
    const row = await t.ctx.db.collection('staff').findOne({ username });
    expect(row?.['passwordHash']).toMatch(/^\$argon2id\$/);
  });

  test.each([['an account'], ['nobody']])(
    'five failures for %s lock it a quarter of an hour',
    async (who) => {
      const { username, password } = await t.signedIn(['proctor']);
      const name = who === 'nobody' ? `nobody-${username}` : username;
      for (let left = 4; left >= 0; left -= 1) {
        const r = await signIn(name, 'wrong');
        expect(r.body).toEqual({ ok: false, code: 'SIGN_IN_FAILED', detail: { attemptsLeft: left } });
      }
      const locked = await signIn(name, password);
      expect(locked.status).toBe(429);
      expect(locked.body.code).toBe('LOCKED_OUT');
      expect(locked.body.detail.retryAfterMs).toBe(15 * 60_000);
      t.clock.advance(15 * 60_000);
      expect((await signIn(name, password)).body.code ?? 'in').toBe(
        who === 'nobody' ? 'SIGN_IN_FAILED' : 'in',
      );
    },
  );

  test('guesses made all at once get no more than five tries', async () => {
    const { username, password } = await t.signedIn(['proctor']);
    const tries = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        t.staff.signIn({ username, password: `no${i}` }).catch((e: { code: string }) => e.code),
      ),
    );
    expect(tries.filter((c) => c === 'SIGN_IN_FAILED')).toHaveLength(5);
    await expect(t.staff.signIn({ username, password })).rejects.toMatchObject({ code: 'LOCKED_OUT' });
  });

  test('a success forgets earlier failures', async () => {
    const { username, password } = await t.signedIn(['proctor']);
    for (let i = 0; i < 4; i += 1) await t.staff.signIn({ username, password: 'x' }).catch(() => undefined);
    await t.staff.signIn({ username, password });
    await expect(t.staff.signIn({ username, password: 'x' })).rejects.toMatchObject({
      detail: { attemptsLeft: 4 },
    });
  });

  test.each([
    [{ username: { $gt: '' }, password: { $gt: '' } }],
    [{ username: 'a', password: 'b', role: 'admin' }],
    [{ username: ['a'], password: 'b' }],
    [{}],
    [{ username: 'a'.repeat(61), password: 'b' }],
  ])('refuses %j as a bad request', async (body) => {
    const r = await request(t.app).post('/api/v1/session').send(body);
    expect([r.status, r.body.code]).toEqual([400, 'BAD_REQUEST']);
  });

  test('a changed password or a disabled account ends open sessions at once', async () => {
    const one = await t.signedIn(['auditor']);
    expect((await request(t.app).get('/api/v1/me').set(one.auth)).status).toBe(200);
    await t.staff.setPassword(one.staffId, 'system');
    expect((await request(t.app).get('/api/v1/me').set(one.auth)).body.code).toBe('UNAUTHENTICATED');
    const two = await t.signedIn(['auditor']);
    await t.staff.setDisabled(two.staffId, true, { staffId: '', actor: 'system' });
    expect((await request(t.app).get('/api/v1/me').set(two.auth)).body.code).toBe('UNAUTHENTICATED');
    await expect(t.staff.signIn({ username: two.username, password: two.password })).rejects.toMatchObject({
      code: 'SIGN_IN_FAILED',
    });
  });

  test('a user name is taken once', async () => {
    const { username } = await t.signedIn(['auditor']);
    await expect(
      t.staff.add(
        { username: username.toUpperCase(), name: 'x', roles: ['admin'], examinerCertificate: null },
        'system',
      ),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('duty', () => {
  const room = async () => {
    const site = await t.sites.addSite({ 'zh-CN': '考点' }, 'system');
    return t.sites.addRoom(site.siteId, { name: { 'zh-CN': '一号考场' }, seats: 2 }, 'system');
  };
  const duty = (roomId: string) => `/api/v1/rooms/${roomId}/duty`;

  test('wants the examiner certificate and the role', async () => {
    const { roomId } = await room();
    const plain = await t.signedIn(['proctor']);
    expect((await request(t.app).post(duty(roomId)).set(plain.auth).send({})).body).toMatchObject({
      code: 'FORBIDDEN',
      detail: { field: 'examinerCertificate' },
    });
    const clerk = await t.signedIn(['registry'], 'KS-9');
    expect((await request(t.app).post(duty(roomId)).set(clerk.auth).send({})).status).toBe(403);
    expect(await t.staff.duty.examinerFor(roomId)).toBeNull();
  });

  test('names one examiner a room; taking over relieves the other and is audited', async () => {
    const { roomId } = await room();
    const a = await t.signedIn(['proctor'], 'KS-1');
    const b = await t.signedIn(['proctor'], 'KS-2');
    const first = await request(t.app).post(duty(roomId)).set(a.auth).send({});
    expect(first.body).toMatchObject({ present: true, examiner: { certificate: 'KS-1' } });
    const again = await request(t.app).post(duty(roomId)).set(a.auth).send({});
    expect(again.body.dutyId).toBe(first.body.dutyId);
    await request(t.app).post(duty(roomId)).set(b.auth).send({}).expect(200);
    expect(await t.staff.duty.examinerFor(roomId)).toMatchObject({ staffId: b.staffId, certificate: 'KS-2' });
    expect((await request(t.app).delete(duty(roomId)).set(a.auth)).body.code).toBe('FORBIDDEN');
    await request(t.app).delete(duty(roomId)).set(b.auth).expect(200);
    expect((await request(t.app).get(duty(roomId)).set(a.auth)).body).toEqual({ duty: null });
    const { rows } = await t.audit.list({ target: `room/${roomId}`, limit: 10 });
    expect(rows.map((r) => r.action)).toEqual(['duty.end', 'duty.takeOver', 'duty.begin', 'room.add']);
  });

  test('two who come at once leave one of them on duty', async () => {
    const { roomId } = await room();
    const both = await Promise.all([t.signedIn(['proctor'], 'A'), t.signedIn(['proctor'], 'B')]);
    await Promise.all(both.map((p) => t.staff.duty.goOn(roomId, p.staffId, 'x').catch(() => null)));
    const open = await t.ctx.db.collection('duties').find({ roomId, open: true }).toArray();
    expect(open).toHaveLength(1);
  });

  test('an examiner whose console is gone too long is absent, and everybody is told', async () => {
    const { roomId } = await room();
    const told: boolean[] = [];
    const off = t.ctx.bus.on('duty', (d) => void (d.roomId === roomId && told.push(d.examinerOnDuty)));
    const a = await t.signedIn(['proctor'], 'KS-3');
    await t.staff.duty.goOn(roomId, a.staffId, 'x');
    await t.staff.duty.presence(a.staffId, true, 'window-1');
    await t.staff.duty.presence(a.staffId, true, 'window-2');
    await t.staff.duty.presence(a.staffId, false, 'window-1');
    t.clock.advance(10 * 60_000);
    expect(await t.staff.duty.examinerFor(roomId)).not.toBeNull();
    await t.staff.duty.presence(a.staffId, false, 'window-2');
    t.clock.advance(60_000);
    expect(await t.staff.duty.examinerFor(roomId)).not.toBeNull();
    t.clock.advance(1);
    expect(await t.staff.duty.examinerFor(roomId)).toBeNull();
    expect(await t.staff.duty.current(roomId)).toMatchObject({ present: false });
    await t.staff.duty.sweep();
    await t.staff.duty.presence(a.staffId, true, 'window-3');
    off();
    expect(told).toEqual([true, false, true]);
  });

  test('an unknown room or a wrong id is an answer, not a failure', async () => {
    const a = await t.signedIn(['proctor'], 'KS-4');
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect((await request(t.app).post(duty(unknown)).set(a.auth).send({})).status).toBe(404);
    expect((await request(t.app).get(duty('$ne')).set(a.auth)).status).toBe(400);
  });
});
