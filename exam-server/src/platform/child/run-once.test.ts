import { join } from 'node:path';
import { silentLogger as log } from '../log';
import { runOnce } from './run-once';

jest.setTimeout(60_000);
const entry = join(__dirname, 'testing', 'worker.child.ts');
const run = (how: string, timeoutMs = 30_000, memoryBytes = 400_000_000) =>
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
  ['crashed', 'exit', 30_000],
  ['timeout', 'spin', 2_500],
  ['memory', 'heap', 30_000],
  ['memory', 'buffers', 30_000],
])('is ended with %s where it would %s', async (why, how, timeoutMs) => {
  expect(await run(how, timeoutMs)).toEqual({ ok: false, why });
});
test('an entry that is not there is a crash, not an exception', async () => {
  const r = await runOnce({
    entry: join(__dirname, 'none.ts'),
    input: 1,
    timeoutMs: 20_000,
    memoryBytes: 4e8,
    log,
  });
  expect(r).toEqual({ ok: false, why: 'crashed' });
});
