import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BankDraft, BankVersionRow } from '../../exam-contract/src/http/banks';
import { CHAPTER } from '../../scripts/bench/large-bank';
import { bankJson, manyQuestions } from '../integration/admin/bank-support';
import { NOBODY_SITS, startStack, type Stack } from '../e2e/support/stack';

jest.setTimeout(400_000);
const QUESTIONS = 3000;
const root = join(__dirname, '..', '..');
let stack: Stack;
beforeAll(async () => {
  stack = await startStack(NOBODY_SITS);
});
afterAll(() => stack?.stop());

const pause = (ms: number) => new Promise((go) => setTimeout(go, ms));
/** Lets the act run for so long, pulls the plug, and starts again. @returns what it had answered, if anything */
async function pulledAfter<T>(ms: number, act: () => Promise<T>): Promise<T | null> {
  const asked = act().catch(() => null);
  await pause(ms);
  await stack.kill();
  const answer = await asked;
  await stack.restart();
  return answer;
}
const drafts = async () =>
  (await stack.api<{ drafts: BankDraft[] }>('GET', '/banks/drafts', 'registry')).drafts;
const versions = async () =>
  (await stack.api<{ versions: BankVersionRow[] }>('GET', '/banks/versions', 'registry')).versions;
const upload = (first: number) => {
  const questions = manyQuestions(QUESTIONS, first).map((q) => ({ ...q, chapter: CHAPTER }));
  const form = new FormData();
  form.append('file', new Blob([bankJson(questions, `题库${first}`)]), 'bank.json');
  return stack.send<BankDraft>(`/banks/drafts?uploadId=${randomUUID()}`, 'registry', form);
};
const verify = async (hash: string) => {
  const args = ['--import', 'tsx', join(root, 'scripts/verify.ts'), '--bank', hash, '--json'];
  const env = { ...process.env, KAOTAI_MONGODB_URI: stack.database };
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env });
  return JSON.parse(stdout) as { ok: boolean; problems: string[] };
};

test('an upload whose server is killed is a whole draft or none, and can be sent again', async () => {
  let whole = 0;
  for (const ms of [100, 500, 1200, 2200]) {
    const answer = await pulledAfter(ms, () => upload(ms));
    const left = await drafts();
    for (const draft of left) expect(draft).toMatchObject({ read: QUESTIONS, accepted: QUESTIONS });
    if (answer) expect(left.map((d) => d.draftId)).toContain(answer.draftId);
    // One folder, of the server that runs now, and nothing in it.
    expect(readdirSync(join(stack.data, 'uploads'), { recursive: true })).toHaveLength(1);
    whole += left.length;
    for (const { draftId } of left) await stack.api('DELETE', `/banks/drafts/${draftId}`, 'registry');
  }
  console.log(JSON.stringify({ whole }));
  expect((await upload(0)).accepted).toBe(QUESTIONS);
});

test('a publication whose server is killed is a whole version that verifies or none, and can be approved again', async () => {
  const kept = (await drafts())[0]!;
  const before = (await versions()).length;
  await stack.api('POST', `/banks/drafts/${kept.draftId}/submit`, 'registry', {
    mode: 'merge',
    goodRowsOnly: true,
  });
  const approve = () =>
    stack.api<BankVersionRow>('POST', `/banks/drafts/${kept.draftId}/publish`, 'admin', {});
  let kills = 0;
  for (let ms = 0; (await drafts()).length > 0; ms = 250 + 1.5 * ms) {
    await pulledAfter(ms, approve);
    kills += 1;
    const [there, waiting] = [await versions(), await drafts()];
    // Either still to be approved or published, never both and never neither.
    expect([there.length - before, waiting.length]).toEqual(waiting.length > 0 ? [0, 1] : [1, 0]);
    for (const { hash } of there) expect(await verify(hash)).toMatchObject({ ok: true, problems: [] });
  }
  console.log(JSON.stringify({ kills }));
  expect(kills).toBeGreaterThan(1);
});
