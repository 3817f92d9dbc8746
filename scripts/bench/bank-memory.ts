import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BankDraft, UploadProgress } from 'exam-contract/http/banks';
import { startStack, type Stack } from '../../test/e2e/support/stack';
import { startOwnMongod } from '../../test/support/mongod.cjs';
import { writeLargeBank } from './large-bank';
import { watchMemory } from './peak-memory';

/**
 * A bank of 50,000 questions with a gigabyte of pictures, each question with one of its own, read by the command line
 * and handed in to a server as a clerk does it, who then mends one; the peak of resident memory of each process, in MB.
 * One JSON line.
 */
const QUESTIONS = Number(process.env['BENCH_QUESTIONS'] ?? 50_000);
const PICTURE_MB = Number(process.env['BENCH_PICTURE_MB'] ?? 1024);
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

/** Hands the file in and asks meanwhile how far the server has got. */
async function handIn(stack: Stack, file: string, as: string) {
  const signedIn = await fetch(`${stack.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: as, password: stack.passwords[as] }),
  });
  const { token } = (await signedIn.json()) as { token: string };
  const uploadId = randomUUID();
  const form = new FormData();
  form.append('file', await openAsBlob(file), 'large.zip');
  const phases = new Set<string>();
  const ask = setInterval(() => {
    stack.api<UploadProgress>('GET', `/banks/uploads/${uploadId}`, as).then(
      ({ phase }) => phases.add(phase),
      (err: unknown) => console.error(err),
    );
  }, ASK_MS);
  const answer = await fetch(`${stack.url}/api/v1/banks/drafts?uploadId=${uploadId}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  }).finally(() => clearInterval(ask));
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return { draft: (await answer.json()) as BankDraft, phases: [...phases] };
}

/** Leaves the one question that stays out on purpose: the whole draft is checked again, its pictures too. */
async function mend(stack: Stack, { draftId }: BankDraft, as: string) {
  const began = performance.now();
  const memory = watchMemory(PROCESSES);
  const path = `/banks/drafts/${draftId}/refused`;
  const { rows } = await stack.api<{ rows: { n: number }[] }>('GET', path, as);
  await stack.api('PUT', `${path}/${rows[0]?.n}`, as, { skipped: true });
  return { seconds: seconds(began), peakMb: memory.stop() };
}

const PROCESSES = { server: /exam-server\/src\/main\.ts/, reader: /bank-child\.child/ };

async function server(file: string) {
  const mongod = await startOwnMongod();
  process.env['KAOTAI_TEST_MONGODB_URI'] = mongod.uri;
  try {
    const stack = await startStack({ env: { KAOTAI_VISION_CHILDREN: '0' } });
    try {
      const began = performance.now();
      const memory = watchMemory(PROCESSES);
      const { draft, phases } = await handIn(stack, file, 'registry');
      const peakMb = memory.stop();
      const handedIn = {
        read: draft.read,
        accepted: draft.accepted,
        seconds: seconds(began),
        peakMb,
        phases,
      };
      return { ...handedIn, mended: await mend(stack, draft, 'registry') };
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
    const bytes = await writeLargeBank(file, QUESTIONS, pictureBytes, { faulty: 1 });
    const cli = await commandLine(file);
    console.log(JSON.stringify({ questions: QUESTIONS, bytes, cli, server: await server(file) }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((err: unknown) => {
  console.error(err);
  process.exitCode = 1;
});
