import type { AttemptDetail } from 'exam-contract/http/attempts';
import type { Withdrawal } from 'exam-contract/http/withdrawals';
import type { CandidateRow } from 'exam-contract/http/candidates';
import { silentLogger } from '../../exam-server/src/platform/log';
import { connectMongo } from '../../exam-server/src/platform/mongo/connect';
import { openRoom, paperOf } from '../e2e/support/kiosk';
import { startStack, type Stack } from '../e2e/support/stack';
import { seatsOf, sitsDown, terminalAt } from './terminals';

jest.setTimeout(240_000);
const SEATS = 5;
let stack: Stack;
let leave = () => undefined as void;
afterAll(async () => {
  leave();
  await stack?.stop();
});

test('the server is killed between a withdrawal and the papers it is for: after the start each has it, once', async () => {
  stack = await startStack({ env: { KAOTAI_VISION_CHILDREN: '0' } });
  const room = await openRoom(stack);
  leave = room.leave;
  const seats = await seatsOf(stack, room.roomId);
  const { rows } = await stack.api<{ rows: CandidateRow[] }>('GET', '/candidates?limit=100', 'registry');
  const people = rows.filter((r) => r.bookings.some((b) => b.kindCode === 'K1_CAR' && b.state === 'booked'));
  const sat = [];
  for (const [n, row] of people.slice(0, SEATS).entries()) {
    const terminal = await terminalAt(stack, seats[n]!.seatId);
    const { attemptId } = await sitsDown(stack, terminal, row);
    sat.push({ terminal, attemptId, items: await paperOf(stack, attemptId) });
  }
  // The sample bank is small: most questions stand on several papers.
  const often = new Map<string, number>();
  for (const { items } of sat)
    for (const { questionId } of items) often.set(questionId, (often.get(questionId) ?? 0) + 1);
  const [questionId, holders] = [...often].sort((a, b) => b[1] - a[1])[0]!;

  const db = await connectMongo(stack.database, silentLogger);
  const asked = stack
    .api<unknown>('POST', '/banks/withdrawals', 'registry', {
      questionId,
      code: 'wrongKey',
      reason: '答案有误',
    })
    .catch(() => null);
  const known = () => db.collection<{ _id: string }>('bankWithdrawals').findOne({ _id: questionId });
  while (!(await known()));
  await stack.kill();
  await asked;
  const written = () =>
    db
      .collection('attemptEvents')
      .countDocuments({ kind: 'questionWithdrawn', 'data.questionId': questionId });
  console.log(JSON.stringify({ holders, adjustedBeforeTheKill: await written() }));
  await stack.restart();
  while ((await written()) < holders) await new Promise((r) => setTimeout(r, 50));
  expect(await written()).toBe(holders);
  await db.close();

  const { withdrawals } = await stack.api<{ withdrawals: Withdrawal[] }>(
    'GET',
    '/banks/withdrawals',
    'registry',
  );
  expect(withdrawals[0]?.running).toEqual({ adjusted: holders, waiting: 0 });
  for (const { terminal, attemptId, items } of sat) {
    const index = items.findIndex((i) => i.questionId === questionId);
    const { sitting } = await terminal.tell('hello', { lang: 'zh-CN', clientVersion: 'test' });
    const holds = index >= 0 ? [{ index, policy: 'count_right' }] : [];
    expect(sitting?.attempt?.withdrawn).toEqual(holds);
    const over = await terminal.tell('attempt:submit', { attemptId, clientSeq: 1 });
    expect(over.results[0]).toMatchObject({ score: holds.length, correct: holds.length, wrong: 0 });
    const detail = await stack.api<AttemptDetail>('GET', `/attempts/${attemptId}`, 'auditor');
    expect(detail.chainOk).toBe(true);
    terminal.socket.close();
  }
});
