import type { Browser, Page } from 'playwright-core';
import { cameraFile } from './support/camera';
import {
  answer,
  atScreen,
  browserWith,
  button,
  confirmDigits,
  detailOnce,
  dismiss,
  enrolled,
  openKiosk,
  openRoom,
  paperOf,
  scrawl,
  shot,
  showFace,
  startTest,
} from './support/kiosk';
import { slowSeconds } from '../support/kiosk-browser';
import { startStack, type Stack } from './support/stack';

jest.setTimeout(400_000);

describe('a candidate at a real kiosk, before a real camera', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  let errors: string[];
  let roomId: string;
  let leave = () => undefined as void;
  let attemptId: string;

  beforeAll(async () => {
    stack = await startStack();
    ({ roomId, leave } = await openRoom(stack));
  });
  afterAll(async () => {
    leave();
    await browser?.close();
    await stack?.stop();
  });

  it('is recognised by face alone', async () => {
    const [person] = await enrolled(stack, 'K1_CAR');
    browser = await browserWith(cameraFile([{ show: 'person', photo: person!.photo, seconds: 20 }]));
    ({ page, errors } = await openKiosk(stack, browser));
    await shot(page, 'kiosk-welcome');
    await showFace(page);
    await shot(page, 'kiosk-checkin');
    await atScreen(page, 'confirmDigits');
    await shot(page, 'kiosk-confirm-digits');
    await confirmDigits(page, person!.row);
    attemptId = await startTest(page, stack);
  });

  it('answers a hundred questions and passes; the proctor acts and the screen shows it', async () => {
    const items = await paperOf(stack, attemptId);
    expect(items).toHaveLength(100);
    await shot(page, 'kiosk-test');
    const { seatId } = (
      await stack.api<{ seats: { seatId: string; terminal: unknown }[] }>(
        'GET',
        `/rooms/${roomId}/seats`,
        'proctor',
      )
    ).seats.find((s) => s.terminal)!;
    for (const [i, item] of items.entries()) {
      // Five wrong ones: allowed, and the box with the right answer must not be in the way of the rest.
      const wrong = i % 20 === 7;
      const choice = wrong ? [item.options.find((o) => !item.right.includes(o.id))!.id] : item.right;
      await answer(page, item, choice);
      if (wrong) await dismiss(page);
      if (i === 30) {
        await stack.api('POST', `/seats/${seatId}/message`, 'proctor', { text: '请坐正,面向屏幕。' });
        await page.getByText('请坐正,面向屏幕。').waitFor();
        await shot(page, 'kiosk-message');
        await dismiss(page);
        await stack.api('POST', `/attempts/${attemptId}/pause`, 'proctor', { reason: '设备检查' });
        await page.getByText('设备检查').waitFor();
        await shot(page, 'kiosk-paused');
        await stack.api('POST', `/attempts/${attemptId}/extend`, 'proctor', {
          minutes: 5,
          reason: '设备检查',
        });
        await stack.api('POST', `/attempts/${attemptId}/resume`, 'proctor', {});
        await page.getByText('设备检查').waitFor({ state: 'detached' });
      }
    }
    await shot(page, 'kiosk-test-end');
    await page.getByRole('button', { name: '交卷', exact: true }).first().click();
    await atScreen(page, 'review');
    await shot(page, 'kiosk-review');
    await button(page, '确定交卷').last().click();
    await atScreen(page, 'result');
    await shot(page, 'kiosk-result');
    const detail = await detailOnce(stack, attemptId, (d) => d.status === 'scored');
    expect(detail).toMatchObject({ status: 'scored', score: 95, passed: true, chainOk: true });
  });

  it('signs, and the sheet comes out with the photographs', async () => {
    await button(page, /签名/).click();
    await atScreen(page, 'sign');
    await scrawl(page, '.signature canvas');
    await shot(page, 'kiosk-sign');
    await button(page, '签好了').click();
    await atScreen(page, 'sheet');
    await shot(page, 'kiosk-sheet');
    const pdf = await stack.bytes(`/attempts/${attemptId}/sheet.pdf`, 'auditor');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    stack.save('sheet.pdf', pdf);
    const detail = await detailOnce(stack, attemptId, (d) => d.candidateSigned);
    expect(detail.captures.length).toBeGreaterThan(0);
    await slowSeconds(page);
    await page.getByRole('button', { name: /完成/ }).first().click();
    await atScreen(page, 'thanks');
    await shot(page, 'kiosk-thanks');
  });

  it('leaves nothing of the candidate in the browser, and no error was heard', async () => {
    await button(page, '返回首页').click();
    await atScreen(page, 'welcome');
    const left = await page.evaluate<unknown>(
      '(async () => ({ session: { ...sessionStorage }, local: { ...localStorage }, dbs: (await indexedDB.databases()).map((d) => d.name) }))()',
    );
    expect(JSON.stringify(left)).not.toMatch(new RegExp(attemptId));
    expect(errors).toEqual([]);
  });
});
