/** Runs work under a name one at a time, in the order asked; different names do not wait for each other. */
export interface Turns {
  run<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** True while something under this name runs or waits. */
  busy(name: string): boolean;
}

export function createTurns(): Turns {
  const tails = new Map<string, Promise<unknown>>();
  return {
    busy: (name) => tails.has(name),
    run(name, work) {
      const run = (tails.get(name) ?? Promise.resolve()).then(work, work);
      const tail = run.catch(() => undefined);
      tails.set(name, tail);
      void tail.then(() => {
        if (tails.get(name) === tail) tails.delete(name);
      });
      return run;
    },
  };
}
