import type { Logger } from './log';

/** Things to close, last opened first, each with a bound so that one that hangs cannot keep the rest open. */
export function createShutdown(log: Logger, boundMs = 8000) {
  const steps: { name: string; close: () => Promise<void> | void }[] = [];
  let running: Promise<void> | null = null;
  const run = async () => {
    for (const step of steps.reverse()) {
      let timer: NodeJS.Timeout | undefined;
      const bound = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error('took too long')), boundMs);
      });
      try {
        await Promise.race([Promise.resolve(step.close()), bound]);
      } catch (err) {
        log.error({ err, step: step.name }, 'shutdown step failed');
      } finally {
        clearTimeout(timer);
      }
    }
  };
  return {
    add: (name: string, close: () => Promise<void> | void) => void steps.push({ name, close }),
    close: () => (running ??= run()),
  };
}
