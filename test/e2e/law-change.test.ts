import type { Page } from 'playwright-core';
import { bankJson, testQuestion } from '../integration/admin/bank-support';
import { lookBothWays, openConsole, typeDay } from './support/console-page';
import { button } from './support/kiosk';
import { officeStack } from './support/office';

jest.setTimeout(560_000);
/** Ids of questions, versions and files. */
const NAMES = /[\p{L}\w-]+\.json|[a-z]+\d?(-[a-z\d]+)+|\b[A-F]\d?\b/gu;
const DAY = 86_400_000;
/** In a week, Beijing time; the same day also where midnight comes meanwhile. */
const THE_DAY = new Date(Date.now() + 8 * 3_600_000 + 7 * DAY).toISOString().slice(0, 10);

describe('a rule changes, and a version waits for its day', () => {
  const office = officeStack();

  const banks = async (username: string) => {
    const opened = await openConsole(office.stack, office.browser, username);
    await opened.page.getByRole('link', { name: '题库' }).click();
    return opened;
  };
  const words = async (page: Page, label: string, word: string) => {
    await page.getByRole('combobox', { name: label }).fill(word);
    await page.keyboard.press('Enter');
  };

  it('the clerk enters it once and sees what it holds; another person reviews question by question', async () => {
    const { page: clerk, errors } = await banks('registry');
    await clerk.getByRole('tab', { name: '法规变动' }).click();
    await clerk.getByLabel('法规', { exact: true }).fill('162号令');
    await clerk.getByLabel('条款', { exact: true }).fill('第14条第1项');
    await words(clerk, '旧值', '70周岁');
    await words(clerk, '新值', '75周岁');
    await words(clerk, '说的是什么（任一词即可）', '轻型牵引挂车');
    await button(clerk, '先看会停用哪些题').click();
    await clerk.getByText(/将停用 \d+ 题/).waitFor();
    const held = clerk.getByRole('article', { name: 'k1-lic-022' });
    await held.getByText('判为正确的是旧值：D').waitFor();
    await held.scrollIntoViewIfNeeded();
    expect(await lookBothWays(clerk, 'law-look', NAMES)).toEqual([]);
    await button(clerk, '录入并停用这些题').click();
    const row = clerk.getByRole('row').filter({ hasText: '第14条第1项' });
    await row.getByText(/待核对 \d+/).waitFor();
    await row.scrollIntoViewIfNeeded();
    expect(await lookBothWays(clerk, 'law-list', NAMES)).toEqual([]);
    // Whoever entered it cannot say that a key is still right.
    await row.getByRole('button', { name: '逐题核对' }).click();
    const list = clerk.getByRole('region', { name: /可能影响的题/ });
    await list.getByText('须由另一位车管或管理员认定').waitFor();
    const own = list.getByRole('article', { name: 'k1-lic-022' });
    expect(await own.getByRole('button', { name: '答案仍对' }).isDisabled()).toBe(true);
    await own.getByRole('button', { name: '需要改正' }).click();
    await clerk.locator('.ant-modal').getByLabel('原因').fill('年龄上限已变');
    await clerk.locator('.ant-modal').getByRole('button', { name: '需要改正' }).click();
    await own.getByText('已停用，待改正').waitFor();

    const { page: second, errors: others } = await banks('admin');
    await second.getByRole('tab', { name: '法规变动' }).click();
    const theirs = second.getByRole('row').filter({ hasText: '第14条第1项' });
    // By keyboard alone.
    await theirs.getByRole('button', { name: '逐题核对' }).focus();
    await second.keyboard.press('Enter');
    const one = second.getByRole('article', { name: 'k1-lic-022' });
    await one.getByRole('button', { name: '答案仍对' }).focus();
    await second.keyboard.press('Enter');
    await second.locator('.ant-modal').getByLabel('原因').waitFor();
    expect(await lookBothWays(second, 'law-review', NAMES)).toEqual([]);
    await second.locator('.ant-modal').getByLabel('原因').fill('只是举例');
    await second.locator('.ant-modal').getByRole('button', { name: '答案仍对' }).click();
    await one.getByText('答案仍对，可抽用').waitFor();
    await theirs.getByText('答案仍对 1').waitFor();
    await one.scrollIntoViewIfNeeded();
    expect(await lookBothWays(second, 'law-reviewed', NAMES)).toEqual([]);
    expect([...errors, ...others]).toEqual([]);
    await clerk.context().close();
    await second.context().close();
  });

  it('a version for a later day: chosen by one, seen by the other, scheduled, taken back', async () => {
    const q = testQuestion(900, {
      chapter: '驾驶证和机动车管理规定',
      stem: {
        'zh-CN': '申请轻型牵引挂车准驾车型的年龄上限是七十周岁。',
        en: 'The upper age for a light trailer is 70.',
      },
    });
    const file = office.stack.save('later.json', bankJson([q], '新规题库'));
    const { page: clerk, errors } = await banks('registry');
    await clerk.locator('input[type=file]').setInputFiles(file);
    const report = clerk.getByRole('region', { name: /检查报告/ });
    await typeDay(report.getByLabel('启用日'), THE_DAY);
    await report.getByText(`${THE_DAY} 起启用`).waitFor();
    await report.getByText(/可能与已录入的法规变动不符/).waitFor();
    await report.getByLabel('启用日').scrollIntoViewIfNeeded();
    expect(await lookBothWays(clerk, 'day-hand-in', NAMES)).toEqual([]);
    await button(report, '提交审批').click();
    await clerk.locator('.ant-modal').getByRole('button', { name: '提交审批' }).click();
    await report.getByText('上传、改正或提交过草稿的人不能自己批准').waitFor();

    const { page: second, errors: others } = await banks('admin');
    await second.getByRole('row').filter({ hasText: '等待您批准' }).getByRole('button').click();
    const theirs = second.getByRole('region', { name: /检查报告/ });
    await theirs.getByText(`${THE_DAY} 起启用`).waitFor();
    await theirs.getByText('新增 1 题').waitFor();
    await theirs.getByText(`${THE_DAY} 起启用`).scrollIntoViewIfNeeded();
    expect(await lookBothWays(second, 'day-approve', NAMES)).toEqual([]);
    await button(theirs, '批准并发布').click();
    await second.locator('.ant-modal').getByRole('button', { name: '批准并发布' }).click();
    await theirs.waitFor({ state: 'detached' });
    const waits = second.getByRole('row').filter({ hasText: '待启用' });
    await waits.getByText('新规题库').waitFor();
    await waits.scrollIntoViewIfNeeded();
    expect(await lookBothWays(second, 'day-scheduled', NAMES)).toEqual([]);
    await waits.getByRole('button', { name: '撤回' }).click();
    await second.locator('.ant-modal').getByLabel('原因').fill('新规推迟施行');
    await second.locator('.ant-modal').getByRole('button', { name: '撤回' }).click();
    await second.getByRole('row').filter({ hasText: '新规推迟施行' }).waitFor();
    expect(await lookBothWays(second, 'day-cancelled', NAMES)).toEqual([]);
    expect([...errors, ...others]).toEqual([]);
  });
});
