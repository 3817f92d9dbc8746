import request from 'supertest';
import type { StaffAccount } from 'exam-contract/http/staff';
import { testAdmin, type TestAdmin } from './support';

let t: TestAdmin;
let admin: Awaited<ReturnType<TestAdmin['signedIn']>>;
beforeAll(async () => {
  t = await testAdmin();
  admin = await t.signedIn(['admin']);
});
afterAll(() => t.stop());

const api = (
  method: 'get' | 'post' | 'put',
  path: string,
  auth: { Authorization: string },
  body: object = {},
) => {
  const agent = request(t.app);
  return agent[method](`/api/v1${path}`).set(auth).send(body);
};
const signIn = (username: string, password: string) =>
  request(t.app).post('/api/v1/session').send({ username, password });
const fields = { name: '王考官', roles: ['proctor'], examinerCertificate: '考字001' };

test('an administrator adds an account, and its password opens the door once it is told', async () => {
  const made = await api('post', '/staff', admin.auth, { ...fields, username: 'Wang.KG' });
  expect(made.status).toBe(200);
  const { account, password } = made.body as { account: StaffAccount; password: string };
  expect(account).toMatchObject({ ...fields, username: 'wang.kg', disabled: false });
  expect((await signIn('wang.kg', password)).body.staff).toMatchObject(fields);
  const listed = await api('get', '/staff', admin.auth);
  expect(listed.body.rows).toContainEqual(account);
  expect(JSON.stringify(listed.body)).not.toMatch(/argon2|passwordHash/);
  const again = await api('post', '/staff', admin.auth, { ...fields, username: 'wang.kg' });
  expect([again.status, again.body.code, again.body.detail]).toEqual([
    409,
    'CONFLICT',
    { field: 'username' },
  ]);
});

test.each([
  ['no role', { ...fields, roles: [] }],
  ['an unknown role', { ...fields, roles: ['root'] }],
  ['a name of nothing', { ...fields, name: '  ' }],
  ['a field of its own', { ...fields, passwordHash: 'x' }],
  ['a user name no keyboard has', { ...fields, username: '王' }],
])('%s is refused', async (_what, body) => {
  const r = await api('post', '/staff', admin.auth, { username: 'x1', ...body });
  expect([r.status, r.body.code]).toEqual([400, 'BAD_REQUEST']);
});

test('what changes in an account ends its sessions; roles count from the next sign-in', async () => {
  const one = await t.signedIn(['proctor']);
  const r = await api('put', `/staff/${one.staffId}`, admin.auth, {
    name: '改名',
    roles: ['auditor', 'auditor'],
    examinerCertificate: null,
  });
  expect(r.body).toMatchObject({ name: '改名', roles: ['auditor'] });
  expect((await api('get', '/me', one.auth)).status).toBe(401);
  expect((await signIn(one.username, one.password)).body.staff.roles).toEqual(['auditor']);
});

test('a closed account is shut at once and opens again with the same password', async () => {
  const one = await t.signedIn(['proctor']);
  const shut = (disabled: boolean) => api('put', `/staff/${one.staffId}/disabled`, admin.auth, { disabled });
  expect((await shut(true)).body.disabled).toBe(true);
  expect((await api('get', '/me', one.auth)).status).toBe(401);
  expect((await signIn(one.username, one.password)).status).toBe(401);
  expect((await shut(false)).body.disabled).toBe(false);
  expect((await signIn(one.username, one.password)).status).toBe(200);
});

test('a new password from the administrator voids the old one and every session', async () => {
  const one = await t.signedIn(['registry']);
  const { password } = (await api('post', `/staff/${one.staffId}/password`, admin.auth)).body as {
    password: string;
  };
  expect((await api('get', '/me', one.auth)).status).toBe(401);
  expect((await signIn(one.username, one.password)).status).toBe(401);
  expect((await signIn(one.username, password)).status).toBe(200);
});

test('one chooses a password of one’s own: the present session goes on, another ends', async () => {
  const one = await t.signedIn(['registry']);
  const other = await signIn(one.username, one.password);
  const wrong = await api('post', '/me/password', one.auth, { current: 'no', next: 'long enough now' });
  expect([wrong.status, wrong.body.code]).toEqual([409, 'PASSWORD_WRONG']);
  expect(wrong.body.detail).toEqual({ attemptsLeft: 4 });
  const short = await api('post', '/me/password', one.auth, { current: one.password, next: 'short' });
  expect(short.status).toBe(400);
  const r = await api('post', '/me/password', one.auth, { current: one.password, next: 'long enough now' });
  expect(r.status).toBe(200);
  const fresh = { Authorization: `Bearer ${r.body.token as string}` };
  expect((await api('get', '/me', fresh)).body.username).toBe(one.username);
  expect((await api('get', '/me', { Authorization: `Bearer ${other.body.token as string}` })).status).toBe(
    401,
  );
  expect((await signIn(one.username, 'long enough now')).status).toBe(200);
});

test('a stolen session does not get to guess the password for ever', async () => {
  const one = await t.signedIn(['registry']);
  const guess = () => api('post', '/me/password', one.auth, { current: 'no', next: 'long enough now' });
  for (let i = 0; i < 5; i++) expect((await guess()).body.code).toBe('PASSWORD_WRONG');
  expect((await guess()).body.code).toBe('LOCKED_OUT');
});

test('somebody can always administer: not one’s own account, not the last one, not two at once', async () => {
  const own = await api('put', `/staff/${admin.staffId}/disabled`, admin.auth, { disabled: true });
  expect(own.body.code).toBe('OWN_ACCOUNT');
  const demoted = { name: '管理员', roles: ['auditor'], examinerCertificate: null };
  const last = await api('put', `/staff/${admin.staffId}`, admin.auth, demoted);
  expect([last.status, last.body.code]).toEqual([409, 'LAST_ADMIN']);
  expect((await api('get', '/me', admin.auth)).body.roles).toEqual(['admin']);

  const second = await t.signedIn(['admin']);
  const close = (who: string, by: typeof admin) =>
    api('put', `/staff/${who}/disabled`, by.auth, { disabled: true });
  const both = await Promise.all([close(second.staffId, admin), close(admin.staffId, second)]);
  expect(both.map((r) => r.status).sort()).not.toEqual([200, 200]);
  const rows = await t.staff.accounts();
  expect(rows.filter((r) => r.roles.includes('admin') && !r.disabled).length).toBeGreaterThan(0);
});

test('nobody else may look or change, and every deed stands in the audit log without a password', async () => {
  const clerk = await t.signedIn(['registry', 'auditor', 'siteManager', 'proctor']);
  for (const [method, path] of [
    ['get', '/staff'],
    ['post', '/staff'],
    ['put', `/staff/${clerk.staffId}`],
    ['post', `/staff/${clerk.staffId}/password`],
    ['put', `/staff/${clerk.staffId}/disabled`],
  ] as const)
    expect((await api(method, path, clerk.auth)).status).toBe(403);
  const rows = await t.ctx.db.collection('audit').find().toArray();
  const text = JSON.stringify(rows);
  for (const action of ['staff.add', 'staff.change', 'staff.disable', 'staff.enable', 'staff.setPassword'])
    expect(text).toContain(action);
  expect(text).not.toMatch(/argon2|long enough now/);
});
