const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { readJson } = require('../lib/files.cjs');
const { onPath } = require('../lib/on-path.cjs');
const { cacheDir, stateDir } = require('../lib/paths.cjs');

const OLDEST_MAJOR = 6;

/** Where setup writes down which mongod this project uses. */
const foundFile = path.join(stateDir, 'mongod.json');

/** The mongod that setup puts into the cache. */
const cachedMongod = () => path.join(cacheDir(), 'mongod', 'mongod');

/** The version a mongod says of itself, or undefined where it does not run or is too old for us. */
function usableVersion(file) {
  if (!file || !fs.existsSync(file)) return undefined;
  const { stdout, status } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  const version = status === 0 ? /db version v(\d+\.\d+\.\d+)/.exec(stdout)?.[1] : undefined;
  return version !== undefined && Number(version.split('.')[0]) >= OLDEST_MAJOR ? version : undefined;
}

/** The mongod to use, as setup found it, or one that is there anyway; throws with what to do. */
function mongodPath() {
  for (const file of [readJson(foundFile)?.path, onPath('mongod'), cachedMongod()]) {
    if (usableVersion(file)) return file;
  }
  throw new Error("There is no mongod. 'npm start' and 'npm test' get one.");
}

module.exports = { foundFile, cachedMongod, usableVersion, mongodPath };
