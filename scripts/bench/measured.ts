import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { watchMemory } from './peak-memory';

/** What one step cost. */
export interface Measured {
  seconds: number;
  /** Peak of resident memory meanwhile, in MB, by process, and of all of them `together` at one moment. */
  peakMb: Record<string, number>;
  /** The longest time the server's event loop stood still, in milliseconds. */
  stallMs: number;
  /** The most it computed in one go: what is left of that on a machine with nothing else to do. */
  stallCpuMs: number;
}

/** What a server is started with so that its stalls are written to a file. */
export function stallMeter(file: string): Record<string, string> {
  writeFileSync(file, '');
  return { NODE_OPTIONS: `--import ${join(__dirname, 'stall-meter.mjs')}`, BENCH_STALLS: file };
}

const PROCESSES = { server: /exam-server\/src\/main\.ts/, child: /bank-child\.child/ };
/** Until a stall that ends with a step was written down. */
const AFTER_MS = 200;

/** Does a step and measures the server meanwhile; `stalls` is the file of its stall meter. */
export async function measure<T>(
  stalls: string,
  work: () => Promise<T>,
): Promise<{ out: T; cost: Measured }> {
  const [began, from] = [Date.now(), performance.now()];
  const memory = watchMemory(PROCESSES);
  try {
    const out = await work();
    const seconds = Math.round((performance.now() - from) / 100) / 10;
    await new Promise((resolve) => setTimeout(resolve, AFTER_MS));
    const lines = readFileSync(stalls, 'utf8')
      .split('\n')
      .map((line) => line.split(' ').map(Number))
      .filter(([at = 0]) => at >= began);
    const most = (column: number) => lines.reduce((max, line) => Math.max(max, line[column] ?? 0), 0);
    return { out, cost: { seconds, peakMb: memory.stop(), stallMs: most(1), stallCpuMs: most(2) } };
  } finally {
    memory.stop();
  }
}
