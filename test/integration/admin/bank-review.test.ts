import request from 'supertest';
import type { BankDiff, BankDraft, RefusedRow } from '../../../exam-contract/src/http/banks';
import type { Question } from 'question-bank';
import type { DraftQuestion } from '../../../exam-contract/src/http/mending';
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

const api = (path: string) => `/api/v1/banks/${path}`;
const upload = async (data: Buffer, name = 'bank.json') => {
  const r = await request(t.app).post(api('drafts')).set(clerk).attach('file', data, name).expect(200);
  return r.body as BankDraft;
};
const post = (path: string, body: object, who = clerk) => request(t.app).post(api(path)).set(who).send(body);
const get = (path: string, who = clerk) => request(t.app).get(api(path)).set(who);
const mend = (draftId: string, n: number, body: object) =>
  request(t.app)
    .put(api(`drafts/${draftId}/refused/${n}`))
    .set(clerk)
    .send(body);
const refused = async (draftId: string) =>
  (await get(`drafts/${draftId}/refused`).expect(200)).body as { rows: RefusedRow[]; total: number };
const whole = { mode: 'replace', goodRowsOnly: false };
const published = async (questions: readonly Question[]) => {
  const { draftId } = await upload(bankJson(questions));
  await post(`drafts/${draftId}/submit`, whole).expect(200);
  return (await post(`drafts/${draftId}/publish`, {}, second).expect(200)).body as { hash: string };
};

const csv = (rows: string[]) =>
  Buffer.from(['题型,编号,题干,选项A,选项B,选项C,答案,章节', ...rows].join('\n'));
const good = manyQuestions(20);
const DIRTY = csv([
  '单选,d-1,夜间会车应当怎样用灯？,远光灯,近光灯,雾灯,,测试章',
  '单选,d-2,遇行人过街应当怎样做？,让行,让行,鸣喇叭,A,测试章',
  '判断,d-3,如图所示，这个标志表示停车让行。,,,,对,测试章',
]);
const dirty = zip({ 'a.json': bankJson(good), 'b.csv': DIRTY });

describe('mending', () => {
  test('every change gives a draft another revision, also one that changes no count; what another changed is not overwritten unseen', async () => {
    const { draftId, revision } = await upload(dirty, 'bank.zip');
    const { rows } = await refused(draftId);
    const [, row, last] = rows;
    const still = (words: string) => ({ ...row!.question, stem: { 'zh-CN': words } });
    const put = (body: object, seen?: number, who = clerk) =>
      request(t.app)
        .put(api(`drafts/${draftId}/refused/${row!.n}`))
        .query(seen === undefined ? {} : { seen })
        .set(who)
        .send(body);
    const one = await put({ question: still('甲改的') }, row!.changedAt, second).expect(200);
    expect(one.body).toMatchObject({ accepted: 20, mendable: 3, errors: expect.any(Number) });
    expect(one.body.revision).toBeGreaterThan(revision);
    const listed = (await get('drafts').expect(200)).body.drafts as BankDraft[];
    expect(listed.map((d) => d.revision)).toEqual([one.body.revision]);

    expect((await put({ question: still('乙改的') }, row!.changedAt).expect(409)).body.code).toBe(
      'ROW_CHANGED',
    );
    expect((await put({ skipped: true }, row!.changedAt).expect(409)).body.code).toBe('ROW_CHANGED');
    const now = (await refused(draftId)).rows.find((r) => r.n === row!.n);
    expect(now).toMatchObject({ changedAt: one.body.revision, question: { stem: { 'zh-CN': '甲改的' } } });
    const two = await put({ question: still('乙再改的') }, now!.changedAt).expect(200);

    // Mended away meanwhile: it has no number any more, and is found by its id.
    const options = row!.question.options.map((o, i) => (i === 1 ? { ...o, text: { 'zh-CN': '加速' } } : o));
    await put({ question: { ...row!.question, options } }, two.body.revision, second).expect(200);
    expect((await put({ question: still('丙') }, two.body.revision).expect(409)).body.code).toBe(
      'ROW_CHANGED',
    );
    const anyway = await request(t.app)
      .put(api(`drafts/${draftId}/mending/${row!.question.id}`))
      .query({ row: row!.where.row })
      .set(clerk)
      .send({ question: { ...row!.question, options, stem: { 'zh-CN': '遇行人时怎样做？' } } })
      .expect(200);
    expect(anyway.body).toMatchObject({ accepted: 21, mendable: 2 });
    expect((await refused(draftId)).rows.map((r) => r.n)).toContain(last!.n);
  });
  test('two clerks who opened the same accepted question do not overwrite one another; the number of a row is no other question’s later', async () => {
    const { draftId } = await upload(dirty, 'bank.zip');
    const id = good[0]!.id;
    const find = async () => (await get(`drafts/${draftId}/mending/${id}`).expect(200)).body as DraftQuestion;
    const put = (q: DraftQuestion, words: string, seen: number, who = clerk) =>
      request(t.app)
        .put(api(`drafts/${draftId}/mending/${id}`))
        .query({ seen })
        .set(who)
        .send({ question: { ...q.question, stem: { 'zh-CN': words } } });
    const opened = await find();
    expect(opened).toMatchObject({ n: null, changedAt: 0 });
    const one = await put(opened, '甲改的，应当怎样做？', opened.changedAt, second).expect(200);
    expect((await put(opened, '乙改的，应当怎样做？', opened.changedAt).expect(409)).body.code).toBe(
      'ROW_CHANGED',
    );
    const now = await find();
    expect(now).toMatchObject({
      n: null,
      changedAt: one.body.revision,
      question: { stem: { 'zh-CN': '甲改的，应当怎样做？' } },
    });
    // The same clerk goes on, and makes it the double of another: both are told apart from what a form showed before.
    const { rows } = await refused(draftId);
    const last = rows.at(-1)!;
    await mend(draftId, last.n, {
      question: { ...last.question, stem: { 'zh-CN': '前方应当停车让行。' } },
    }).expect(200);
    const twin = good[1]!;
    await put(
      { ...now, question: { ...now.question, options: twin.options, answer: twin.answer } },
      twin.stem['zh-CN'],
      now.changedAt,
      second,
    ).expect(200);
    const out = (await refused(draftId)).rows;
    expect(out).toHaveLength(rows.length);
    expect(out.map((r) => r.n)).not.toContain(last.n);
  });
  test('three kinds of mistakes are mended on the spot: an answer, an option, a picture', async () => {
    const draft = await upload(dirty, 'bank.zip');
    expect(draft).toMatchObject({ accepted: 20, rejected: 3, mendable: 3, skipped: 0 });
    const { rows, total } = await refused(draft.draftId);
    expect(total).toBe(3);
    expect(rows.map((r) => [r.where.row, r.question.id, r.issues.map((i) => i.code)])).toEqual([
      [2, 'd-1', expect.arrayContaining(['NO_ANSWER'])],
      [3, 'd-2', expect.arrayContaining(['DUPLICATE_OPTIONS'])],
      [4, 'd-3', expect.arrayContaining(['PICTURE_MENTIONED'])],
    ]);
    const [answer, option, picture] = rows.map((r) => r.question);

    const one = await mend(draft.draftId, rows[0]!.n, { question: { ...answer, answer: ['B'] } }).expect(200);
    expect(one.body).toMatchObject({ accepted: 21, rejected: 2, mendable: 2 });
    // What is still wrong is said again, and nothing is lost.
    const still = { ...option, stem: { 'zh-CN': ' ' } };
    const two = await mend(draft.draftId, rows[1]!.n, { question: still }).expect(200);
    expect(two.body).toMatchObject({ accepted: 21, mendable: 2 });
    expect((await refused(draft.draftId)).rows[0]?.issues.map((i) => i.code)).toContain('NO_STEM');
    const options = option!.options.map((o, i) => (i === 1 ? { ...o, text: { 'zh-CN': '加速' } } : o));
    await mend(draft.draftId, rows[1]!.n, { question: { ...option, options } }).expect(200);

    const added = await request(t.app)
      .post(api(`drafts/${draft.draftId}/pictures`))
      .set(clerk)
      .attach('file', svg('red'), '停 让.svg')
      .expect(200);
    expect(added.body.file).toMatch(/^停-让-[0-9a-f]{8}\.svg$/);
    const media = [{ file: added.body.file, alt: { 'zh-CN': '红色标志' } }];
    const last = await mend(draft.draftId, rows[2]!.n, { question: { ...picture, media } }).expect(200);
    expect(last.body).toMatchObject({ accepted: 23, rejected: 0, errors: 0, mendable: 0 });

    await post(`drafts/${draft.draftId}/submit`, whole).expect(200);
    const { body } = await post(`drafts/${draft.draftId}/publish`, {}, second).expect(200);
    expect(body).toMatchObject({ questions: 23, pictures: 1 });
    const keyed = await t.papers.keyed(body.hash);
    expect(['d-1', 'd-2', 'd-3'].map((id) => keyed.get(id)?.answer)).toEqual([['B'], ['A'], ['A']]);
    const kept = await t.ctx.db.collection('bankImports').findOne({ version: body.hash });
    expect(kept).toMatchObject({ fileName: 'bank.zip', approvedBy: '测试员' });
    const parts = await t.ctx.db.collection('bankFiles').find({ owner: draft.draftId }).toArray();
    expect(Buffer.concat(parts.map((p) => (p['data'] as { buffer: Buffer }).buffer)).equals(dirty)).toBe(
      true,
    );
    // Who audits sees file, report and people, and gets the file as it was.
    const auditor = (await t.signedIn(['auditor'])).auth;
    const { imports } = (await get(`versions/${body.hash}/imports`, auditor)).body;
    expect(imports).toMatchObject([
      { fileName: 'bank.zip', kept: true, approvedBy: '测试员', accepted: 23, errors: 0, mode: 'replace' },
    ]);
    const file = await request(t.app)
      .get(api(`files/${draft.draftId}`))
      .set(auditor)
      .buffer()
      .expect(200);
    expect(Buffer.from(file.body).equals(dirty)).toBe(true);
  });

  test('a question that only has warnings is mended where the warning is, or left out, and its draft is checked again', async () => {
    const twice = Buffer.from(
      [
        '题型,编号,题干,选项A,选项B,选项C,答案,章节',
        '单选,w-1,夜间会车应当怎样用灯？,远光灯,近光灯,雾灯,A,测试章',
        '单选,w-2,夜间会车应当怎样用灯？,远光灯,近光灯,雾灯,B,测试章',
      ].join('\n'),
    );
    const file = zip({ 'a.json': bankJson(manyQuestions(20)), 'b.csv': twice });
    const draft = await upload(file, 'bank.zip');
    const conflicts = ({ issues }: BankDraft) => issues.filter((i) => i.code === 'CONFLICTING_ANSWER');
    expect(draft).toMatchObject({ accepted: 22, errors: 0, mendable: 0 });
    expect(conflicts(draft)).toHaveLength(2);
    const at = `drafts/${draft.draftId}/mending`;
    const one = (await get(`${at}/w-1?row=2`)).body as DraftQuestion;
    expect(one).toMatchObject({ n: null, question: { answer: ['A'] }, issues: expect.any(Array) });
    expect(one.issues.map((i) => i.code)).toContain('CONFLICTING_ANSWER');
    const put = (path: string, body: object, who = clerk) =>
      request(t.app).put(api(path)).set(who).send(body);
    const auditor = (await t.signedIn(['auditor'])).auth;
    await put(`${at}/w-1`, { skipped: true }, auditor).expect(403);
    await put(`${at}/w-9`, { skipped: true }).expect(404);

    // What is wrong now stays out as a row, as mended; then right, then one of them left out.
    const wrong = { ...one.question, answer: ['H'] };
    const out = (await put(`${at}/w-1`, { question: wrong }).expect(200)).body as BankDraft;
    expect(out).toMatchObject({ accepted: 21, mendable: 1, rejected: 1 });
    expect((await get(`${at}/w-1`)).body).toMatchObject({ n: expect.any(Number), question: wrong });
    const mended = { ...wrong, answer: ['B'], stem: { 'zh-CN': '夜间在窄桥上会车应当怎样用灯？' } };
    const right = (await put(`${at}/w-1`, { question: mended }).expect(200)).body as BankDraft;
    expect(right).toMatchObject({ accepted: 22, mendable: 0, errors: 0 });
    expect(conflicts(right)).toEqual([]);
    const less = (await put(`${at}/w-2`, { skipped: true }).expect(200)).body as BankDraft;
    expect(less).toMatchObject({ accepted: 21, skipped: 1, mendable: 1, rejected: 0 });
    const [left] = (await refused(draft.draftId)).rows;
    const back = (await mend(draft.draftId, left!.n, { skipped: false }).expect(200)).body as BankDraft;
    expect(back).toMatchObject({ accepted: 22, skipped: 0, mendable: 0 });

    await post(`drafts/${draft.draftId}/submit`, whole).expect(200);
    await put(`${at}/w-2`, { skipped: true }).expect(409);
    const { body } = await post(`drafts/${draft.draftId}/publish`, {}, second).expect(200);
    const keyed = await t.papers.keyed(body.hash);
    expect(['w-1', 'w-2'].map((id) => keyed.get(id)?.answer)).toEqual([['B'], ['B']]);
  });

  test('a row is left out on purpose, and taken in again', async () => {
    const draft = await upload(dirty, 'bank.zip');
    const { rows } = await refused(draft.draftId);
    for (const { n } of rows) await mend(draft.draftId, n, { skipped: true }).expect(200);
    const left = (await get(`drafts/${draft.draftId}`)).body as BankDraft;
    expect(left).toMatchObject({ accepted: 20, errors: 0, skipped: 3, mendable: 3, rejected: 0 });
    const back = await mend(draft.draftId, rows[1]!.n, { skipped: false }).expect(200);
    expect(back.body).toMatchObject({ skipped: 2, rejected: 1 });
    expect(back.body.errors).toBeGreaterThan(0);
  });

  test('a mended question that became the double of another is refused with it named', async () => {
    const draft = await upload(dirty, 'bank.zip');
    const [row] = (await refused(draft.draftId)).rows;
    const twin = { ...good[1], id: good[1]!.id };
    const r = await mend(draft.draftId, row!.n, { question: twin }).expect(200);
    expect((r.body as BankDraft).issues.map((i) => i.code)).toContain('DUPLICATE_ID');
    expect((r.body as BankDraft).accepted).toBeLessThanOrEqual(20);
  });

  test("two clerks who mend at once do not lose one another's work", async () => {
    const draft = await upload(dirty, 'bank.zip');
    const { rows } = await refused(draft.draftId);
    const deeds = await Promise.all(
      rows.slice(0, 2).map(({ n }) => mend(draft.draftId, n, { skipped: true })),
    );
    expect(deeds.map((d) => d.status)).toEqual([200, 200]);
    expect((await get(`drafts/${draft.draftId}`)).body).toMatchObject({ skipped: 2 });
  });

  test.each([
    ['a question with operators', { question: { $where: '1' } }],
    ['nothing', {}],
    ['both', { question: good[0], skipped: true }],
    ['an option too many', { question: { ...good[0], options: Array(9).fill(good[0]!.options[0]) } }],
  ])('%s is refused', async (_, body) => {
    const draft = await upload(dirty, 'bank.zip');
    expect((await mend(draft.draftId, 0, body)).body.code).toBe('BAD_REQUEST');
    expect((await mend(draft.draftId, 99, { skipped: true })).body.code).toBe('NOT_FOUND');
    const junk = request(t.app)
      .post(api(`drafts/${draft.draftId}/pictures`))
      .set(clerk);
    expect((await junk.attach('file', Buffer.from('<svg onload="x"/>'), 'a.svg')).body.code).toBe(
      'IMAGE_NOT_READABLE',
    );
  });
});

describe('four eyes', () => {
  test('nobody approves what they uploaded, mended or handed in', async () => {
    const third = (await t.signedIn(['registry'])).auth;
    const draft = await upload(dirty, 'bank.zip');
    expect((await post(`drafts/${draft.draftId}/publish`, {}, second)).body.code).toBe('DRAFT_NOT_IN_REVIEW');
    const handed = await post(
      `drafts/${draft.draftId}/submit`,
      { mode: 'merge', goodRowsOnly: true },
      second,
    );
    expect(handed.body.review).toMatchObject({ mode: 'merge', mayApprove: false });
    for (const who of [clerk, second])
      expect((await post(`drafts/${draft.draftId}/publish`, {}, who)).body.code).toBe(
        'SECOND_PERSON_REQUIRED',
      );
    expect((await get(`drafts/${draft.draftId}`, third)).body.review.mayApprove).toBe(true);
    expect((await mend(draft.draftId, 0, { skipped: true })).body.code).toBe('DRAFT_IN_REVIEW');
    expect((await post(`drafts/${draft.draftId}/publish`, {}, third)).status).toBe(200);
    expect((await post(`drafts/${draft.draftId}/publish`, {}, third)).status).toBe(404);
  });

  test('a draft comes back with the reason and can be handed in again', async () => {
    const { draftId } = await upload(bankJson(good));
    await post(`drafts/${draftId}/submit`, whole).expect(200);
    const back = await post(`drafts/${draftId}/return`, { reason: '第三题过时' }, second).expect(200);
    expect(back.body).toMatchObject({
      review: null,
      returned: { reason: '第三题过时', by: '测试员', mode: 'replace' },
    });
    expect((await post(`drafts/${draftId}/return`, { reason: 'x' }, second)).body.code).toBe(
      'DRAFT_NOT_IN_REVIEW',
    );
    expect((await post(`drafts/${draftId}/submit`, whole)).body).toMatchObject({ returned: null });
  });

  test('two who approve at once publish once', async () => {
    const third = (await t.signedIn(['registry'])).auth;
    const { draftId } = await upload(bankJson(good));
    await post(`drafts/${draftId}/submit`, whole).expect(200);
    const both = await Promise.all([second, third].map((who) => post(`drafts/${draftId}/publish`, {}, who)));
    expect(both.filter((r) => r.status === 200)).toHaveLength(1);
    expect((await get('versions')).body.versions).toHaveLength(1);
  });
});

test('a draft says what it would change, and versions what is between them; the key first', async () => {
  await published(good);
  const changed = [{ ...good[0]!, difficulty: 3 as const }, { ...good[1]!, answer: ['B'] }, testQuestion(77)];
  const { draftId } = await upload(bankJson(changed));
  const merge = (await get(`drafts/${draftId}/diff`)).body as BankDiff;
  expect(merge.counts).toEqual({ added: 1, removed: 0, changed: 2, keyChanged: 1, unchanged: 18 });
  expect(merge.changed[0]).toMatchObject({
    id: 'q-001',
    keyChanged: true,
    fields: [{ field: 'answer', before: ['A'], after: ['B'] }],
  });
  const replace = (await get(`drafts/${draftId}/diff?mode=replace`)).body as BankDiff;
  expect(replace.counts).toMatchObject({ added: 1, removed: 18, changed: 2 });
});

test('a table of stems and answers takes away no translation, source, tag or difficulty', async () => {
  const rich = testQuestion(1, { tags: ['标志'], difficulty: 3, explanation: { 'zh-CN': '解', en: 'why' } });
  await published([...good.filter((q) => q.id !== rich.id), rich]);
  const table = csv([`单选,q-001,${rich.stem['zh-CN']},一,二,三,B,测试章`]);
  const { draftId } = await upload(table, 'answers.csv');
  const { changed } = (await get(`drafts/${draftId}/diff`)).body as BankDiff;
  expect(
    changed.map((c) => [c.id, c.keyChanged, c.fields.map((f) => [f.field, f.locale].join(' '))]),
  ).toEqual([['q-001', true, ['options zh-CN', 'options en', 'answer ']]]);
});

test('an old version is handed in, approved by a second person, and in force again', async () => {
  const first = await published(good);
  const later = await published(manyQuestions(20, 100));
  const between = await get(`versions/${first.hash}/diff/${later.hash}`).expect(200);
  expect(between.body.counts).toMatchObject({ added: 20, removed: 20 });
  expect((await post(`versions/${later.hash}/restore`, {})).body.code).toBe('CONFLICT');
  const draft = (await post(`versions/${first.hash}/restore`, {}).expect(200)).body as BankDraft;
  expect(draft).toMatchObject({ accepted: 20, review: { mode: 'replace', mayApprove: false } });
  const { body } = await post(`drafts/${draft.draftId}/publish`, {}, second).expect(200);
  expect(body).toMatchObject({ hash: first.hash, inForce: true });
});

test.each(['xlsx', 'json', 'csv'])('a version as %s, uploaded again, changes nothing', async (format) => {
  const picture = testQuestion(300, { media: [{ file: 'a.svg', alt: { 'zh-CN': '图', en: 'p' } }] });
  const { draftId } = await upload(
    zip({ 'bank.json': bankJson([...good, picture]), 'a.svg': svg('red') }),
    'b.zip',
  );
  await post(`drafts/${draftId}/submit`, whole).expect(200);
  const { hash } = (await post(`drafts/${draftId}/publish`, {}, second)).body as { hash: string };
  const r = await get(`versions/${hash}/export?format=${format}`).buffer(true).parse(binary).expect(200);
  const name = decodeURIComponent(/''(.*)$/.exec(r.headers['content-disposition'] ?? '')?.[1] ?? '');
  expect(name).toMatch(/^测试题库\.(xlsx|zip)$/);
  const again = await upload(r.body as Buffer, name);
  expect(again).toMatchObject({ accepted: 21, errors: 0 });
  const { counts } = (await get(`drafts/${again.draftId}/diff?mode=replace`)).body as BankDiff;
  expect(counts).toEqual({ added: 0, removed: 0, changed: 0, keyChanged: 0, unchanged: 21 });
});

const binary = (res: request.Response, done: (err: Error | null, body: Buffer) => void) => {
  const parts: Buffer[] = [];
  res.on('data', (d: Buffer) => parts.push(d));
  res.on('end', () => done(null, Buffer.concat(parts)));
};
