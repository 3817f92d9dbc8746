import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A folder of this process for files that are being handed in. What processes that ended left there, as after a
 * power cut, is removed: call it once, before the first file.
 * @param within folder that holds those of all processes
 */
export function openSpool(within: string): string {
  mkdirSync(within, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(within))
    if (!isAlive(Number(name))) rmSync(join(within, name), { recursive: true, force: true });
  const own = join(within, String(process.pid));
  // In a container a server has its predecessor's number.
  rmSync(own, { recursive: true, force: true });
  mkdirSync(own, { recursive: true, mode: 0o700 });
  return own;
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (err) {
    // One that belongs to somebody else is there too.
    return (err as NodeJS.ErrnoException).code === 'EPERM';
  }
}
