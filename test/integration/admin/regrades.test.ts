import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { RegradeRow, RegradeView } from 'exam-contract/http/regrades';
import { createExam, type AttemptEvent } from '../../../exam-server/src/features/exam';
import { createRegrading } from '../../../exam-server/src/features/regrades';
import { verifyAttempt } from '../../../exam-server/src/features/results';
import { createStatistics } from '../../../exam-server/src/features/statistics';
import { statisticsSources } from '../../../exam-server/src/statistics-sources';
import { idlePorts } from '../../../scripts/bench/answers-ports';
import { manyQuestions, testKind } from './bank-support';
import { scoredRow, testAdmin, type TestAdmin } from './support';

const kind = testKind('T_ONE', { retakesSameSitting: 0 });
let t: TestAdmin;
let exam: ReturnType<typeof createExam>;
let clerk: Record<string, string>;
let second: Record<string, string>;
let siteId: string;
let seat: string;
let candidateId: string;

/** The feature as the composition root wires it; `spoil` may kill it where it stands. */
const regrading = (spoil?: (attemptId: string, done: boolean) => void) =>
  createRegrading(t.ctx, {
    exam: {
      ...exam.regrading,
      revise: async (id, command) => {
        spoil?.(id, false);
        const revision = await exam.regrading.revise(id, command);
        spoil?.(id, true);
        return revision;
      },
    },
    papers: {
      keyed: t.papers.keyed,
      media: t.papers.media,
      withdrawn: t.papers.withdrawnQuestions,
      inForce: async () => (await t.papers.versions.inForce())?.hash ?? null,
    },
    candidates: t.candidates,
    bookings: t.booking,
    audit: t.audit,
  });
let feature: ReturnType<typeof regrading>;

const publish = (change: (q: ReturnType<typeof manyQuestions>[number]) => object = () => ({})) =>
  t.papers.versions.publish({
    name: 'b',
    questions: manyQuestions(10).map((q) => ({ ...q, ...change(q) })),
    media: new Map(),
    by: 'x',
    actor: 'system',
  });

beforeEach(async () => {
  t = await testAdmin();
  clerk = (await t.signedIn(['registry'])).auth;
  second = (await t.signedIn(['admin'])).auth;
  await t.papers.kinds.load([kind], 'system');
  await publish();
  siteId = (await t.sites.addSite({ 'zh-CN': '一号考场' }, 'system')).siteId;
  const { roomId } = await t.sites.addRoom(siteId, { name: { 'zh-CN': '一室' }, seats: 1 }, 'system');
  seat = (await t.sites.seats(roomId))[0]!.seatId;
  const person = { name: '陈思远', idNumber: '110101199001011237', licenceClass: 'C1', timeFactor: 1 };
  candidateId = (await t.candidates.add(person, 'system')).candidateId;
  exam = createExam(t.ctx, {
    ...idlePorts,
    seats: t.sites,
    candidates: t.candidates,
    bookings: t.booking,
    papers: { ...t.papers, kindInForce: () => Promise.resolve(kind) },
  });
  feature = regrading();
  feature.routes(t.router, t.deps);
});
afterEach(async () => {
  await feature.stop();
  await t.stop();
});

/** One booked candidate from consent to leaving; every paper is the whole bank of ten, the right answer is A. */
async function sat(wrong: readonly string[]) {
  const deviceId = randomUUID();
  const now = t.clock.now();
  const { bookingId } = await t.booking.add(
    { candidateId, licenceClass: 'C1' },
    { siteId, kindCode: kind.code, from: now, to: now + 3_600_000 },
    'system',
  );
  const check = { checkId: randomUUID(), method: 'face', score: 0.6, decidedBy: null };
  const { sittingId, rulesVersion } = await exam.openSitting({
    seatId: seat,
    deviceId,
    candidateId,
    bookingId,
    check,
  });
  await exam.consent(sittingId, deviceId, rulesVersion, 'zh-CN');
  const { attemptId } = (await exam.start(sittingId, deviceId)).paper;
  const { items } = await exam.state(attemptId);
  for (const [index, { questionId }] of items.entries()) {
    const a = { attemptId, index, choice: [wrong.includes(questionId) ? 'B' : 'A'], confirm: true };
    await exam.answer(deviceId, { ...a, clientSeq: index + 1, madeAt: t.clock.now() });
  }
  await exam.submit(deviceId, attemptId);
  await exam.sign(sittingId, deviceId, [[[0.1, 0.1, 0]]]);
  await exam.finish(sittingId, deviceId);
  await scoredRow(t.ctx, attemptId);
  t.clock.advance(3_600_000);
  return { attemptId, bookingId };
}
const api = (who: Record<string, string>) => ({
  get: async (path: string) => (await request(t.app).get(`/api/v1${path}`).set(who)).body,
  post: (path: string, body: object) => request(t.app).post(`/api/v1${path}`).set(who).send(body),
});
const withdraw = (questionId: string) =>
  api(clerk).post('/banks/withdrawals', { questionId, code: 'wrongKey', reason: '答案有误' }).expect(200);
async function tried(body: object): Promise<RegradeView> {
  const { regradeId } = (await api(clerk).post('/regrades', body).expect(200)).body as RegradeView;
  await feature.work();
  return (await api(clerk).get(`/regrades/${regradeId}`)) as RegradeView;
}
const approved = async (regradeId: string) => {
  await api(clerk).post(`/regrades/${regradeId}/proposal`, { reason: '第三题答案有误' }).expect(200);
  await api(second).post(`/regrades/${regradeId}/decision`, { approve: true, reason: '属实' }).expect(200);
};
const revised = async (attemptId: string): Promise<(AttemptEvent & { kind: 'revised' })[]> =>
  (await exam.events(attemptId)).flatMap((e) => (e.kind === 'revised' ? [e] : []));
const rows = async (id: string) =>
  ((await api(clerk).get(`/regrades/${id}/attempts`)) as { rows: RegradeRow[] }).rows;

test('who failed by a question withdrawn later passes after two persons said so; the old score stays', async () => {
  const failed = await sat(['q-001', 'q-003']);
  const passed = await sat(['q-005']);
  const fails = await sat(['q-001', 'q-003', 'q-005', 'q-007']);
  await withdraw('q-003');
  expect(await api(clerk).get('/regrades/questions')).toMatchObject({
    rows: [{ questionId: 'q-003', basis: 'withdrawn', finished: 3 }],
  });
  const trial = await tried({ basis: 'withdrawn', questionIds: ['q-003'] });
  expect(trial).toMatchObject({
    state: 'tried',
    total: 3,
    looked: 3,
    counts: { passes: 1, higher: 1, same: 1, lower: 0 },
    better: 2,
    written: 0,
  });
  expect((await rows(trial.regradeId))[0]).toMatchObject({
    attemptId: failed.attemptId,
    candidateName: '陈思远',
    verdict: 'passes',
    from: { score: 80, passed: false },
    to: { score: 90, passed: true },
    written: null,
  });
  expect(await revised(failed.attemptId)).toEqual([]);

  const decide = (who: Record<string, string>) =>
    api(who).post(`/regrades/${trial.regradeId}/decision`, { approve: true, reason: '属实' });
  expect((await decide(second)).body.code).toBe('CONFLICT');
  await api(clerk).post(`/regrades/${trial.regradeId}/proposal`, { reason: '第三题答案有误' }).expect(200);
  expect((await decide(clerk)).body.code).toBe('SECOND_PERSON_REQUIRED');
  await decide(second).expect(200);
  await feature.work();
  expect(await api(second).get(`/regrades/${trial.regradeId}`)).toMatchObject({
    state: 'done',
    written: 2,
    stale: 0,
  });

  const [event] = await revised(failed.attemptId);
  expect(event?.data).toMatchObject({ reason: '第三题答案有误', from: { score: 80 }, to: { score: 90 } });
  expect(await revised(passed.attemptId)).toEqual([]);
  const state = await exam.state(failed.attemptId);
  expect(state.score).toMatchObject({ score: 80, passed: false });
  expect(await exam.store.attempt(failed.attemptId)).toMatchObject({
    score: 90,
    passed: true,
    revised: true,
  });
  expect((await t.booking.get(failed.bookingId)).state).toBe('passed');
  expect((await t.booking.get(fails.bookingId)).state).toBe('failed');
  const keyed = await t.papers.keyed(state.bankVersion);
  const events = await exam.events(failed.attemptId);
  expect(verifyAttempt(events, keyed)).toMatchObject({
    ok: true,
    score: 90,
    passed: true,
    former: [{ score: 80, passed: false }],
  });
  const { rows: audit, chainOk } = await t.audit.list({ target: `attempt/${failed.attemptId}`, limit: 9 });
  expect(chainOk).toBe(true);
  expect(audit).toMatchObject([
    { action: 'attempt.revise', detail: { was: 80, now: 90, hash: event?.hash } },
  ]);
  const csv = await request(t.app).get(`/api/v1/regrades/${trial.regradeId}/attempts.csv`).set(clerk);
  expect(csv.text).toContain(`80,不合格,90,合格,改为合格`);

  // Each attempt is one to statistics, however often its result was given.
  const statistics = createStatistics(t.ctx, {
    ...statisticsSources({ exam, papers: t.papers, sites: t.sites }),
    audit: t.audit,
  });
  t.clock.advance(120_000);
  await statistics.count();
  await statistics.count();
  statistics.routes(t.router, t.deps);
  const { auth } = await t.signedIn(['auditor']);
  const of = (await api(auth).get(`/statistics?version=${state.bankVersion}`)) as { kinds: { n: number }[] };
  expect(of.kinds.map((k) => k.n)).toEqual([3]);
});

test('a booking that a pass given afterwards makes needless is offered, and cancelled by a person with a reason', async () => {
  const { attemptId } = await sat(['q-003', 'q-005']);
  const now = t.clock.now();
  const again = await t.booking.add(
    { candidateId, licenceClass: 'C1' },
    { siteId, kindCode: kind.code, from: now + 86_400_000, to: now + 90_000_000 },
    'system',
  );
  await withdraw('q-003');
  const { regradeId } = await tried({ basis: 'withdrawn', questionIds: ['q-003'] });
  const path = `/regrades/${regradeId}/attempts/${attemptId}/cancel-booking`;
  const body = { bookingId: again.bookingId, reason: '更正后已合格' };
  // Before the pass is written nothing is offered.
  expect((await rows(regradeId))[0]?.booked).toEqual([]);
  expect((await api(clerk).post(path, body)).status).toBe(409);
  await approved(regradeId);
  await feature.work();
  expect((await rows(regradeId))[0]).toMatchObject({
    verdict: 'passes',
    booked: [{ bookingId: again.bookingId, from: now + 86_400_000 }],
  });
  expect((await api(clerk).post(path, { ...body, bookingId: randomUUID() })).status).toBe(409);
  const done = await api(clerk).post(path, body).expect(200);
  expect((done.body as RegradeRow).booked).toEqual([]);
  expect((await t.booking.get(again.bookingId)).state).toBe('cancelled');
  const audited = await t.audit.list({ target: `booking/${again.bookingId}`, limit: 1 });
  expect(audited.rows[0]).toMatchObject({
    action: 'booking.cancel',
    detail: { reason: '更正后已合格', regrade: `regrade/${regradeId}`, attemptId },
  });
  expect((await api(clerk).post(path, body)).status).toBe(409);
});

test('a corrected key of a new version judges again in the letters of the old one, and verifies', async () => {
  const failed = await sat(['q-001', 'q-003']);
  const right = await sat([]);
  const old = (await t.papers.versions.inForce())!.hash;
  // B is right, and the options changed places.
  await publish((q) =>
    q.id === 'q-003'
      ? { options: [...q.options].reverse().map((o, i) => ({ ...o, id: 'ABCD'.charAt(i) })), answer: ['C'] }
      : {},
  );
  const changed = (await api(clerk).get(`/regrades/questions?from=${old}`)) as { rows: object[] };
  expect(changed.rows).toMatchObject([
    { questionId: 'q-003', finished: 2, key: { was: [{ 'zh-CN': '一' }], now: [{ 'zh-CN': '二' }] } },
  ]);
  const trial = await tried({ basis: 'keyChanged', questionIds: ['q-003'] });
  expect(trial.counts).toMatchObject({ passes: 1, lower: 1 });
  await approved(trial.regradeId);
  await feature.work();
  expect((await revised(failed.attemptId))[0]?.data).toMatchObject({
    items: [{ questionId: 'q-003', how: 'corrected_key', right: ['B'] }],
    to: { score: 90, passed: true },
  });
  // Whoever had it right by the old key keeps the result.
  expect(await revised(right.attemptId)).toEqual([]);
  const { bankVersion, revisions } = await exam.state(failed.attemptId);
  const version = revisions[0]!.keyVersion!;
  const corrected = new Map([[version, [...(await t.papers.keyed(version)).values()]]]);
  const events = await exam.events(failed.attemptId);
  const keyed = await t.papers.keyed(bankVersion);
  expect(verifyAttempt(events, keyed, undefined, corrected)).toMatchObject({ ok: true, problems: [] });
  // Without the later version nobody can say that its key was applied.
  expect(verifyAttempt(events, keyed).problems.join()).toContain('cannot be compared');
  const forged = events.map((e) =>
    e.kind === 'revised' ? { ...e, data: { ...e.data, to: { ...e.data.to, score: 100 } } } : e,
  );
  expect(verifyAttempt(forged, keyed, undefined, corrected).problems.join()).toContain(
    'counting again gives 90',
  );
});

test('killed at any point, it goes on: every attempt is regraded once and whole', async () => {
  const all = [];
  for (let i = 0; i < 4; i++) all.push(await sat(['q-001', 'q-003']));
  await withdraw('q-003');
  const { regradeId } = await tried({ basis: 'withdrawn', questionIds: ['q-003'] });
  await feature.stop();
  await approved(regradeId);
  // The process dies before one event, then after another: between the log and what follows from it.
  for (const after of [false, true]) {
    let calls = 0;
    const dies = regrading((_, done) => {
      if (done === after && ++calls === 2) throw new Error('killed');
    });
    await expect(dies.work()).rejects.toThrow('killed');
    await dies.stop();
  }
  const halves = (await rows(regradeId)).filter((r) => r.written);
  expect(halves.length).toBeLessThan(4);
  // Two servers take it up at once.
  const [one, two] = [regrading(), regrading()];
  await Promise.all([one.work(), two.work()]);
  for (const { attemptId, bookingId } of all) {
    expect(await revised(attemptId)).toHaveLength(1);
    expect((await t.booking.get(bookingId)).state).toBe('passed');
    const { rows: audit } = await t.audit.list({ target: `attempt/${attemptId}`, limit: 9 });
    expect(audit.map((r) => r.action)).toEqual(['attempt.revise']);
  }
  expect(await api(clerk).get(`/regrades/${regradeId}`)).toMatchObject({
    state: 'done',
    written: 4,
    stale: 0,
  });
  // Once more changes nothing.
  const again = await tried({ basis: 'withdrawn', questionIds: ['q-003'] });
  await one.work();
  expect(((await api(clerk).get(`/regrades/${again.regradeId}`)) as RegradeView).counts).toMatchObject({
    passes: 0,
    same: 4,
  });
});

test('only what is withdrawn, only by the office, and a declined one writes nothing', async () => {
  const failed = await sat(['q-001', 'q-003']);
  const ask = { basis: 'withdrawn', questionIds: ['q-003'] };
  expect((await api(clerk).post('/regrades', ask)).body).toMatchObject({
    code: 'NOT_FOUND',
    detail: { field: 'q-003' },
  });
  await withdraw('q-003');
  const { auth } = await t.signedIn(['proctor', 'auditor']);
  await api(auth).post('/regrades', ask).expect(403);
  const { regradeId } = await tried(ask);
  await api(clerk).post(`/regrades/${regradeId}/proposal`, { reason: '第三题答案有误' }).expect(200);
  const no = { approve: false, reason: '题目没有错' };
  expect((await api(second).post(`/regrades/${regradeId}/decision`, no).expect(200)).body.state).toBe(
    'declined',
  );
  await feature.work();
  expect(await revised(failed.attemptId)).toEqual([]);
});

test('a log that cannot be read is listed and left alone, and stops nothing; one person stays one under another name', async () => {
  const damaged = await sat(['q-001', 'q-003']);
  const failed = await sat(['q-001', 'q-003']);
  await t.ctx.db
    .collection('attemptEvents')
    .updateOne({ attemptId: damaged.attemptId, kind: 'answered' }, { $unset: { data: 1 } });
  await withdraw('q-003');
  const { regradeId } = await tried({ basis: 'withdrawn', questionIds: ['q-003'] });
  const verdicts = new Map((await rows(regradeId)).map((r) => [r.attemptId, r.verdict]));
  expect(verdicts).toEqual(
    new Map([
      [failed.attemptId, 'passes'],
      [damaged.attemptId, 'brokenLog'],
    ]),
  );
  await api(clerk).post(`/regrades/${regradeId}/proposal`, { reason: '第三题答案有误' }).expect(200);
  const docs = t.ctx.db.collection<{ _id: string }>('regrades');
  const doc = (await docs.findOne({ _id: regradeId })) as unknown as { created: { actor: string } };
  const renamed = `${doc.created.actor.split(' ')[0]} 另一个名字`;
  await docs.updateOne({ _id: regradeId }, { $set: { 'created.actor': renamed, 'proposal.actor': renamed } });
  const alone = await api(clerk).post(`/regrades/${regradeId}/decision`, { approve: true, reason: '属实' });
  expect(alone.body.code).toBe('SECOND_PERSON_REQUIRED');
  await api(second).post(`/regrades/${regradeId}/decision`, { approve: true, reason: '属实' }).expect(200);
  await feature.work();
  expect(await revised(failed.attemptId)).toHaveLength(1);
});
