import { randomBytes, randomUUID } from 'node:crypto';
import { readConfig } from '../../exam-server/src/config';
import type { Announcements, Context } from '../../exam-server/src/context';
import { createExam, examIndexes } from '../../exam-server/src/features/exam';
import type { ExamPorts } from '../../exam-server/src/features/exam/ports';
import { createBus } from '../../exam-server/src/platform/bus';
import type { Clock } from '../../exam-server/src/platform/clock';
import { createTokens } from '../../exam-server/src/platform/crypto/tokens';
import { createVault } from '../../exam-server/src/platform/crypto/vault';
import { silentLogger } from '../../exam-server/src/platform/log';
import { createMetrics } from '../../exam-server/src/platform/metrics';
import { connectMongo } from '../../exam-server/src/platform/mongo/connect';
import { idlePorts } from '../../scripts/bench/answers-ports';

/** The exam feature on a real database, its neighbours standing still. */
export async function examAlone(uri: string, clock: Clock, ports: Partial<ExamPorts> = {}) {
  const db = await connectMongo(uri, silentLogger);
  for (const i of examIndexes) await db.collection(i.collection).createIndex(i.key, i.options ?? {});
  const vault = createVault(randomBytes(32));
  const ctx: Context = {
    config: readConfig({ MONGODB_URI: uri }),
    clock,
    log: silentLogger,
    metrics: createMetrics(),
    db,
    vault,
    tokens: createTokens(vault, clock),
    bus: createBus<Announcements>(silentLogger),
  };
  return { exam: createExam(ctx, { ...idlePorts, ...ports }), ctx, close: () => db.close() };
}
export type ExamAlone = Awaited<ReturnType<typeof examAlone>>;

/** A candidate who has agreed to the rules and started; the right answer of every question is its option A. */
export async function startedAttempt({ exam }: ExamAlone, seatId: string = randomUUID()) {
  const [deviceId, candidateId] = [randomUUID(), randomUUID()];
  const check = { checkId: randomUUID(), method: 'face', score: 0.6, decidedBy: null };
  const sitting = await exam.openSitting({ seatId, deviceId, candidateId, bookingId: candidateId, check });
  await exam.consent(sitting.sittingId, deviceId, sitting.rulesVersion, 'zh-CN');
  const { paper } = await exam.start(sitting.sittingId, deviceId);
  return { seatId, deviceId, sittingId: sitting.sittingId, attemptId: paper.attemptId, paper };
}
