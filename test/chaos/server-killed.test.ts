import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { AttemptDetail } from 'exam-contract/http/attempts';
import type { CandidateRow } from 'exam-contract/http/candidates';
import { silentLogger } from '../../exam-server/src/platform/log';
import { connectMongo } from '../../exam-server/src/platform/mongo/connect';
import { openRoom, paperOf } from '../e2e/support/kiosk';
import { startStack, type Stack } from '../e2e/support/stack';
import { seatsOf, sitsDown, terminalAt } from './terminals';

jest.setTimeout(240_000);
const SEATS = 6;
const root = join(__dirname, '..', '..');
const sat: { attemptId: string; logHash: string }[] = [];
let stack: Stack;
let leave = () => undefined as void;
afterAll(async () => {
  leave();
  await stack?.stop();
});

async function seat(at: Stack, seatId: string, who: CandidateRow) {
  const terminal = await terminalAt(at, seatId);
  const { attemptId } = await sitsDown(at, terminal, who);
  return { terminal, attemptId, items: await paperOf(at, attemptId), acked: new Set<number>() };
}

test('the server is killed twice in the middle of six tests: nothing acknowledged is lost, all end with their score', async () => {
  stack = await startStack({ env: { KAOTAI_VISION_CHILDREN: '0' } });
  const room = await openRoom(stack);
  leave = room.leave;
  const seats = await seatsOf(stack, room.roomId);
  const { rows } = await stack.api<{ rows: CandidateRow[] }>('GET', '/candidates?limit=100', 'registry');
  const booked = (r: CandidateRow) => r.bookings.some((b) => b.kindCode === 'K1_CAR' && b.state === 'booked');
  const people = rows.filter(booked).slice(0, SEATS);
  expect(people).toHaveLength(SEATS);
  const seated: Awaited<ReturnType<typeof seat>>[] = [];
  for (const [n, row] of people.entries()) seated.push(await seat(stack, seats[n]!.seatId, row));

  const sit = async ({ terminal, attemptId, items, acked }: (typeof seated)[number], n: number) => {
    for (const item of items) {
      // The n-th candidate answers n of the first questions wrongly: each must have a score of his own.
      const wrong = item.index < n;
      const choice = wrong ? [item.options.find((o) => !item.right.includes(o.id))!.id] : item.right;
      const clientSeq = item.index + 1;
      await terminal.tell('attempt:answer', {
        attemptId,
        clientSeq,
        index: item.index,
        choice,
        confirm: true,
        madeAt: Date.now(),
      });
      acked.add(item.index);
      await new Promise((r) => setTimeout(r, 20));
    }
  };
  const all = Promise.all(seated.map(sit));
  const progress = () => seated.reduce((sum, s) => sum + s.acked.size, 0);
  for (const share of [0.2, 0.6]) {
    while (progress() < share * SEATS * 100) await new Promise((r) => setTimeout(r, 10));
    await stack.kill();
    const before = seated.map((s) => new Set(s.acked));
    await stack.restart();
    for (const [n, s] of seated.entries()) {
      const detail = await stack.api<AttemptDetail>('GET', `/attempts/${s.attemptId}`, 'registry');
      expect(detail.chainOk).toBe(true);
      const kept = new Set(detail.items!.filter((i) => i.confirmed).map((i) => i.index));
      expect([...before[n]!].filter((i) => !kept.has(i))).toEqual([]);
    }
  }
  await all;
  for (const [n, s] of seated.entries()) {
    const sitting = await s.terminal.tell('attempt:submit', { attemptId: s.attemptId, clientSeq: 101 });
    expect(sitting.results[0]).toMatchObject({ score: 100 - n, correct: 100 - n, wrong: n, unanswered: 0 });
    const detail = await stack.api<AttemptDetail>('GET', `/attempts/${s.attemptId}`, 'auditor');
    expect(detail).toMatchObject({ status: 'scored', score: 100 - n, chainOk: true });
    // Said again and again, yet written once.
    const answers = detail.events.filter((e) => e.kind === 'answered');
    expect(answers).toHaveLength(100);
    s.terminal.socket.close();
    sat.push({ attemptId: s.attemptId, logHash: detail.logHash });
  }
});

const verify = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'scripts/bin/kaotai.mjs'), 'verify', ...args], {
    env: { ...process.env, KAOTAI_MONGODB_URI: stack.database },
    encoding: 'utf8',
  });

test('an auditor repeats chain, judgement and score from the database, and sees when somebody changed an answer', async () => {
  const [first, second] = sat;
  const code = `kaotai:verify:${first!.attemptId}:${first!.logHash}`;
  const good = verify(code, '--json');
  expect([good.stderr, good.status]).toEqual(['', 0]);
  expect(JSON.parse(good.stdout)).toMatchObject({ ok: true, score: 100, logHash: first!.logHash });
  expect(verify(`kaotai:verify:${first!.attemptId}:${second!.logHash}`).status).toBe(1);
  expect(verify(randomUUID()).status).toBe(2);

  const db = await connectMongo(stack.database, silentLogger);
  const changed = await db
    .collection('attemptEvents')
    .updateOne({ attemptId: second!.attemptId, 'data.index': 0 }, { $set: { 'data.correct': true } });
  await db.close();
  expect(changed.modifiedCount).toBe(1);
  const bad = verify(second!.attemptId);
  expect(bad.status).toBe(1);
  expect(bad.stdout).toContain('✖');
});
