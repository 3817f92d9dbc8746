import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

type Attempt =
  | { taken: false; holder: number | undefined }
  | { taken: true; release: () => void; setChild: (pid: number | undefined) => void };
interface Identity {
  pid: number;
  start?: string;
}
const { holderOf, takeLock, tryLock } = jest.requireActual<{
  holderOf: (file: string) => number | undefined;
  takeLock: (file: string, onWait: (holder?: number) => void) => Promise<Attempt>;
  tryLock: (file: string) => Attempt;
}>('./lock.cjs');
const { identify, isAlive, stopProcess } = jest.requireActual<{
  identify: (pid: number) => Identity;
  isAlive: (identity: unknown) => boolean;
  stopProcess: (pid: number, options?: { graceMs?: number }) => Promise<void>;
}>('./processes.cjs');

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kaotai-lock-'));
  file = path.join(folder, 'setup.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The number of a process that is certainly gone. */
const deadPid = () => spawnSync(process.execPath, ['-e', '0']).pid;

describe('a lock of processes', () => {
  test('one has it, the next does not, and may after the release', () => {
    const first = tryLock(file);
    expect(first.taken).toBe(true);
    expect(tryLock(file)).toEqual({ taken: false, holder: process.pid });
    if (first.taken) first.release();
    expect(tryLock(file).taken).toBe(true);
    expect(readdirSync(folder)).toEqual(['setup.lock']);
  });

  test('what a killed process left is taken over', () => {
    writeFileSync(file, JSON.stringify({ owner: { pid: deadPid(), start: '1' } }));
    expect(holderOf(file)).toBeUndefined();
    expect(tryLock(file).taken).toBe(true);
  });

  test('a number that belongs to another process by now does not hold it', () => {
    writeFileSync(file, JSON.stringify({ owner: { pid: process.pid, start: '1' } }));
    expect(tryLock(file).taken).toBe(true);
  });

  test('a broken lock file holds nobody up', () => {
    writeFileSync(file, '');
    expect(tryLock(file).taken).toBe(true);
  });

  test('the tool that a killed start left running still holds it', () => {
    const tool = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    const pid = tool.pid ?? 0;
    writeFileSync(file, JSON.stringify({ owner: { pid: deadPid() }, child: identify(pid) }));
    expect(tryLock(file)).toEqual({ taken: false, holder: pid });
    tool.kill('SIGKILL');
  });

  test('so do the processes which that tool left behind', async () => {
    const tool = spawn('sh', ['-c', 'sleep 60 & exit 0'], { detached: true });
    const pid = tool.pid ?? 0;
    await new Promise((resolve) => tool.once('exit', resolve));
    writeFileSync(file, JSON.stringify({ owner: { pid: deadPid() }, child: { pid, start: '1' } }));
    expect(tryLock(file)).toEqual({ taken: false, holder: pid });
    process.kill(-pid, 'SIGKILL');
    while (!tryLock(file).taken) await new Promise((resolve) => setTimeout(resolve, 20));
  });

  test('waiting tells once who has it and ends with the release', async () => {
    const first = tryLock(file);
    const told: (number | undefined)[] = [];
    setTimeout(() => first.taken && first.release(), 700);
    const second = await takeLock(file, (holder) => told.push(holder));
    expect(second.taken).toBe(true);
    expect(told).toEqual([process.pid]);
  });

  test('the child of the owner is written down and forgotten again', () => {
    const lock = tryLock(file);
    if (!lock.taken) throw new Error('not taken');
    lock.setChild(process.ppid);
    expect(existsSync(file)).toBe(true);
    lock.setChild(undefined);
    expect(holderOf(file)).toBe(process.pid);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([[undefined], [{}], [{ pid: 'x' }], [{ pid: 2 ** 30 }]])(
    '%j is no living process',
    (identity) => {
      expect(isAlive(identity)).toBe(false);
    },
  );
});

describe('ending a process', () => {
  const start = (code: string) =>
    new Promise<number>((resolve) => {
      const child = spawn(process.execPath, ['-e', `${code};console.log('up');setInterval(() => {}, 1000)`]);
      child.stdout.once('data', () => resolve(child.pid ?? 0));
    });

  test('it is gone when the promise resolves', async () => {
    const identity = identify(await start(''));
    expect(isAlive(identity)).toBe(true);
    await stopProcess(identity.pid);
    expect(isAlive(identity)).toBe(false);
  });

  test('one that does not listen is killed after its time', async () => {
    const identity = identify(await start("process.on('SIGTERM', () => {})"));
    await stopProcess(identity.pid, { graceMs: 300 });
    expect(isAlive(identity)).toBe(false);
  });
});
