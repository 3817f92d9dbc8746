import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSpool } from './spool';

const folder = mkdtempSync(join(tmpdir(), 'spool-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('what processes that ended left is removed, that of those that run stays', () => {
  // No process has this number: it is beyond what a system gives.
  for (const name of ['4194999', 'stray', String(process.ppid), String(process.pid)]) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'upload'), 'x');
  }
  const own = openSpool(folder);
  expect(own).toBe(join(folder, String(process.pid)));
  expect(existsSync(join(own, 'upload'))).toBe(false);
  const there = ['4194999', 'stray', String(process.ppid), String(process.pid)].map((n) =>
    existsSync(join(folder, n)),
  );
  expect(there).toEqual([false, false, true, true]);
});
