import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { cameraFile } from './support/camera';
import { lookBothWays, openConsole, pressedUntil, shootBothWays, type Console } from './support/console-page';
import {
  atScreen,
  browserWith,
  button,
  dismiss,
  enrolled,
  openKiosk,
  openRoom,
  paperOf,
  answer,
  startTest,
} from './support/kiosk';
import { startStack, type Stack } from './support/stack';

jest.setTimeout(400_000);
/** Names of files and questions that the clerk's files bring along. */
const FILES = /[\w-]+\.(csv|zip|svg|json)|fx-\d+/g;
/** A question may well speak of ABS and km/h. */
const QUESTIONS = /\b[A-Z]+\b|km\/h/g;
const fixtures = join(__dirname, '..', '..', 'question-bank', 'fixtures');

describe('the pages of the console, each by those it is for', () => {
  let stack: Stack;
  let browser: Browser;
  let leave = () => undefined as void;
  let kiosk: Page;
  let claimed: string;
  let attemptId: string;

  beforeAll(async () => {
    stack = await startStack();
    ({ leave } = await openRoom(stack));
  });
  afterAll(async () => {
    leave();
    await browser?.close();
    await stack?.stop();
  });
  const signedIn = async (username: string): Promise<Console> => openConsole(stack, browser, username);

  it('a proctor compares both pictures and lets in whom the machine does not know', async () => {
    const [other, who] = await enrolled(stack, 'K1_CAR');
    claimed = who!.row.name;
    browser = await browserWith(cameraFile([{ show: 'person', photo: other!.photo, seconds: 20 }]));
    const { page: desk, errors } = await signedIn('proctor');
    ({ page: kiosk } = await openKiosk(stack, browser));
    await button(kiosk, '开始').click();
    await atScreen(kiosk, 'identify');
    await kiosk.getByText('输入证件号码', { exact: true }).click();
    await atScreen(kiosk, 'idNumber');
    for (const d of who!.row.idNumber) await kiosk.keyboard.press(d);
    await kiosk.keyboard.press('Enter');
    await atScreen(kiosk, 'camera');
    await button(kiosk, '开始核验').click();
    for (let tries = 1; tries < 3; tries++) {
      await atScreen(kiosk, 'retry');
      await button(kiosk, '再试一次').click();
    }
    await atScreen(kiosk, 'proctor');

    const waiting = desk.locator('.queue-check', { hasText: claimed });
    await waiting.getByRole('button', { name: '核验' }).click();
    await desk.locator('.two-faces img').nth(1).waitFor();
    expect(await lookBothWays(desk, 'check')).toEqual([]);
    await desk.getByLabel('依据').fill('证件照过旧，人工比对为本人');
    const screen = (name: string) =>
      document.querySelector(`[data-screen="${name}"] h1`) !== null && Date.now();
    const allow = () => button(desk, '是同一人，放行').click();
    expect(await pressedUntil(desk, allow, kiosk, screen, 'rules')).toBeLessThan(1000);
    await waiting.waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
    attemptId = await startTest(kiosk, stack);
    const item = (await paperOf(stack, attemptId))[0]!;
    await answer(kiosk, item, [item.options.find((o) => !item.right.includes(o.id))!.id]);
    await dismiss(kiosk);
    await desk.context().close();
  });

  it('a clerk learns row by row what is wrong with a bank file, and hands in one that is right', async () => {
    const { page, errors } = await signedIn('registry');
    await page.getByRole('link', { name: '题库' }).click();
    const file = page.locator('input[type=file]');
    await file.setInputFiles(join(fixtures, 'bad-rows.csv'));
    const report = page.getByRole('region', { name: /检查报告/ });
    // A type and a chapter that nobody knows are asked about first.
    await report.getByRole('tab', { name: '问题', exact: true }).click();
    await report.getByRole('row').filter({ hasText: '论述题' }).filter({ hasText: '3' }).waitFor();
    await report.getByRole('row').filter({ hasText: '不存在的章节' }).waitFor();
    expect(await button(report, '提交审批').isDisabled()).toBe(true);
    await report.scrollIntoViewIfNeeded();
    expect(await lookBothWays(page, 'bank-errors', FILES)).toEqual([]);
    await button(report, '丢弃草稿').click();
    await page.locator('.ant-modal').getByRole('button', { name: '丢弃草稿' }).click();
    await report.waitFor({ state: 'detached' });

    await file.setInputFiles(join(fixtures, 'small.zip'));
    await report.getByText('没有发现问题').waitFor();
    await page.getByRole('tab', { name: '题目预览' }).click();
    await page.getByText('红灯亮时，可以直行通过路口。').waitFor();
    expect(await lookBothWays(page, 'bank-report', FILES)).toEqual([]);
    await button(report, '提交审批').click();
    await page.locator('.ant-modal').getByRole('button', { name: '提交审批' }).click();
    await report.getByText('上传、改正或提交过草稿的人不能自己批准').waitFor();
    expect(await button(report, '批准并发布').count()).toBe(0);
    await report.getByText('新增 3 题').waitFor();
    expect(await lookBothWays(page, 'bank-waits', FILES)).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('who may see the key reads the paper with what was chosen', async () => {
    const { page, errors } = await signedIn('registry');
    await page.getByRole('link', { name: '考试记录' }).click();
    expect(await lookBothWays(page, 'attempts')).toEqual([]);
    await page.getByRole('link', { name: claimed }).click();
    await page.getByRole('tab', { name: '试卷与答案' }).click();
    await page.getByText('只看答错').click();
    const wrong = page.locator('.item');
    await page.waitForFunction(() => document.querySelectorAll('.item').length === 1);
    await wrong.getByText('考生所选').waitFor();
    await wrong.getByText('正确答案').waitFor();
    await wrong.scrollIntoViewIfNeeded();
    expect(await lookBothWays(page, 'attempt-paper', QUESTIONS)).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it.each([
    [
      'admin',
      [
        '监考墙',
        '异常事件',
        '考试记录',
        '考生',
        '题库',
        '组卷方案',
        '统计分析',
        '考点与座位',
        '帐号',
        '操作日志',
      ],
    ],
    ['proctor', ['监考墙', '异常事件', '考试记录']],
    ['registry', ['考试记录', '考生', '题库', '组卷方案', '统计分析']],
    ['manager', ['监考墙', '异常事件', '考点与座位']],
    ['auditor', ['监考墙', '异常事件', '考试记录', '题库', '统计分析', '操作日志']],
  ])('every page that %s is offered opens, in order and in Chinese', async (username, menu) => {
    const { page, errors } = await signedIn(username);
    const links = page.getByRole('navigation', { name: '主菜单' }).getByRole('link');
    await links.first().waitFor();
    expect(await links.allTextContents()).toEqual(menu);
    const faults: string[] = [];
    for (const [i, entry] of menu.entries()) {
      await links.filter({ hasText: entry }).click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForFunction(() => document.querySelector('.ant-skeleton') === null);
      // The administrator sees all of them; the others see the same, or less.
      const look = username === 'admin' ? lookBothWays : shootBothWays;
      faults.push(...(await look(page, `${username}-${i + 1}`)));
    }
    expect(faults).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('what opens upon a page is whole: a candidate, a code for a terminal, an incident', async () => {
    const { page, errors } = await signedIn('admin');
    const opened = async (entry: string, row: string, press: string, name: string) => {
      await page.getByRole('link', { name: entry }).click();
      if (entry === '考生') {
        await page.getByRole('searchbox').fill(row);
        await page.keyboard.press('Enter');
      }
      const line = page.getByRole('row').filter({ hasText: row }).first();
      await line.getByRole('button', { name: press }).click();
      await page.waitForFunction(() => document.querySelector('.ant-skeleton') === null);
      expect(await lookBothWays(page, name)).toEqual([]);
      await page.locator('.ant-drawer-close, .ant-modal-close').last().click();
    };
    await opened('考生', claimed, '打开', 'candidate');
    await opened('考点与座位', '05', '登记终端', 'enrolment-code');
    await opened('异常事件', '身份待人工核验', '查看', 'incident');
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
