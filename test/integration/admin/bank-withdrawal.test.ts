import request from 'supertest';
import { manyQuestions, testKind } from './bank-support';
import { MORNING, testAdmin, type TestAdmin } from './support';

let t: TestAdmin;
let clerk: Record<string, string>;
let second: Record<string, string>;
const kind = testKind('T_ONE');
beforeEach(async () => {
  t = await testAdmin();
  clerk = (await t.signedIn(['registry'])).auth;
  second = (await t.signedIn(['admin'])).auth;
  await t.papers.kinds.load([kind], 'system');
  const bank = manyQuestions(12);
  await t.papers.versions.publish({
    name: 'b',
    questions: bank,
    media: new Map(),
    by: 'x',
    actor: 'system',
  });
});
afterEach(() => t.stop());

const withdraw = (questionId: string, reason = '答案有误') =>
  request(t.app).post('/api/v1/banks/withdrawals').set(clerk).send({ questionId, reason });
const putBack = (id: string, who: Record<string, string>) =>
  request(t.app).delete(`/api/v1/banks/withdrawals/${id}`).set(who);
const drawn = async (seed: string) => {
  const { items } = await t.papers.draw({ kind, licenceClass: 'C1', seed, at: MORNING, avoid: [] });
  return items.map((i) => i.questionId);
};
const papers = async () => (await Promise.all([...Array(20).keys()].map((n) => drawn(`s${n}`)))).flat();

test('a withdrawn question is in no paper from that moment, in every version, until another puts it back', async () => {
  expect(await papers()).toContain('q-000');
  const r = await withdraw('q-000').expect(200);
  expect(r.body).toMatchObject({ withdrawal: { questionId: 'q-000' }, running: 0, kinds: [] });
  expect(await papers()).not.toContain('q-000');
  expect((await withdraw('q-000')).body.code).toBe('CONFLICT');
  const more = { name: 'c', questions: manyQuestions(14), media: new Map(), by: 'x', actor: 'system' };
  await t.papers.versions.publish(more);
  expect(await papers()).not.toContain('q-000');

  expect((await putBack('q-000', clerk)).body.code).toBe('SECOND_PERSON_REQUIRED');
  await putBack('q-000', second).expect(200);
  expect(await papers()).toContain('q-000');
  expect((await putBack('q-000', second)).body.code).toBe('NOT_FOUND');
  const { rows } = await t.audit.list({ limit: 50 });
  expect(rows.map((row) => row.action)).toEqual(expect.arrayContaining(['bank.withdraw', 'bank.putBack']));
});

test('kinds that cannot be drawn without it are named at once', async () => {
  await withdraw('q-000').expect(200);
  const r = await withdraw('q-002').expect(200);
  expect(r.body.kinds).toMatchObject([{ code: 'T_ONE', feasible: false }]);
  await expect(drawn('s')).rejects.toMatchObject({ code: 'BLUEPRINT_NOT_FEASIBLE' });
});

test('a question that the version in force no longer has is shown as the newest version has it', async () => {
  const look = (id: string) => request(t.app).get(`/api/v1/banks/questions/${id}`).set(clerk);
  expect((await look('q-003').expect(200)).body).toMatchObject({ version: { name: 'b', inForce: true } });
  const questions = manyQuestions(12).filter((q) => q.id !== 'q-003');
  await t.papers.versions.publish({ name: 'c', questions, media: new Map(), by: 'x', actor: 'system' });
  expect((await look('q-003').expect(200)).body).toMatchObject({
    id: 'q-003',
    version: { name: 'b', inForce: false },
  });
  expect((await look('q-004').expect(200)).body).toMatchObject({ version: { name: 'c', inForce: true } });
  expect((await look('q-999')).body.code).toBe('NOT_FOUND');
});

test('only a question of the version in force, with a reason, by the registry office', async () => {
  expect((await withdraw('q-999')).body.code).toBe('NOT_FOUND');
  expect((await withdraw('q-000', ' ')).body.code).toBe('BAD_REQUEST');
  expect((await withdraw('$where')).body.code).toBe('BAD_REQUEST');
  const { auth } = await t.signedIn(['proctor', 'auditor']);
  const post = request(t.app).post('/api/v1/banks/withdrawals').set(auth);
  await post.send({ questionId: 'q-000', reason: '答案有误' }).expect(403);
  await request(t.app).get('/api/v1/banks/withdrawals').set(auth).expect(200);
});
