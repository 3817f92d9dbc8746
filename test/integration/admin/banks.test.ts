import { typedPdf } from '../../../question-bank/src/testing/make-pdf';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import type { BankDraft } from '../../../exam-contract/src/http/banks';
import { bankJson, manyQuestions, svg, testKind, testQuestion, zip } from './bank-support';
import { MORNING, testAdmin, type TestAdmin } from './support';

const fixture = (name: string) => readFileSync(join(__dirname, '../../../question-bank/fixtures', name));
let t: TestAdmin;
let clerk: Record<string, string>;
let second: Record<string, string>;
const kind = testKind('T_ONE');
beforeEach(async () => {
  t = await testAdmin();
  clerk = (await t.signedIn(['registry'])).auth;
  second = (await t.signedIn(['registry'])).auth;
  await t.papers.kinds.load([kind], 'system');
});
afterEach(() => t.stop());

const upload = async (data: Buffer, name = 'bank.json', hints: Record<string, string> = {}) => {
  const r = await request(t.app)
    .post('/api/v1/banks/drafts')
    .query(hints)
    .set(clerk)
    .attach('file', data, name);
  return { status: r.status, draft: r.body as BankDraft, body: r.body as { code?: string } };
};
const deed = (draftId: string, what: string, body: object, who = clerk) =>
  request(t.app).post(`/api/v1/banks/drafts/${draftId}/${what}`).set(who).send(body);
/** Handed in by one and approved by another; the answer that ended it. */
const publish = async (draftId: string, mode: 'replace' | 'merge' = 'replace', goodRowsOnly = false) => {
  const submitted = await deed(draftId, 'submit', { mode, goodRowsOnly });
  return submitted.status === 200 ? deed(draftId, 'publish', {}, second) : submitted;
};
const published = async (data: Buffer, mode: 'replace' | 'merge' = 'replace', name = 'bank.json') => {
  const { draft } = await upload(data, name);
  const r = await publish(draft.draftId, mode, true);
  expect([r.status, r.body]).toEqual([200, expect.objectContaining({ inForce: true })]);
  return r.body as { hash: string; questions: number; pictures: number };
};
const drawn = (seed: string, avoid: string[] = []) =>
  t.papers.draw({ kind, licenceClass: 'C1', seed, at: MORNING, avoid });

test('a file becomes a draft, a version, and papers that a seed reproduces', async () => {
  await expect(drawn('s')).rejects.toMatchObject({ code: 'NO_BANK_PUBLISHED' });
  const { draft } = await upload(bankJson(manyQuestions(40)));
  expect(draft).toMatchObject({
    name: '测试题库',
    format: 'json',
    read: 40,
    accepted: 40,
    rejected: 0,
    errors: 0,
    byType: { judge: 20, single: 20, multi: 0 },
    kinds: [{ code: 'T_ONE', feasible: true, short: null }],
  });
  expect(draft.preview[1]).toMatchObject({ questionId: 'q-001', type: 'single' });
  const version = await publish(draft.draftId);
  expect(version.body).toMatchObject({ questions: 40, pictures: 0, inForce: true });
  await request(t.app).get(`/api/v1/banks/drafts/${draft.draftId}`).set(clerk).expect(404);

  const a = await drawn('seed-1');
  expect(a).toEqual(await drawn('seed-1'));
  expect(a.bankVersion).toBe(version.body.hash);
  expect(a.items).toHaveLength(10);
  const b = await drawn(
    'seed-2',
    a.items.map((i) => i.questionId),
  );
  expect(b.items.some((i) => a.items.some((j) => j.questionId === i.questionId))).toBe(false);
  const keyed = await t.papers.keyed(a.bankVersion);
  for (const i of a.items) {
    expect(
      keyed
        .get(i.questionId)
        ?.options.map((o) => o.id)
        .sort(),
    ).toEqual([...i.optionOrder].sort());
  }
  const { rows } = await t.audit.list({ target: `bank/${a.bankVersion}`, limit: 5 });
  expect(rows[0]?.action).toBe('bank.publish');
});

test('papers beside each other share what the bank leaves no way around, and that at other places', async () => {
  await published(bankJson(manyQuestions(30)));
  const first = await drawn('seed-1');
  const neighbours = [
    { questionIds: first.items.map((i) => i.questionId), order: first.items.map((i) => i.optionOrder) },
  ];
  const ids = new Set(neighbours[0]!.questionIds);
  for (const seed of ['a', 'b', 'c']) {
    const draw = { kind, licenceClass: 'C1', seed, at: MORNING, avoid: [], neighbours };
    const beside = await t.papers.draw(draw);
    expect(beside.items.filter((i) => ids.has(i.questionId))).toEqual([]);
    expect(await t.papers.draw(draw)).toEqual(beside);
  }
});

test('equal content is the same version; an older one can come back into force', async () => {
  const first = await published(bankJson(manyQuestions(20)));
  const second = await published(bankJson(manyQuestions(20, 100)));
  expect(second.hash).not.toBe(first.hash);
  expect((await drawn('x')).bankVersion).toBe(second.hash);
  const back = await published(bankJson([...manyQuestions(20)].reverse(), 'another name'));
  expect(back.hash).toBe(first.hash);
  const list = await request(t.app).get('/api/v1/banks/versions').set(clerk);
  expect(list.body.versions.map((v: { hash: string }) => v.hash)).toEqual([
    first.hash,
    second.hash,
    first.hash,
  ]);
  expect((await drawn('x')).bankVersion).toBe(first.hash);
  expect((await t.papers.keyed(second.hash)).size).toBe(20);
});

describe('merging', () => {
  test('replaces questions of the same id and keeps the others; replacing keeps none', async () => {
    await published(bankJson(manyQuestions(20)));
    const more = [testQuestion(0, { answer: ['B'] }), ...manyQuestions(4, 200)];
    const merged = await published(bankJson(more), 'merge');
    expect(merged.questions).toBe(24);
    expect((await t.papers.keyed(merged.hash)).get('q-000')?.answer).toEqual(['B']);
    expect((await published(bankJson(manyQuestions(12)))).questions).toBe(12);
  });

  test('a new picture with the name of an old one changes no old question', async () => {
    const shows = (n: number) =>
      testQuestion(n, { media: [{ file: 'sign.svg', alt: { 'zh-CN': '标志', en: 'Sign' } }] });
    const old = zip({
      'bank.json': bankJson([...manyQuestions(20), shows(300)]),
      'media/sign.svg': svg('red'),
    });
    const first = await published(old, 'replace', 'bank.zip');
    const red = (await t.papers.media(first.hash)).get('sign.svg')?.sha256;
    const added = zip({ 'bank.json': bankJson([shows(301)]), 'media/sign.svg': svg('blue') });
    const second = await published(added, 'merge', 'bank.zip');
    expect(second.pictures).toBe(2);
    const questions = await t.papers.keyed(second.hash);
    const media = await t.papers.media(second.hash);
    const hashOf = (id: string) => media.get(questions.get(id)?.media[0]?.file ?? '')?.sha256;
    expect(hashOf('q-300')).toBe(red);
    expect(hashOf('q-301')).not.toBe(red);
    expect((await t.papers.picture(hashOf('q-301')!)).data.equals(svg('blue'))).toBe(true);
  });
});

describe('publishing is refused', () => {
  test('with errors, until the clerk wants the good rows only', async () => {
    const wrong = testQuestion(50, { answer: ['Z'] });
    const { draft } = await upload(bankJson([...manyQuestions(20), wrong]));
    expect(draft).toMatchObject({ accepted: 20, rejected: 1, kinds: [{ feasible: true }] });
    expect(draft.issues[0]).toMatchObject({ severity: 'error', where: { question: 'q-050' } });
    expect(draft.issues[0]?.where.row).toBeGreaterThan(0);
    expect((await publish(draft.draftId)).body.code).toBe('BANK_HAS_ERRORS');
    expect((await publish(draft.draftId, 'replace', true)).status).toBe(200);
  });

  test('when no kind could be drawn, naming what is short', async () => {
    const { draft } = await upload(bankJson(manyQuestions(4)));
    expect(draft.kinds).toEqual([
      { code: 'T_ONE', feasible: false, short: expect.stringContaining('测试章') },
    ]);
    const r = await publish(draft.draftId);
    expect(r.body.code).toBe('BLUEPRINT_NOT_FEASIBLE');
    expect(r.body.detail.field).toContain('T_ONE');
    expect((await publish(draft.draftId, 'replace', true)).status).toBe(409);
  });

  test('when a kind that somebody is booked for could not be drawn any more', async () => {
    const other = testKind('T_TWO', { blueprint: { unit: 'percent', rows: { 别章: 100 } } });
    await t.papers.kinds.load([other], 'system');
    const theirs = manyQuestions(20, 400).map((q) => ({ ...q, chapter: '别章' }));
    await published(bankJson([...manyQuestions(20), ...theirs]));
    const { draft } = await upload(bankJson(manyQuestions(20)));
    const { siteId } = await t.sites.addSite({ 'zh-CN': '考点' }, 'system');
    const who = await t.candidates.add(
      { name: '甲', idNumber: '00000019900101999X', licenceClass: 'C1', timeFactor: 1 },
      'system',
    );
    const window = { siteId, kindCode: 'T_TWO', from: MORNING, to: MORNING + 3_600_000 };
    const booking = await t.candidates.book(who.candidateId, window, 'system');
    expect((await publish(draft.draftId)).body).toMatchObject({
      code: 'BLUEPRINT_NOT_FEASIBLE',
      detail: { field: expect.stringContaining('T_TWO') },
    });
    await t.booking.cancel(booking.bookingId, 'system');
    expect((await publish(draft.draftId)).status).toBe(200);
  });
});

describe('pictures', () => {
  test('are served by hash, immutable, and cannot run as a page', async () => {
    const q = testQuestion(300, { media: [{ file: 'a.svg', alt: { 'zh-CN': '图', en: 'p' } }] });
    const version = await published(
      zip({ 'bank.json': bankJson([...manyQuestions(20), q]), 'a.svg': svg('red') }),
      'replace',
      'b.zip',
    );
    const { sha256 = '' } = (await t.papers.media(version.hash)).get('a.svg') ?? {};
    const url = `/api/v1/media/${sha256}`;
    await request(t.app).get(url).expect(401);
    const r = await request(t.app).get(url).set(clerk);
    expect(r.headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
    const device = t.ctx.tokens.sign('attempt', { sub: ID, deviceId: ID, seatId: ID }, 3_600_000);
    await request(t.app).get(url).set('Authorization', `Bearer ${device}`).expect(200);
    await request(t.app)
      .get(`/api/v1/media/${'0'.repeat(64)}`)
      .set(clerk)
      .expect(404);
    await request(t.app).get('/api/v1/media/..%2f..%2fetc').set(clerk).expect(400);
  });

  test.each([
    ['runs a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    [
      'loads from outside',
      '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://x.example/a.png"/></svg>',
    ],
    ['handles an event', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ])('one that %s is an error of its question', async (_, text) => {
    const q = testQuestion(300, { media: [{ file: 'a.svg', alt: { 'zh-CN': '图', en: 'p' } }] });
    const { draft } = await upload(
      zip({ 'bank.json': bankJson([...manyQuestions(20), q]), 'a.svg': Buffer.from(text) }),
      'b.zip',
    );
    expect(draft.issues.filter((i) => i.severity === 'error').map((i) => i.code)).toEqual(['PICTURE_UNSAFE']);
    expect(draft.accepted).toBe(20);
  });
});

describe('files of every kind', () => {
  test.each(['small.json', 'small-gbk.csv', 'small.xlsx', 'small.zip', 'bad-rows.csv'])(
    '%s is read',
    async (name) => {
      const { status, draft } = await upload(fixture(name), name);
      expect(status).toBe(200);
      expect(draft.read).toBeGreaterThan(0);
      expect(draft.accepted + draft.rejected).toBe(draft.read);
    },
  );

  test('a PDF is opened in a thread of the built child, its questions have page and line', async () => {
    const data = await typedPdf('1. 车速多少？\nA. 30\nB. 40\n答案：B\n2. 停车多久？\nA. 一分\nB. 两分\n');
    const { draft } = await upload(data, '题库.pdf');
    expect(draft).toMatchObject({ format: 'pdf', read: 2 });
    const unanswered = draft.issues.find((i) => i.code === 'NO_ANSWER');
    expect(unanswered).toMatchObject({ where: { sheet: '第 1 页', row: 5 } });
  });

  test.each([
    ['nothing', Buffer.alloc(0), 'empty.json'],
    ['noise as a workbook', Buffer.from([...Array(5000).keys()].map((i) => (i * 37) % 251)), 'noise.xlsx'],
    ['a workbook cut in half', fixture('small.xlsx').subarray(0, 3000), 'half.xlsx'],
    ['a JPEG called JSON', Buffer.from('ffd8ffe000104a46494600010100', 'hex'), 'photo.json'],
    ['JSON ten thousand levels deep', Buffer.from('['.repeat(10_000)), 'deep.json'],
    ['JSON with operators for keys', Buffer.from('{"$where":"1","questions":[{"$gt":""}]}'), 'ops.json'],
    ['a bomb of 300 MB in a ZIP', zip({ 'bank.csv': Buffer.alloc(300_000_000, 65) }), 'bomb.zip'],
    ['a page', Buffer.from('<html><body>hi</body></html>'), '../../etc/passwd'],
  ])('%s gives a draft with an error, or a refusal, never a failure', async (_, data, name) => {
    const { status, draft, body } = await upload(data, name);
    if (status === 200) {
      expect(draft).toMatchObject({ accepted: 0 });
      expect(draft.errors).toBeGreaterThan(0);
      expect((await publish(draft.draftId, 'replace', true)).body.code).toBe('BANK_HAS_ERRORS');
    } else expect(body.code).toBe('BAD_REQUEST');
  });

  test('what a file does not say the clerk says: chapter, subject, vehicle, how numbers count', async () => {
    const rows = ['甲', '乙', '丙'].map((q, i) => ({
      question: `${q}应当怎样行驶？`,
      options: ['加速', '减速', '停车', '倒车'],
      answer: i + 1,
    }));
    const file = Buffer.from(JSON.stringify(rows));
    const plain = await upload(file, 'app.json');
    expect(plain.draft).toMatchObject({ read: 3, accepted: 0 });
    expect(plain.draft.issues.map((i) => i.code)).toContain('ANSWERS_AMBIGUOUS');
    const counted = await upload(file, 'app.json', { answers: 'from1' });
    expect(counted.draft.issues.filter((i) => i.severity === 'error')).toMatchObject([
      { code: 'UNKNOWN_CHAPTER', message: { 'zh-CN': expect.stringContaining('全部 3 题') } },
    ]);
    const said = await upload(file, 'app.json', {
      answers: 'from1',
      chapter: '测试章',
      subject: 'K3',
      vehicle: 'moto',
    });
    expect(said.draft).toMatchObject({ accepted: 3, errors: 0 });
    const parts = await t.ctx.db.collection('bankQuestions').find({ owner: said.draft.draftId }).toArray();
    const stored = parts.flatMap((p) => p['questions'] as { answer: string[]; subjects: string[] }[]);
    expect(stored.map((q) => [q.answer, q.subjects])).toEqual([
      [['A'], ['K3']],
      [['B'], ['K3']],
      [['C'], ['K3']],
    ]);
    expect(await upload(file, 'app.json', { answers: '$gt' })).toMatchObject({
      status: 400,
      body: { code: 'BAD_REQUEST' },
    });
  });

  test('a text too large to be held is refused with the limit and what to do', async () => {
    const { draft } = await upload(Buffer.alloc(64 * 1024 * 1024 + 1, 32), 'big.json');
    expect(draft).toMatchObject({ read: 0, errors: 1, issues: [{ code: 'TOO_LARGE_TEXT' }] });
    expect(draft.issues[0]?.message['zh-CN']).toContain('64');
    expect(draft.issues[0]?.mend?.['zh-CN']).toContain('.zip');
  });

  test('reading a large file does not hold up the server', async () => {
    const big = bankJson(manyQuestions(3000));
    let worst = 0;
    // By the processor's time: on a busy machine a pause by the clock is no sign that anything was held up here.
    const used = () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    };
    let last = used();
    const beat = setInterval(() => {
      worst = Math.max(worst, used() - last);
      last = used();
    }, 20);
    const { draft } = await upload(big);
    clearInterval(beat);
    expect(draft.read).toBe(3000);
    expect(worst).toBeLessThan(500);
  });
});

test('drafts are listed, discarded, and dropped with their pictures after a month', async () => {
  const q = testQuestion(300, { media: [{ file: 'a.svg', alt: { 'zh-CN': '图', en: 'p' } }] });
  const { draft } = await upload(zip({ 'bank.json': bankJson([q]), 'a.svg': svg('green') }), 'b.zip');
  const { draft: other } = await upload(bankJson(manyQuestions(2)));
  const list = await request(t.app).get('/api/v1/banks/drafts').set(clerk);
  expect(list.body.drafts.map((d: BankDraft) => d.draftId).sort()).toEqual(
    [draft.draftId, other.draftId].sort(),
  );
  await request(t.app).delete(`/api/v1/banks/drafts/${other.draftId}`).set(clerk).expect(200);
  await request(t.app).delete(`/api/v1/banks/drafts/${other.draftId}`).set(clerk).expect(404);
  expect(await t.papers.drafts.dropStale()).toBe('0 drafts, 0 pictures, 0 remains of uploads');
  t.clock.advance(31 * 86_400_000);
  expect(await t.papers.drafts.dropStale()).toBe('1 drafts, 1 pictures, 0 remains of uploads');
  expect(await t.ctx.db.collection('bankQuestions').countDocuments()).toBe(0);
});

test('only registry office and administrators touch drafts', async () => {
  const { auth } = await t.signedIn(['proctor', 'auditor', 'siteManager']);
  await request(t.app).get('/api/v1/banks/drafts').set(auth).expect(403);
  await request(t.app)
    .post('/api/v1/banks/drafts')
    .set(auth)
    .attach('file', Buffer.from('x'), 'x.csv')
    .expect(403);
  await request(t.app).get('/api/v1/banks/versions').set(auth).expect(200);
  const kinds = await request(t.app).get('/api/v1/kinds').set(auth);
  expect(kinds.body.kinds).toEqual([expect.objectContaining({ code: 'T_ONE', questions: 10, version: '1' })]);
});

const ID = '00000000-0000-4000-8000-000000000000';

test('a draft is compared with what is published under other ids; chapters a clerk names are left out', async () => {
  const questions = manyQuestions(20);
  await published(bankJson(questions));
  const other = questions.slice(0, 2).map((q, i) => ({
    ...q,
    id: `else-${i}`,
    answer: i === 0 ? [q.answer[0] === 'A' ? 'B' : 'A'] : q.answer,
  }));
  const local = testQuestion(200, { chapter: '地方题' });
  const all = bankJson([...other, local]);
  const { draft } = await upload(all);
  expect(draft.issues[0]).toMatchObject({
    code: 'CONFLICTING_ANSWER',
    severity: 'warning',
    where: { question: 'else-0' },
  });
  expect(draft.issues[0]?.message['zh-CN']).toContain(questions[0]?.id);
  expect(draft.issues).toContainEqual(
    expect.objectContaining({
      code: 'DUPLICATE_QUESTION',
      where: expect.objectContaining({ question: 'else-1' }) as unknown,
    }),
  );
  const left = await upload(all, 'bank.json', { leaveOut: '地方题' });
  expect(left.draft).toMatchObject({ read: 2, accepted: 2, rejected: 0 });
  expect(left.draft.issues).toContainEqual(
    expect.objectContaining({
      code: 'LEFT_OUT',
      message: expect.objectContaining({ 'zh-CN': '按要求没有导入“地方题”（1 题）' }) as unknown,
    }),
  );
  const { rows } = await t.audit.list({ target: `draft/${left.draft.draftId}`, limit: 1 });
  expect(rows[0]?.detail).toMatchObject({ leaveOut: '地方题' });
}, 180_000);
