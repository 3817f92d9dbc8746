import { systemClock } from '../../exam-server/src/platform/clock';
import { examAlone, startedAttempt } from '../support/exam-alone';
import { startOwnMongod } from '../support/mongod.cjs';

jest.setTimeout(240_000);

it('loses nothing it acknowledged when the database is killed in the middle of a test', async () => {
  const mongod = await startOwnMongod();
  const alone = await examAlone(mongod.uri, systemClock);
  try {
    const seats = await Promise.all(Array.from({ length: 8 }, () => startedAttempt(alone)));
    const acked = new Map<string, number[]>(seats.map((s) => [s.attemptId, []]));
    let killed = false;
    const before = mongod.pid();
    const sit = async (s: (typeof seats)[number]) => {
      for (let index = 0; index < 60; index++) {
        // As a terminal does: the same message until it is acknowledged.
        for (;;) {
          try {
            await alone.exam.answer(s.deviceId, {
              attemptId: s.attemptId,
              index,
              choice: ['A'],
              confirm: true,
              clientSeq: index + 1,
              madeAt: systemClock.now(),
            });
            acked.get(s.attemptId)!.push(index);
            break;
          } catch {
            await new Promise((r) => setTimeout(r, 200));
          }
        }
        if (index === 20 && !killed) {
          killed = true;
          await mongod.kill();
          await mongod.restart();
        }
      }
    };
    await Promise.all(seats.map(sit));
    expect(mongod.pid()).not.toBe(before);

    const fresh = await examAlone(mongod.uri, systemClock);
    for (const s of seats) {
      const state = await fresh.exam.state(s.attemptId);
      expect(acked.get(s.attemptId)).toHaveLength(60);
      for (const index of acked.get(s.attemptId)!)
        expect(state.answers[index]).toMatchObject({ choice: ['A'], confirmed: true, correct: true });
    }
    await fresh.close();
  } finally {
    await alone.close();
    await mongod.stop();
  }
});
