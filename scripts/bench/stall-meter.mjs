import { appendFileSync, readFileSync } from 'node:fs';

// Loaded into a server by `--import`: one line for each time its event loop stood still, with the moment it ended, how
// long it was and how much of that the thread itself computed, in milliseconds. On a busy machine the rest is waiting.
const EVERY_MS = 10;
const WORTH_TELLING_MS = 30;
const file = process.env['BENCH_STALLS'];

/** Milliseconds the main thread has computed. */
const computed = () =>
  Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;

if (file && process.argv[1]?.endsWith('main.ts')) {
  let [last, before] = [performance.now(), computed()];
  setInterval(() => {
    const [now, cpu] = [performance.now(), computed()];
    const stood = now - last - EVERY_MS;
    if (stood > WORTH_TELLING_MS)
      appendFileSync(file, `${Date.now()} ${Math.round(stood)} ${Math.round(cpu - before)}\n`);
    [last, before] = [now, cpu];
  }, EVERY_MS).unref();
}
