import { createJobs } from '../../../exam-server/src/platform/jobs/jobs';
import { silentLogger as log } from '../../../exam-server/src/platform/log';
import { migrate, pendingMigrations, type Migration } from '../../../exam-server/src/platform/mongo/migrate';
import { migrations } from '../../../exam-server/src/migrations';
import { connectMongo } from '../../../exam-server/src/platform/mongo/connect';
import { manualClock, systemClock } from '../../../exam-server/src/platform/clock';
import { freshDatabase, testContext } from './support';

let t: Awaited<ReturnType<typeof testContext>>;
beforeEach(async () => (t = await testContext()));
afterEach(() => t.close());
const server = () => createJobs(['one', 'two'], { db: t.ctx.db, clock: t.clock, log });
const at4 = '0 4 * * *';

describe('jobs', () => {
  test('start only when each name has one handler', () => {
    const jobs = server();
    jobs.handle('one', { schedule: at4, run: () => Promise.resolve() });
    expect(() => jobs.handle('one', { schedule: at4, run: () => Promise.resolve() })).toThrow(/two handlers/);
    expect(() => jobs.handle('three' as 'one', { schedule: at4, run: () => Promise.resolve() })).toThrow(
      /list/,
    );
    expect(() => jobs.start()).toThrow(/without a handler: two/);
  });

  test('run on one server of several, and note how it went', async () => {
    let runs = 0;
    let finish: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (finish = resolve));
    const servers = [server(), server()];
    for (const s of servers) {
      s.handle('one', {
        schedule: at4,
        run: async () => {
          runs += 1;
          await slow;
          return 7;
        },
      });
    }
    const both = servers.map((s) => s.runNow('one'));
    const second = await Promise.race(both);
    expect(second).toBeNull();
    finish();
    expect((await Promise.all(both)).filter((n) => n !== null)).toEqual(['7']);
    expect(runs).toBe(1);
    expect(await servers[0]!.lastRuns()).toEqual([
      expect.objectContaining({ _id: 'one', owner: null, lastOk: true, lastNote: '7' }),
    ]);
  });

  test('what a killed server was running is taken over when its lease runs out', async () => {
    await t.ctx.db.collection<{ _id: string }>('jobs').insertOne({
      _id: 'one',
      owner: 'killed',
      until: t.clock.now() + 60_000,
      lastStartedAt: t.clock.now(),
    } as never);
    const jobs = server();
    jobs.handle('one', { schedule: at4, run: () => Promise.resolve('done') });
    expect(await jobs.runNow('one')).toBeNull();
    t.clock.advance(60_000);
    expect(await jobs.runNow('one')).toBe('done');
  });

  test('a failure is noted and the next run is free', async () => {
    const jobs = server();
    let fail = true;
    jobs.handle('one', {
      schedule: at4,
      run: () => (fail ? Promise.reject(new Error('disk full')) : Promise.resolve('well')),
    });
    expect(await jobs.runNow('one')).toBeNull();
    expect(await jobs.lastRuns()).toEqual([
      expect.objectContaining({ lastOk: false, lastNote: 'disk full' }),
    ]);
    fail = false;
    expect(await jobs.runNow('one')).toBe('well');
  });

  test('come round by their schedule and stop when told', async () => {
    const jobs = createJobs(['tick'], { db: t.ctx.db, clock: systemClock, log });
    let runs = 0;
    const once = new Promise<void>((resolve) => {
      jobs.handle('tick', {
        schedule: '* * * * * *',
        run: () => {
          runs += 1;
          resolve();
          return Promise.resolve();
        },
      });
    });
    jobs.start();
    await once;
    await jobs.stop();
    const after = runs;
    await new Promise((r) => setTimeout(r, 1200));
    expect(runs).toBe(after);
  });
});

describe('migrations', () => {
  test('run once in the order of their names, also when servers start together', async () => {
    const db = await connectMongo(freshDatabase(), log);
    const ran: string[] = [];
    const step = (name: string): Migration => ({
      name,
      up: async () => {
        await new Promise((r) => setTimeout(r, 50));
        ran.push(name);
      },
    });
    const steps = [step('0002-b'), step('0001-a')];
    const deps = { clock: systemClock, log };
    expect(await pendingMigrations(db, steps)).toEqual(['0001-a', '0002-b']);
    await Promise.all([migrate(db, steps, deps), migrate(db, steps, deps), migrate(db, steps, deps)]);
    expect(ran).toEqual(['0001-a', '0002-b']);
    expect(await pendingMigrations(db, steps)).toEqual([]);
    expect(await migrate(db, [...steps, step('0003-c')], deps)).toEqual(['0003-c']);
    await db.dropDatabase();
    await db.close();
  });

  test('one that fails stops there, frees the lock, and runs again next time', async () => {
    const db = await connectMongo(freshDatabase(), log);
    let broken = true;
    const steps: Migration[] = [
      { name: '1', up: () => Promise.resolve() },
      { name: '2', up: () => (broken ? Promise.reject(new Error('no')) : Promise.resolve()) },
    ];
    const deps = { clock: systemClock, log };
    await expect(migrate(db, steps, deps)).rejects.toThrow();
    expect(await pendingMigrations(db, steps)).toEqual(['2']);
    broken = false;
    expect(await migrate(db, steps, deps)).toEqual(['2']);
    await db.dropDatabase();
    await db.close();
  });

  test("a killed server's lock is waited out", async () => {
    const db = await connectMongo(freshDatabase(), log);
    const clock = manualClock(1000);
    await db
      .collection<{ _id: string }>('locks')
      .insertOne({ _id: 'migrations', owner: 'killed', until: 31_000 } as never);
    const run = migrate(db, [{ name: '1', up: () => Promise.resolve() }], { clock, log });
    await new Promise((r) => setTimeout(r, 600));
    expect(await pendingMigrations(db, [{ name: '1', up: () => Promise.resolve() }])).toEqual(['1']);
    clock.advance(30_000);
    expect(await run).toEqual(['1']);
    await db.dropDatabase();
    await db.close();
  });

  test('two of one name are refused', async () => {
    const twice = [...migrations, migrations[0]!];
    await expect(migrate(t.ctx.db, twice, { clock: t.clock, log })).rejects.toThrow(/two migrations/);
  });
});
