import type { Browser, Page } from 'playwright-core';
import { cameraFile } from './support/camera';
import { look, openConsole, pressedUntilSeen, type Console } from './support/console-page';
import {
  answer,
  atScreen,
  browserWith,
  button,
  dismiss,
  enrolled,
  openKiosk,
  paperOf,
  showFace,
  startTest,
} from './support/kiosk';
import { startStack, type Stack } from './support/stack';

jest.setTimeout(240_000);
const WITHIN_MS = 1000;

describe('a proctor at the console, a candidate at a kiosk, one real server', () => {
  let stack: Stack;
  let browser: Browser;
  let proctor: Console;
  let desk: Page;
  let kiosk: Page;
  let attemptId: string;
  let name: string;

  beforeAll(async () => {
    stack = await startStack();
    const [person] = await enrolled(stack, 'K1_CAR');
    name = person!.row.name;
    browser = await browserWith(cameraFile([{ show: 'person', photo: person!.photo, seconds: 20 }]));
    const { sites } = await stack.api<{ sites: { rooms: { roomId: string }[] }[] }>(
      'GET',
      '/sites',
      'manager',
    );
    await stack.api('POST', `/rooms/${sites[0]!.rooms[0]!.roomId}/challenge`, 'manager', {
      challenge: 'off',
      reason: 'photographs cannot turn',
    });
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  it('signs in, and takes duty, without which nothing starts', async () => {
    proctor = await openConsole(stack, browser, 'proctor');
    desk = proctor.page;
    await desk.getByText('本考场没有考试员值守').waitFor();
    await button(desk, '开始值守').click();
    await button(desk, '结束值守').waitFor();
    await desk.getByText('本考场没有考试员值守').waitFor({ state: 'detached' });
    expect(await desk.locator('.tile').count()).toBe(30);
    expect(await look(desk, 'live-wall-empty')).toEqual([]);
  });

  it('sees the candidate arrive and the running score of a sitting', async () => {
    ({ page: kiosk } = await openKiosk(stack, browser));
    await showFace(kiosk);
    await atScreen(kiosk, 'confirmDigits', 30_000);
    const [person] = await enrolled(stack, 'K1_CAR');
    for (const d of person!.row.idNumber.slice(-4)) await kiosk.keyboard.press(d);
    await kiosk.keyboard.press('Enter');
    attemptId = await startTest(kiosk, stack);
    const items = await paperOf(stack, attemptId);
    for (const [i, item] of items.slice(0, 3).entries()) {
      await kiosk.getByText(`第 ${i + 1} 题，共 100 题`).waitFor();
      await answer(
        kiosk,
        item,
        i === 1 ? [item.options.find((o) => !item.right.includes(o.id))!.id] : item.right,
      );
      if (i === 1) await dismiss(kiosk);
    }
    const tile = desk.locator('.tile', { hasText: name });
    await tile.getByText('3/100').waitFor();
    await tile.getByText('2 分').waitFor();
    await tile.locator('img.thumb').waitFor();
    await tile.locator('time.clock').waitFor();
    expect(await look(desk, 'live-wall-running')).toEqual([]);
    await tile.click();
    await desk.locator('.ant-drawer .actions').waitFor();
    await desk.locator('.big-picture img').waitFor();
    expect(await look(desk, 'live-seat')).toEqual([]);
  });

  it('a message and a pause reach the screen within a second', async () => {
    await button(desk, '发消息').click();
    await desk.getByLabel('消息内容').fill('请坐正，面向屏幕。');
    const told = await pressedUntilSeen(
      desk,
      () => button(desk, '发送').click(),
      kiosk,
      '请坐正，面向屏幕。',
    );
    expect(told).toBeLessThan(WITHIN_MS);
    await dismiss(kiosk);
    await button(desk, '暂停').click();
    await desk.locator('.ant-modal textarea').fill('设备检查');
    const send = () => desk.locator('.ant-modal-footer .ant-btn-primary').click();
    expect(await pressedUntilSeen(desk, send, kiosk, '设备检查')).toBeLessThan(WITHIN_MS);
    expect(proctor.errors).toEqual([]);
  });
});
