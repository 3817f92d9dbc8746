import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import request from 'supertest';
import { createExam } from '../../../exam-server/src/features/exam';
import type { AttemptEvent, Exam } from '../../../exam-server/src/features/exam';
import { createResults } from '../../../exam-server/src/features/results';
import { runCli } from '../../../question-bank/src/cli/run';
import { idlePorts } from '../../../scripts/bench/answers-ports';
import { redrawn } from '../../../scripts/verify/redraw';
import { startedAttempt } from '../../support/exam-alone';
import { manyQuestions, testKind } from '../admin/bank-support';
import { MORNING, testAdmin, type TestAdmin } from '../admin/support';

jest.setTimeout(120_000);
let t: TestAdmin;
/** Twenty-four for anybody, eight for A2 alone, four of a region. */
const bank = manyQuestions(36).map((q, i) => ({
  ...q,
  tags: i < 24 ? [] : i < 32 ? ['class:A2'] : ['region:15'],
}));
const kind = testKind('K1_CAR', { classes: ['*'], retakesSameSitting: 1 });

/** The exam on the real papers, each booking for the class that its candidate's number ends in. */
function room(licenceClass: string) {
  const numbers = new Map<string, number>();
  const exam = createExam(t.ctx, {
    ...idlePorts,
    seats: {
      seatInfo: async (seatId) => ({
        ...(await idlePorts.seats.seatInfo(seatId)),
        number: numbers.get(seatId) ?? 0,
      }),
    },
    bookings: {
      ...idlePorts.bookings,
      get: async (id) => ({ ...(await idlePorts.bookings.get(id)), licenceClass }),
    },
    papers: t.papers,
  });
  const sit = (number: number) => {
    const seatId = randomUUID();
    numbers.set(seatId, number);
    return startedAttempt({ exam, ctx: t.ctx, close: () => Promise.resolve() }, seatId);
  };
  return { exam, sit };
}
/** The pages of attempts, of which these tests ask how a paper was drawn. */
function pagesOf(exam: Exam) {
  const none = () => Promise.resolve([]);
  const results = createResults(t.ctx, {
    exam,
    seats: idlePorts.seats,
    candidates: { ...idlePorts.candidates, photo: () => Promise.resolve(null) },
    papers: t.papers,
    incidents: { ofAttempt: none },
    checks: { ofSitting: none },
    evidence: { captures: none, get: () => Promise.reject(new Error('there is none')) },
    audit: t.audit,
  });
  results.routes(t.router, t.deps);
}
type First = Extract<AttemptEvent, { kind: 'created' }>;

beforeEach(async () => {
  t = await testAdmin();
  await t.papers.kinds.load([kind], 'system');
  await t.papers.versions.publish({ name: 'b', questions: bank, media: new Map(), by: 'x', actor: 'system' });
});
afterEach(() => t.stop());

test('class, seats beside and papers before reach the draw; anyone draws the same papers from the log', async () => {
  const { exam, sit } = room('A2');
  const one = await sit(1);
  const two = await sit(2);
  await exam.submit(one.deviceId, one.attemptId);
  const again = await exam.retake(one.sittingId, one.deviceId, true);
  const retaken = again.results.length === 1 ? (await exam.sitting(one.sittingId)).attemptIds.at(-1)! : '';
  const firsts: First[] = [];
  for (const attemptId of [one.attemptId, two.attemptId, retaken]) {
    const [first] = await exam.events(attemptId);
    if (first?.kind !== 'created') throw new Error('no attempt begins so');
    firsts.push(first);
  }
  const [a, b, c] = firsts.map((f) => f.data);
  expect(a?.drawnBy).toMatchObject({ blueprint: null, licenceClass: 'A2', day: '2026-11-23', former: [] });
  expect(b?.beside).toEqual([one.attemptId]);
  expect(c?.drawnBy?.former).toEqual([one.attemptId]);
  const taken = (f: First | undefined) => f?.data.items.map((i) => i.questionId) ?? [];
  // Three papers of ten from thirty-two: neighbours share nothing, and a retake asks nothing again.
  expect(taken(firsts[1]).filter((id) => taken(firsts[0]).includes(id))).toEqual([]);
  expect(taken(firsts[2]).filter((id) => taken(firsts[0]).includes(id))).toEqual([]);
  const all = new Set(firsts.flatMap(taken));
  expect(bank.some((q) => q.tags.includes('class:A2') && all.has(q.id))).toBe(true);
  expect(bank.some((q) => q.tags.includes('region:15') && all.has(q.id))).toBe(false);

  const keyed = await t.papers.keyed(firsts[0]!.data.bankVersion);
  for (const first of firsts) expect(await redrawn(t.ctx.db, first, keyed)).toEqual([]);
  const forged = { ...firsts[1]!, data: { ...firsts[1]!.data, seed: 'another' } };
  expect((await redrawn(t.ctx.db, forged, keyed))?.join()).toMatch(/drawn again, (question|the options)/);

  // Outside the server: the record of a paper and the exported bank are enough.
  pagesOf(exam);
  const auditor = (await t.signedIn(['auditor'])).auth;
  const clerk = (await t.signedIn(['registry'])).auth;
  const folder = mkdtempSync(join(tmpdir(), 'kaotai-records-'));
  const bankFile = join(folder, 'bank.json');
  const { bankVersion } = firsts[0]!.data;
  const exported = await request(t.app)
    .get(`/api/v1/banks/versions/${bankVersion}/export?format=json`)
    .set(clerk)
    .buffer()
    .expect(200);
  writeFileSync(bankFile, exported.body as Buffer);
  for (const { attemptId, data } of firsts) {
    const at = `/api/v1/attempts/${attemptId}`;
    await request(t.app).get(`${at}/draw-record`).set(clerk).expect(403);
    const { body } = await request(t.app).get(`${at}/draw-record`).set(auditor).expect(200);
    for (const secret of [data.candidateId, data.seatId, data.sittingId])
      expect(JSON.stringify(body)).not.toContain(secret);
    writeFileSync(join(folder, 'record.json'), JSON.stringify(body));
    const said: string[] = [];
    const say = (text: string) => void said.push(text);
    const argv = ['draw', bankFile, '--record', join(folder, 'record.json'), '--json'];
    expect(await runCli(argv, { today: '2027-06-01', out: say, err: say })).toBe(0);
    expect(JSON.parse(said.join(''))).toMatchObject({ match: true, hash: bankVersion, differences: [] });
  }
  const { body: page } = await request(t.app)
    .get(`/api/v1/attempts/${two.attemptId}`)
    .set(auditor)
    .expect(200);
  expect((page as { drawn: unknown }).drawn).toEqual({
    ...{ day: '2026-11-23', licenceClass: 'A2', region: '', beside: 1, before: 0, without: 0 },
    exposure: false,
  });
  rmSync(folder, { recursive: true });
  const { drawnBy: _, ...old } = firsts[0]!.data;
  expect(await redrawn(t.ctx.db, { ...firsts[0]!, data: old }, keyed)).toBeNull();
});

test('other classes never see what is asked of one class alone', async () => {
  const papers = await Promise.all(
    [...Array(20).keys()].map((n) =>
      t.papers.draw({ kind, licenceClass: 'C1', seed: `s${n}`, at: MORNING, avoid: [] }),
    ),
  );
  const seen = new Set(papers.flatMap((p) => p.items.map((i) => i.questionId)));
  expect(bank.filter((q) => q.tags.length > 0 && seen.has(q.id))).toEqual([]);
});

test('by the office’s blueprint and what was shown before that day; the command says so from the database alone', async () => {
  const clerk = (await t.signedIn(['registry'])).auth;
  const second = (await t.signedIn(['admin'])).auth;
  const at = '/api/v1/blueprints/K1_CAR';
  const content = {
    chapters: [{ name: '测试章', count: 10 }],
    cells: [{ tag: 'region:15', min: 2, max: 2 }],
    mustTogether: [],
    neverTogether: [],
    difficulty: null,
    region: '15',
    exposure: true,
    neighbours: false,
  };
  const saved = await request(t.app).put(`${at}/draft`).set(clerk).send({ content, note: '', rev: null });
  const seen = { rev: (saved.body as { rev: number }).rev };
  const { body } = await request(t.app).post(`${at}/draft/submit`).set(clerk).send(seen).expect(200);
  const { rev } = body as { rev: number };
  await request(t.app).post(`${at}/draft/publish`).set(second).send({ rev }).expect(200);

  const { exam, sit } = room('C1');
  const yesterday = await sit(1);
  t.clock.advance(86_400_000);
  const today = await sit(5);
  const [first] = await exam.events(today.attemptId);
  if (first?.kind !== 'created') throw new Error('no attempt begins so');
  expect(first.data.drawnBy).toMatchObject({ blueprint: { number: 1 }, day: '2026-11-24' });
  const counts = await t.ctx.db
    .collection<{ _id: string; counts: [string, number][] }>('bankExposures')
    .findOne({ _id: first.data.drawnBy!.exposure! });
  const shown = (await exam.events(yesterday.attemptId))[0];
  const ids = shown?.kind === 'created' ? shown.data.items.map((i) => i.questionId) : [];
  expect(counts?.counts).toEqual(ids.sort().map((id) => [id, 1]));
  const regional = first.data.items.filter((i) =>
    bank.find((q) => q.id === i.questionId)?.tags.includes('region:15'),
  );
  expect(regional).toHaveLength(2);

  const root = join(__dirname, '../../..');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [require.resolve('tsx/cli'), join(root, 'scripts/verify.ts'), today.attemptId, '--json'],
    { cwd: root, env: { ...process.env, MONGODB_URI: t.ctx.config.MONGODB_URI } },
  );
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, redrawn: true, problems: [] });
});
