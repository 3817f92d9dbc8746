import { randomUUID } from 'node:crypto';
import { mkdtempSync, openAsBlob, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BankDraft, UploadProgress } from '../../../exam-contract/src/http/banks';
import { writeLargeBank } from '../../../scripts/bench/large-bank';
import { testKind } from './bank-support';
import { testAdmin, type TestAdmin } from './support';

jest.setTimeout(600_000);
const QUESTIONS = 360;
/** Just below what is made smaller. */
const PICTURE_BYTES = 590_000;
const folder = mkdtempSync(join(tmpdir(), 'kaotai-large-'));
const file = join(folder, 'large.zip');

let t: TestAdmin;
let http: Server;
let clerk: Record<string, string>;
beforeAll(() => void writeLargeBank(file, QUESTIONS, PICTURE_BYTES, { chapter: '测试章' }));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  // 210 MB of pictures beside a runtime of some 130: a reader that held them would be ended.
  t = await testAdmin(undefined, { readMemoryBytes: 300_000_000 });
  clerk = (await t.signedIn(['registry'])).auth;
  await t.papers.kinds.load([testKind('T_ONE')], 'system');
  http = t.app.listen(0);
});
afterEach(async () => {
  await new Promise((done) => http.close(done));
  await t.stop();
});

const url = (path: string) => `http://localhost:${(http.address() as AddressInfo).port}/api/v1/banks${path}`;
async function send(uploadId: string, signal?: AbortSignal): Promise<Response> {
  const form = new FormData();
  form.append('file', await openAsBlob(file), 'large.zip');
  const to = url(`/drafts?uploadId=${uploadId}`);
  return fetch(to, { method: 'POST', headers: clerk, body: form, ...(signal ? { signal } : {}) });
}
const progress = async (uploadId: string, as = clerk) =>
  (await (await fetch(url(`/uploads/${uploadId}`), { headers: as })).json()) as UploadProgress;
const cancel = async (uploadId: string, as = clerk) =>
  (await fetch(url(`/uploads/${uploadId}`), { method: 'DELETE', headers: as })).status;
const count = (collection: string) => t.ctx.db.collection(collection).countDocuments();
const pause = (ms: number) => new Promise((go) => setTimeout(go, ms));
async function until(met: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await met())) await pause(10);
}
/** What an upload used goes once it is answered. */
const cleared = () => until(() => readdirSync(t.spool).length === 0 && readers().length === 0);
const untilPhase = (uploadId: string, ...phases: string[]) =>
  until(async () => phases.includes((await progress(uploadId)).phase));
/** Readers that run below this process. */
const readers = () =>
  readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
    .split(' ')
    .filter((pid) => pid !== '' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('bank-child'));
/** What may be there of an upload: pictures stay until the nightly job, as another bank may show them. */
const remains = async () => ({
  drafts: await count('bankDrafts'),
  rows: await count('bankRows'),
  questions: await count('bankQuestions'),
  pieces: await count('bankFiles'),
  heads: await count('bankFileHeads'),
  files: readdirSync(t.spool),
  readers: readers(),
});
const NOTHING = { drafts: 0, rows: 0, questions: 0, pieces: 0, heads: 0, files: [], readers: [] };

test('pictures that no process could hold become a draft; the file is kept, progress is told', async () => {
  const uploadId = randomUUID();
  const phases = new Set<string>();
  let through = false;
  const sending = send(uploadId).finally(() => (through = true));
  await until(async () => {
    const { phase, done, total } = await progress(uploadId);
    phases.add(phase);
    expect(done).toBeLessThanOrEqual(Math.max(done, total));
    return through;
  });
  const answer = await sending;
  const draft = (await answer.json()) as BankDraft;
  expect([answer.status, draft]).toEqual([
    200,
    expect.objectContaining({ format: 'zip', read: QUESTIONS, accepted: QUESTIONS, rejected: 0 }),
  ]);
  expect(draft.preview[0]).toMatchObject({ questionId: 'b0', row: 2 });
  expect([...phases]).toEqual(expect.arrayContaining(['unpacking', 'pictures', 'storing']));
  expect(await count('bankMedia')).toBe(QUESTIONS);
  const kept = await t.ctx.db
    .collection('bankFiles')
    .aggregate<{ bytes: number }>([{ $group: { _id: null, bytes: { $sum: { $binarySize: '$data' } } } }])
    .toArray();
  expect(kept[0]?.bytes).toBe(statSync(file).size);
  await cleared();
  expect(await remains()).toMatchObject({ drafts: 1 });
  expect(await progress(uploadId)).toMatchObject({ phase: 'absent' });

  // Discarding takes away all but the pictures, and the job those.
  const gone = await fetch(url(`/drafts/${draft.draftId}`), { method: 'DELETE', headers: clerk });
  expect(gone.status).toBe(200);
  expect(await remains()).toEqual(NOTHING);
  t.clock.advance(2 * 86_400_000);
  await t.papers.drafts.dropStale();
  expect(await count('bankMedia')).toBe(0);
  expect(await count('bankLooks')).toBe(0);
});

test('one that is cancelled while it is read leaves nothing; nobody else can cancel it', async () => {
  const uploadId = randomUUID();
  const sending = send(uploadId);
  await untilPhase(uploadId, 'pictures', 'storing');
  const other = (await t.signedIn(['registry'])).auth;
  expect(await progress(uploadId, other)).toMatchObject({ phase: 'absent' });
  expect(await cancel(uploadId, other)).toBe(404);
  expect(await cancel(uploadId)).toBe(200);
  const answer = await sending;
  expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'CANCELLED' }]);
  await cleared();
  expect(await remains()).toEqual(NOTHING);
  expect(await cancel(uploadId)).toBe(404);
  t.clock.advance(2 * 86_400_000);
  await t.papers.drafts.dropStale();
  expect(await count('bankMedia')).toBe(0);
  expect(await count('bankLooks')).toBe(0);
});

test('a sender who is gone while it is read, or before all of it arrived, leaves nothing', async () => {
  for (const phase of ['unpacking', null]) {
    const uploadId = randomUUID();
    const control = new AbortController();
    const sending = send(uploadId, control.signal);
    if (phase) await untilPhase(uploadId, phase);
    else await until(() => readdirSync(t.spool).length > 0);
    control.abort();
    await expect(sending).rejects.toThrow();
    await untilPhase(uploadId, 'absent');
    await cleared();
    expect(await remains()).toEqual(NOTHING);
  }
});
