import path from 'node:path';
import { takeLock } from '../lib/lock.cjs';
import { cacheDir, stateDir } from '../lib/paths.cjs';
import { openProgress } from '../lib/progress.mjs';
import { stopChildren, watchChildren } from '../lib/run.mjs';
import { frontEnds } from './front-ends.mjs';
import { models } from './models.mjs';
import { mongodb } from './mongodb.mjs';
import { nodeVersion } from './node-version.mjs';
import { npmPackages } from './npm-packages.mjs';
import { opencvAddon } from './opencv-addon.mjs';
import { systemLibraries, testPrograms } from './system-libraries.mjs';

const everything = [nodeVersion, npmPackages, systemLibraries, opencvAddon, models, ...frontEnds, mongodb];

/** What must be there before each of the commands can do its work. */
export const steps = {
  start: everything,
  test: [...everything, testPrograms],
  check: [nodeVersion, npmPackages, systemLibraries, opencvAddon, models],
  build: [nodeVersion, npmPackages, ...frontEnds],
};

/** Ctrl-C and kill end the tools we started and give the locks back; what is half-made is resumed next time. */
function onInterrupt(locks) {
  const handlers = new Map(
    [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ].map(([signal, code]) => [
      signal,
      () => {
        stopChildren();
        for (const lock of locks) lock.release();
        console.error('\nInterrupted. Start again: it goes on where it stopped.');
        process.exit(code);
      },
    ]),
  );
  for (const [signal, handler] of handlers) process.on(signal, handler);
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  };
}

const lockPath = (step) =>
  step.shared ? path.join(cacheDir(), 'setup.lock') : path.join(stateDir, 'setup.lock');

async function runStep(step, title, locks) {
  const waiting = (holder) =>
    console.log(`  another start is at it${holder ? ` (process ${holder})` : ''}: waiting until it is done`);
  const lock = await takeLock(lockPath(step), waiting);
  locks.add(lock);
  watchChildren((pid) => lock.setChild(pid));
  const progress = openProgress(`${title}: ${step.what}; takes ${step.takes}`);
  try {
    if ((await step.isDone()) === undefined) await step.run(progress);
    progress.done();
  } catch (error) {
    progress.failed();
    throw error;
  } finally {
    watchChildren(() => {});
    lock.release();
    locks.delete(lock);
  }
}

/**
 * Does what is not yet done of the steps, one after another, and says so.
 * @param {Array<object>} wanted one of `steps`
 * @throws SetupError with what the person can do
 */
export async function runSetup(wanted) {
  const locks = new Set();
  const restore = onInterrupt(locks);
  const began = performance.now();
  try {
    for (const [index, step] of wanted.entries()) {
      const title = `[${index + 1}/${wanted.length}] ${step.name}`;
      const done = await step.isDone();
      if (done === undefined) await runStep(step, title, locks);
      else console.log(`${title} ✔ ${done}`);
    }
  } finally {
    restore();
  }
  console.log(`Everything is in place (${((performance.now() - began) / 1000).toFixed(1)} s).`);
}
