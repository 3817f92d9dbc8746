import { randomUUID } from 'node:crypto';
import { createExam } from '../../../exam-server/src/features/exam';
import type { AttemptEvent } from '../../../exam-server/src/features/exam';
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
