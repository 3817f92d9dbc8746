import { spawn } from 'node:child_process';
import path from 'node:path';
import { readJson, writeFileAtomic } from '../lib/files.cjs';
import { identify, isAlive, stopProcess } from '../lib/processes.cjs';
import { cacheDir, root } from '../lib/paths.cjs';

const GRACE_MS = 40_000;

/** Ends a server whose start script was killed, so that its port and its data are free again. */
export async function endLeftoverServer(data) {
  const left = readJson(path.join(data, 'server.json'));
  if (!isAlive(left)) return;
  console.log(`The server of a start that was killed still runs (process ${left.pid}): ending it.`);
  await stopProcess(left.pid, { graceMs: GRACE_MS });
}

/**
 * Starts the exam server; what it prints goes to our own output, its log to <data>/logs/server.log.
 * @param {{ port: number, host: string, data: string, demo: boolean, newPasswords: boolean }} wanted
 * @param {string} mongoUri
 * @param {undefined | { cert: string, key: string }} tls
 * @returns {{ exited: Promise<{ code: number | null, signal: string | null }>, logFile: string,
 *   stop: () => Promise<void>, kill: () => void }}
 */
export function startServer(wanted, mongoUri, tls) {
  const logFile = process.env.KAOTAI_LOG_FILE || path.join(wanted.data, 'logs/server.log');
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, 'exam-server/src/main.ts')], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // In a group of its own: Ctrl-C reaches us alone, and we end the server before the database.
    detached: true,
    env: {
      NODE_ENV: 'production',
      ...process.env,
      KAOTAI_PORT: String(wanted.port),
      KAOTAI_HOST: wanted.host,
      KAOTAI_DATA: wanted.data,
      KAOTAI_CACHE: cacheDir(),
      KAOTAI_MONGODB_URI: mongoUri,
      KAOTAI_DEMO: wanted.demo ? '1' : '0',
      ...(wanted.newPasswords ? { KAOTAI_NEW_PASSWORDS: '1' } : {}),
      KAOTAI_LOG_FILE: logFile,
      ...(tls ? { KAOTAI_TLS_CERT: tls.cert, KAOTAI_TLS_KEY: tls.key } : {}),
    },
  });
  const exited = new Promise((resolve) => {
    child.once('error', () => resolve({ code: 1, signal: null }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  if (child.pid !== undefined) {
    writeFileAtomic(path.join(wanted.data, 'server.json'), JSON.stringify(identify(child.pid)));
  }
  return {
    exited,
    logFile,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      await stopProcess(child.pid, { graceMs: GRACE_MS });
      await exited;
    },
    kill: () => child.kill('SIGKILL'),
  };
}
