import { readFileSync } from 'node:fs';

const LOOK_MS = 50;

function children(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return text.split(' ').filter(Boolean).map(Number);
  } catch {
    // It ended while it was looked at.
    return [];
  }
}

function residentOf(pid: number): { command: string; kb: number } | undefined {
  try {
    const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return kb === undefined ? undefined : { command, kb: Number(kb) };
  } catch {
    return undefined;
  }
}

/**
 * Watches the processes below this one, twenty times a second: the most resident memory of each kind, in MB, by the names
 * whose pattern its command line fits, and as `together` the most that all of them held at one moment. Linux only.
 */
export function watchMemory(names: Readonly<Record<string, RegExp>>) {
  const peaks: Record<string, number> = {};
  const look = () => {
    const now: Record<string, number> = {};
    const open = children(process.pid);
    for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
      open.push(...children(pid));
      const found = residentOf(pid);
      for (const [name, pattern] of Object.entries(names))
        if (found && pattern.test(found.command)) now[name] = (now[name] ?? 0) + found.kb;
    }
    now['together'] = Object.values(now).reduce((all, kb) => all + kb, 0);
    for (const [name, kb] of Object.entries(now))
      peaks[name] = Math.max(peaks[name] ?? 0, Math.round(kb / 1024));
  };
  const timer = setInterval(look, LOOK_MS);
  return {
    stop(): Record<string, number> {
      clearInterval(timer);
      return peaks;
    },
  };
}
