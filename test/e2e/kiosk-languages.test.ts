import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ENROLMENT_CODE, FakeExamServer } from '../support/fake-exam-server';
import { FakeSitting } from '../support/fake-sitting';
import {
  accessibilityFaults,
  atScreen,
  kioskDist,
  launchChromium,
  openKiosk,
  rested,
  shoot,
  smallTargets,
} from '../support/kiosk-browser';

jest.setTimeout(400_000);
const artifacts = path.resolve(__dirname, '../artifacts/languages');
const LANGUAGES = ['zh-CN', 'en', 'mn-Mong', 'ug'];

describe.each([
  { name: 'landscape', size: { width: 1280, height: 800 } },
  { name: 'upright', size: { width: 1080, height: 1920 } },
])('questions in the script of their language: $name', ({ name, size }) => {
  let browser: Browser;
  let fake: FakeExamServer;
  let page: Page;
  const faults: string[] = [];
  beforeAll(async () => {
    rmSync(path.join(artifacts, name), { recursive: true, force: true });
    fake = new FakeExamServer({ dist: kioskDist(), bookings: 1 });
    browser = await launchChromium();
    const kiosk = await openKiosk(browser, await fake.listen(), size);
    page = kiosk.page;
    await page.goto(`${page.url()}#enrol=${ENROLMENT_CODE}`);
    await page.reload();
    await atScreen(page, 'welcome');
    await page.getByRole('button', { name: '开始', exact: true }).click();
    fake.sitting = new FakeSitting({ questions: 10, pointsPerQuestion: 10, earlyEnd: 'none' }, LANGUAGES);
    fake.push('sitting:update', fake.sitting.view());
    await atScreen(page, 'rules');
  });
  afterAll(async () => {
    await browser.close();
    await fake.close();
  });

  async function look(shot: string): Promise<void> {
    await rested(page);
    await shoot(page, path.join(artifacts, name), shot);
    faults.push(...(await accessibilityFaults(page)).map((f) => `${shot}: ${f}`));
    faults.push(...(await smallTargets(page)).map((f) => `${shot}: too small: ${f}`));
  }
  const option = (n: number) => page.locator('.option').nth(n);
  const readIn = async (tag: string) => {
    await page.getByRole('button', { name: '显示与朗读' }).click();
    // The interface has a choice of its own above it.
    await page.locator(`.segment:has(input[value="${tag}"])`).last().click();
    await page.getByRole('button', { name: '关闭', exact: true }).click();
  };

  it('is chosen with the rules, and shown in columns from left to right', async () => {
    await page.locator('.segment:has(input[value="mn-Mong"])').click();
    await look('1-rules');
    await page.locator('.consent').click();
    await page.getByRole('button', { name: /同意/ }).last().click();
    await atScreen(page, 'ready');
    await page.getByRole('button', { name: '开始考试' }).click();
    await atScreen(page, 'test');
    const stem = page.locator('.stem');
    await expect(stem.getAttribute('lang')).resolves.toBe('mn-Mong');
    await page.waitForFunction(() => document.fonts.check("20px 'Noto Sans Mongolian'", 'ᠮᠣᠩᠭᠣᠯ'));
    expect(await stem.evaluate((e) => getComputedStyle(e).writingMode)).toBe('vertical-lr');
    const [a, b, s] = await Promise.all([
      option(0).boundingBox(),
      option(1).boundingBox(),
      stem.boundingBox(),
    ]);
    // Columns: the stem first, each option to the right of the one before, at the same height.
    expect(s!.x + s!.width).toBeLessThanOrEqual(a!.x);
    expect(a!.x + a!.width).toBeLessThanOrEqual(b!.x);
    expect(a!.y).toBeCloseTo(b!.y, 0);
    expect(a!.height).toBeGreaterThan(a!.width);
    await look('2-mongolian');
  });

  it('is answered there, and one question may be looked at in Chinese', async () => {
    await page.keyboard.press('1');
    await page.getByRole('button', { name: '看中文' }).click();
    expect(await page.locator('.stem').getAttribute('lang')).toBe('zh-CN');
    expect(await page.locator('.option[data-selected]').count()).toBe(1);
    await look('3-chinese');
    await page.getByRole('button', { name: /看蒙古语/ }).click();
    await page.getByRole('button', { name: '确认，下一题' }).click();
    await page.locator('.question-number', { hasText: '第 2 题' }).waitFor();
    expect(await page.locator('.stem').getAttribute('lang')).toBe('mn-Mong');
    await look('4-mongolian-picture');
    while (fake.sitting?.log.length === 0) await page.waitForTimeout(50);
    expect(fake.sitting?.log[0]).toMatchObject({ index: 0, choice: ['A'] });
  });

  it('reads from right to left in Uyghur, and says to the server what is read', async () => {
    await readIn('ug');
    const text = page.locator('.option-text').first();
    expect(await text.getAttribute('dir')).toBe('rtl');
    const [letter, words] = await Promise.all([
      page.locator('.option-letter').first().boundingBox(),
      text.boundingBox(),
    ]);
    expect(letter!.x).toBeGreaterThan(words!.x + words!.width - 1);
    await look('5-uyghur');
    await readIn('en');
    await look('6-english');
    while (fake.languages.length < 2) await page.waitForTimeout(50);
    expect(fake.languages).toEqual(['ug', 'en']);
  });

  it('has no fault of accessibility and nothing too small to touch', () => {
    expect(faults).toEqual([]);
  });
});
