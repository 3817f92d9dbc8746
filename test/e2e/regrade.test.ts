import type { Browser } from 'playwright-core';
import type { AttemptDetail } from 'exam-contract/http/attempts';
import type { RegradeRow, RegradeView } from 'exam-contract/http/regrades';
import { launchChromium } from '../support/kiosk-browser';
import { lookBothWays, openConsole, type Console } from './support/console-page';
import { finishedAttempts, type Finished } from './support/finished-attempts';
import { NOBODY_SITS, startStack, type Stack } from './support/stack';

jest.setTimeout(400_000);
/** Ids of questions; a question may speak of ABS and km/h. */
const QUESTIONS = /\b[A-Z]+\b|km\/h|k[13]-[\w-]+/g;

describe('results given again after a question was withdrawn', () => {
  let stack: Stack;
  let browser: Browser;
  let office: Console;
  let finished: Finished;

  beforeAll(async () => {
    stack = await startStack(NOBODY_SITS);
    const { rows } = await stack.api<{ rows: { candidateId: string }[] }>('GET', '/candidates', 'registry');
    finished = await finishedAttempts(stack, 62, rows[0]!.candidateId);
    await stack.api('POST', '/banks/withdrawals', 'registry', {
      questionId: finished.wrongKey,
      code: 'wrongKey',
      reason: '标准答案与法条不符',
    });
    browser = await launchChromium();
    office = await openConsole(stack, browser, 'registry');
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  it('are tried from the list of withdrawn questions, seen attempt by attempt, and proposed', async () => {
    const { page, errors } = office;
    await page.getByRole('link', { name: '题库' }).click();
    await page.getByRole('tab', { name: '撤下的题' }).click();
    await page.getByText('62 场').waitFor();
    expect(await lookBothWays(page, 'regrade-withdrawn', QUESTIONS)).toEqual([]);
    await page.getByRole('button', { name: '更正成绩' }).click();
    await page.getByRole('checkbox', { name: finished.wrongKey }).check();
    await page.getByRole('button', { name: '试算所选 1 题' }).click();
    await page.getByRole('button', { name: '提出更正' }).waitFor();
    await page.getByText('改为合格').first().waitFor();
    expect(await lookBothWays(page, 'regrade-tried', QUESTIONS)).toEqual([]);
    await page.getByRole('button', { name: '提出更正' }).click();
    await page.locator('.ant-modal textarea').fill('标准答案与法条不符，经复核确认有误');
    await page.locator('.ant-modal').getByRole('button', { name: '提出更正' }).click();
    await page.getByText(/须由没有参与试算和提出的/).waitFor();
    expect(await lookBothWays(page, 'regrade-proposed', QUESTIONS)).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('are written once each, though the server is killed on the way, and shown with what held before', async () => {
    const only = async () =>
      (await stack.api<{ regrades: RegradeView[] }>('GET', '/regrades', 'admin')).regrades[0]!;
    const { regradeId, better } = await only();
    expect(better).toBeGreaterThan(5);
    const decision = { approve: true, reason: '复核属实' };
    await stack.api('POST', `/regrades/${regradeId}/decision`, 'admin', decision);
    await stack.kill();
    await stack.restart();
    for (const end = Date.now() + 180_000; Date.now() < end && (await only()).state !== 'done';)
      await new Promise((r) => setTimeout(r, 200));
    expect(await only()).toMatchObject({ state: 'done', written: better, stale: 0 });
    const { rows } = await stack.api<{ rows: RegradeRow[] }>(
      'GET',
      `/regrades/${regradeId}/attempts?verdict=passes`,
      'admin',
    );
    const { attemptId, from, to } = rows[0]!;
    const detail = await stack.api<AttemptDetail>('GET', `/attempts/${attemptId}`, 'auditor');
    expect(detail).toMatchObject({ passed: true, score: to.score, revised: true, chainOk: true });
    expect(detail.events.filter((e) => e.kind === 'revised')).toHaveLength(1);

    const { page, errors } = await openConsole(stack, browser, 'admin');
    await page.goto(`${stack.url}/console/attempts/${attemptId}`);
    await page.getByText(`原成绩 ${from.score} 分，不合格`).waitFor();
    expect(await lookBothWays(page, 'regrade-attempt', QUESTIONS)).toEqual([]);
    await page.goto(`${stack.url}/console/banks?tab=regrade`);
    await page.getByRole('button', { name: '查看' }).click();
    await page.getByText(`已更正 ${better} 场考试`).waitFor();
    expect(await lookBothWays(page, 'regrade-done', QUESTIONS)).toEqual([]);

    await page.getByRole('tab', { name: '已发布的版本' }).click();
    // However fast this machine writes it, a clerk on a slow line reads what is going on.
    let looked = (): void => {};
    const held = new Promise<void>((done) => (looked = done));
    await page.route(/\/export\?/, (r) => held.then(() => r.continue()));
    await page.getByRole('button', { name: '导出' }).click();
    const arriving = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'PDF' }).click();
    await page.getByRole('button', { name: '取消导出' }).waitFor();
    expect(await lookBothWays(page, 'export-progress', QUESTIONS)).toEqual([]);
    looked();
    expect((await arriving).suggestedFilename()).toMatch(/\.pdf$/);
    await page.getByRole('button', { name: '取消导出' }).waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
