import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { root, stateDir } from './paths.cjs';
import { SetupError } from './setup-error.mjs';

const TAIL_LINES = 25;
const children = new Set();
let onChild = () => {};

/** Tells the lock which tool runs, so that a later start waits for it if we are killed. */
export function watchChildren(callback) {
  onChild = callback;
}

/** Ends the tools that run, with their own children: each leads a process group of its own. */
export function stopChildren(signal = 'SIGTERM') {
  for (const child of children) {
    try {
      process.kill(-child.pid, signal);
    } catch {
      child.kill(signal);
    }
  }
}

/**
 * Runs a tool to its end; its whole output goes to a file under .kaotai/logs, its lines to `onLine`.
 * @param {string} command
 * @param {string[]} args
 * @param {{ log: string, cwd?: string, env?: Record<string, string | undefined>, timeoutMs?: number,
 *   onLine?: (line: string) => void, statusFd?: boolean, allowFailure?: boolean, failure?: string, todo?: string[] }} options
 *   log: name of the log file; statusFd: the tool reports on descriptor 3 too; failure and todo: what to say when the tool fails
 * @returns {Promise<{ code: number, output: string }>} the last lines of both streams; code 127: not there
 */
export function run(command, args, options) {
  const logFile = path.join(stateDir, 'logs', `${options.log}.log`);
  mkdirSync(path.dirname(logFile), { recursive: true });
  return new Promise((resolve, reject) => {
    const log = createWriteStream(logFile, { flags: 'w' });
    const tail = [];
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe', ...(options.statusFd ? ['pipe'] : [])],
      detached: true,
    });
    if (child.pid !== undefined) {
      children.add(child);
      onChild(child.pid);
    }
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => stopChildren('SIGKILL'), options.timeoutMs);
    const take = (stream) => {
      let rest = '';
      stream.setEncoding('utf8').on('data', (chunk) => {
        log.write(chunk);
        const lines = (rest + chunk).split(/[\r\n]+/);
        rest = lines.pop();
        for (const line of lines.filter((text) => text.trim())) {
          tail.push(line);
          if (tail.length > TAIL_LINES) tail.shift();
          options.onLine?.(line);
        }
      });
      stream.on('end', () => rest && tail.push(rest));
    };
    take(child.stdout);
    take(child.stderr);
    if (options.statusFd) take(child.stdio[3]);
    const end = (code, why) => {
      clearTimeout(timer);
      children.delete(child);
      onChild(undefined);
      log.end();
      const output = tail.join('\n');
      if (code === 0 || options.allowFailure) return resolve({ code, output });
      const message = options.failure ?? `${command} ${args[0] ?? ''} failed (${why}).`;
      return reject(
        new SetupError(message, [
          ...(options.todo ?? []),
          `Its last lines (all of it: ${path.relative(root, logFile)}):`,
          ...tail.map((line) => `  ${line}`),
        ]),
      );
    };
    child.once('error', (error) => end(error.code === 'ENOENT' ? 127 : 1, error.message));
    child.once('close', (code, signal) => end(code ?? 1, signal ?? `exit code ${code}`));
  });
}
