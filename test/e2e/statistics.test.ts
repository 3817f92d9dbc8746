import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/kiosk-browser';
import { lookBothWays, openConsole, typeDay, type Console } from './support/console-page';
import { finishedAttempts, type Finished } from './support/finished-attempts';
import { startStack, type Stack } from './support/stack';

jest.setTimeout(400_000);
/** Ids of questions; a question may speak of ABS and km/h. */
const QUESTIONS = /\b[A-Z]+\b|km\/h|k[13]-[\w-]+/g;

describe('how questions are answered, in the console', () => {
  let stack: Stack;
  let browser: Browser;
  let office: Console;
  let finished: Finished;

  beforeAll(async () => {
    stack = await startStack();
    finished = await finishedAttempts(stack, 62);
    browser = await launchChromium();
    office = await openConsole(stack, browser, 'auditor');
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  it('counts by itself within a minute or so, and shows pass rates and reliability', async () => {
    const { page } = office;
    await page.getByRole('link', { name: '统计分析' }).click();
    await page.getByRole('heading', { level: 1, name: '统计分析' }).waitFor();
    const counted = () => stack.api<{ kinds: { n: number }[] }>('GET', '/statistics', 'auditor');
    for (const end = Date.now() + 240_000; Date.now() < end && (await counted()).kinds[0]?.n !== 62;)
      await page.waitForTimeout(1000);
    await page.reload();
    const scored = page.locator('.figure-list dd').first();
    await scored.waitFor();
    expect(await scored.textContent()).toBe('62');
    expect(await lookBothWays(page, 'statistics-kinds', QUESTIONS)).toEqual([]);
  });

  it('puts the question with a doubtful key first, says why, and gives a table', async () => {
    const { page } = office;
    await page.getByRole('tab', { name: '题目' }).click();
    const first = page.locator('.ant-table-row').first();
    await first.getByText('答案可疑').waitFor();
    expect(await lookBothWays(page, 'statistics-items', QUESTIONS)).toEqual([]);
    const arriving = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出表格' }).click();
    const table = readFileSync(await (await arriving).path(), 'utf8');
    expect(table.split('\r\n')[1]).toMatch(new RegExp(`^${finished.wrongKey},.*答案可疑`));
    await first.getByRole('button').click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText(/标准答案可能有误/).waitFor();
    expect(await lookBothWays(page, 'statistics-item', QUESTIONS)).toEqual([]);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
  });

  it('shows an auditor which papers agree beyond chance, with the way to each', async () => {
    const { page, errors } = office;
    await page.getByRole('tab', { name: '作答相似度' }).click();
    await typeDay(page.getByLabel('日期'), finished.day);
    const row = page.locator('.ant-table-row').first();
    await row.getByText('相邻').waitFor();
    expect(await lookBothWays(page, 'statistics-similarity')).toEqual([]);
    const links = await row.getByRole('link').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    expect(links.map((l) => l?.split('/').at(-1)).sort()).toEqual([...finished.alike].sort());
    expect(errors).toEqual([]);
  });
});
