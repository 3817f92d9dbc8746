import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readJson, writeFileAtomic } from '../lib/files.cjs';
import { root, stateDir } from '../lib/paths.cjs';
import { run } from '../lib/run.mjs';
import { SetupError } from '../lib/setup-error.mjs';
import { differingPackages, missingFolder } from './lockfile.cjs';

const nodeModules = path.join(root, 'node_modules');
/** npm writes this as the last act of an install. */
const installedFile = path.join(nodeModules, '.package-lock.json');
/** Lies there while npm works: a package may be unpacked by half, which npm itself would not notice. */
const markFile = path.join(stateDir, 'npm-packages.unfinished');

/** Packages that are not as locked; undefined where nothing was installed or it was not finished. */
function wrongPackages() {
  const locked = readJson(path.join(root, 'package-lock.json'))?.packages;
  const installed = readJson(installedFile)?.packages;
  if (!locked || !installed || existsSync(markFile)) return undefined;
  if (missingFolder(installed, (folder) => existsSync(path.join(root, folder))) !== undefined)
    return undefined;
  return differingPackages(locked, installed);
}

/** npm of the same installation as the running node where npm started us, else the one on PATH. */
function npmCommand() {
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.c?js$/.test(cli) && existsSync(cli)) return [process.execPath, [cli]];
  return ['npm', []];
}

/**
 * Step 2: the npm packages as locked, without running their install scripts (.npmrc). Not `npm ci`: it refuses
 * a lock file where a registry lacks a package that only another system would want.
 */
export const npmPackages = {
  name: 'npm packages',
  what: 'installs what package-lock.json lists',
  takes: 'one to three minutes',
  isDone() {
    if (wrongPackages()?.length !== 0) return undefined;
    return `${Object.keys(readJson(installedFile).packages).length} packages`;
  },
  async run(progress) {
    if (wrongPackages() === undefined) {
      progress.note('clearing node_modules');
      rmSync(nodeModules, { recursive: true, force: true });
    }
    writeFileAtomic(markFile, '');
    const [command, before] = npmCommand();
    await run(
      command,
      [...before, 'install', '--no-save', '--include=dev', '--no-progress', '--loglevel=http'],
      {
        log: 'npm-packages',
        onLine: (line) => progress.note(line),
        failure: 'npm could not install the packages.',
        todo: ['Look whether the npm registry can be reached from here, then start again.'],
      },
    );
    rmSync(markFile, { force: true });
    const wrong = wrongPackages();
    if (wrong?.length === 0) return;
    throw new SetupError('npm ended well, but the packages are not those of package-lock.json.', [
      ...(wrong ?? []).slice(0, 10),
      'Remove node_modules and start again.',
    ]);
  },
};
