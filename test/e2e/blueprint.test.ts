import type { Page } from 'playwright-core';
import { came } from '../support/kiosk-browser';
import { lookBothWays, openConsole } from './support/console-page';
import { button } from './support/kiosk';
import { officeStack } from './support/office';

jest.setTimeout(560_000);
/** Ids, tags and classes, and what the sample's questions say in Latin letters. */
const NAMES = /[a-z]+\d?(-[a-z\d]+)+|\bsign\b|\b[a-z]+ \(\d+\)|\b[A-F]\d?\b|\b[A-Z]{2,}\b|km\/h/gu;

describe('the registry office says what papers are made of', () => {
  const office = officeStack();

  const blueprints = async (username: string) => {
    const opened = await openConsole(office.stack, office.browser, username);
    await opened.page.getByRole('link', { name: '组卷方案' }).click();
    await button(opened.page, '打开“科目一考试（汽车）”的组卷方案').click();
    return { ...opened, box: opened.page.getByRole('region', { name: '科目一考试（汽车）：组卷方案' }) };
  };
  const choose = async (page: Page, label: string, words: string, option: string) => {
    const box = page.getByRole('combobox', { name: label, exact: true });
    const chosen = page.locator('.ant-select', { has: box }).filter({ hasText: option });
    // A list that is read anew under a press does not take it: a person presses again.
    do {
      await box.fill(words);
      await page.locator('.ant-select-item-option', { hasText: option }).first().click();
    } while (!(await came(chosen.waitFor({ timeout: 5000 }))));
  };

  it('a clerk asks for too much and is refused at the cell, mends it, and a second person approves', async () => {
    const { page: clerk, errors, box } = await blueprints('registry');
    await box.getByText('100 / 100').waitFor();
    await box.getByLabel('地方性法规的题数').fill('9');
    await box.getByText('还差 1 题。').waitFor();
    await box.getByLabel('机动车基础知识的题数').fill('11');
    await box.getByText('题库可以按此方案组卷。').waitFor();

    await button(box, '添加一条要求').click();
    await choose(clerk, '第 1 条的标签', 'sign', 'sign (');
    await box.getByLabel('第 1 条的至少').fill('300');
    await box.getByLabel('第 1 条的至多').fill('300');
    await button(box, '保存草稿').click();
    await box
      .getByRole('row')
      .getByText(/^要 300 题，题库只有 \d+ 题。$/)
      .waitFor();
    await box.getByText('题库不够组卷，有 1 处：').waitFor();
    await box.getByLabel('第 1 条的至少').scrollIntoViewIfNeeded();
    expect(await lookBothWays(clerk, 'blueprint-short', NAMES)).toEqual([]);
    expect(errors.filter((e) => !/409|Conflict/.test(e))).toEqual([]);

    await box.getByLabel('第 1 条的至少').fill('12');
    await box.getByLabel('第 1 条的至多').fill('12');
    await button(box, '添加一组不得同卷的题').click();
    await choose(clerk, '不得同卷第 1 组', 'k1-lic-02', 'k1-lic-022');
    await choose(clerk, '不得同卷第 1 组', 'k1-lic-02', 'k1-lic-023');
    await clerk.keyboard.press('Escape');
    await box.getByLabel('改动说明').fill('每卷正好十二道标志题');
    await box.getByText('题库可以按此方案组卷。').waitFor();
    await button(box, '保存草稿').click();
    await box.getByRole('button', { name: '丢弃草稿' }).waitFor();
    await button(box, '试抽一份').click();
    await box.getByText(/^抽出 100 题，平均难度/).waitFor();
    await box.getByRole('heading', { name: '试抽' }).scrollIntoViewIfNeeded();
    expect(await lookBothWays(clerk, 'blueprint-test', NAMES)).toEqual([]);
    await box.getByRole('heading', { name: '各章题数' }).scrollIntoViewIfNeeded();
    expect(await lookBothWays(clerk, 'blueprint-edit', NAMES)).toEqual([]);
    await button(box, '提交审批').click();
    await box.getByText('保存或提交过草稿的人不能自己批准').waitFor();

    const { page: second, errors: others, box: theirs } = await blueprints('admin');
    await second.getByText('等待您批准').waitFor();
    await theirs.getByText('标签 sign').waitFor();
    await theirs.getByText('12 题').first().waitFor();
    await theirs.getByRole('heading', { name: '与现用方案的不同' }).scrollIntoViewIfNeeded();
    expect(await lookBothWays(second, 'blueprint-approve', NAMES)).toEqual([]);
    await button(theirs, '批准并启用').click();
    await second.locator('.ant-modal').getByRole('button', { name: '批准并启用' }).click();
    await second.getByText(/^第 1 版，\S+ 起$/).waitFor();
    await theirs.getByRole('tab', { name: '历史版本' }).click();
    await theirs.getByText('每卷正好十二道标志题').waitFor();
    await theirs.getByText('每卷正好十二道标志题').scrollIntoViewIfNeeded();
    expect(await lookBothWays(second, 'blueprint-history', NAMES)).toEqual([]);
    expect(others).toEqual([]);
  });
});
