import { fork } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Server } from 'socket.io';
import { KIOSK_NAMESPACE } from 'exam-contract/kiosk-socket';
import { readConfig } from '../../exam-server/src/config';
import type { Announcements, Context } from '../../exam-server/src/context';
import { createExam, examIndexes } from '../../exam-server/src/features/exam';
import {
  createSeatSockets,
  serveTerminals,
  type TerminalPorts,
} from '../../exam-server/src/features/terminal';
import { createBus } from '../../exam-server/src/platform/bus';
import { systemClock } from '../../exam-server/src/platform/clock';
import { createTokens } from '../../exam-server/src/platform/crypto/tokens';
import { createVault } from '../../exam-server/src/platform/crypto/vault';
import { silentLogger } from '../../exam-server/src/platform/log';
import { createMetrics } from '../../exam-server/src/platform/metrics';
import { connectMongo } from '../../exam-server/src/platform/mongo/connect';
import { startOwnMongod } from '../../test/support/mongod.cjs';
import { idlePorts } from './answers-ports';
import type { Phase, PhaseResult } from './answers-clients';

const SOCKETS = Number(process.env['BENCH_SOCKETS'] ?? 300);
const PHASE_MS = Number(process.env['BENCH_MS'] ?? 5000);
const ROUNDS = 2;

/**
 * How many answers a second become durable through the product's own path, beside the same sockets doing one
 * journaled majority `updateOne` an answer, and doing nothing at all: all in one run, phases interleaved.
 */
async function main(): Promise<void> {
  const mongod = await startOwnMongod();
  const db = await connectMongo(mongod.uri.replace('/?', '/bench?'), silentLogger);
  for (const i of examIndexes) await db.collection(i.collection).createIndex(i.key, i.options ?? {});
  const vault = createVault(randomBytes(32));
  const ctx: Context = {
    config: readConfig({ MONGODB_URI: mongod.uri, KAOTAI_RATE_LIMITS: '0' }),
    clock: systemClock,
    log: silentLogger,
    metrics: createMetrics(),
    db,
    vault,
    tokens: createTokens(vault, systemClock),
    bus: createBus<Announcements>(silentLogger),
  };
  const exam = createExam(ctx, idlePorts);
  const http = createServer();
  const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false });
  const nsp = io.of(KIOSK_NAMESPACE);
  const sites = { seatInfo: idlePorts.seats.seatInfo, deviceStillValid: () => Promise.resolve(true) };
  const identity = { view: () => null } as unknown as TerminalPorts['identity'];
  serveTerminals(nsp, ctx, { exam, sites, duty: idlePorts.duty, identity }, createSeatSockets());
  const single = db.collection<{ _id: string }>('singleAnswers');
  io.of('/bench').on('connection', (socket) => {
    socket.on('bench:noop', (_body: unknown, ack: (a: unknown) => void) => ack({ ok: true }));
    socket.on(
      'bench:single',
      (
        b: { attemptId: string; index: number; choice: string[]; clientSeq: number },
        ack: (a: unknown) => void,
      ) => {
        single
          .updateOne(
            { _id: b.attemptId },
            {
              $set: {
                [`answers.${b.index}`]: { choice: b.choice, clientSeq: b.clientSeq, at: ctx.clock.now() },
              },
            },
            { upsert: true, writeConcern: { w: 'majority', journal: true } },
          )
          .then(
            () => ack({ ok: true }),
            () => ack({ ok: false }),
          );
      },
    );
  });
  await new Promise<void>((r) => http.listen(0, '127.0.0.1', r));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

  const seats: { token: string; tabId: string; attemptId: string }[] = [];
  for (let i = 0; i < SOCKETS; i++) {
    const [seatId, deviceId, candidateId] = [randomUUID(), randomUUID(), randomUUID()];
    const sitting = await exam.openSitting({
      seatId,
      deviceId,
      candidateId,
      bookingId: candidateId,
      check: { checkId: randomUUID(), method: 'face', score: 0.6, decidedBy: null },
    });
    await exam.consent(sitting.sittingId, deviceId, sitting.rulesVersion, 'zh-CN');
    const { paper } = await exam.start(sitting.sittingId, deviceId);
    seats.push({
      token: ctx.tokens.sign('device', { sub: deviceId, seatId }, 3600_000),
      tabId: randomUUID(),
      attemptId: paper.attemptId,
    });
  }

  const clients = fork(join(__dirname, 'answers-clients.ts'), [], { execArgv: process.execArgv });
  const ask = <T>(m: object) =>
    new Promise<T>((resolve, reject) => {
      clients.once('message', (r) => resolve(r as T));
      clients.once('exit', (code) => reject(new Error(`the clients ended with code ${code}`)));
      clients.send(m);
    });
  await ask({ connect: { url, seats } });
  const sums: Record<Phase['event'], PhaseResult[]> = {
    'attempt:answer': [],
    'bench:single': [],
    'bench:noop': [],
  };
  for (const event of Object.keys(sums) as Phase['event'][]) await ask({ phase: { event, ms: 1000 } });
  for (let i = 0; i < ROUNDS; i++) {
    for (const event of Object.keys(sums) as Phase['event'][])
      sums[event].push(await ask<PhaseResult>({ phase: { event, ms: PHASE_MS } }));
  }
  const rate = (e: Phase['event']) =>
    Math.round((sums[e].reduce((n, r) => n + r.acked, 0) / sums[e].reduce((n, r) => n + r.ms, 0)) * 1000);
  const mean = (e: Phase['event'], k: 'p50' | 'p99') =>
    Math.round((sums[e].reduce((n, r) => n + r[k], 0) / sums[e].length) * 100) / 100;
  const stored = await db.collection('attemptEvents').countDocuments({ kind: 'answered' });
  const durablePerSec = rate('attempt:answer');
  const singleUpdatePerSec = rate('bench:single');
  const noopPerSec = rate('bench:noop');
  const ratio = (a: number, b: number) => Math.round((a / b) * 100) / 100;
  console.log(
    JSON.stringify({
      sockets: SOCKETS,
      durablePerSec,
      p50: mean('attempt:answer', 'p50'),
      p99: mean('attempt:answer', 'p99'),
      singleUpdatePerSec,
      singleP50: mean('bench:single', 'p50'),
      singleP99: mean('bench:single', 'p99'),
      noopPerSec,
      durableToSingle: ratio(durablePerSec, singleUpdatePerSec),
      durableToNoop: ratio(durablePerSec, noopPerSec),
      stored,
      refused: sums['attempt:answer'].reduce((n, r) => n + r.refused, 0),
    }),
  );
  clients.send({ end: true });
  await io.close();
  await db.close();
  await mongod.stop();
}

main().then(
  () => process.exit(0),
  (err: unknown) => {
    console.error(err);
    process.exit(1);
  },
);
