import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { accessibilityFaults, shoot } from '../../support/kiosk-browser';
import type { Stack } from './stack';

const artifacts = path.join(__dirname, '..', '..', 'artifacts', 'console');

export interface Console {
  page: Page;
  /** What the page threw or said as an error, and every answer of the server from 400 up. */
  errors: string[];
}

/** The console in a window of its own, signed in through the page with a demo account's password. */
export async function openConsole(stack: Stack, browser: Browser, username: string): Promise<Console> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const errors: string[] = [];
  page.on('pageerror', (e) => errors.push(String(e)));
  page.on('console', (m) => m.type() === 'error' && errors.push(m.text()));
  page.on('response', (r) => r.status() >= 400 && errors.push(`${r.status()} ${r.url()}`));
  await page.addInitScript(() =>
    addEventListener('click', () => Object.assign(window, { pressedAt: Date.now() }), true),
  );
  await page.goto(`${stack.url}/console/`);
  await signIn(page, username, stack.passwords[username] ?? '');
  await page.locator('.console-head').waitFor();
  return { page, errors };
}

async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

/**
 * Presses something in the console and waits for what a kiosk shows of it.
 * @returns milliseconds from the press to the kiosk's screen, by the one clock of this machine
 */
export async function pressedUntilSeen(
  console: Page,
  press: () => Promise<void>,
  kiosk: Page,
  text: string,
): Promise<number> {
  const seen = kiosk.waitForFunction((t) => document.body.innerText.includes(t) && Date.now(), text, {
    polling: 20,
    timeout: 10_000,
  });
  await press();
  const at = (await (await seen).jsonValue()) as number;
  return at - (await console.evaluate(() => (window as unknown as { pressedAt: number }).pressedAt));
}

/** Leaves a screenshot and says what axe finds. */
export async function look(page: Page, name: string): Promise<string[]> {
  await page.waitForTimeout(300);
  await shoot(page, artifacts, name);
  return accessibilityFaults(page);
}

/** Leaves a screenshot in both languages; says what axe finds and what is English where Chinese is asked for. */
export async function lookBothWays(page: Page, name: string): Promise<string[]> {
  const faults = await look(page, `${name}-zh-CN`);
  const language = (word: string) => page.locator('.ant-segmented-item-label', { hasText: word }).click();
  await language('English');
  faults.push(...(await look(page, `${name}-en`)));
  await language('中文');
  return faults;
}
