import { randomUUID } from 'node:crypto';
import type { Question } from 'question-bank';
import { fold } from '../../../exam-server/src/features/exam';
import type { WithdrawnQuestion } from '../../../exam-server/src/features/exam/ports';
import { verifyAttempt } from '../../../exam-server/src/features/results';
import { manualClock } from '../../../exam-server/src/platform/clock';
import { idlePorts } from '../../../scripts/bench/answers-ports';
import { examAlone, startedAttempt, type ExamAlone } from '../../support/exam-alone';

jest.setTimeout(240_000);
const uri = process.env['KAOTAI_TEST_MONGODB_URI']!.replace(
  /\/(\?|$)/,
  `/gone-${randomUUID().slice(0, 8)}$1`,
);
const clock = manualClock(1_800_000_000_000);
const by = { staffId: randomUUID(), name: '李办事员' };
/** What is withdrawn, as the one database tells every server. */
let gone: WithdrawnQuestion[] = [];
const ports = { papers: { ...idlePorts.papers, withdrawn: () => Promise.resolve(gone) } };
const servers: ExamAlone[] = [];
const server = async () => {
  const one = await examAlone(uri, clock, ports);
  servers.push(one);
  return one;
};
let first: ExamAlone;
beforeAll(async () => {
  first = await server();
});
beforeEach(() => {
  gone = [];
});
afterAll(async () => {
  await first.ctx.db.dropDatabase();
  for (const s of servers) await s.close();
});

type Started = Awaited<ReturnType<typeof startedAttempt>>;
const answer = (at: ExamAlone, s: Started, index: number, choice: string, clientSeq: number) =>
  at.exam.answer(s.deviceId, {
    attemptId: s.attemptId,
    index,
    choice: [choice],
    confirm: true,
    clientSeq,
    madeAt: clock.now(),
  });
const questionAt = async (s: Started, index: number) =>
  (await first.exam.state(s.attemptId)).items[index]!.questionId;
const out = async (s: Started, index: number) =>
  gone.push({ questionId: await questionAt(s, index), code: 'wrongKey', by });
const noted = async (s: Started) =>
  (await first.exam.events(s.attemptId)).filter((e) => e.kind === 'questionWithdrawn').length;
const keyed = async (): Promise<ReadonlyMap<string, Question>> => idlePorts.papers.keyed('');

test('the sweep tells it to every attempt that holds it, once, and the score follows from the log alone', async () => {
  const s = await startedAttempt(first);
  await answer(first, s, 0, 'B', 1);
  await answer(first, s, 1, 'A', 2);
  await out(s, 0);
  for (let i = 0; i < 3; i++) await first.exam.sweep();
  expect(await noted(s)).toBe(1);
  expect(await first.exam.withdrawn.progress([gone[0]!.questionId])).toEqual(
    new Map([[gone[0]!.questionId, { adjusted: 1, waiting: 0 }]]),
  );
  const over = await first.exam.submit(s.deviceId, s.attemptId);
  expect(over.results[0]).toMatchObject({ score: 2, correct: 2, wrong: 0, unanswered: 98 });
  const verdict = verifyAttempt(await first.exam.events(s.attemptId), await keyed());
  expect(verdict).toMatchObject({ ok: true, score: 2 });
});

test('who hands in before the sweep came is scored with it', async () => {
  const s = await startedAttempt(first);
  await out(s, 5);
  const over = await first.exam.submit(s.deviceId, s.attemptId);
  expect(over.results[0]).toMatchObject({ score: 1, withdrawnItems: [{ index: 5, policy: 'count_right' }] });
});

test('verification names a policy that the paper does not declare', async () => {
  const s = await startedAttempt(first);
  await out(s, 5);
  await first.exam.sweep();
  const events = (await first.exam.events(s.attemptId)).map((e) =>
    e.kind === 'questionWithdrawn' ? { ...e, data: { ...e.data, policy: 'drop_rescale' as const } } : e,
  );
  expect(verifyAttempt(events, await keyed()).problems.join()).toContain('the kind declares count_right');
});

test('two servers that hold the same attempt say it once; answers go on at either, none is lost', async () => {
  const s = await startedAttempt(first);
  const second = await server();
  await second.exam.recover();
  const pushed: string[] = [];
  for (const [name, at] of [['first', first] as const, ['second', second] as const])
    at.ctx.bus.on('attemptEvent', ({ attemptId, event }) => {
      if (attemptId === s.attemptId && event.kind === 'questionWithdrawn') pushed.push(name);
    });
  await out(s, 0);
  await Promise.all([first.exam.sweep(), second.exam.sweep()]);
  await Promise.all([first.exam.sweep(), second.exam.sweep()]);
  expect(await noted(s)).toBe(1);
  // Each terminal hangs at one of them: both must have heard.
  expect(pushed.sort()).toEqual(['first', 'second']);
  const turns = Array.from({ length: 40 }, (_, i) => i + 1);
  for (const i of turns) {
    if (i === 20) await out(s, 60);
    const [here, there] = i % 2 ? [first, second] : [second, first];
    await Promise.all([answer(here, s, i, 'A', i), there.exam.sweep()]);
  }
  const state = fold(await first.exam.events(s.attemptId));
  expect(turns.filter((i) => !state.answers[i]?.correct)).toEqual([]);
  expect(await noted(s)).toBe(2);
  expect(verifyAttempt(await first.exam.events(s.attemptId), await keyed())).toMatchObject({ ok: true });
});

test('a hand-in that races another server leaves no half of itself behind', async () => {
  for (let round = 0; round < 10; round++) {
    const s = await startedAttempt(first);
    const second = await server();
    await second.exam.state(s.attemptId);
    await out(s, 7);
    await Promise.all([
      second.exam.sweep(),
      first.exam.submit(s.deviceId, s.attemptId).catch(() => undefined),
    ]);
    await first.exam.sweep();
    const events = await first.exam.events(s.attemptId);
    expect(verifyAttempt(events, await keyed())).toMatchObject({ ok: true });
    expect(events.map((e) => e.seq)).toEqual(events.map((_, i) => i + 1));
  }
});

test('what is withdrawn while no server runs is in the log once one does', async () => {
  const s = await startedAttempt(first);
  await out(s, 3);
  const later = await server();
  await later.exam.recover();
  await later.exam.sweep();
  expect(await noted(s)).toBe(1);
  expect((await later.exam.state(s.attemptId)).withdrawn).toMatchObject({ 3: { code: 'wrongKey' } });
});
