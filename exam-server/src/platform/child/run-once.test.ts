import { join } from 'node:path';
import { silentLogger as log } from '../log';
import { runOnce } from './run-once';

jest.setTimeout(300_000);
const entry = join(__dirname, 'testing', 'worker.child.ts');
/** Of what is not to run out of time: a child has low priority and waits for a machine that has much to do. */
const PATIENT_MS = 280_000;
const AMPLE = 400_000_000;
/** Twice what an empty child has, so that it is soon full. */
const SMALL = 200_000_000;
const run = (how: string, timeoutMs = PATIENT_MS, memoryBytes = AMPLE) =>
  runOnce({ entry, input: { how, bytes: Uint8Array.of(1, 2) }, timeoutMs, memoryBytes, log });

test('answers, with bytes as bytes and nothing of the server in its environment', async () => {
  process.env['KAOTAI_SECRET'] = 'x';
  const r = await run('echo');
  delete process.env['KAOTAI_SECRET'];
  expect(r).toEqual({
    ok: true,
    output: { echoed: { how: 'echo', bytes: Uint8Array.of(1, 2) }, secret: null },
  });
});
test.each([
  ['crashed', 'exit', PATIENT_MS, AMPLE],
  ['timeout', 'spin', 1_500, AMPLE],
  ['memory', 'heap', PATIENT_MS, SMALL],
  ['memory', 'buffers', PATIENT_MS, SMALL],
])('is ended with %s where it would %s', async (why, how, timeoutMs, memoryBytes) => {
  expect(await run(how, timeoutMs, memoryBytes)).toEqual({ ok: false, why });
});
test('an entry that is not there is a crash, not an exception', async () => {
  const r = await runOnce({
    entry: join(__dirname, 'none.ts'),
    input: 1,
    timeoutMs: PATIENT_MS,
    memoryBytes: AMPLE,
    log,
  });
  expect(r).toEqual({ ok: false, why: 'crashed' });
});

describe('a child that hands on parts', () => {
  const o = { entry, timeoutMs: PATIENT_MS, memoryBytes: AMPLE, log };
  test('has them taken one after another and gets what each is worth', async () => {
    let open = 0;
    const onPart = async (part: unknown) => {
      open += 1;
      expect(open).toBe(1);
      await new Promise((go) => setTimeout(go, 20));
      open -= 1;
      return Number(part) * 10;
    };
    const r = await runOnce({ ...o, input: { how: 'parts' }, onPart });
    expect(r).toEqual({ ok: true, output: { got: [{ reply: 10 }, { reply: 20 }, { reply: 30 }] } });
  });
  test('is ended when a part cannot be taken, and no other is', async () => {
    const taken: unknown[] = [];
    const onPart = (part: unknown) => {
      taken.push(part);
      return Promise.reject(new Error('full'));
    };
    await expect(runOnce({ ...o, input: { how: 'parts' }, onPart })).rejects.toThrow('full');
    expect(taken).toEqual([1]);
  });
  test('is ended when it is given up, after what is being taken was taken', async () => {
    const control = new AbortController();
    let through = false;
    const onPart = async () => {
      control.abort(new Error('enough'));
      await new Promise((go) => setTimeout(go, 300));
      through = true;
    };
    const run = runOnce({ ...o, input: { how: 'parts' }, onPart, signal: control.signal });
    await expect(run).rejects.toThrow('enough');
    expect(through).toBe(true);
  });
});
