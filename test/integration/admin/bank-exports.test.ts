import { randomUUID } from 'node:crypto';
import { mkdtempSync, openAsBlob, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBank } from 'question-bank';
import { exportFormat, type ExportProgress } from '../../../exam-contract/src/http/bank-exports';
import type { BankDraft } from '../../../exam-contract/src/http/banks';
import { createBankChild } from '../../../exam-server/src/features/papers/child/bank-child';
import { writeLargeBank } from '../../../scripts/bench/large-bank';
import { testKind } from './bank-support';
import { testAdmin, type TestAdmin } from './support';

jest.setTimeout(300_000);
const QUESTIONS = 5_000;
const PICTURE_BYTES = 300;
const folder = mkdtempSync(join(tmpdir(), 'kaotai-exports-'));
const file = join(folder, 'large.zip');

let t: TestAdmin;
let http: Server;
let clerk: Record<string, string>;
let second: Record<string, string>;
beforeAll(async () => {
  writeLargeBank(file, QUESTIONS, PICTURE_BYTES, { chapter: '测试章', faulty: 1 });
  t = await testAdmin();
  clerk = (await t.signedIn(['registry'])).auth;
  second = (await t.signedIn(['admin'])).auth;
  await t.papers.kinds.load([testKind('T_ONE', { types: { judge: 0, single: 10, multi: 0 } })], 'system');
  http = t.app.listen(0);
});
afterAll(async () => {
  await new Promise((done) => http.close(done));
  await t.stop();
  rmSync(folder, { recursive: true });
});

const url = (path: string) => `http://localhost:${(http.address() as AddressInfo).port}/api/v1/banks${path}`;
async function ask<T>(method: string, path: string, body?: object | FormData, who = clerk): Promise<T> {
  const json = body !== undefined && !(body instanceof FormData);
  const answer = await fetch(url(path), {
    method,
    headers: { ...who, ...(json ? { 'content-type': 'application/json' } : {}) },
    ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : body }),
  });
  const said: unknown = await answer.json();
  expect([answer.status, answer.ok ? null : said]).toEqual([200, null]);
  return said as T;
}
async function until(met: () => boolean): Promise<void> {
  while (!met()) await new Promise((go) => setTimeout(go, 20));
}
/** Child processes at work on a bank below this one. */
const children = () =>
  readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
    .split(' ')
    .filter((pid) => pid !== '' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('bank-child'));

test('5,000 questions are handed in, mended, approved and leave in every format', async () => {
  const form = new FormData();
  form.append('file', await openAsBlob(file), 'large.zip');
  const draft = await ask<BankDraft>('POST', '/drafts', form);
  expect(draft).toMatchObject({ read: QUESTIONS, accepted: QUESTIONS - 1, rejected: 1 });
  const path = `/drafts/${draft.draftId}`;
  // Read again, its questions lie elsewhere; all that follows finds them.
  const again = { sources: [], hints: {}, remember: false, dropMends: false };
  expect(await ask<BankDraft>('POST', `${path}/mapping`, again)).toMatchObject({ accepted: QUESTIONS - 1 });
  expect(await t.ctx.db.collection('bankQuestions').distinct('owner')).toHaveLength(1);
  const { rows } = await ask<{ rows: { n: number; question: object }[] }>('GET', `${path}/refused`);
  const [{ n, question } = { n: -1, question: {} }] = rows;
  const mended = await ask<BankDraft>('PUT', `${path}/refused/${n}`, {
    question: { ...question, answer: ['B'] },
  });
  // So many are counted behind the mend; who compares waits for it.
  expect(mended).toMatchObject({ counting: true, mendable: 1 });
  const { counts } = await ask<{ counts: object }>('GET', `${path}/diff?mode=replace`);
  expect(counts).toMatchObject({ added: QUESTIONS, removed: 0, changed: 0 });
  const counted = { counting: false, accepted: QUESTIONS, errors: 0 };
  expect(await ask<BankDraft>('GET', path)).toMatchObject(counted);
  await ask('POST', `${path}/submit`, { mode: 'replace', goodRowsOnly: false });
  const { hash } = await ask<{ hash: string }>('POST', `${path}/publish`, {}, second);
  expect(await t.ctx.db.collection('bankQuestions').distinct('owner')).toEqual([hash]);

  const sizes: Record<string, number> = {};
  for (const format of exportFormat.options) {
    const answer = await fetch(url(`/versions/${hash}/export?format=${format}`), { headers: clerk });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([format, answer.status]).toEqual([format, 200]);
    expect(Number(answer.headers.get('content-length'))).toBe(bytes.length);
    sizes[format] = bytes.length;
    // It has a file for every question and for every picture.
    if (format !== 'qti') continue;
    const read = await readBank({ name: 'b.zip', bytes });
    expect([read.candidates.length, read.media.size]).toEqual([QUESTIONS, QUESTIONS]);
  }
  expect(Object.keys(sizes)).toEqual(exportFormat.options);
  expect(Math.min(...Object.values(sizes))).toBeGreaterThan(QUESTIONS * 100);
  await until(() => readdirSync(t.spool).length === 0);

  // Who goes away meanwhile ends the work, and nothing of it stays.
  const control = new AbortController();
  const exportId = randomUUID();
  const leaving = fetch(url(`/versions/${hash}/export?format=pdf&exportId=${exportId}`), {
    headers: clerk,
    signal: control.signal,
  });
  leaving.catch(() => undefined);
  const asked = (who?: Record<string, string>) =>
    ask<ExportProgress>('GET', `/exports/${exportId}`, undefined, who);
  let told = await asked();
  while (told.phase !== 'questions') told = await asked();
  expect(told.total).toBe(QUESTIONS);
  // It is nobody else's.
  expect((await asked(second)).phase).toBe('absent');
  expect(children()).toHaveLength(1);
  control.abort();
  await expect(leaving).rejects.toThrow();
  await until(() => children().length === 0 && readdirSync(t.spool).length === 0);
});

test('an export that takes more memory than it may says so, whoever asked did nothing wrong', async () => {
  const child = createBankChild(t.ctx.log, { otherMemoryBytes: 30_000_000 });
  const order = {
    name: { 'zh-CN': '库' },
    questions: [],
    packed: '',
    pictures: new Map(),
    format: 'json' as const,
    to: join(folder, 'out'),
  };
  await expect(
    child.export(() => Promise.resolve(order), {
      signal: new AbortController().signal,
      tell: () => undefined,
    }),
  ).rejects.toMatchObject({
    code: 'EXPORT_FAILED',
    detail: { field: 'memory' },
  });
});
