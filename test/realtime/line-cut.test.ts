import type { Browser } from 'playwright-core';
import type { AttemptDetail } from 'exam-contract/http/attempts';
import type { IncidentView } from 'exam-contract/incident';
import { cameraFile } from '../e2e/support/camera';
import {
  answer,
  atScreen,
  browserWith,
  button,
  detailOnce,
  enrolled,
  openKiosk,
  openRoom,
  paperOf,
  shot,
  sitDown,
} from '../e2e/support/kiosk';
import { eventually } from '../integration/proctoring/support';
import { lineTo, type Line } from '../e2e/support/line';
import { startStack, type Stack } from '../e2e/support/stack';

jest.setTimeout(420_000);
const CUT_MS = 180_000;
const SERVER_DOWN_AT_MS = 60_000;
let stack: Stack;
let line: Line;
let browser: Browser;
let leave = () => undefined as void;
afterAll(async () => {
  leave();
  await browser?.close();
  await line?.close();
  await stack?.stop();
});

it('three minutes without a line, the server killed meanwhile: the candidate goes on, every answer arrives', async () => {
  stack = await startStack();
  ({ leave } = await openRoom(stack));
  line = await lineTo(Number(new URL(stack.url).port));
  const [person] = await enrolled(stack, 'K1_CAR');
  browser = await browserWith(cameraFile([{ show: 'person', photo: person!.photo, seconds: 20 }]));
  const { page } = await openKiosk({ ...stack, url: line.url }, browser);
  const attemptId = await sitDown(page, stack, person!.row);
  const items = await paperOf(stack, attemptId);
  const sits = async (from: number, to: number) => {
    for (const item of items.slice(from, to)) {
      await answer(page, item, item.right);
    }
  };
  const kept = async () => {
    const detail = await stack.api<AttemptDetail>('GET', `/attempts/${attemptId}`, 'registry');
    return { ...detail, confirmed: detail.items!.filter((i) => i.confirmed).map((i) => i.index) };
  };
  /** Both ends notice a dead line by their own clocks: the incident may come a little after the kiosk knows. */
  const lost = (state: string) => eventually(states, (all) => all.join() === state);
  const states = async () =>
    (await stack.api<{ rows: IncidentView[] }>('GET', `/incidents?attemptId=${attemptId}`, 'proctor')).rows
      .filter((r) => r.kind === 'connectionLost')
      .map((r) => r.state);

  const arrived = async (count: number) => {
    await eventually(kept, (d) => d.confirmed.length >= count);
    return kept();
  };

  await sits(0, 10);
  await arrived(10);
  const cutAt = Date.now();
  line.cut();
  await sits(10, 14);
  await page.locator('.offline').waitFor();
  expect(await lost('open')).toEqual(['open']);
  const clockAt = await page.locator('.clock-time').first().textContent();
  await sits(14, 20);
  await shot(page, 'kiosk-cut-off');
  await page.waitForTimeout(Math.max(0, cutAt + SERVER_DOWN_AT_MS - Date.now()));
  await stack.kill();
  await sits(20, 25);
  await stack.restart();
  expect((await kept()).confirmed).toEqual(items.slice(0, 10).map((i) => i.index));
  await sits(25, 30);
  await page.waitForTimeout(Math.max(0, cutAt + CUT_MS - Date.now()));
  expect(await page.locator('.clock-time').first().textContent()).not.toBe(clockAt);
  expect(await page.locator('[data-screen=test]').count()).toBe(1);
  line.mend();
  await page.locator('.offline').waitFor({ state: 'detached' });
  await sits(30, 35);
  const after = await arrived(35);
  expect(after.confirmed).toEqual(items.slice(0, 35).map((i) => i.index));
  expect(after.items!.slice(0, 35).every((i) => i.correct)).toBe(true);
  expect(after.chainOk).toBe(true);
  expect(await lost('closed')).toEqual(['closed']);

  await page.getByRole('button', { name: '交卷', exact: true }).first().click();
  await atScreen(page, 'review');
  await button(page, '确定交卷').last().click();
  await atScreen(page, 'result');
  expect(await detailOnce(stack, attemptId, (d) => d.status === 'scored')).toMatchObject({
    status: 'scored',
    score: 35,
    chainOk: true,
  });
});
