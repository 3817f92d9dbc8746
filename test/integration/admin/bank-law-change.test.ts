import request from 'supertest';
import type { BankDraft, DraftOutlook } from '../../../exam-contract/src/http/banks';
import type { LawChangeEntered, LawChangeRow, LawSuspect } from '../../../exam-contract/src/http/law-changes';
import type { Question } from 'question-bank';
import { bankJson, manyQuestions, testKind, testQuestion } from './bank-support';
import { testAdmin, type TestAdmin } from './support';

// Every draft is read, checked and held against rules in processes of their own.
jest.setTimeout(240_000);
const DAY = 86_400_000;
let t: TestAdmin;
let clerk: Record<string, string>;
let second: Record<string, string>;
const kind = testKind('T_ONE');
const age = (n: number, words: string, more: Partial<Question> = {}) =>
  testQuestion(n, { stem: { 'zh-CN': words, en: `age ${n}` }, ...more });
/** Keyed right on 60, for C6; spoken of in an explanation; another class; and nothing of the kind. */
const c6 = age(400, '申请轻型牵引挂车准驾车型，年龄应当在二十周岁以上、六十周岁以下。');
const told = age(402, '申请C6要先持有小型汽车驾驶证。', {
  explanation: { 'zh-CN': '还要在20到60周岁之间。' },
});
const other = age(404, '申请小型汽车驾驶证没有60周岁的上限。');
const bank = [...manyQuestions(20), c6, told, other];
const RULE = {
  statute: '162号令',
  article: '第14条',
  from: '2025-01-01',
  old: ['20周岁以上60周岁以下'],
  now: ['20周岁以上70周岁以下'],
  about: ['C6'],
  citedToo: true,
};

beforeEach(async () => {
  t = await testAdmin();
  clerk = (await t.signedIn(['registry'])).auth;
  second = (await t.signedIn(['admin'])).auth;
  await t.papers.kinds.load([kind], 'system');
  await put(bank);
});
afterEach(() => t.stop());

/** A version in force at once, without its way through a draft. */
const put = (questions: readonly Question[]) =>
  t.papers.versions.publish({ name: 'b', questions, media: new Map(), by: 'x', actor: 'system' });
const api = (path: string) => `/api/v1/banks/${path}`;
const post = (path: string, body: object, who = clerk) => request(t.app).post(api(path)).set(who).send(body);
const get = (path: string, who = clerk) => request(t.app).get(api(path)).set(who);
const enter = async (rule: object = RULE) =>
  (await post('law-changes', rule).expect(200)).body as LawChangeEntered;
const suspects = async (changeId: string, who = clerk) =>
  (await get(`law-changes/${changeId}/suspects`, who).expect(200)).body as {
    rows: LawSuspect[];
    total: number;
  };
const decide = (s: LawSuspect, changeId: string, verdict: string, who: Record<string, string>) =>
  request(t.app)
    .put(api(`law-changes/${changeId}/suspects/${s.suspectId}`))
    .set(who)
    .send({ verdict, note: '已核对' });
const papers = async (at = t.clock.now()) => {
  const drawn = [...Array(25).keys()].map((n) =>
    t.papers.draw({ kind, licenceClass: 'C1', seed: `s${n}`, at, avoid: [] }),
  );
  return new Set((await Promise.all(drawn)).flatMap((p) => p.items.map((i) => i.questionId)));
};
const publish = async (questions: readonly Question[], mode = 'merge', inForceFrom?: string) => {
  const r = await request(t.app)
    .post(api('drafts'))
    .set(clerk)
    .attach('file', bankJson(questions), 'b.json')
    .expect(200);
  const { draftId } = r.body as BankDraft;
  await post(`drafts/${draftId}/submit`, { mode, goodRowsOnly: false, inForceFrom }).expect(200);
  const outlook = (await get(`drafts/${draftId}/outlook`, second).expect(200)).body as DraftOutlook;
  await post(`drafts/${draftId}/publish`, {}, second).expect(200);
  return outlook;
};

test('a rule is entered once: what it may overturn is listed with the reason and out of papers at once', async () => {
  expect(await papers()).toContain(c6.id);
  const looked = (await post('law-changes/look', RULE).expect(200)).body as LawChangeEntered;
  expect(looked.change.counts.open).toBe(2);
  expect((await get('law-changes')).body.changes).toEqual([]);
  expect(await papers()).toContain(c6.id);

  const { change, kinds } = await enter();
  expect(kinds).toEqual([]);
  expect(change).toMatchObject({ counts: { open: 2, mend: 0, right: 0, replaced: 0 }, mayCancel: false });
  const { rows } = await suspects(change.changeId);
  expect(rows).toMatchObject([
    {
      questionId: c6.id,
      rank: 'key',
      state: 'open',
      mayCallRight: false,
      why: [
        { reason: 'KEY_HAS_OLD', in: 'stem' },
        { reason: 'SPEAKS_OF_IT', in: 'C6' },
      ],
    },
    { questionId: told.id, rank: 'text', why: [{ reason: 'EXPLANATION_HAS_OLD', in: 'explanation' }, {}] },
  ]);
  const left = await papers();
  expect([c6.id, told.id, other.id].map((id) => left.has(id))).toEqual([false, false, true]);
  const { rows: audit } = await t.audit.list({ limit: 5, target: `lawChange/${change.changeId}` });
  expect(audit).toMatchObject([{ action: 'bank.lawChange', detail: { statute: '162号令', suspects: 2 } }]);
});

test('the key is still right: said by another person than who entered the change, and drawn again', async () => {
  const { change } = await enter();
  const [s] = (await suspects(change.changeId, second)).rows;
  expect(s).toMatchObject({ mayCallRight: true });
  expect((await decide(s!, change.changeId, 'right', clerk)).body.code).toBe('SECOND_PERSON_REQUIRED');
  expect((await decide(s!, change.changeId, 'perhaps', second)).body.code).toBe('BAD_REQUEST');
  const r = await decide(s!, change.changeId, 'right', second).expect(200);
  expect(r.body).toMatchObject({ state: 'right', decided: { by: '测试员', note: '已核对' } });
  expect(await papers()).toContain(c6.id);
  // Reviewed in this text: the same text in another version is not asked for again, another text is.
  const outlook = await publish([{ ...c6, tags: ['年龄'] }, testQuestion(500)]);
  expect(outlook.suspects.map((x) => x.questionId)).toEqual([told.id]);
  expect(await papers()).toContain(c6.id);
  await publish([{ ...c6, stem: { 'zh-CN': '可以申请C6的年龄是20至60周岁。' } }]);
  expect(await papers()).not.toContain(c6.id);
  // Whoever doubts it again takes it out alone.
  await decide(s!, change.changeId, 'mend', clerk).expect(200);
  const { rows } = await t.audit.list({ limit: 50, target: `lawChange/${change.changeId}` });
  expect(rows.map((x) => x.action)).toEqual(['bank.lawReview', 'bank.lawReview', 'bank.lawChange']);
});

test('to be mended: out until a version brings another text, then drawn without a word', async () => {
  const { change } = await enter();
  const [s] = (await suspects(change.changeId)).rows;
  await decide(s!, change.changeId, 'mend', clerk).expect(200);
  await put(bank.map((q) => (q === c6 ? { ...q, difficulty: 3 } : q)));
  expect(await papers()).not.toContain(c6.id);
  const mended = {
    ...c6,
    stem: { 'zh-CN': '申请轻型牵引挂车准驾车型，年龄应当在二十周岁以上、七十周岁以下。' },
  };
  expect((await publish([mended])).suspects.map((x) => x.questionId)).toEqual([told.id]);
  expect(await papers()).toContain(c6.id);
  const [row] = (await get('law-changes')).body.changes as LawChangeRow[];
  expect(row?.counts).toEqual({ open: 1, mend: 0, right: 0, replaced: 1 });
  // The old text comes back with the old version: it is held again.
  await put(bank);
  expect(await papers()).not.toContain(c6.id);
});

test('a version published later is held against every rule on record; the approver sees which', async () => {
  const { change } = await enter();
  const late = age(406, 'C6的申请年龄上限为六十周岁。');
  const outlook = await publish([late], 'merge', '2026-11-25');
  expect(outlook.suspects.map((x) => x.questionId)).toEqual([c6.id, late.id, told.id]);
  expect(outlook.suspects[1]).toMatchObject({ statute: '162号令', article: '第14条', rank: 'key' });
  const { rows } = await suspects(change.changeId);
  expect(rows.map((s) => s.state)).toEqual(['open', 'open', 'open']);
  expect(await papers(t.clock.now() + 3 * DAY)).not.toContain(late.id);
});

test('a rule of next month leaves the old key in papers until its day', async () => {
  await enter({ ...RULE, from: '2026-12-01' });
  expect(await papers()).toContain(c6.id);
  expect(await papers(Date.parse('2026-11-30T23:59:59+08:00'))).toContain(c6.id);
  expect(await papers(Date.parse('2026-12-01T00:00:00+08:00'))).not.toContain(c6.id);
});

test('where papers cannot be drawn any more, the kind and the cell are said at once', async () => {
  const rule = { ...RULE, statute: '道交法', article: '第1条', about: [], citedToo: true };
  const { kinds, change } = await enter(rule);
  expect(change.counts.open).toBeGreaterThan(20);
  expect(kinds).toMatchObject([{ code: 'T_ONE', feasible: false, short: expect.stringContaining('测试章') }]);
  await expect(papers()).rejects.toMatchObject({ code: 'BLUEPRINT_NOT_FEASIBLE' });
  // Without those that only cite the article, nothing but the two is left out.
  const narrow = (await post('law-changes/look', { ...rule, citedToo: false })).body as LawChangeEntered;
  expect(narrow.suspects.every((s) => s.rank !== 'cited')).toBe(true);

  const cancel = (who: Record<string, string>) =>
    post(`law-changes/${change.changeId}/cancel`, { reason: '条号录错' }, who);
  expect((await cancel(clerk)).body.code).toBe('SECOND_PERSON_REQUIRED');
  await cancel(second).expect(200);
  expect((await cancel(second)).body.code).toBe('CONFLICT');
  expect(await papers()).toContain(c6.id);
});

test.each([
  ['no old value', { old: [] }],
  ['an operator', { statute: { $ne: '' } }],
  ['no such day', { from: '2025-13-01' }],
  ['something else', { more: 1 }],
])('%s is refused', async (_, more) => {
  expect((await post('law-changes', { ...RULE, ...more })).body.code).toBe('BAD_REQUEST');
  expect((await post('law-changes/look', { ...RULE, ...more })).body.code).toBe('BAD_REQUEST');
});

test('only the registry office enters rules; everybody of staff may read the list', async () => {
  const { auth } = await t.signedIn(['proctor', 'auditor']);
  await post('law-changes', RULE, auth).expect(403);
  await get('law-changes', auth).expect(200);
});
