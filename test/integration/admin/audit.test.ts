import request from 'supertest';
import { inTransaction } from '../../../exam-server/src/platform/mongo/connect';
import { testAdmin, type TestAdmin } from './support';

let t: TestAdmin;
beforeEach(async () => (t = await testAdmin()));
afterEach(() => t.stop());
const rows = () => t.ctx.db.collection('audit');
const look = (target: string) => ({ actor: 'x', action: 'evidence.view' as const, target });
const fill = async (n: number) => {
  for (let i = 0; i < n; i += 1) await t.audit.record(null, look(`evidence/${i}`));
};
const chainOk = async () => (await t.audit.list({ limit: 1 })).chainOk;

test('deeds done at once, alone and within transactions, make one chain without gaps or forks', async () => {
  const alone = Array.from({ length: 30 }, (_, i) => t.audit.record(null, look(`a/${i}`)));
  const within = Array.from({ length: 8 }, (_, i) =>
    inTransaction(t.ctx.db, (s) => t.audit.record(s, look(`b/${i}`))),
  );
  await Promise.all([...alone, ...within]);
  const all = await rows().find().sort({ seq: 1 }).toArray();
  expect(all.map((r) => r['seq'] as number)).toEqual(Array.from({ length: 38 }, (_, i) => i + 1));
  expect(new Set(all.map((r) => r['at'] as number)).size).toBe(38);
  expect(await chainOk()).toBe(true);
});

test('a change that fails leaves neither itself nor its row', async () => {
  await expect(
    inTransaction(t.ctx.db, async (s) => {
      await t.audit.record(s, look('never'));
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await rows().countDocuments()).toBe(0);
  await fill(1);
  expect(await chainOk()).toBe(true);
});

describe('tampering is seen', () => {
  test.each([
    ['a changed detail', () => rows().updateOne({ seq: 3 }, { $set: { detail: { reason: 'other' } } })],
    ['another actor', () => rows().updateOne({ seq: 3 }, { $set: { actor: 'somebody' } })],
    ['a moved moment', () => rows().updateOne({ seq: 3 }, { $inc: { at: -5 } })],
    ['a row taken out', () => rows().deleteOne({ seq: 3 })],
    ['the last row cut off', () => rows().deleteOne({ seq: 5 })],
    [
      'the last row cut off and the number put back',
      async () => {
        await rows().deleteOne({ seq: 5 });
        await t.ctx.db.collection('auditHead').updateOne({}, { $set: { seq: 4 } });
      },
    ],
  ])('%s', async (_, tamper) => {
    await fill(5);
    expect(await chainOk()).toBe(true);
    await tamper();
    t.clock.advance(10 * 60_000);
    expect(await chainOk()).toBe(false);
  });

  test('a changed row on the page that is looked at is seen at once', async () => {
    await fill(5);
    expect(await chainOk()).toBe(true);
    await rows().updateOne({ seq: 4 }, { $set: { actor: 'somebody' } });
    expect((await t.audit.list({ limit: 5 })).chainOk).toBe(false);
  });
});

test('is read newest first, page by page, by auditors and administrators only', async () => {
  await fill(7);
  const auditor = await t.signedIn(['auditor']);
  const page = async (query: object) =>
    (await request(t.app).get('/api/v1/audit').query(query).set(auditor.auth)).body as {
      chainOk: boolean;
      rows: { at: number; target: string; action: string }[];
    };
  const first = await page({ limit: 4 });
  const second = await page({ limit: 100, before: first.rows.at(-1)?.at });
  const all = [...first.rows, ...second.rows];
  expect(all).toHaveLength(9);
  expect(all.map((r) => r.action).slice(0, 2)).toEqual(['staff.signIn', 'staff.add']);
  expect(all.at(-1)?.target).toBe('evidence/0');
  expect((await page({ target: 'evidence/3' })).rows).toHaveLength(1);
  expect(first.chainOk).toBe(true);
  const proctor = await t.signedIn(['proctor', 'registry', 'siteManager']);
  await request(t.app).get('/api/v1/audit').set(proctor.auth).expect(403);
  await request(t.app).get('/api/v1/audit?limit=0').set(auditor.auth).expect(400);
  await request(t.app).get('/api/v1/audit?target[$ne]=x').set(auditor.auth).expect(400);
});

test('a site without accounts gets one administrator, once', async () => {
  const first = await t.staff.ensureFirstAdmin();
  expect((await t.staff.signIn({ username: 'admin', password: first?.password ?? '' })).staff.roles).toEqual([
    'admin',
  ]);
  expect(await t.staff.ensureFirstAdmin()).toBeNull();
});
