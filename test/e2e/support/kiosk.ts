import path from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { CONSOLE_NAMESPACE } from 'exam-contract/console-socket';
import type { AttemptDetail } from 'exam-contract/http/attempts';
import type { CandidateRow } from 'exam-contract/http/candidates';
import type { SiteRow } from 'exam-contract/http/sites';
import { atScreen, chromiumFlags, closeBox, PATIENCE_MS, shoot } from '../../support/kiosk-browser';
import type { Stack } from './stack';

const artifacts = path.join(__dirname, '..', '..', 'artifacts');
export const shot = (page: Page, name: string) => shoot(page, artifacts, name);

/** A real Chromium whose camera plays a file. */
export const browserWith = (camera: string): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [...chromiumFlags, `--use-file-for-fake-video-capture=${camera}`],
  });

export const button = (page: Page | Locator, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });

/** The demo's room, with the challenge switched off as a picture cannot turn its head, and the examiner on duty. */
export async function openRoom(stack: Stack): Promise<{ roomId: string; leave: () => void }> {
  const { sites } = await stack.api<{ sites: SiteRow[] }>('GET', '/sites', 'manager');
  const roomId = sites[0]!.rooms[0]!.roomId;
  await stack.api('POST', `/rooms/${roomId}/challenge`, 'manager', {
    challenge: 'off',
    reason: 'photographs cannot turn',
  });
  const { token } = await signIn(stack, 'proctor');
  const socket: Socket = io(stack.url + CONSOLE_NAMESPACE, { auth: { token }, transports: ['websocket'] });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  await stack.api('POST', `/rooms/${roomId}/duty`, 'proctor', {});
  return { roomId, leave: () => socket.disconnect() };
}

const signIn = async (stack: Stack, username: string) => {
  const r = await fetch(`${stack.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: stack.passwords[username] }),
  });
  return (await r.json()) as { token: string };
};

/** Candidates with an enrolment photo and a booking of a kind, with the photo saved to a file. */
export async function enrolled(
  stack: Stack,
  kindCode: string,
): Promise<{ row: CandidateRow; photo: string }[]> {
  const { rows } = await stack.api<{ rows: CandidateRow[] }>('GET', '/candidates?limit=100', 'registry');
  const fit = rows.filter(
    (r) => r.hasPhoto && r.bookings.some((b) => b.kindCode === kindCode && b.state === 'booked'),
  );
  return Promise.all(
    fit.map(async (row) => ({
      row,
      photo: stack.save(
        `${row.candidateId}.jpg`,
        await stack.bytes(`/candidates/${row.candidateId}/photo`, 'registry'),
      ),
    })),
  );
}

export async function openKiosk(stack: Stack, browser: Browser): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ['camera'],
    hasTouch: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const errors: string[] = [];
  page.on('pageerror', (e) => errors.push(String(e)));
  page.on('console', (m) => m.type() === 'error' && errors.push(m.text()));
  await page.goto(`${stack.url}/kiosk/#enrol=${stack.enrolmentCode}`);
  await atScreen(page, 'welcome');
  return { page, errors };
}

/** From welcome to the moment the machine has looked: face only. */
export async function showFace(page: Page): Promise<void> {
  await button(page, '开始').click();
  await atScreen(page, 'identify');
  await page.getByText('直接刷脸', { exact: true }).click();
  await atScreen(page, 'camera');
  await button(page, '开始核验').click();
}

/** Says who it is to a machine that has recognised a face: the last four of the number. */
export async function confirmDigits(page: Page, { idNumber }: { idNumber: string }): Promise<void> {
  await atScreen(page, 'confirmDigits');
  for (const digit of idNumber.slice(-4)) await page.keyboard.press(digit);
  await page.keyboard.press('Enter');
}

/** From passed check-in into the running test. @returns the attempt's id */
export async function startTest(page: Page, stack: Stack): Promise<string> {
  await atScreen(page, 'rules');
  await shot(page, 'kiosk-rules');
  await page.locator('.consent').click();
  await button(page, '同意并继续').click();
  await atScreen(page, 'ready');
  await shot(page, 'kiosk-ready');
  await button(page, '开始考试').click();
  await atScreen(page, 'test');
  // The rows that lists read follow the log.
  for (;;) {
    const { rows } = await stack.api<{ rows: { attemptId: string; status: string }[] }>(
      'GET',
      '/attempts?limit=1',
      'proctor',
    );
    if (rows[0]?.status === 'running') return rows[0].attemptId;
    await page.waitForTimeout(100);
  }
}

/** The whole story of an attempt, once its row, which follows the log, says what is waited for. */
export async function detailOnce(
  stack: Stack,
  attemptId: string,
  says: (detail: AttemptDetail) => boolean,
): Promise<AttemptDetail> {
  for (;;) {
    const detail = await stack.api<AttemptDetail>('GET', `/attempts/${attemptId}`, 'registry');
    if (says(detail)) return detail;
    await new Promise((r) => setTimeout(r, 100));
  }
}

/** From welcome into the running test by face. @returns the attempt's id */
export async function sitDown(page: Page, stack: Stack, who: { idNumber: string }): Promise<string> {
  await showFace(page);
  await confirmDigits(page, who);
  return startTest(page, stack);
}

/** The paper with its key, as the registry office may see it. */
export const paperOf = async (stack: Stack, attemptId: string) => {
  const { items } = await stack.api<AttemptDetail>('GET', `/attempts/${attemptId}`, 'registry');
  return items!;
};

/** Answers one question by keyboard, as the options stand on the screen, once it stands there, and goes on. */
export async function answer(
  page: Page,
  item: { index: number; options: { id: string }[] },
  choice: string[],
): Promise<void> {
  await page.getByText(`第 ${item.index + 1} 题，共 100 题`).waitFor();
  for (const id of choice) await page.keyboard.press(String(item.options.findIndex((o) => o.id === id) + 1));
  await page.keyboard.press('Enter');
}
/** Reads a box and closes it. */
export const dismiss = (page: Page): Promise<void> => closeBox(page, button(page, '知道了'));
/** Writes something like a name with the mouse. */
export async function scrawl(page: Page, pad: string): Promise<void> {
  const box = (await page.locator(pad).boundingBox())!;
  const at = (i: number) =>
    [box.x + box.width * (0.3 + i * 0.012), box.y + box.height * (0.5 + 0.2 * Math.sin(i))] as const;
  await page.mouse.move(...at(0));
  await page.mouse.down();
  for (let i = 1; i < 30; i++) await page.mouse.move(...at(i));
  await page.mouse.up();
}
export { atScreen };
