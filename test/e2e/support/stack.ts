import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../support/mongod.cjs';

const root = join(__dirname, '..', '..', '..');

export interface Stack {
  url: string;
  /** Passwords by user name, as the server printed them once. */
  passwords: Record<string, string>;
  enrolmentCode: string;
  /** Address of its database, for what a command line of the house or an intruder does there. */
  database: string;
  /** Folder of what it keeps outside its database. */
  data: string;
  api<T>(method: string, path: string, as: string, body?: unknown): Promise<T>;
  /** Sends a form. */
  send<T>(path: string, as: string, form: FormData): Promise<T>;
  /** Bytes of a binary answer. */
  bytes(path: string, as: string): Promise<Buffer>;
  /** Writes a picture to a file of this stack's own folder. */
  save(name: string, data: Buffer): string;
  /** kill -9, as when the power goes: nothing is said or written any more. */
  kill(): Promise<void>;
  /** Starts it again on the same port, folder and database. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** For a server at which nobody sits a test, or where it does not matter who does: no cameras, no faces. */
export const NOBODY_SITS = { env: { KAOTAI_VISION_CHILDREN: '0' } };

/** The whole server with its demo site, as `npm start` runs it, on a database of its own. */
export async function startStack(o: { env?: Record<string, string> } = {}): Promise<Stack> {
  const mongo = process.env['KAOTAI_TEST_MONGODB_URI'];
  if (!mongo) throw new Error('KAOTAI_TEST_MONGODB_URI is not set: run through `npm test`');
  const data = mkdtempSync(join(tmpdir(), 'kaotai-e2e-'));
  const port = await freePort();
  const env = { ...process.env };
  delete env['KAOTAI_TEST_MONGODB_URI'];
  const database = mongo.replace(/\/(\?|$)/, `/e2e-${randomUUID().slice(0, 8)}$1`);
  let child: ChildProcess;
  let said = '';
  const launch = async () => {
    const begun = spawn(process.execPath, ['--import', 'tsx', join(root, 'exam-server/src/main.ts')], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...env,
        KAOTAI_PORT: String(port),
        KAOTAI_DATA: data,
        KAOTAI_MONGODB_URI: database,
        KAOTAI_DEMO: '1',
        // Nobody here leaves a terminal alone, however long a look at it takes.
        KAOTAI_IDLE_RETURN_MS: '3600000',
        KAOTAI_LOG_FILE: join(data, 'server.log'),
        ...o.env,
      },
    });
    child = begun;
    const from = said.length;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the server did not start:\n${said}`)), 120_000);
      const hear = (d: Buffer) => {
        said += d.toString();
        if (said.includes('How to begin', from)) {
          clearTimeout(timer);
          resolve();
        }
      };
      begun.stdout.on('data', hear);
      begun.stderr.on('data', hear);
      begun.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${said}`)));
    });
  };
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((r) => child.once('exit', r));
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await gone;
    clearTimeout(late);
  };
  await launch();
  const url = `http://localhost:${port}`;
  const passwords = Object.fromEntries(
    [...said.matchAll(/^ {2}(\w+) +(\S+) +示范/gm)].map((m) => [m[1]!, m[2]!]),
  );
  const enrolmentCode = /#enrol=(\S+)/.exec(said)?.[1] ?? '';
  const tokens = new Map<string, string>();
  const tokenOf = async (username: string): Promise<string> => {
    const known = tokens.get(username);
    if (known) return known;
    const r = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: passwords[username] }),
    });
    const { token } = (await r.json()) as { token: string };
    tokens.set(username, token);
    return token;
  };
  const call = async (method: string, path: string, as: string, body?: unknown) => {
    const form = body instanceof FormData;
    const r = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await tokenOf(as)}`,
        ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
    if (!r.ok) throw new Error(`${method} ${path}: ${r.status} ${await r.text()}`);
    return r;
  };
  return {
    url,
    passwords,
    enrolmentCode,
    database,
    data,
    send: async <T>(path: string, as: string, form: FormData) =>
      (await call('POST', path, as, form)).json() as Promise<T>,
    api: async <T>(method: string, path: string, as: string, body?: unknown) =>
      (await call(method, path, as, body)).json() as Promise<T>,
    bytes: async (path, as) => Buffer.from(await (await call('GET', path, as)).arrayBuffer()),
    save(name, content) {
      const file = join(data, name);
      writeFileSync(file, content);
      return file;
    },
    kill: () => end('SIGKILL'),
    restart: launch,
    async stop() {
      await end('SIGTERM');
      rmSync(data, { recursive: true, force: true });
    },
  };
}
