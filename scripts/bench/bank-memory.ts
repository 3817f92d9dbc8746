import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportFormat } from 'exam-contract/http/bank-exports';
import type { BankDraft } from 'exam-contract/http/banks';
import { startStack, type Stack } from '../../test/e2e/support/stack';
import { startOwnMongod } from '../../test/support/mongod.cjs';
import { CHAPTER, writeLargeBank } from './large-bank';
import { measure, stallMeter, type Measured } from './measured';
import { watchMemory } from './peak-memory';

/**
 * A bank of 50,000 questions with a gigabyte of pictures, each question with one of its own, read by the command line
 * (`BENCH_CLI=0` leaves that out) and handed in to a server as a clerk does it, given up once, read again, mended row by row, approved and exported. For each
 * step the peak of resident memory of each process and of both together, in MB, and how long the server's event loop stood still.
 * One JSON line.
 */
const QUESTIONS = Number(process.env['BENCH_QUESTIONS'] ?? 50_000);
const PICTURE_MB = Number(process.env['BENCH_PICTURE_MB'] ?? 1024);
const FORMATS = (process.env['BENCH_FORMATS'] ?? exportFormat.options.join()).split(',');
const root = join(__dirname, '../..');
const ASK_MS = 500;

const seconds = (since: number) => Math.round((performance.now() - since) / 100) / 10;

async function commandLine(file: string) {
  const began = performance.now();
  const memory = watchMemory({ cli: /cli\/bin\.ts/ });
  const child = spawn(process.execPath, ['scripts/bin/kaotai-bank.mjs', 'read', file, '--json'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (d: Buffer) => (text += d.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  const peakMb = memory.stop();
  const said = JSON.parse(text) as { read: number; accepted: number };
  return { read: said.read, accepted: said.accepted, seconds: seconds(began), peakMb };
}

async function bearer(stack: Stack, as: string): Promise<Record<string, string>> {
  const signedIn = await fetch(`${stack.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: as, password: stack.passwords[as] }),
  });
  const { token } = (await signedIn.json()) as { token: string };
  return { authorization: `Bearer ${token}` };
}

/** Asks while some work is under way how far the server has got. Returns the phases it named. */
async function phasesOf(
  stack: Stack,
  path: string,
  as: string,
  work: (phases: Set<string>) => Promise<void>,
) {
  const phases = new Set<string>();
  const ask = setInterval(() => {
    stack.api<{ phase: string }>('GET', path, as).then(
      ({ phase }) => phases.add(phase),
      (err: unknown) => console.error(err),
    );
  }, ASK_MS);
  await work(phases).finally(() => clearInterval(ask));
  return [...phases];
}

/** Hands the file in and gives it up as soon as the server is at its pictures. Returns how long that then takes. */
async function giveUp(stack: Stack, file: string, as: string): Promise<number> {
  const uploadId = randomUUID();
  const form = new FormData();
  form.append('file', await openAsBlob(file), 'large.zip');
  const headers = await bearer(stack, as);
  let began = 0;
  await phasesOf(stack, `/banks/uploads/${uploadId}`, as, async (phases) => {
    const answer = fetch(`${stack.url}/api/v1/banks/drafts?uploadId=${uploadId}`, {
      method: 'POST',
      headers,
      body: form,
    });
    while (!phases.has('pictures')) await new Promise((go) => setTimeout(go, ASK_MS));
    began = performance.now();
    await stack.api('DELETE', `/banks/uploads/${uploadId}`, as);
    const { status } = await answer;
    if (status !== 409) throw new Error(`given up, and answered ${status}`);
  });
  return seconds(began);
}

/** Hands the file in and asks meanwhile how far the server has got. */
async function handIn(stack: Stack, file: string, as: string) {
  const uploadId = randomUUID();
  const form = new FormData();
  form.append('file', await openAsBlob(file), 'large.zip');
  const headers = await bearer(stack, as);
  let draft: BankDraft | undefined;
  const phases = await phasesOf(stack, `/banks/uploads/${uploadId}`, as, async () => {
    const answer = await fetch(`${stack.url}/api/v1/banks/drafts?uploadId=${uploadId}`, {
      method: 'POST',
      headers,
      body: form,
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    draft = (await answer.json()) as BankDraft;
  });
  if (!draft) throw new Error('no draft came');
  return { draft, phases };
}

/** Reads an answer to its end without holding it. Returns its length in bytes. */
async function download(stack: Stack, path: string, as: string): Promise<number> {
  const headers = await bearer(stack, as);
  // Not fetch, which waits five minutes for an answer to begin: on a busy machine that is not enough for a large file.
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${stack.url}/api/v1${path}`, { headers }, resolve).once('error', reject);
  });
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) bytes += chunk.length;
  if (answer.statusCode !== 200) throw new Error(`answered ${answer.statusCode}`);
  return bytes;
}

type Fault = { fault: string };
/** A bank's way from a file to a version and out again, each step with what it cost the server. */
async function life(stack: Stack, file: string, stalls: string) {
  const costs: Record<string, (Measured & { bytes?: number; phases?: string[] }) | Fault> = {};
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const { out, cost } = await measure(stalls, work);
    costs[name] = cost;
    console.error(name, JSON.stringify(cost));
    return out;
  };
  const clerk = 'registry';
  const givenUp = await step('givenUp', () => giveUp(stack, file, clerk));
  const { draft, phases } = await step('handedIn', () => handIn(stack, file, clerk));
  const path = `/banks/drafts/${draft.draftId}`;
  const again = { sources: [], hints: { chapter: CHAPTER }, remember: false, dropMends: false };
  await step('readAgain', () => stack.api('POST', `${path}/mapping`, clerk, again));
  const { rows } = await step('refused', () =>
    stack.api<{ rows: { n: number; question: object }[] }>('GET', `${path}/refused`, clerk),
  );
  const [one, two, three] = rows;
  const counted = async (): Promise<void> => {
    while ((await stack.api<BankDraft>('GET', path, clerk)).counting)
      await new Promise((go) => setTimeout(go, ASK_MS));
  };
  await step('left out', () => stack.api('PUT', `${path}/refused/${one?.n}`, clerk, { skipped: true }));
  // The first count waits until a child process holds the draft, which it began to when the rows were shown.
  await step('first counted', counted);
  await step('taken back', () => stack.api('PUT', `${path}/refused/${one?.n}`, clerk, { skipped: false }));
  await step('counted', counted);
  await step('mended', () =>
    stack.api('PUT', `${path}/refused/${two?.n}`, clerk, { question: { ...two?.question, answer: ['B'] } }),
  );
  await step('left out again', () =>
    stack.api('PUT', `${path}/refused/${three?.n}`, clerk, { skipped: true }),
  );
  await step('all counted', counted);
  await step('compared', () => stack.api('GET', `${path}/diff?mode=merge`, clerk));
  await step('submitted', () =>
    stack.api('POST', `${path}/submit`, clerk, { mode: 'merge', goodRowsOnly: true }),
  );
  const { hash } = await step('approved', () =>
    stack.api<{ hash: string }>('POST', `${path}/publish`, 'admin', {}),
  );
  await step('firstPage', () => stack.api('GET', `/banks/versions/${hash}/questions?from=100`, clerk));
  for (const format of FORMATS) {
    const name = `export ${format}`;
    try {
      const exportId = randomUUID();
      let bytes = 0;
      const told = await step(name, () =>
        phasesOf(stack, `/banks/exports/${exportId}`, clerk, async () => {
          const asked = `export?format=${format}&exportId=${exportId}`;
          bytes = await download(stack, `/banks/versions/${hash}/${asked}`, clerk);
        }),
      );
      Object.assign(costs[name] ?? {}, { bytes, phases: told });
    } catch (err) {
      costs[name] = { fault: String(err) };
      console.error(name, String(err));
    }
  }
  return { read: draft.read, accepted: draft.accepted, phases, secondsToGiveUp: givenUp, ...costs };
}

async function server(file: string, stalls: string) {
  const mongod = await startOwnMongod();
  process.env['KAOTAI_TEST_MONGODB_URI'] = mongod.uri;
  try {
    const stack = await startStack({ env: { KAOTAI_VISION_CHILDREN: '0', ...stallMeter(stalls) } });
    try {
      return await life(stack, file, stalls);
    } finally {
      await stack.stop();
    }
  } finally {
    await mongod.stop();
  }
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kaotai-large-'));
  try {
    const file = join(folder, 'large.zip');
    const pictureBytes = Math.ceil((PICTURE_MB * 1024 * 1024) / QUESTIONS);
    const bytes = writeLargeBank(file, QUESTIONS, pictureBytes, { faulty: 3 });
    const cli = process.env['BENCH_CLI'] === '0' ? null : await commandLine(file);
    const found = await server(file, join(folder, 'stalls.txt'));
    console.log(JSON.stringify({ questions: QUESTIONS, bytes, cli, server: found }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((err: unknown) => {
  console.error(err);
  process.exitCode = 1;
});
