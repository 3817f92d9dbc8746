import { execFileSync } from 'node:child_process';
import type { Browser, Page } from 'playwright-core';
import { movableCamera, type MovableCamera } from './support/camera';
import { lookBothWays, openConsole, pressedUntil, says, saysNot, type Console } from './support/console-page';
import {
  answer,
  atScreen,
  browserWith,
  button,
  dismiss,
  enrolled,
  openKiosk,
  paperOf,
  scrawl,
  shot,
  sitDown,
} from './support/kiosk';
import { startStack, type Stack } from './support/stack';

jest.setTimeout(400_000);
const WITHIN_MS = 1000;
/** From what a proctor pressed to what the kiosk showed, ms. */
const took: number[] = [];

describe('a proctor at the console, a candidate at a kiosk, one real server', () => {
  let stack: Stack;
  let browser: Browser;
  let camera: MovableCamera<'person' | 'chair'>;
  let proctor: Console;
  let desk: Page;
  let kiosk: Page;
  let attemptId: string;
  let name: string;

  beforeAll(async () => {
    stack = await startStack();
    const [person] = await enrolled(stack, 'K1_CAR');
    name = person!.row.name;
    camera = movableCamera({
      person: { show: 'person', photo: person!.photo, seconds: 1 },
      chair: { show: 'chair', seconds: 1 },
    });
    browser = await browserWith(camera.file);
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
    expect(await lookBothWays(desk, 'wall-empty')).toEqual([]);
  });

  it('sees the candidate arrive and the running score of a sitting', async () => {
    ({ page: kiosk } = await openKiosk(stack, browser));
    const [person] = await enrolled(stack, 'K1_CAR');
    attemptId = await sitDown(kiosk, stack, person!.row);
    const items = await paperOf(stack, attemptId);
    for (const [i, item] of items.slice(0, 3).entries()) {
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
    expect(await lookBothWays(desk, 'wall-running')).toEqual([]);
    await tile.click();
    await desk.locator('.ant-drawer .actions').waitFor();
    await desk.locator('.big-picture img').waitFor();
    expect(await lookBothWays(desk, 'seat')).toEqual([]);
  });

  const reason = async (text: string) => {
    await desk.locator('.ant-modal textarea').fill(text);
  };
  const ok = () => desk.locator('.ant-modal-footer .ant-btn').last().click();

  it('message, pause, resumption and more time reach the screen within a second', async () => {
    const text = '请坐正，面向屏幕。';
    await button(desk, '发消息').click();
    await desk.getByLabel('消息内容').fill(text);
    took.push(await pressedUntil(desk, ok, kiosk, says, text));
    await dismiss(kiosk);
    await button(desk, '暂停').click();
    await reason('设备检查');
    took.push(await pressedUntil(desk, ok, kiosk, says, '设备检查'));
    const resume = button(desk, '恢复考试');
    await resume.waitFor();
    expect(await lookBothWays(desk, 'seat-paused')).toEqual([]);
    took.push(await pressedUntil(desk, () => resume.click(), kiosk, saysNot, '设备检查'));
    await button(desk, '加时').click();
    await reason('补回设备检查的时间');
    const left = await kiosk.locator('.clock .clock-time').textContent();
    const longer = (before: string) => {
      const seconds = (text: string) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
      const now = document.querySelector('.clock .clock-time')?.textContent ?? '';
      return seconds(now) > seconds(before) + 290 && Date.now();
    };
    took.push(await pressedUntil(desk, ok, kiosk, longer, left!));
    expect(proctor.errors).toEqual([]);
  });

  it('an empty chair stands on the wall while it lasts, and is judged from its stills', async () => {
    await desk.locator('.ant-drawer-close').click();
    const waiting = desk.locator('.queue-item', { hasText: '画面中没有人脸' });
    camera.show('chair');
    await waiting.waitFor();
    const tile = desk.locator('.tile', { hasText: name });
    await tile.getByText('画面中没有人脸').waitFor();
    expect(await lookBothWays(desk, 'wall-incident')).toEqual([]);
    await waiting.getByRole('button', { name: '查看座位' }).click();
    const incident = desk.getByRole('article', { name: '画面中没有人脸' }).first();
    await incident.locator('.still img').nth(1).waitFor();
    await incident.scrollIntoViewIfNeeded();
    expect(await lookBothWays(desk, 'seat-incident')).toEqual([]);
    await incident.getByLabel('复核理由').fill('考生弯腰捡笔');
    await incident.getByRole('button', { name: '排除' }).click();
    await incident.getByText('已排除').waitFor();
    await incident.getByText('考生弯腰捡笔').waitFor();
    camera.show('person');
    await waiting.waitFor({ state: 'detached' });
  });

  it('ends the sitting in two steps; the kiosk says so, with the reason', async () => {
    await button(desk, '终止考试').click();
    await reason('使用手机');
    await ok();
    await desk.getByText('不能撤销').waitFor();
    expect(await lookBothWays(desk, 'terminate')).toEqual([]);
    await desk.locator('#typed').fill('02');
    await ok();
    await desk.getByText('不一致').waitFor();
    await desk.locator('#typed').fill('01');
    took.push(await pressedUntil(desk, ok, kiosk, says, '使用手机'));
    await atScreen(kiosk, 'result');
    await shot(kiosk, 'kiosk-terminated');
    console.log(JSON.stringify({ pressedToKioskMs: took }));
    expect(Math.max(...took)).toBeLessThan(WITHIN_MS);
    expect(proctor.errors).toEqual([]);
  });

  it('the whole record is read, signed by both and printed from the page', async () => {
    await button(kiosk, /签名/).click();
    await atScreen(kiosk, 'sign');
    await scrawl(kiosk, '.signature canvas');
    await button(kiosk, '签好了').click();
    await atScreen(kiosk, 'sheet');

    await desk.getByText('查看本次考试的完整记录').click();
    await desk.getByText('考试日志完整').waitFor();
    await desk.getByText('监考员 暂停了考试：设备检查').waitFor();
    await desk.getByText('终止了考试：使用手机').waitFor();
    expect(await lookBothWays(desk, 'attempt')).toEqual([]);
    await desk.getByText('考生已签名').waitFor();
    await desk.locator('.signature').scrollIntoViewIfNeeded();
    await scrawl(desk, '.signature');
    await button(desk, '确认签名').click();
    await desk.getByText('考试员已签名').waitFor();
    for (const [tab, shows, part] of [
      ['异常', '考生弯腰捡笔', 'incidents'],
      ['身份核验', '相似度', 'checks'],
      ['抓拍', '抓拍', 'captures'],
    ] as const) {
      await desk.getByRole('tab', { name: tab }).click();
      await desk.getByRole('tabpanel').getByText(shows).first().waitFor();
      expect(await lookBothWays(desk, `attempt-${part}`)).toEqual([]);
    }
    let sheet: Buffer = Buffer.alloc(0);
    await desk.route('**/sheet.pdf', async (route) => {
      const response = await route.fetch();
      sheet = await response.body();
      await route.fulfill({ response });
    });
    const tab = desk.waitForEvent('popup');
    await button(desk, /成绩单/).click();
    await (await tab).waitForURL(/^blob:/, { waitUntil: 'commit' });
    const words = execFileSync('pdftotext', ['-layout', stack.save('sheet.pdf', sheet), '-']).toString();
    for (const w of [name, '使用手机', '不合格']) expect(words).toContain(w);
    // Nothing is cut off on paper.
    expect(words).not.toContain('…');
    expect(proctor.errors).toEqual([]);
  });
});
