import { randomUUID } from 'node:crypto';
import { manualClock } from '../../../exam-server/src/platform/clock';
import type { ExamPorts } from '../../../exam-server/src/features/exam/ports';
import { idlePorts } from '../../../scripts/bench/answers-ports';
import { examAlone, startedAttempt, type ExamAlone } from '../../support/exam-alone';

jest.setTimeout(240_000);

let alone: ExamAlone;
afterEach(async () => {
  await alone.ctx.db.dropDatabase();
  await alone.close();
});

test('a draw is told the papers that run at the seats beside, and the log names them', async () => {
  const database = `/exam-${randomUUID().slice(0, 8)}$1`;
  const uri = process.env['KAOTAI_TEST_MONGODB_URI']!.replace(/\/(\?|$)/, database);
  const numbers = new Map<string, number>();
  const asked: Parameters<ExamPorts['papers']['draw']>[0][] = [];
  alone = await examAlone(uri, manualClock(1_800_000_000_000), {
    seats: {
      seatInfo: async (seatId) => ({
        ...(await idlePorts.seats.seatInfo(seatId)),
        number: numbers.get(seatId) ?? 0,
      }),
    },
    papers: {
      ...idlePorts.papers,
      draw: (input) => {
        asked.push(input);
        return idlePorts.papers.draw(input);
      },
    },
  });
  const sit = (number: number) => {
    const seatId = randomUUID();
    numbers.set(seatId, number);
    return startedAttempt(alone, seatId);
  };
  const at1 = await sit(1);
  const at9 = await sit(9);
  const at2 = await sit(2);
  await sit(4);
  const at3 = await sit(3);
  expect(asked.map((a) => a.neighbours.length)).toEqual([0, 0, 1, 0, 2]);
  const first = await alone.exam.state(at1.attemptId);
  expect(asked[2]?.neighbours[0]?.questionIds).toEqual(first.items.map((i) => i.questionId));
  expect(asked[2]?.neighbours[0]?.order).toEqual(first.items.map((i) => i.options));

  const created = async (attemptId: string) => {
    const event = await alone.ctx.db.collection('attemptEvents').findOne({ attemptId, kind: 'created' });
    return (event?.['data'] as { beside?: string[] }).beside;
  };
  expect(await created(at9.attemptId)).toBeUndefined();
  expect(await created(at2.attemptId)).toEqual([at1.attemptId]);
  expect(await created(at3.attemptId)).toHaveLength(2);

  // Who has left sits beside nobody.
  await alone.exam.submit(at1.deviceId, at1.attemptId);
  await alone.exam.retake(at1.sittingId, at1.deviceId, false);
  await alone.exam.sign(at1.sittingId, at1.deviceId, [[[0.1, 0.1, 0]]]);
  await alone.exam.finish(at1.sittingId, at1.deviceId);
  await sit(0);
  expect(asked.at(-1)?.neighbours).toEqual([]);
});
