import request from 'supertest';
import type { BankDraft } from '../../../exam-contract/src/http/banks';
import { bankJson, manyQuestions, svg, testKind, testQuestion, zip } from './bank-support';
import { testAdmin, type TestAdmin } from './support';

let t: TestAdmin;
let clerk: Record<string, string>;
let second: Record<string, string>;
beforeEach(async () => {
  t = await testAdmin();
  clerk = (await t.signedIn(['registry'])).auth;
  second = (await t.signedIn(['admin'])).auth;
  await t.papers.kinds.load([testKind('T_ONE')], 'system');
});
afterEach(() => t.stop());

const get = (path: string, who = clerk) => request(t.app).get(`/api/v1/banks/${path}`).set(who);
const post = (path: string, body: object, who = clerk) =>
  request(t.app).post(`/api/v1/banks/${path}`).set(who).send(body);

test('any question of a version or of a draft can be looked at, by those who may read the bank', async () => {
  const media = [{ file: 'sign.svg', alt: { 'zh-CN': '标志' } }];
  const drawn = testQuestion(1, {
    id: 'look-1',
    media,
    explanation: { 'zh-CN': '先停后行' },
    lawRef: [{ code: '安全法', article: '第44条', note: '人行横道' }],
  });
  const file = zip({ 'bank.json': bankJson([...manyQuestions(60), drawn]), 'sign.svg': svg('sign') });
  const upload = await request(t.app)
    .post('/api/v1/banks/drafts')
    .set(clerk)
    .attach('file', file, 'bank.zip')
    .expect(200);
  const { draftId } = upload.body as BankDraft;

  const inDraft = await get(`drafts/${draftId}/questions/look-1`).expect(200);
  expect(inDraft.body).toMatchObject({
    id: 'look-1',
    stem: drawn.stem,
    options: drawn.options,
    answer: ['A'],
    media: [{ file: 'sign.svg', alt: { 'zh-CN': '标志' } }],
    explanation: { 'zh-CN': '先停后行' },
    lawRef: ['安全法 第44条（人行横道）'],
  });
  const { sha256 } = inDraft.body.media[0];
  await request(t.app).get(`/api/v1/media/${sha256}`).set(clerk).expect(200);
  expect((await get(`drafts/${draftId}/questions/none`)).body.code).toBe('NOT_FOUND');

  await post(`drafts/${draftId}/submit`, { mode: 'replace', goodRowsOnly: false }).expect(200);
  const { hash } = (await post(`drafts/${draftId}/publish`, {}, second).expect(200)).body;
  const inVersion = await get(`versions/${hash}/questions/look-1`).expect(200);
  expect(inVersion.body).toEqual(inDraft.body);
  const first = (await get(`versions/${hash}/questions`).expect(200)).body;
  expect([first.total, first.rows.length]).toEqual([61, 50]);
  expect((await get(`versions/${hash}/questions?from=50`)).body.rows).toHaveLength(11);
  const found = (await get(`versions/${hash}/questions?words=LOOK`).expect(200)).body;
  expect(found.rows).toEqual([expect.objectContaining({ id: 'look-1', type: 'single' })]);
  expect(found.rows[0].answer).toBeUndefined();

  const auditor = (await t.signedIn(['auditor'])).auth;
  await get(`versions/${hash}/questions/look-1`, auditor).expect(200);
  const proctor = (await t.signedIn(['proctor'])).auth;
  await get(`versions/${hash}/questions/look-1`, proctor).expect(403);
  await get(`versions/${hash}/questions`, proctor).expect(403);
  await get(`drafts/${draftId}/questions/look-1`, auditor).expect(403);
  expect((await get(`versions/${'0'.repeat(64)}/questions/look-1`)).body.code).toBe('NOT_FOUND');
});
