import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import {
  accessibilityFaults,
  PATIENCE_MS,
  rested,
  settled,
  shoot,
  smallTargets,
} from '../../support/kiosk-browser';
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
  page.setDefaultTimeout(PATIENCE_MS);
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
 * Types a day as a person does: into a field that has opened its calendar, which may put back what stood there as it
 * opens, and with Enter.
 */
export async function typeDay(field: Locator, day: string): Promise<void> {
  do {
    await field.click();
    await field.fill(day);
    await field.press('Enter');
  } while ((await field.inputValue()) !== day);
}

/**
 * Presses something in the console and waits for what a kiosk shows of it.
 * @returns milliseconds from the press to the kiosk's screen, by the one clock of this machine
 */
export async function pressedUntil(
  console: Page,
  press: () => Promise<void>,
  kiosk: Page,
  shows: (about: string) => number | false,
  about: string,
): Promise<number> {
  const seen = kiosk.waitForFunction(shows, about, { polling: 20, timeout: PATIENCE_MS });
  await press();
  const at = (await (await seen).jsonValue()) as number;
  return at - (await console.evaluate(() => (window as unknown as { pressedAt: number }).pressedAt));
}

/** For {@link pressedUntil}: when a text stands on the screen. */
export const says = (text: string) => document.body.innerText.includes(text) && Date.now();
/** For {@link pressedUntil}: when a text stands there no more. */
export const saysNot = (text: string) => !document.body.innerText.includes(text) && Date.now();

/** What may stand in Latin letters on a Chinese page: names of formats, units, codes and values a file must hold. */
const latin =
  /^(English|Excel|WPS|Word|SQL|SQLite|plist|Moodle|GIFT|Aiken|QTI|JSON|CSV|XLSX|ZIP|PDF|JPEG|MB|GB|ID|DEMO|OpenDocument|ODS|ODT|judge|single|multi)$/;

/** An id or a hash, cut to its first part. */
const cutId = /\b[0-9a-f]{8}…/g;

/** Texts of a Chinese page with a Latin word in them, but for names and codes in a fixed-width type. */
const englishTexts = async (page: Page, typed?: RegExp): Promise<string[]> => {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let n = walk.nextNode(); n; n = walk.nextNode()) {
      const at = n.parentElement;
      if (at?.checkVisibility() && !at.closest('.mono, .code, .diff-fields dd, script, style'))
        found.push(n.textContent ?? '');
    }
    return found;
  });
  return texts
    .filter((t) =>
      (
        t
          .replace(cutId, '')
          .replace(typed ?? cutId, '')
          .match(/[A-Za-z]{2,}/g) ?? []
      ).some((word) => !latin.test(word)),
    )
    .map((t) => `English on a Chinese page: ${t}`);
};

/**
 * Leaves a screenshot in both languages.
 * @param typed names that people gave, in whatever letters
 * @returns what is English where Chinese is asked for
 */
export async function shootBothWays(page: Page, name: string, typed?: RegExp): Promise<string[]> {
  // The switch may lie under an open drawer: a person would have chosen before opening it.
  const choose = (word: string) =>
    page.locator('.ant-segmented-item', { hasText: word }).locator('input').dispatchEvent('click');
  await rested(page);
  await shoot(page, artifacts, `${name}-zh-CN`);
  const faults = await englishTexts(page, typed);
  await choose('English');
  await rested(page);
  await shoot(page, artifacts, `${name}-en`);
  await choose('中文');
  return faults.map((f) => `${name}: ${f}`);
}

/** A switch, whose words are part of it, and a seat without a terminal: a wall of a hundred would not be seen at once. */
const MAY_BE_SMALL = '.ant-switch, .tile-bare > *';

/** {@link shootBothWays}, what axe finds, and what a finger would miss. */
export async function lookBothWays(page: Page, name: string, typed?: RegExp): Promise<string[]> {
  const faults = await shootBothWays(page, name, typed);
  // While a notice fades or the language changes, contrast is nobody's.
  await page.waitForFunction(() => document.querySelector('.ant-message-notice') === null);
  // Scrolled elsewhere, the head covers part of something.
  await page.evaluate(() => scrollTo(0, 0));
  await settled(page);
  const small = (await smallTargets(page, MAY_BE_SMALL)).map((f) => `too small to touch: ${f}`);
  return [...faults, ...[...small, ...(await accessibilityFaults(page))].map((f) => `${name}: ${f}`)];
}
