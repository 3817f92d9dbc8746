const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { mongodPath } = require('../../scripts/mongo/find.cjs');
const { freePort, spawnMongod, uriOf } = require('../../scripts/mongo/process.cjs');
const { ensurePrimary } = require('../../scripts/mongo/replica-set.cjs');

/**
 * A run makes and drops hundreds of databases, each of some hundred files. MongoDB keeps what was dropped for
 * five minutes for those that read the past, with its files open, and runs out of files and dies; nobody here
 * reads the past.
 */
const MANY_DATABASES = [
  ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
  ...['--setParameter', 'minSnapshotHistoryWindowInSeconds=0'],
  ...['--syncdelay', '5'],
];

/** What a mongod said last, for whoever asks why it ended. */
function lastWords(logFile) {
  const lines = fs.existsSync(logFile) ? fs.readFileSync(logFile, 'utf8').trimEnd().split('\n') : [];
  return lines
    .filter((line) => /"s":"[FE]"/.test(line))
    .concat(lines.slice(-5))
    .slice(-15)
    .join('\n');
}

/**
 * A mongod of the test's own (a replica set of one in a temporary folder), to be killed and brought back.
 * @returns {Promise<import('./mongod.cjs').OwnMongod>} kill: kill -9, resolves when it is gone; restart: same folder and port, resolves when it is primary
 *   again; stop: ends it and removes its folder
 */
async function startOwnMongod() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kaotai-test-mongo-'));
  const port = await freePort();
  const logFile = path.join(folder, 'mongod.log');
  let child;
  let killed = false;
  const launch = async () => {
    let ended = false;
    killed = false;
    child = spawnMongod({
      mongod: mongodPath(),
      dbPath: path.join(folder, 'db'),
      port,
      logFile,
      cacheGb: 0.25,
      more: MANY_DATABASES,
    });
    child.once('exit', (code, signal) => {
      ended = true;
      if (!killed)
        console.error(`The tests' mongod ended by itself (${signal ?? code}):\n${lastWords(logFile)}`);
    });
    child.unref();
    process.once('exit', () => {
      killed = true;
      child.kill('SIGKILL');
    });
    await ensurePrimary(port, { ended: () => ended });
  };
  const kill = async () => {
    killed = true;
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

module.exports = { startOwnMongod, freePort };
