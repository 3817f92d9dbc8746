const os = require('node:os');
const path = require('node:path');

const root = path.resolve(__dirname, '../..');

/** Where this project keeps what belongs to one working copy: stamps, logs, the default data folder. */
const stateDir = path.join(root, '.kaotai');

/**
 * Where what is costly to make and the same for every working copy is kept (OpenCV addon, models, mongod).
 * Read at each call, so that a test may point KAOTAI_CACHE elsewhere.
 */
function cacheDir(env = process.env) {
  if (env.KAOTAI_CACHE) return path.resolve(env.KAOTAI_CACHE);
  return path.join(os.homedir(), '.cache', 'kaotai');
}

module.exports = { root, stateDir, cacheDir };
