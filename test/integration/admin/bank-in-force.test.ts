import request from 'supertest';
import type { BankDraft, BankVersionRow, DraftOutlook } from '../../../exam-contract/src/http/banks';
import { verifyVersion, type PublicationDoc } from '../../../exam-server/src/features/papers';
import type { AuditDoc } from '../../../exam-server/src/features/audit';
import type { Question } from 'question-bank';
import { bankJson, manyQuestions, testKind, testQuestion } from './bank-support';
import { MORNING, testAdmin, type TestAdmin } from './support';

// Every draft is read, checked and held against rules in processes of their own.
jest.setTimeout(240_000);
const DAY = 86_400_000;
let t: TestAdmin;
let clerk: Record<string, string>;
let second: Record<string, string>;
const kind = testKind('T_ONE');
beforeEach(async () => {
  t = await testAdmin();
  clerk = (await t.signedIn(['registry'])).auth;
  second = (await t.signedIn(['admin'])).auth;
  await t.papers.kinds.load([kind], 'system');
});
afterEach(() => t.stop());

const api = (path: string) => `/api/v1/banks/${path}`;
const post = (path: string, body: object, who = clerk) => request(t.app).post(api(path)).set(who).send(body);
const get = (path: string, who = clerk) => request(t.app).get(api(path)).set(who);
const upload = async (questions: readonly Question[], name = '测试题库') => {
  const r = await request(t.app)
    .post(api('drafts'))
    .set(clerk)
    .attach('file', bankJson(questions, name), 'b.json');
  return (r.body as BankDraft).draftId;
};
const handIn = async (questions: readonly Question[], inForceFrom?: string, mode = 'replace') => {
  const draftId = await upload(questions);
  await post(`drafts/${draftId}/submit`, { mode, goodRowsOnly: false, inForceFrom }).expect(200);
  return draftId;
};
const approve = async (draftId: string, body: object = {}) =>
  (await post(`drafts/${draftId}/publish`, body, second).expect(200)).body as BankVersionRow;
const published = async (questions: readonly Question[], from?: string, mode = 'replace') =>
  approve(await handIn(questions, from, mode));
/** What a draft becomes, without its way there. */
const put = (questions: readonly Question[], from?: string) =>
  t.papers.versions.publish({
    name: 'b',
    questions,
    media: new Map(),
    by: '批准人',
    actor: 'staff/2 批准人',
    submitter: { name: '提交人', actor: 'staff/1 提交人' },
    ...(from ? { from } : {}),
  });
const versions = async () => (await get('versions')).body.versions as BankVersionRow[];
const states = async () => (await versions()).map((v) => [v.inForceFrom, v.state]);
const drawnFrom = async (at = t.clock.now()) =>
  (await t.papers.draw({ kind, licenceClass: 'C1', seed: 's', at, avoid: [] })).bankVersion;
const outlook = async (draftId: string, query = '') =>
  (await get(`drafts/${draftId}/outlook${query}`).expect(200)).body as DraftOutlook;

const [a, b, c] = [manyQuestions(20), manyQuestions(20, 100), manyQuestions(20, 200)];

test('a version is drawn from on its day and not before; several take over in the order of their days', async () => {
  const now = await put(a);
  expect(now).toMatchObject({ inForceFrom: '2026-11-23', state: 'inForce', inForce: true });
  const later = await published(c, '2026-11-28');
  const sooner = await put(b, '2026-11-25');
  expect(later).toMatchObject({ inForceFrom: '2026-11-28', state: 'scheduled', inForce: false });
  expect(await states()).toEqual([
    ['2026-11-28', 'scheduled'],
    ['2026-11-25', 'scheduled'],
    ['2026-11-23', 'inForce'],
  ]);
  expect(await drawnFrom()).toBe(now.hash);
  // The last millisecond of the day before, where exams are held.
  expect(await drawnFrom(Date.parse('2026-11-24T23:59:59.999+08:00'))).toBe(now.hash);
  expect(await drawnFrom(Date.parse('2026-11-25T00:00:00+08:00'))).toBe(sooner.hash);
  t.clock.advance(6 * DAY);
  clerk = (await t.signedIn(['registry'])).auth;
  expect(await drawnFrom()).toBe(later.hash);
  expect((await states()).map(([, s]) => s)).toEqual(['inForce', 'past', 'past']);
});

test('a day that is over is refused; one that passes while it waits counts from the approval', async () => {
  await put(a);
  const draftId = await upload(b);
  const body = { mode: 'replace', goodRowsOnly: false };
  for (const inForceFrom of ['2026-11-22', '2026-02-30', 'soon', { $gt: '' }])
    expect((await post(`drafts/${draftId}/submit`, { ...body, inForceFrom })).body.code).toBe('BAD_REQUEST');
  await post(`drafts/${draftId}/submit`, { ...body, inForceFrom: '2026-11-24' }).expect(200);
  t.clock.advance(3 * DAY);
  second = (await t.signedIn(['admin'])).auth;
  expect(await approve(draftId)).toMatchObject({ inForceFrom: '2026-11-26', state: 'inForce' });
});

test('a scheduled version is taken back before its day, by one person, with the reason in the log', async () => {
  const now = await put(a);
  const later = await put(b, '2026-11-25');
  const cancel = (id: string, who = clerk) =>
    post(`publications/${id}/cancel`, { reason: '法规推迟施行' }, who);
  expect((await cancel(now.publicationId)).body.code).toBe('CONFLICT');
  expect((await cancel(later.publicationId)).body).toMatchObject({ state: 'cancelled', inForce: false });
  expect((await cancel(later.publicationId)).body.code).toBe('CONFLICT');
  expect((await post(`publications/${later.publicationId}/cancel`, {})).body.code).toBe('BAD_REQUEST');
  const { auth } = await t.signedIn(['proctor', 'auditor']);
  await cancel(later.publicationId, auth).expect(403);
  t.clock.advance(5 * DAY);
  expect(await drawnFrom()).toBe(now.hash);
  const { rows } = await t.audit.list({ limit: 50, target: `bank/${later.hash}` });
  expect(rows.find((r) => r.action === 'bank.cancel')?.detail).toMatchObject({
    reason: '法规推迟施行',
    inForceFrom: '2026-11-25',
  });
});

test('an old version comes back from a day on, beside the one in force until then', async () => {
  const first = await put(a);
  const now = await put(b);
  const draft = (await post(`versions/${first.hash}/restore`, { inForceFrom: '2026-11-30' }).expect(200))
    .body as BankDraft;
  expect(draft.review).toMatchObject({ inForceFrom: '2026-11-30' });
  const back = await approve(draft.draftId);
  expect(back).toMatchObject({ hash: first.hash, state: 'scheduled' });
  expect(await drawnFrom()).toBe(now.hash);
  expect(await drawnFrom(MORNING + 7 * DAY)).toBe(first.hash);
  expect(await states()).toEqual([
    ['2026-11-30', 'scheduled'],
    ['2026-11-23', 'inForce'],
    ['2026-11-23', 'past'],
  ]);
});

describe('a merge lies over the bank of its own day', () => {
  test('not over one that comes later, nor under it unseen', async () => {
    await put(a);
    const later = await put([...a, testQuestion(300)], '2026-12-01');
    const fix = { ...a[1]!, answer: ['B'] };
    const draftId = await handIn([fix], '2026-11-24', 'merge');
    expect(await outlook(draftId)).toMatchObject({
      inForceFrom: '2026-11-24',
      baseChanged: false,
      // The version of December was made without this mend: both people are told.
      next: [{ hash: later.hash, inForceFrom: '2026-12-01' }],
    });
    const mended = await approve(draftId);
    expect(mended.questions).toBe(20);
    expect((await t.papers.keyed(mended.hash)).get('q-001')?.answer).toEqual(['B']);

    const over = await handIn([testQuestion(301)], '2026-12-01', 'merge');
    expect((await outlook(over)).base).toMatchObject({ hash: later.hash });
    expect((await approve(over)).questions).toBe(22);
  });

  test('what it is laid over changed since it was handed in: not approved unseen', async () => {
    await put(a);
    const draftId = await handIn([{ ...a[1]!, answer: ['B'] }], undefined, 'merge');
    const meanwhile = await put([...a, testQuestion(300)]);
    expect(await outlook(draftId)).toMatchObject({ baseChanged: true, base: { hash: meanwhile.hash } });
    const blind = await post(`drafts/${draftId}/publish`, {}, second);
    expect(blind.body).toMatchObject({ code: 'CONFLICT', detail: { field: 'base' } });
    expect(await approve(draftId, { base: meanwhile.hash })).toMatchObject({ questions: 21 });
  });
});

describe('the audit log signs a version', () => {
  const verdict = async (hash: string) => {
    const { db } = t.ctx;
    return verifyVersion(
      hash,
      { questions: [...(await t.papers.keyed(hash)).values()], media: new Map() },
      await db.collection<PublicationDoc>('bankPublications').find().toArray(),
      await db.collection<AuditDoc>('audit').find().sort({ seq: 1 }).toArray(),
    );
  };
  test('with its hash, day, approver and who handed it in', async () => {
    const v = await published(a, '2026-11-25');
    const found = await verdict(v.hash);
    expect(found).toMatchObject({ ok: true, problems: [], signed: [{ inForceFrom: '2026-11-25' }] });
    expect(found.signed[0]?.submitter).toMatch(/^staff\//);
    expect(found.signed[0]?.by).not.toBe(found.signed[0]?.submitter);
  });
  test.each<[string, (id: string) => Promise<unknown>, string]>([
    [
      'another day',
      (_id) =>
        t.ctx.db
          .collection<PublicationDoc>('bankPublications')
          .updateOne({ _id }, { $set: { from: '2026-11-24' } }),
      'says 2026-11-25',
    ],
    [
      'the row taken out',
      () => t.ctx.db.collection('audit').deleteOne({ action: 'bank.publish' }),
      'has no audit row',
    ],
    [
      'the row changed',
      () => t.ctx.db.collection('audit').updateOne({ action: 'bank.publish' }, { $set: { actor: 'x' } }),
      'chain breaks',
    ],
    [
      'taken back behind its back',
      (_id) =>
        t.ctx.db
          .collection<PublicationDoc>('bankPublications')
          .updateOne({ _id }, { $set: { cancelled: { by: 'x', at: 1, reason: 'x' } } }),
      'without an audit row',
    ],
  ])('%s is seen', async (_, tamper, problem) => {
    const v = await put(a, '2026-11-25');
    await tamper(v.publicationId);
    const found = await verdict(v.hash);
    expect(found.ok).toBe(false);
    expect(found.problems.join('\n')).toContain(problem);
  });
  test('a changed question is seen', async () => {
    const v = await put(a);
    await t.ctx.db
      .collection('bankQuestions')
      .updateOne({ owner: v.hash, part: 0 }, { $set: { 'questions.0.answer': ['B'] } });
    expect((await verdict(v.hash)).problems.join()).toContain('the content hashes to');
  });
});
