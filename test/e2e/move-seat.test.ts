import type { Browser } from 'playwright-core';
import type { SeatRow } from 'exam-contract/http/sites';
import { cameraFile } from './support/camera';
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
} from './support/kiosk';
import { startStack, type Stack } from './support/stack';

jest.setTimeout(400_000);
let stack: Stack;
let browser: Browser;
let leave = () => undefined as void;
afterAll(async () => {
  leave();
  await browser?.close();
  await stack?.stop();
});

it('a terminal dies: the candidate sits down at another and goes on where the test was', async () => {
  stack = await startStack();
  const room = await openRoom(stack);
  leave = room.leave;
  const [person] = await enrolled(stack, 'K1_CAR');
  browser = await browserWith(cameraFile([{ show: 'person', photo: person!.photo, seconds: 20 }]));
  const { page: broken } = await openKiosk(stack, browser);
  const attemptId = await sitDown(broken, stack, person!.row);
  const items = await paperOf(stack, attemptId);
  for (const item of items.slice(0, 5)) {
    await answer(broken, item, item.right);
  }
  await detailOnce(stack, attemptId, ({ items: kept }) => kept!.filter((i) => i.confirmed).length === 5);
  await broken.context().close();

  const { seats } = await stack.api<{ seats: SeatRow[] }>('GET', `/rooms/${room.roomId}/seats`, 'manager');
  const { seatId } = seats[1]!;
  const { code } = await stack.api<{ code: string }>(
    'POST',
    `/seats/${seatId}/enrolment-code`,
    'manager',
    {},
  );
  const { page, errors } = await openKiosk({ ...stack, enrolmentCode: code }, browser);
  await stack.api('POST', `/attempts/${attemptId}/seat`, 'proctor', { seatId, reason: '屏幕坏了' });
  await atScreen(page, 'test');
  // A page that was opened by nobody's tap cannot fill the screen by itself.
  await button(page, '回到全屏').click();
  await page.getByText('2 号机位').waitFor();
  await shot(page, 'kiosk-moved');
  await page.locator('.board-grid .cell.right').nth(4).waitFor();
  expect(await page.locator('.board-grid .cell.right').count()).toBe(5);
  for (const item of items.slice(5, 8)) {
    if (item.index === 5) await page.getByRole('button', { name: /^第 6 题/ }).click();
    await answer(page, item, item.right);
  }
  await page.getByRole('button', { name: '交卷', exact: true }).first().click();
  await atScreen(page, 'review');
  await button(page, '确定交卷').last().click();
  await atScreen(page, 'result');
  expect(await detailOnce(stack, attemptId, (d) => d.status === 'scored')).toMatchObject({
    status: 'scored',
    score: 8,
    chainOk: true,
    seatLabel: '02',
  });
  expect(errors).toEqual([]);
});
