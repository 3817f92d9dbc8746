import { setImmediate } from 'node:timers/promises';

/** Work that says where it may be interrupted. */
export type Steps<T> = Generator<undefined, T>;

/** Does it without a pause. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** What a running test waits for at most. */
const SLICE_MS = 8;

/** Does it a few milliseconds at a time, so that whatever else the process serves is served in between. */
export async function inSlices<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const until = performance.now() + SLICE_MS;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() < until);
    await setImmediate();
  }
}

/** Items after which work on many may be interrupted. */
const STEP = 8;
/** Gives each item with its place, and a step after some of them. */
export function* eachInSteps<T>(items: Iterable<T>, work: (item: T, at: number) => void): Steps<void> {
  let at = 0;
  for (const item of items) {
    work(item, at);
    at += 1;
    if (at % STEP === 0) yield;
  }
}
