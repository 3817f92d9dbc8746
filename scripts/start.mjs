import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseStartArguments, usage } from './launch/arguments.cjs';
import { certificateFor } from './launch/certificate.mjs';
import { startDatabase } from './launch/database.mjs';
import { endLeftoverServer, startServer } from './launch/server.mjs';
import { lastLines } from './launch/tail.cjs';
import { writeFileAtomic } from './lib/files.cjs';
import { holderOf, tryLock } from './lib/lock.cjs';
import { stateDir } from './lib/paths.cjs';
import { printError, SetupError } from './lib/setup-error.mjs';
import { portProblem } from './mongo/process.cjs';
import { runSetup, steps } from './setup/index.mjs';
import { externalUri } from './setup/mongodb.mjs';

const alreadyRuns = (data, pid) =>
  new SetupError(`Kaotai already runs with the data folder ${data} (process ${pid ?? 'unknown'}).`, [
    'Use that one, or end it first (Ctrl-C in its window), or give another folder: npm start -- --data DIR --port N',
  ]);

const PORT_HELP = {
  EADDRINUSE: (port) => [`port ${port} is taken`, `Choose another: npm start -- --port ${port + 1}`],
  EACCES: (port) => [`port ${port} is for root only`, 'Choose one above 1023: npm start -- --port 8080'],
  EADDRNOTAVAIL: () => [
    'this is not an address of this machine',
    'Look at --host; 0.0.0.0 means all addresses.',
  ],
};

/** Said before anything takes minutes, and again right before the server starts. */
async function requirePort({ port, host }) {
  const code = await portProblem(port, host);
  if (!code) return;
  const [what, todo] = PORT_HELP[code]?.(port) ?? [code, 'Look at --host and --port.'];
  throw new SetupError(`The server cannot listen on ${host}:${port}: ${what}.`, [todo]);
}

/** Runs database and server until somebody ends them or one of them ends by itself. */
async function serve(wanted) {
  const tls = await certificateFor(wanted.tls, wanted);
  let failed = 0;
  let server;
  let database;
  let ending;
  const end = async () => {
    console.log('\nStopping: the server first, then the database …');
    await server?.stop();
    await database?.stop();
    console.log('Stopped.');
  };
  const complain = (why, logFile) => {
    if (ending) return;
    failed = 1;
    console.error(`\n✖ ${why} Last lines of ${logFile}:`);
    for (const line of lastLines(logFile)) console.error(`  ${line}`);
  };
  // Asked a second time, the server gets no more time to end its work; the database always does.
  const onSignal = () => void (ending ? server?.kill() : (ending = end()));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  try {
    let uri = externalUri();
    if (!uri) {
      database = await startDatabase(wanted.data, (logFile) => {
        complain('The database ended by itself.', logFile);
        ending ??= end();
      });
      uri = database.uri;
      // For `kaotai verify`, which is told an attempt and nothing else.
      writeFileAtomic(path.join(stateDir, 'running.json'), JSON.stringify({ data: wanted.data }));
    }
    if (!ending) {
      await requirePort(wanted);
      server = startServer(wanted, uri, tls);
      const { code, signal } = await server.exited;
      complain(`The server ended by itself (${signal ?? `exit code ${code}`}).`, server.logFile);
    }
  } finally {
    await ending;
    await database?.stop();
  }
  return failed;
}

async function main() {
  const cwd = process.env.INIT_CWD || process.cwd();
  const defaultData = path.join(stateDir, 'data');
  const wanted = parseStartArguments(process.argv.slice(2), { cwd, defaultData, env: process.env });
  if (!wanted.ok) {
    console.error(`${wanted.message}\n\n${usage}`);
    return 2;
  }
  if (wanted.help) {
    console.log(usage);
    return 0;
  }
  const lockFile = path.join(wanted.data, 'start.lock');
  const holder = holderOf(lockFile);
  if (holder !== undefined) throw alreadyRuns(wanted.data, holder);
  mkdirSync(path.join(wanted.data, 'logs'), { recursive: true, mode: 0o700 });
  await endLeftoverServer(wanted.data);
  await requirePort(wanted);
  await runSetup(steps.start);
  const lock = tryLock(lockFile);
  if (!lock.taken) throw alreadyRuns(wanted.data, lock.holder);
  try {
    return await serve(wanted);
  } finally {
    lock.release();
  }
}

main().then(
  (code) => process.exit(code),
  (error) => {
    printError(error);
    process.exit(1);
  },
);
