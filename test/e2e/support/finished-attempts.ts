import { randomUUID } from 'node:crypto';
import type { Question } from 'question-bank';
import type { SiteRow } from 'exam-contract/http/sites';
import { policy } from '../../../exam-server/src/features/exam/testing/fixtures';
import { chain, GENESIS } from '../../../exam-server/src/features/exam/domain/chain';
import { decide, type Command } from '../../../exam-server/src/features/exam/domain/decide';
import { apply, type AttemptState } from '../../../exam-server/src/features/exam/domain/state';
import type { AttemptEvent } from '../../../exam-server/src/features/exam/domain/events';
import { toAttemptRow } from '../../../exam-server/src/features/exam/projection';
import { localDay } from '../../../exam-server/src/platform/local-day';
import { silentLogger } from '../../../exam-server/src/platform/log';
import { connectMongo } from '../../../exam-server/src/platform/mongo/connect';
import type { Stack } from './stack';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
const QUESTIONS = 40;

/** Numbers that are the same in every run. */
function dice(seed: number): () => number {
  let s = seed;
  return () => (s = (s * 48271) % 2147483647) / 2147483647;
}

export interface Finished {
  /** The question whose key is made to look wrong. */
  wrongKey: string;
  /** Two papers at neighbouring seats that agree in most mistakes. */
  alike: [string, string];
  /** The day, Beijing time, on which these two were sat. */
  day: string;
}

/**
 * Writes logs of finished attempts into a stack's database, as weeks of exams would have left them: decided by the
 * exam's own rules, with questions of the bank in force. Good and poor candidates; nothing is counted yet.
 */
export async function finishedAttempts(
  stack: Stack,
  count: number,
  /** Who sat them all; nobody that is known without it. */
  candidateId?: string,
): Promise<Finished> {
  const { sites } = await stack.api<{ sites: SiteRow[] }>('GET', '/sites', 'admin');
  const { siteId, rooms } = sites[0]!;
  const { roomId } = rooms[0]!;
  const { seats } = await stack.api<{ seats: { seatId: string }[] }>(
    'GET',
    `/rooms/${roomId}/seats`,
    'admin',
  );
  const db = await connectMongo(stack.database, silentLogger);
  try {
    const version = await db.collection<{ _id: string }>('bankVersions').findOne({}, { sort: { order: -1 } });
    const parts = await db.collection('bankQuestions').find({ owner: version!._id }).toArray();
    const questions = parts
      .flatMap((p) => p['questions'] as Question[])
      .filter((q) => q.type !== 'multi' && q.subjects.includes('K1') && q.vehicles.includes('car'))
      .slice(0, QUESTIONS);
    const wrongKey = questions.find((q) => q.type === 'single')!;
    const mistaken = (q: Question, n: number) => {
      const wrong = q.options.filter((o) => !q.answer.includes(o.id));
      return [wrong[n % wrong.length]!.id];
    };
    const random = dice(11);
    const rows: { row: ReturnType<typeof toAttemptRow>; events: AttemptEvent[]; sitting: object }[] = [];
    // Those of the last hours are of one day, also where midnight, Beijing time, lies between them and now.
    const asked = Date.now();
    const now = localDay(asked - 2 * HOUR) === localDay(asked) ? asked : asked - 3 * HOUR;
    for (let i = 0; i < count; i += 1) {
      const copies = i >= count - 2;
      const at = copies ? now - HOUR : now - (i % 5) * WEEK - 2 * HOUR;
      const skill = copies ? 0.6 : 0.55 + 0.42 * random();
      const steps = copies ? dice(99) : random;
      const seat = copies ? i - (count - 2) : i % seats.length;
      let t = at;
      const created: AttemptEvent[] = chain(randomUUID(), { seq: 0, hash: GENESIS }, t, [
        {
          kind: 'created',
          data: {
            sittingId: randomUUID(),
            candidateId: candidateId ?? randomUUID(),
            seatId: seats[seat]!.seatId,
            roomId,
            ordinal: 1,
            policy: {
              ...policy,
              pointsPerQuestion: 100 / QUESTIONS,
              earlyEnd: 'none',
              durationMs: 3 * HOUR,
            },
            bankVersion: version!._id,
            seed: 's',
            items: questions.map((q) => ({
              questionId: q.id,
              type: q.type,
              options: q.options.map((o) => o.id),
            })),
          },
        },
      ]);
      let state: AttemptState = created.reduce<AttemptState | null>(apply, null)!;
      const events = [...created];
      const step = (command: Command) => {
        const judge = (index: number, c: string[]) => c.join() === questions[index]!.answer.join();
        const made = decide(state, command, { now: t, judge, offlineGraceMs: 0 });
        if (!made.ok) throw new Error(`${command.kind}: ${made.code}`);
        const more = chain(state.attemptId, state, t, made.events);
        events.push(...more);
        state = more.reduce<AttemptState | null>(apply, state)!;
      };
      step({ kind: 'start' });
      for (const [index, q] of questions.entries()) {
        t += Math.round(4000 + 20_000 * random());
        const knows = steps() < skill;
        const n = Math.floor(steps() * 3);
        // Who knows much answers this one as it should have been keyed.
        const odd = q === wrongKey && skill > 0.8;
        const choice = odd || !knows ? mistaken(q, odd ? 0 : n) : q.answer;
        step({ kind: 'answer', index, choice, confirm: true, clientSeq: index + 1, madeAt: t });
        if (index + 1 < questions.length) step({ kind: 'move', index: index + 1 });
      }
      step({ kind: 'submit' });
      const lang = i % 6 === 0 ? 'en' : 'zh-CN';
      rows.push({
        row: toAttemptRow(state),
        events,
        sitting: {
          _id: state.sittingId,
          siteId,
          roomId,
          lang,
          bookingId: randomUUID(),
          kind: { name: { 'zh-CN': '科目一' } },
          examiner: { name: '王考官', certificate: 'K-001' },
        },
      });
    }
    await db.collection('attemptEvents').insertMany(rows.flatMap((r) => r.events.map((e) => ({ ...e }))));
    await db
      .collection<{ _id: string }>('sittings')
      .insertMany(rows.map((r) => r.sitting as { _id: string }));
    await db.collection<{ _id: string }>('attempts').insertMany(rows.map((r) => ({ ...r.row })));
    const [a, b] = rows.slice(-2).map((r) => r.row._id);
    return { wrongKey: wrongKey.id, alike: [a!, b!], day: localDay(now - HOUR) };
  } finally {
    await db.close();
  }
}
