import { randomUUID } from 'node:crypto';
import { manualClock } from '../../../exam-server/src/platform/clock';
import { idlePorts } from '../../../scripts/bench/answers-ports';
import { examAlone, startedAttempt, type ExamAlone } from '../../support/exam-alone';

jest.setTimeout(240_000);

describe('a sitting on a real database', () => {
  const uri = process.env['KAOTAI_TEST_MONGODB_URI']!.replace(
    /\/(\?|$)/,
    `/exam-${randomUUID().slice(0, 8)}$1`,
  );
  const clock = manualClock(1_800_000_000_000);
  let alone: ExamAlone;
  const answer = (
    s: Awaited<ReturnType<typeof startedAttempt>>,
    index: number,
    choice: string,
    clientSeq: number,
    confirm = true,
    deviceId = s.deviceId,
  ) =>
    alone.exam.answer(deviceId, {
      attemptId: s.attemptId,
      index,
      choice: [choice],
      confirm,
      clientSeq,
      madeAt: clock.now(),
    });

  beforeAll(async () => {
    alone = await examAlone(uri, clock);
  });
  afterAll(async () => {
    await alone.ctx.db.dropDatabase();
    await alone.close();
  });

  it('gives a paper without keys, judges on confirm, passes, takes one signature and frees the seat', async () => {
    const s = await startedAttempt(alone);
    expect(JSON.stringify(s.paper)).not.toMatch(/answer|explanation|correct/);
    expect((await answer(s, 0, 'A', 1)).judged).toEqual({ correct: true, right: ['A'] });
    expect((await answer(s, 1, 'B', 2)).judged).toEqual({ correct: false, right: ['A'] });
    expect((await answer(s, 2, 'A', 3, false)).judged).toBeNull();
    for (let i = 3; i < 100; i++) await answer(s, i, 'A', i + 1);
    const over = await alone.exam.submit(s.deviceId, s.attemptId);
    expect(over).toMatchObject({ stage: 'result', results: [{ score: 99, passed: true }] });
    const strokes = [[[0.1, 0.1, 0]]] as [number, number, number][][];
    expect((await alone.exam.sign(s.sittingId, s.deviceId, strokes)).stage).toBe('done');
    await alone.exam.finish(s.sittingId, s.deviceId);
    expect(await alone.exam.viewAtSeat(s.seatId)).toBeNull();
  });

  it('refuses the terminal of another seat and an answer to a locked question', async () => {
    const s = await startedAttempt(alone);
    await expect(answer(s, 0, 'A', 1, true, randomUUID())).rejects.toMatchObject({
      code: 'ATTEMPT_NOT_YOURS',
    });
    await answer(s, 0, 'A', 1);
    await expect(answer(s, 0, 'B', 2)).rejects.toMatchObject({ code: 'ANSWER_LOCKED' });
    // The same message again is a repeat, not another answer.
    await expect(answer(s, 0, 'A', 1)).resolves.toMatchObject({ judged: { correct: true } });
  });

  it('offers a retake after a failure, and no third attempt', async () => {
    const s = await startedAttempt(alone);
    expect(await alone.exam.submit(s.deviceId, s.attemptId)).toMatchObject({
      stage: 'result',
      retakesLeft: 1,
    });
    // A signature now would leave the second attempt without one.
    const strokes: [number, number, number][][] = [[[0.1, 0.1, 0]]];
    const examiner = () => alone.exam.examinerSign(s.sittingId, { name: '王考官' }, strokes);
    await expect(examiner()).rejects.toMatchObject({ code: 'SITTING_WRONG_STAGE' });
    const again = await alone.exam.retake(s.sittingId, s.deviceId, true);
    expect(again).toMatchObject({ stage: 'ready', attempt: { ordinal: 2, status: 'created' } });
    await alone.exam.start(s.sittingId, s.deviceId);
    await alone.exam.submit(s.deviceId, again.attempt!.attemptId);
    expect((await examiner()).examinerSigned).toBe(true);
    for (const id of [s.attemptId, again.attempt!.attemptId])
      expect((await alone.exam.state(id)).signed.examiner).toBe(true);
    await expect(alone.exam.retake(s.sittingId, s.deviceId, true)).rejects.toMatchObject({
      code: 'RETAKE_NOT_ALLOWED',
    });
  });

  it('is closed where nobody goes on with it: not begun stays booked, an untaken retake is a failure', async () => {
    const marks: [string, string][] = [];
    const { bookings } = idlePorts;
    const mark = (id: string, state: string) => Promise.resolve(void marks.push([id, state]));
    const other = await examAlone(uri, clock, { bookings: { ...bookings, mark } });
    try {
      const failed = await startedAttempt(other);
      await other.exam.submit(failed.deviceId, failed.attemptId);
      const [seatId, deviceId, candidateId] = [randomUUID(), randomUUID(), randomUUID()];
      const check = { checkId: randomUUID(), method: 'face', score: 0.6, decidedBy: null };
      const open = { seatId, deviceId, candidateId, bookingId: candidateId, check };
      await other.exam.openSitting(open);
      const running = await startedAttempt(other);
      clock.advance(31 * 60_000);
      await other.exam.sweep();
      expect(other.exam.openAtSeat(seatId)).toBeNull();
      expect(other.exam.openAtSeat(failed.seatId)).not.toBeNull();
      expect(other.exam.openAtSeat(running.seatId)).not.toBeNull();
      clock.advance(30 * 60_000);
      await other.exam.sweep();
      expect(other.exam.openAtSeat(failed.seatId)).toBeNull();
      expect(marks).toContainEqual([candidateId, 'booked']);
      expect(marks.at(-1)?.[1]).toBe('failed');
      // The same candidate may sit down again.
      await expect(other.exam.openSitting({ ...open, seatId: randomUUID() })).resolves.toMatchObject({
        stage: 'rules',
      });
    } finally {
      await other.close();
    }
  });

  it('is rebuilt by another server from the log, deadlines and queued answers included', async () => {
    const s = await startedAttempt(alone);
    await answer(s, 0, 'A', 1);
    const other = await examAlone(uri, clock);
    try {
      await other.exam.recover();
      clock.advance(44 * 60_000);
      const madeAt = clock.now();
      clock.advance(3 * 60_000);
      await other.exam.sweep();
      expect((await other.exam.state(s.attemptId)).status).toBe('expired');
      const late = { attemptId: s.attemptId, index: 1, choice: ['A'], confirm: true, clientSeq: 2, madeAt };
      await expect(other.exam.answer(s.deviceId, late)).resolves.toMatchObject({ judged: { correct: true } });
      const tooLate = { ...late, index: 2, clientSeq: 3, madeAt: clock.now() };
      await expect(other.exam.answer(s.deviceId, tooLate)).rejects.toMatchObject({ code: 'DEADLINE_PASSED' });
      const over = await other.exam.submit(s.deviceId, s.attemptId);
      expect(over.results[0]).toMatchObject({ correct: 2, reason: 'timeUp' });
    } finally {
      await other.close();
    }
  });
});
