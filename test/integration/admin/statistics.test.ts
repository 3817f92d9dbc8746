import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { ItemDetail, ItemRow, KindStatistics, SimilarPair } from 'exam-contract/http/statistics';
import { createExam } from '../../../exam-server/src/features/exam';
import { createStatistics } from '../../../exam-server/src/features/statistics';
import { statisticsSources } from '../../../exam-server/src/statistics-sources';
import { idlePorts } from '../../../scripts/bench/answers-ports';
import { manyQuestions, testKind } from './bank-support';
import { testAdmin, type TestAdmin } from './support';

const kind = testKind('T_ONE', { retakesSameSitting: 0 });
let t: TestAdmin;
let exam: ReturnType<typeof createExam>;
let statistics: ReturnType<typeof createStatistics>;
let auditor: Record<string, string>;
let siteId: string;
let roomId: string;
let seats: string[];
let version: string;

beforeAll(async () => {
  t = await testAdmin();
  auditor = (await t.signedIn(['auditor'])).auth;
  await t.papers.kinds.load([kind], 'system');
  // Every paper is the whole bank of ten.
  const bank = { name: 'b', questions: manyQuestions(10), media: new Map(), by: 'x', actor: 'system' };
  version = (await t.papers.versions.publish(bank)).hash;
  siteId = (await t.sites.addSite({ 'zh-CN': '一号考场', en: 'Site one' }, 'system')).siteId;
  roomId = (await t.sites.addRoom(siteId, { name: { 'zh-CN': '一室' }, seats: 6 }, 'system')).roomId;
  seats = (await t.sites.seats(roomId)).map((s) => s.seatId);
  exam = createExam(t.ctx, {
    ...idlePorts,
    seats: t.sites,
    papers: { ...t.papers, kindInForce: () => Promise.resolve(kind) },
  });
  statistics = createStatistics(t.ctx, {
    ...statisticsSources({ exam, papers: t.papers, sites: t.sites }),
    audit: t.audit,
  });
  statistics.routes(t.router, t.deps);
});
afterAll(() => t.stop());

type Choose = (questionId: string, index: number) => string[];
/** One candidate from consent to result, three seconds a question. */
async function sit(choose: Choose, seat = 0, lang: 'zh-CN' | 'en' = 'zh-CN', leave = true) {
  const [deviceId, candidateId] = [randomUUID(), randomUUID()];
  const check = { checkId: randomUUID(), method: 'face', score: 0.6, decidedBy: null };
  const ids = { seatId: seats[seat]!, deviceId, candidateId, bookingId: candidateId, check };
  const { sittingId, rulesVersion } = await exam.openSitting(ids);
  await exam.consent(sittingId, deviceId, rulesVersion, lang);
  const { paper } = await exam.start(sittingId, deviceId);
  const { attemptId } = paper;
  const { items } = await exam.state(attemptId);
  const answers = async () => {
    for (const [index, { questionId }] of items.entries()) {
      t.clock.advance(3000);
      const a = { attemptId, index, choice: choose(questionId, index), confirm: true };
      await exam.answer(deviceId, { ...a, clientSeq: index + 1, madeAt: t.clock.now() });
    }
  };
  const end = async () => {
    await exam.submit(deviceId, attemptId);
    await exam.sign(sittingId, deviceId, [[[0.1, 0.1, 0]]]);
    await exam.finish(sittingId, deviceId);
  };
  if (leave) {
    await answers();
    await end();
  }
  return { attemptId, answers, end };
}
const get = (path: string, query: Record<string, string> = {}, who = auditor) =>
  request(t.app).get(`/api/v1/statistics${path}`).set(who).query(query);
const wrong = (id: string) => (Number(id.slice(2)) % 2 ? ['C'] : ['B']);
/** Waits until as many attempts stand as scored where the count looks for them: that is written behind the log. */
async function scored(n: number): Promise<void> {
  while ((await t.ctx.db.collection('attempts').countDocuments({ status: 'scored' })) < n)
    await new Promise((r) => setTimeout(r, 20));
}

test('answers are counted once each, however often and however many count', async () => {
  // The good know all but what q-001 is said to be; the poor know the first half and take q-001 as keyed.
  for (let i = 0; i < 16; i += 1) {
    await sit((id) => (id === 'q-001' ? ['D'] : ['A']), 0, i % 4 ? 'zh-CN' : 'en');
    await sit((id, index) => (id === 'q-001' || index < 5 ? ['A'] : wrong(id)));
  }
  await scored(32);
  const counted = await Promise.all([statistics.count(), statistics.count()]);
  await statistics.count();
  expect(counted[0] + counted[1]).toBeLessThanOrEqual(32);
  const { body } = await get('').expect(200);
  expect(body).toMatchObject({ version, versions: [{ hash: version, inForce: true }] });
  const [only] = body.kinds as KindStatistics[];
  expect(only).toMatchObject({ kindCode: 'T_ONE', questions: 10, n: 32, passed: 16 });
  expect(only!.sites).toEqual([{ siteId, name: { 'zh-CN': '一号考场', en: 'Site one' }, n: 32, passed: 16 }]);
  expect(only!.languages).toEqual([
    { lang: 'en', n: 4, passed: 4 },
    { lang: 'zh-CN', n: 28, passed: 12 },
  ]);
  expect(only!.weeks).toEqual([{ from: '2026-11-23', n: 32, passed: 16 }]);
  expect(only!.kr20).toBeGreaterThan(0);
  expect(await statistics.count()).toBe(0);
});

test('a wrong key is seen by how the best answer, and stands first', async () => {
  const rows = (await get('/items', { version }).expect(200)).body.rows as ItemRow[];
  expect(rows).toHaveLength(10);
  expect(rows[0]).toMatchObject({ questionId: 'q-001', flags: ['wrongKey'], n: 32, facility: 0.5 });
  expect(rows[0]!.discrimination).toBeLessThan(-0.5);
  expect(rows.slice(1).flatMap((r) => r.flags)).not.toContain('wrongKey');
  const one = (await get('/items/q-001', { version }).expect(200)).body as ItemDetail;
  expect(one).toMatchObject({ betterThanKey: 'D', unanswered: 0 });
  expect(one.options.map((o) => [o.id, o.right, o.n])).toEqual([
    ['A', true, 16],
    ['B', false, 0],
    ['C', false, 0],
    ['D', false, 16],
  ]);
  expect(one.medianMs! / 3000).toBeGreaterThan(0.7);
  expect(one.medianMs! / 3000).toBeLessThan(1.5);
  expect(one.languages.map((l) => [l.lang, l.n])).toEqual([
    ['en', 4],
    ['zh-CN', 28],
  ]);
  const english = (await get('/items', { version, lang: 'en' })).body.rows as ItemRow[];
  expect(english.every((r) => r.n === 4)).toBe(true);
  expect((await get('/items/q-999', { version })).body.code).toBe('NOT_FOUND');
  expect((await get('/items', { version: 'f'.repeat(64) })).body.code).toBe('NOT_FOUND');
});

test('the table for a spreadsheet holds every choice', async () => {
  const { text } = await get('/items.csv', { version })
    .expect(200)
    .expect('Content-Type', /text\/csv/);
  const lines = text.split('\r\n');
  expect(lines).toHaveLength(12);
  expect(lines[1]).toMatch(
    /^q-001,单选,测试章,第1题.*,A,32,0\.5000,-1\.000,\d\.\d,答案可疑,(?:A 16；D 16|D 16；A 16)$/,
  );
});

test('a server that dies while it counts leaves nothing half counted', async () => {
  await sit(() => ['A']);
  await scored(33);
  const items = t.ctx.db.collection('paperTallies');
  await t.ctx.db.db!.command({
    collMod: 'paperTallies',
    validator: { n: { $lt: 33 } },
    validationLevel: 'strict',
  });
  await expect(statistics.count()).rejects.toThrow();
  expect(await t.ctx.db.collection('itemTallies').countDocuments({ 'c.A.n': 17, part: 'all' })).toBe(0);
  expect((await items.findOne({ part: 'all' }))?.['n']).toBe(32);
  await t.ctx.db.db!.command({ collMod: 'paperTallies', validator: {}, validationLevel: 'off' });
  expect(await statistics.count()).toBe(1);
  expect((await items.findOne({ part: 'all' }))?.['n']).toBe(33);
});

test('a log that cannot be read keeps no other attempt from being counted', async () => {
  const broken = await sit(() => ['A']);
  await sit(() => ['A']);
  await scored(35);
  const events = t.ctx.db.collection('attemptEvents');
  const filter = { attemptId: broken.attemptId, seq: 3 };
  const [was] = await events.find(filter).toArray();
  await events.updateOne(filter, { $set: { kind: 'nonsense' } });
  expect(await statistics.count()).toBe(1);
  await events.updateOne(filter, { $set: { kind: was!['kind'] } });
  expect(await statistics.count()).toBe(1);
});

test('papers open at the same time that agree on mistakes are shown to an auditor, and nobody else', async () => {
  const odd: Choose = (id) => (Number(id.slice(2)) > 4 ? wrong(id) : ['A']);
  const two = [await sit(odd, 0, 'zh-CN', false), await sit(odd, 1, 'zh-CN', false)];
  const alone = await sit((id) => (Number(id.slice(2)) > 4 ? ['A'] : wrong(id)), 3, 'zh-CN', false);
  for (const one of [...two, alone]) await one.answers();
  for (const one of [...two, alone]) await one.end();
  await scored(38);
  const { body } = await get('/similarity', { roomId, day: '2026-11-23' }).expect(200);
  const rows = body.rows as SimilarPair[];
  expect(body).toMatchObject({ papers: 38, pairs: 3 });
  const ids = two.map((x) => x.attemptId).sort();
  expect([rows[0]!.a.attemptId, rows[0]!.b.attemptId].sort()).toEqual(ids);
  expect(rows[0]).toMatchObject({ beside: true, common: 10, same: 10, sameWrong: 5 });
  expect(rows[0]!.p).toBeLessThan(rows[1]!.p);
  const registry = (await t.signedIn(['registry'])).auth;
  expect((await get('/similarity', { roomId, day: '2026-11-23' }, registry)).body.code).toBe('FORBIDDEN');
  const proctor = (await t.signedIn(['proctor'])).auth;
  expect((await get('', {}, proctor)).body.code).toBe('FORBIDDEN');
  const log = await t.audit.list({ limit: 20 });
  expect(log.rows.map((r) => r.action)).toContain('statistics.similarity');
});
