import path from 'node:path';
import { readJson, writeFileAtomic } from '../lib/files.cjs';
import { identify, isAlive, stopProcess } from '../lib/processes.cjs';
import { SetupError } from '../lib/setup-error.mjs';
import { mongodPath } from '../mongo/find.cjs';
import { freePort, portProblem, spawnMongod, uriOf } from '../mongo/process.cjs';
import { ensurePrimary } from '../mongo/replica-set.cjs';
import { lastLines } from './tail.cjs';

const CACHE_GB = 1;

/** The port of last time, so that the set need not be told a new address; another if somebody took it. */
async function choosePort(saved) {
  return saved && !(await portProblem(saved)) ? saved : freePort();
}

/**
 * Starts the database in the data folder as a replica set of one and waits until it takes writes.
 * @param {string} data the data folder
 * @param {(logFile: string) => void} onEnd called when it ends without having been told to
 * @returns {Promise<{ uri: string, stop: () => Promise<void> }>}
 */
export async function startDatabase(data, onEnd) {
  const noteFile = path.join(data, 'mongo.json');
  const logFile = path.join(data, 'logs/mongod.log');
  const before = readJson(noteFile);
  if (isAlive(before?.process)) {
    console.log(
      `The database of a start that was killed still runs (process ${before.process.pid}): ending it.`,
    );
    await stopProcess(before.process.pid);
  }
  const port = await choosePort(before?.port);
  const dbPath = path.join(data, 'mongo');
  const child = spawnMongod({
    mongod: mongodPath(),
    dbPath,
    port,
    logFile,
    cacheGb: CACHE_GB,
    ownGroup: true,
  });
  let told = false;
  let ended = false;
  const exited = new Promise((resolve) => {
    child.once('error', resolve);
    child.once('exit', resolve);
  }).then(() => {
    ended = true;
    if (!told) onEnd(logFile);
  });
  const stop = async () => {
    told = true;
    if (!ended && child.pid !== undefined) await stopProcess(child.pid);
    await exited;
  };
  if (child.pid !== undefined) {
    writeFileAtomic(noteFile, JSON.stringify({ port, process: identify(child.pid) }));
  }
  try {
    told = true;
    await ensurePrimary(port, { ended: () => ended });
    told = false;
  } catch (error) {
    await stop();
    throw new SetupError(`The database could not be started: ${error.message}`, [
      `Its last lines (${logFile}):`,
      ...lastLines(logFile).map((line) => `  ${line.slice(0, 300)}`),
    ]);
  }
  return { uri: uriOf(port), stop };
}
