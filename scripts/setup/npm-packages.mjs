import { existsSync } from 'node:fs';
import path from 'node:path';
import { readJson } from '../lib/files.cjs';
import { root } from '../lib/paths.cjs';
import { run } from '../lib/run.mjs';

const lockFile = path.join(root, 'package-lock.json');
/** npm writes this as the last act of an install, so that an interrupted one has none. */
const installedFile = path.join(root, 'node_modules/.package-lock.json');

/** Packages whose installed version is not the locked one; an optional one may be missing (other system). */
function differing(locked, installed) {
  return Object.entries(locked).filter(([where, wanted]) => {
    if (!where.startsWith('node_modules/') && !where.includes('/node_modules/')) return false;
    const found = installed[where];
    if (!found) return !(wanted.optional || wanted.devOptional || wanted.peer);
    return found.version !== wanted.version || Boolean(found.link) !== Boolean(wanted.link);
  });
}

/** npm of the same installation as the running node where npm started us, else the one on PATH. */
function npmCommand() {
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.c?js$/.test(cli) && existsSync(cli)) return [process.execPath, [cli]];
  return ['npm', []];
}

/** Step 2: the npm packages, exactly as locked, without running their install scripts (.npmrc). */
export const npmPackages = {
  name: 'npm packages',
  what: 'installs what package-lock.json lists',
  takes: 'one to three minutes',
  isDone() {
    const locked = readJson(lockFile)?.packages;
    const installed = readJson(installedFile)?.packages;
    if (!locked || !installed) return undefined;
    const wrong = differing(locked, installed);
    return wrong.length === 0 ? `${Object.keys(installed).length} packages` : undefined;
  },
  async run(progress) {
    const [command, before] = npmCommand();
    const action = existsSync(lockFile) ? 'ci' : 'install';
    await run(command, [...before, action, '--include=dev', '--no-progress', '--loglevel=http'], {
      log: 'npm-packages',
      onLine: (line) => progress.note(line),
      failure: 'npm could not install the packages.',
      todo: ['Look whether the npm registry can be reached from here, then start again.'],
    });
  },
};
