import request from 'supertest';
import type { Question } from 'question-bank';
import type { BlueprintContent } from '../../../exam-contract/src/blueprint';
import type { BlueprintDraft, BlueprintRow } from '../../../exam-contract/src/http/blueprints';
import type { BankDraft } from '../../../exam-contract/src/http/banks';
import { bankJson, manyQuestions, testKind } from './bank-support';
import { testAdmin, type TestAdmin } from './support';

// Everything is held against each other in a process of its own.
jest.setTimeout(240_000);
let t: TestAdmin;
let clerk: Record<string, string>;
let second: Record<string, string>;
const bare = manyQuestions(40);
const tagged = bare.map((q, i): Question => ({ ...q, tags: i < 6 ? ['sign'] : [] }));
const plain: BlueprintContent = {
  chapters: [{ name: '测试章', count: 10 }],
  cells: [],
  mustTogether: [],
  neverTogether: [],
  difficulty: null,
  region: null,
  exposure: false,
  neighbours: true,
};
const signs: BlueprintContent = { ...plain, cells: [{ tag: 'sign', min: 3 }] };

const put = (name: string, questions: Question[], from = '2026-11-23') =>
  t.papers.versions.publish({ name, questions, media: new Map(), by: 'x', actor: 'system', from });
beforeEach(async () => {
  t = await testAdmin();
  clerk = (await t.signedIn(['registry'])).auth;
  second = (await t.signedIn(['admin'])).auth;
  await t.papers.kinds.load([testKind('T_ONE')], 'system');
  await put('now', tagged);
});
afterEach(() => t.stop());

const post = (path: string, body: object, who = clerk) =>
  request(t.app).post(`/api/v1/${path}`).set(who).send(body);
const handIn = async (content: BlueprintContent, inForceFrom?: string) => {
  const saved = await request(t.app)
    .put('/api/v1/blueprints/T_ONE/draft')
    .set(clerk)
    .send({ content, note: '', rev: null })
    .expect(200);
  const { rev } = saved.body as BlueprintDraft;
  const handed = await post('blueprints/T_ONE/draft/submit', { rev, inForceFrom }).expect(200);
  return (handed.body as BlueprintDraft).rev;
};
const approve = (rev: number) => post('blueprints/T_ONE/draft/publish', { rev }, second);
const inForce = async (content: BlueprintContent, from?: string) =>
  (await approve(await handIn(content, from)).expect(200)).body as BlueprintRow;
const takeBack = (what: 'banks' | 'blueprints', publicationId: string) =>
  post(`${what}/publications/${publicationId}/cancel`, {
    reason: '不换了',
  });
const shortOfSigns = (day: string, bank: string) => ({
  code: 'BLUEPRINT_NOT_FEASIBLE',
  detail: {
    field: `T_ONE ${day}`,
    short: [expect.objectContaining({ at: 'cell', index: 0, need: 3, have: 0, bank })],
  },
});

test('a bank is not taken back before its day where the one before cannot meet the blueprint of that day', async () => {
  const later = await put('signs', tagged, '2026-11-30');
  const blueprint = await inForce(signs, '2026-11-30');
  await put('bare', bare, '2026-11-28');
  const refused = await takeBack('banks', later.publicationId);
  expect(refused.body).toMatchObject(shortOfSigns('2026-11-30', 'bare'));
  await takeBack('blueprints', blueprint.publicationId).expect(200);
  await takeBack('banks', later.publicationId).expect(200);
});

test('a blueprint is not taken back where the one before cannot be met by a bank that is to come', async () => {
  await inForce(signs);
  const { publicationId } = await inForce(plain, '2026-11-26');
  await put('bare', bare, '2026-11-28');
  const refused = await takeBack('blueprints', publicationId);
  expect(refused.body).toMatchObject(shortOfSigns('2026-11-28', 'bare'));
});

test('a bank is not taken back where the one before cannot serve a kind from the day its next row begins', async () => {
  const chapter = '新章';
  const next = manyQuestions(40, 100).map((q): Question => ({ ...q, chapter }));
  const rows = { unit: 'percent' as const, rows: { [chapter]: 100 } };
  const row = testKind('T_ONE', { version: 2, effectiveFrom: '2026-12-05', blueprint: rows });
  await t.papers.kinds.load([row], 'system');
  const later = await put('both', [...tagged, ...next], '2026-11-30');
  const refused = await takeBack('banks', later.publicationId);
  expect(refused.body).toMatchObject({
    code: 'BLUEPRINT_NOT_FEASIBLE',
    detail: {
      field: 'T_ONE 2026-12-05',
      short: expect.arrayContaining([expect.objectContaining({ at: 'chapter', have: 0 })]) as unknown,
    },
  });
});

test('a bank and a blueprint approved at once are held against each other: the second is refused', async () => {
  const rev = await handIn(signs);
  const { draftId } = (
    await request(t.app)
      .post('/api/v1/banks/drafts')
      .set(clerk)
      .attach('file', bankJson(bare), 'b.json')
      .expect(200)
  ).body as BankDraft;
  await post(`banks/drafts/${draftId}/submit`, { mode: 'replace', goodRowsOnly: true }).expect(200);
  const both = await Promise.all([approve(rev), post(`banks/drafts/${draftId}/publish`, {}, second)]);
  expect(both.map((r) => r.status).sort()).toEqual([200, 409]);
  const refused = both.find((r) => r.status === 409);
  expect(refused?.body).toMatchObject({ code: 'BLUEPRINT_NOT_FEASIBLE' });
  expect(JSON.stringify(refused?.body)).toContain('sign');
});
