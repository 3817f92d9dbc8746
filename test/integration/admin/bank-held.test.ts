import request from 'supertest';
import type { BankDraft, RefusedRow } from '../../../exam-contract/src/http/banks';
import type { DraftHolding, DraftQuestion } from '../../../exam-contract/src/http/mending';
import { bankJson, manyQuestions, testKind, zip } from './bank-support';
import { testAdmin, type TestAdmin } from './support';

let t: TestAdmin;
let clerk: Record<string, string>;
beforeEach(async () => {
  t = await testAdmin(undefined, { heldFrom: 20 });
  clerk = (await t.signedIn(['registry'])).auth;
  await t.papers.kinds.load([testKind('T_ONE')], 'system');
});
afterEach(() => t.stop());

const api = (path: string) => `/api/v1/banks/drafts/${path}`;
const upload = async (data: Buffer) => {
  const r = await request(t.app)
    .post('/api/v1/banks/drafts')
    .set(clerk)
    .attach('file', data, 'bank.zip')
    .expect(200);
  return r.body as BankDraft;
};
const get = async <T>(path: string) => (await request(t.app).get(api(path)).set(clerk).expect(200)).body as T;
const mend = async (draftId: string, n: number, body: object) =>
  (
    await request(t.app)
      .put(api(`${draftId}/refused/${n}`))
      .set(clerk)
      .send(body)
      .expect(200)
  ).body as BankDraft;
const DIRTY = Buffer.from(
  [
    '题型,编号,题干,选项A,选项B,选项C,答案,章节',
    '单选,d-1,夜间会车应当怎样用灯？,远光灯,近光灯,雾灯,,测试章',
    '单选,d-2,遇行人过街应当怎样做？,让行,加速,鸣喇叭,,测试章',
  ].join('\n'),
);
const fileOf = (count: number) => zip({ 'a.json': bankJson(manyQuestions(count)), 'b.csv': DIRTY });
/** The draft when all that was mended is counted. */
const counted = async (draftId: string): Promise<BankDraft> => {
  const now = await get<BankDraft>(draftId);
  if (!now.counting) return now;
  await new Promise((go) => setTimeout(go, 20));
  return counted(draftId);
};
const rowsOf = async (draftId: string) => (await get<{ rows: RefusedRow[] }>(`${draftId}/refused`)).rows;
const rightly = ({ question }: RefusedRow) => ({ question: { ...question, answer: ['A'] } });
const held = async (draftId: string): Promise<DraftHolding> => {
  const now = await get<DraftHolding>(`${draftId}/holding`);
  return now.phase === 'held' ? now : held(draftId);
};

test('a large draft tells from its first page of mistakes how far it is, and two clerks may mend it at once', async () => {
  const { draftId } = await upload(fileOf(20));
  expect(await get(`${draftId}/holding`)).toEqual({ phase: 'none', done: 0, total: 0, counting: false });
  const { rows } = await get<{ rows: RefusedRow[] }>(`${draftId}/refused`);
  expect(await get(`${draftId}/holding`)).toMatchObject({
    phase: expect.not.stringMatching('none'),
    total: 20,
  });
  expect(await held(draftId)).toEqual({ phase: 'held', done: 20, total: 20, counting: false });
  await Promise.all(rows.map((row) => mend(draftId, row.n, rightly(row))));
  expect(await counted(draftId)).toMatchObject({ accepted: 22, mendable: 0 });
  expect((await get<DraftHolding>(`${draftId}/holding`)).phase).toBe('held');

  // Another one takes its place; the first is no longer held.
  const other = await upload(fileOf(21));
  await get(`${other.draftId}/refused`);
  expect(await held(other.draftId)).toMatchObject({ total: 21 });
  expect(await get(`${draftId}/holding`)).toMatchObject({ phase: 'none' });
});

test('a mend of a large draft is kept at once and counted afterwards, with what is mended meanwhile', async () => {
  const { draftId } = await upload(fileOf(20));
  const [first, second] = await rowsOf(draftId);
  if (!first || !second) throw new Error('no rows');
  // One that stays wrong, then right, and one that is left out, while the draft is still being read.
  const wrong = await mend(draftId, first.n, { question: { ...first.question, answer: ['H'] } });
  expect(wrong).toMatchObject({ counting: true, accepted: 20, mendable: 2, skipped: 0 });
  expect((await rowsOf(draftId))[0]).toMatchObject({
    counting: true,
    issues: [],
    question: { answer: ['H'] },
  });
  await mend(draftId, second.n, { skipped: true });
  await mend(draftId, first.n, rightly(first));
  const done = await counted(draftId);
  expect(done).toMatchObject({ accepted: 21, mendable: 1, skipped: 1, errors: 0 });
  expect(await rowsOf(draftId)).toMatchObject([{ n: second.n, skipped: true, counting: false }]);

  // Whoever hands in a draft that is being counted waits until that is done.
  await mend(draftId, second.n, rightly(second));
  const { body } = await request(t.app)
    .post(api(`${draftId}/submit`))
    .set(clerk)
    .send({ mode: 'replace', goodRowsOnly: false })
    .expect(200);
  expect(body).toMatchObject({ counting: false, accepted: 22, errors: 0 });
});

test('mends that come one after another while a draft is counted all count', async () => {
  const many = 12;
  const header = '题型,编号,题干,选项A,选项B,选项C,答案,章节';
  const lines = Array.from(
    { length: many },
    (_, i) => `单选,e-${i},第 ${i} 种标志表示什么？,减速${i},停车${i},让行${i},,测试章`,
  );
  const dirty = Buffer.from([header, ...lines].join('\n'));
  const { draftId } = await upload(zip({ 'a.json': bankJson(manyQuestions(20)), 'b.csv': dirty }));
  const rows = await rowsOf(draftId);
  expect(rows).toHaveLength(many);
  // Every row wrongly first: a count may have taken in neither, the first or the second of a row's two changes.
  for (const row of rows) await mend(draftId, row.n, { skipped: true });
  await Promise.all(rows.map((row) => mend(draftId, row.n, rightly(row))));
  expect(await counted(draftId)).toMatchObject({ accepted: 20 + many, mendable: 0, skipped: 0 });
  expect(await rowsOf(draftId)).toEqual([]);
});

test('accepted questions of a large draft are mended from their warnings, also by two clerks while it is counted', async () => {
  const { draftId } = await upload(fileOf(20));
  const put = async (questionId: string, body: object) =>
    (
      await request(t.app)
        .put(api(`${draftId}/mending/${questionId}`))
        .set(clerk)
        .send(body)
        .expect(200)
    ).body as BankDraft;
  const one = await get<DraftQuestion>(`${draftId}/mending/q-001`);
  const mended = (answer: string) => ({ question: { ...one.question, answer: [answer] } });
  const ids = ['q-003', 'q-005', 'q-007'];
  const rows = await rowsOf(draftId);
  await Promise.all([
    put('q-001', mended('B')),
    put('q-001', mended('B')),
    ...ids.map((id) => put(id, { skipped: true })),
    ...rows.map((row) => mend(draftId, row.n, rightly(row))),
  ]);
  expect(await counted(draftId)).toMatchObject({ accepted: 19, mendable: 3, skipped: 3, errors: 0 });
  expect((await get<DraftQuestion>(`${draftId}/mending/q-001`)).question.answer).toEqual(['B']);
  expect((await rowsOf(draftId)).map((r) => r.question.id).sort()).toEqual(ids);
  // Saved once more while the first change is being counted: the last one counts.
  await put('q-001', mended('C'));
  await put('q-001', mended('D'));
  expect(await counted(draftId)).toMatchObject({ accepted: 19, errors: 0 });
  expect(await get(`${draftId}/mending/q-001`)).toMatchObject({ n: null, question: { answer: ['D'] } });
});

test('mends that a killed server had not counted are counted when somebody looks', async () => {
  const { draftId } = await upload(fileOf(20));
  const [first] = await rowsOf(draftId);
  if (!first) throw new Error('no rows');
  // All that is left of them is what the mend itself wrote.
  const { question } = rightly(first);
  const { rev } = (await t.ctx.db
    .collection<{ _id: string; rev: number }>('bankDrafts')
    .findOne({ _id: draftId })) ?? {
    rev: 0,
  };
  await t.ctx.db
    .collection('bankRows')
    .updateOne({ owner: draftId, n: first.n }, { $set: { question, touched: rev + 1 } });
  await t.ctx.db
    .collection<{ _id: string }>('bankDrafts')
    .updateOne({ _id: draftId }, { $set: { counting: true, rev: rev + 1 } });
  expect(await counted(draftId)).toMatchObject({ accepted: 21, mendable: 1 });
});

test('a small draft is not waited for; of one that is not there nothing is told, and to clerks only', async () => {
  const { draftId } = await upload(fileOf(18));
  const [row] = await rowsOf(draftId);
  if (!row) throw new Error('no rows');
  expect(await mend(draftId, row.n, rightly(row))).toMatchObject({ counting: false, accepted: 19 });
  expect(await get(`${draftId}/holding`)).toMatchObject({ phase: 'none' });
  const gone = '00000000-0000-4000-8000-000000000000';
  await request(t.app)
    .get(api(`${gone}/holding`))
    .set(clerk)
    .expect(404);
  const { auth } = await t.signedIn(['proctor', 'auditor', 'siteManager']);
  await request(t.app)
    .get(api(`${draftId}/holding`))
    .set(auth)
    .expect(403);
});
