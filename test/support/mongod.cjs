const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { mongodPath } = require('../../scripts/mongo/find.cjs');
const { freePort, spawnMongod, uriOf } = require('../../scripts/mongo/process.cjs');
const { ensurePrimary } = require('../../scripts/mongo/replica-set.cjs');

/**
 * A mongod of the test's own (a replica set of one in a temporary folder), to be killed and brought back.
 * @returns {Promise<import('./mongod.cjs').OwnMongod>} kill: kill -9, resolves when it is gone; restart: same folder and port, resolves when it is primary
 *   again; stop: ends it and removes its folder
 */
async function startOwnMongod() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kaotai-test-mongo-'));
  const port = await freePort();
  let child;
  const launch = async () => {
    let ended = false;
    child = spawnMongod({
      mongod: mongodPath(),
      dbPath: path.join(folder, 'db'),
      port,
      logFile: path.join(folder, 'mongod.log'),
      cacheGb: 0.25,
      more: ['--setParameter', 'diagnosticDataCollectionEnabled=false'],
    });
    child.once('exit', () => {
      ended = true;
    });
    child.unref();
    process.once('exit', () => child.kill('SIGKILL'));
    await ensurePrimary(port, { ended: () => ended });
  };
  const kill = async () => {
    if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      child.ref();
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    }
  };
  const stop = async () => {
    await kill();
    fs.rmSync(folder, { recursive: true, force: true });
  };
  try {
    await launch();
  } catch (error) {
    await stop();
    throw error;
  }
  return { uri: uriOf(port), port, pid: () => child.pid, kill, restart: launch, stop };
}

module.exports = { startOwnMongod };
