import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { FakeConsoleServer } from '../support/fake-console-server';
import { accessibilityFaults, launchChromium, rested, shoot } from '../support/kiosk-browser';

jest.setTimeout(400_000);
const root = path.resolve(__dirname, '../..');
const artifacts = path.join(root, 'test/artifacts/console');
const SEATS = 100;
const LOOK_MS = 10_000;

function consoleDist(): string {
  const dist = path.join(root, 'proctor-console/dist');
  if (!existsSync(path.join(dist, 'index.html')))
    execFileSync(process.execPath, [path.join(root, 'node_modules/vite/bin/vite.js'), 'build'], {
      cwd: path.join(root, 'proctor-console'),
      env: { ...process.env, NODE_ENV: 'production' },
    });
  return dist;
}

/** A photograph made as small as a terminal's analysed frame. */
async function frame(browser: Browser): Promise<Buffer> {
  const photo = readFileSync(path.join(root, 'node_modules/@vladmandic/face-api/demo/sample1.jpg'));
  const page = await browser.newPage();
  const url = await page.evaluate(
    async (src) => {
      const picture = new Image();
      picture.src = src;
      await picture.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [320, 240];
      canvas.getContext('2d')?.drawImage(picture, 0, 0, 320, 240);
      return canvas.toDataURL('image/jpeg', 0.7);
    },
    `data:image/jpeg;base64,${photo.toString('base64')}`,
  );
  await page.close();
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

let browser: Browser;
let server: FakeConsoleServer;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  browser = await launchChromium();
  server = new FakeConsoleServer(consoleDist(), SEATS, await frame(browser));
  const url = await server.listen();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  page.on('pageerror', (e) => errors.push(String(e)));
  await page.goto(`${url}/console/`);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Leaves a screenshot and says what axe finds. */
async function look(name: string): Promise<string[]> {
  await rested(page);
  await shoot(page, artifacts, name);
  return accessibilityFaults(page);
}

test('a proctor signs in, is told that nobody is on duty, and takes duty', async () => {
  await page.waitForSelector('#username');
  expect(await look('sign-in')).toEqual([]);
  await page.locator('#username').fill('proctor');
  await page.locator('#password').fill('secret');
  await page.locator('button[type=submit]').click();
  await page.getByText('本考场没有考试员值守').waitFor();
  await page.getByRole('button', { name: '开始值守' }).click();
  await page.getByRole('button', { name: '结束值守' }).waitFor();
});

test('a hundred seats with a picture a second leave the page free to answer', async () => {
  await page.waitForSelector('.tile');
  server.feed();
  await page.evaluate(() => {
    const here = window as unknown as { blocked: number };
    here.blocked = 0;
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) here.blocked += task.duration;
    }).observe({ type: 'longtask' });
  });
  await page.waitForTimeout(LOOK_MS);
  const blocked = await page.evaluate(() => (window as unknown as { blocked: number }).blocked);
  expect(await page.locator('.tile').count()).toBe(SEATS);
  expect(await page.locator('.tile img').count()).toBeGreaterThan(SEATS / 2);
  // Measured: 60 ms in ten seconds; a wall that redraws as a whole needs seconds.
  expect(blocked).toBeLessThan(LOOK_MS / 10);
  expect(await look('wall')).toEqual([]);
});

test('thirty seats, each with its candidate, are seen at once on a small screen', async () => {
  const before = page.viewportSize()!;
  await page.setViewportSize({ width: 1280, height: 800 });
  // Five columns also beside a scroll bar that takes its 15 px, as it does on a desk.
  await page.waitForFunction(
    () => (document.querySelectorAll('.tile')[29]?.getBoundingClientRect().bottom ?? 0) <= innerHeight,
  );
  const last = await page.locator('.tile').nth(29).boundingBox();
  expect(last!.y + last!.height).toBeLessThanOrEqual(800);
  expect(await look('wall-1280')).toEqual([]);
  await page.setViewportSize(before);
});

test('who wants a person comes first, and no tile moves under the pointer', async () => {
  const first = () => page.locator('.tile-button').first().getAttribute('data-seat');
  const before = await first();
  expect(await page.locator('.tile').first().getAttribute('class')).toContain('tile-alert');
  await page.locator('.tile-button').nth(3).hover();
  const { seats } = server.room;
  const calm = seats.find((s) => s.attention === 0)!;
  Object.assign(calm, { attention: 200, attentionReasons: ['alertOpen'] });
  server.io.of('/console').emit('seat:update', calm);
  await page.waitForTimeout(2500);
  expect(await first()).toBe(before);
  await page.locator('h1').hover();
  await page.waitForFunction(
    (n) => document.querySelector('.tile-button')?.getAttribute('data-seat') === n,
    String(calm.number),
  );
});

test('a person decides an identity from both pictures, with a reason', async () => {
  await page.locator('.queue-check button').first().click();
  await page.waitForSelector('.two-faces img');
  expect(await look('identity-check')).toEqual([]);
  await page.getByRole('button', { name: '是同一人，放行' }).click();
  await page.getByText('请填写原因').waitFor();
  await page.locator('.ant-modal textarea').fill('五官一致');
  await page.getByRole('button', { name: '是同一人，放行' }).click();
  await page.waitForSelector('.two-faces', { state: 'detached' });
  expect(server.asked.at(-1)).toContain('"decision":"allow","reason":"五官一致"');
});

test('an attempt is ended only in two steps', async () => {
  await page.locator('.tile-button:has(.stage-running)').first().click();
  await page.waitForSelector('.actions');
  expect(await look('seat-drawer')).toEqual([]);
  await page.getByRole('button', { name: '终止考试' }).click();
  await page.locator('.ant-modal textarea').fill('替考');
  await page.locator('.ant-modal-footer .ant-btn-dangerous').click();
  const typed = page.locator('#typed');
  await typed.waitFor();
  expect(await look('terminate')).toEqual([]);
  await typed.fill('错');
  await page.locator('.ant-modal-footer .ant-btn-dangerous').click();
  await page.getByText('不一致').waitFor();
  expect(server.asked.some((a) => a.startsWith('POST /attempts/:id/termination '))).toBe(false);
  const label = /座位“(.+)”/.exec((await page.locator('label[for=typed]').textContent()) ?? '')?.[1];
  await typed.fill(label ?? '');
  await page.locator('.ant-modal-footer .ant-btn-dangerous').click();
  await page.waitForSelector('#typed', { state: 'detached' });
  expect(server.asked.at(-1)).toBe('POST /attempts/:id/termination {"confirmToken":"x"}');
});

test('when the line goes down the wall keeps what it knew and says since when', async () => {
  await page.locator('.ant-drawer-close').click();
  server.io.disconnectSockets(true);
  await server.close();
  await page.getByText(/连接已断开，数据截至 \d\d:\d\d:\d\d/).waitFor();
  expect(await page.locator('.tile').count()).toBe(SEATS);
  expect(await look('line-down')).toEqual([]);
  expect(errors).toEqual([]);
});
