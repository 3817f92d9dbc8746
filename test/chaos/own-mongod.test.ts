import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mongo } from 'mongoose';
import { startOwnMongod } from '../support/mongod.cjs';

interface Launched {
  readonly pid?: number;
}
const { freePort, spawnMongod, uriOf } = jest.requireActual<{
  freePort: () => Promise<number>;
  spawnMongod: (options: Record<string, unknown>) => Launched;
  uriOf: (port: number) => string;
}>('../../scripts/mongo/process.cjs');
const { ensurePrimary } = jest.requireActual<{
  ensurePrimary: (port: number, options?: { timeoutMs: number }) => Promise<void>;
}>('../../scripts/mongo/replica-set.cjs');
const { mongodPath } = jest.requireActual<{ mongodPath: () => string }>('../../scripts/mongo/find.cjs');
const { stopProcess } = jest.requireActual<{ stopProcess: (pid: number) => Promise<void> }>(
  '../../scripts/lib/processes.cjs',
);

const connect = (uri: string) => mongo.MongoClient.connect(uri, { runtimeAdapters: { os } });
const durable = { writeConcern: { w: 'majority', j: true } } as const;
jest.setTimeout(240_000);

test('what was acknowledged is there after kill -9, and transactions work again', async () => {
  const mongod = await startOwnMongod();
  const client = await connect(mongod.uri);
  try {
    const answers = client.db('kaotai-own-mongod').collection<{ seq: number }>('answers');
    await answers.insertMany(
      Array.from({ length: 500 }, (_, seq) => ({ seq })),
      durable,
    );
    const before = mongod.pid();
    await mongod.kill();
    await mongod.restart();
    expect(mongod.pid()).not.toBe(before);
    expect(await answers.countDocuments()).toBe(500);
    await client.withSession((session) =>
      session.withTransaction(() => answers.insertOne({ seq: 500 }, { session })),
    );
    expect(await answers.countDocuments()).toBe(501);
  } finally {
    await client.close();
    await mongod.stop();
  }
});

test('a data folder that comes up on another port is a working replica set again', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kaotai-test-moved-'));
  const launch = async () => {
    const port = await freePort();
    const { pid } = spawnMongod({
      mongod: mongodPath(),
      dbPath: path.join(folder, 'db'),
      logFile: path.join(folder, 'mongod.log'),
      port,
      cacheGb: 0.25,
    });
    try {
      await ensurePrimary(port, { timeoutMs: 60_000 });
    } catch (error) {
      await stopProcess(pid ?? 0);
      throw error;
    }
    return { port, pid: pid ?? 0 };
  };
  const count = async (port: number) => {
    const client = await connect(uriOf(port));
    try {
      const starts = client.db('kaotai-moved').collection('starts');
      await starts.insertOne({ port }, durable);
      return await starts.countDocuments();
    } finally {
      await client.close();
    }
  };
  const first = await launch();
  expect(await count(first.port)).toBe(1);
  await stopProcess(first.pid);
  const second = await launch();
  try {
    expect(second.port).not.toBe(first.port);
    expect(await count(second.port)).toBe(2);
  } finally {
    await stopProcess(second.pid);
    rmSync(folder, { recursive: true, force: true });
  }
});
