import { readFileSync } from 'node:fs';

const LOOK_MS = 100;

function children(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return text.split(' ').filter(Boolean).map(Number);
  } catch {
    // It ended while it was looked at.
    return [];
  }
}

function peakOf(pid: number): { command: string; megabytes: number } | undefined {
  try {
    const kb = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return kb === undefined ? undefined : { command, megabytes: Math.round(Number(kb) / 1024) };
  } catch {
    return undefined;
  }
}

/**
 * Watches the processes below this one: the most resident memory each kind ever held, in MB, by the names whose
 * pattern its command line fits. Linux only.
 */
export function watchMemory(names: Readonly<Record<string, RegExp>>) {
  const peaks: Record<string, number> = {};
  const look = () => {
    const open = children(process.pid);
    for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
      open.push(...children(pid));
      const found = peakOf(pid);
      for (const [name, pattern] of Object.entries(names))
        if (found && pattern.test(found.command)) peaks[name] = Math.max(peaks[name] ?? 0, found.megabytes);
    }
  };
  const timer = setInterval(look, LOOK_MS);
  return {
    stop(): Record<string, number> {
      clearInterval(timer);
      return peaks;
    },
  };
}
