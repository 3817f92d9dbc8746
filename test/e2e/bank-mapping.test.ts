import type { Locator, Page } from 'playwright-core';
import { lookBothWays, openConsole } from './support/console-page';
import { officeStack } from './support/office';

jest.setTimeout(400_000);
/** What the clerk's file holds in letters. */
const NAMES = /[\p{L}\w-]+\.csv|\b[A-Z]\b|x-\d/gu;

const HEAD = '编码,内容文字,甲项,乙项,丙项,标答,备注栏,章节';
const ROWS = [
  'x-1,红灯亮时应当怎样行驶？,停车等待,加速通过,倒车离开,1,无,第三章',
  'x-2,夜间会车应当怎样用灯？,开远光灯,开近光灯,关闭车灯,2,无,第三章',
  'x-3,遇行人过街应当怎样做？,鸣喇叭催,减速让行,加速绕行,2,无,机动车基础知识',
].join('\n');

describe('columns that nobody knows', () => {
  const office = officeStack({});

  /** By keyboard, as a clerk with a long list of columns does. */
  const choose = async (page: Page, label: string, option: string) => {
    const box = page.getByRole('combobox', { name: label });
    await box.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type(option);
    await page.keyboard.press('Enter');
  };

  /** A notice goes by itself: it is looked for from before it can come. */
  const tells = (notice: Locator, press: () => Promise<void>) => Promise.all([notice.waitFor(), press()]);

  it('are mapped by a clerk, read again, remembered, and the next file is read so by itself', async () => {
    const { page, errors } = await openConsole(office.stack, office.browser, 'registry');
    await page.getByRole('link', { name: '题库' }).click();
    const upload = (name: string, rows: string) =>
      page
        .locator('input[type=file]')
        .first()
        .setInputFiles(office.stack.save(name, Buffer.from(`${HEAD}\n${rows}\n`)));
    await upload('甲.csv', ROWS);
    const report = page.getByRole('region', { name: /检查报告/ });
    await report.getByRole('tab', { name: '列对应（1 处请核对）' }).waitFor();
    await report.getByText('夜间会车应当怎样用灯？').first().waitFor();
    expect(await lookBothWays(page, 'mapping-unknown', NAMES)).toEqual([]);
    const columns = {
      编码: '题号',
      内容文字: '题干',
      甲项: '选项 A',
      乙项: '选项 B',
      丙项: '选项 C',
      标答: '答案',
    };
    for (const [name, field] of Object.entries(columns)) await choose(page, `“${name}”的含义`, field);
    await choose(page, '“备注栏”的含义', '有意不要');
    await report.getByRole('button', { name: '按上面的设置重新读取' }).click();
    await report.getByText('几种算法都说得通').waitFor();
    await report.getByText('待定').first().scrollIntoViewIfNeeded();
    expect(await lookBothWays(page, 'mapping-numbers', NAMES)).toEqual([]);
    const numbers = page.getByRole('combobox', { name: '答案里的数字怎样算（3 题）' });
    await numbers.focus();
    await page.keyboard.press('ArrowDown');
    await page.locator('.ant-select-dropdown:visible').getByTitle('从 1 数起（1=A）').click();
    await report.getByText('认不出：第三章。').scrollIntoViewIfNeeded();
    expect(await lookBothWays(page, 'mapping-chapters', NAMES)).toEqual([]);
    await choose(page, '“第三章”对应题库里的', '道路通行条件');
    await report.getByRole('button', { name: '按上面的设置重新读取' }).click();
    await report.getByRole('tab', { name: '列对应', exact: true }).waitFor();
    await report.locator('.facts').getByText('3', { exact: true }).first().waitFor();

    await upload('乙.csv', 'x-9,黄灯闪烁时应当怎样做？,停车,确认安全后通过,倒车,2,无,第三章');
    await page.getByRole('region', { name: '检查报告：乙.csv' }).waitFor();
    await report.getByRole('tab', { name: '列对应', exact: true }).click();
    await report.getByText('记住的设置自动读取').waitFor();
    expect(await lookBothWays(page, 'mapping-remembered', NAMES)).toEqual([]);
    // What is chosen and not yet read again survives that the page asks the server anew.
    await choose(page, '“第三章”对应题库里的', '机动车基础知识');
    await tells(page.getByText('已忘记。以后上传这样的文件时不再自动套用。'), () =>
      report.getByRole('button', { name: '忘记这份设置' }).click(),
    );
    await report.getByRole('button', { name: '忘记这份设置' }).waitFor({ state: 'detached' });
    expect(await lookBothWays(page, 'mapping-forgotten', NAMES)).toEqual([]);
    await tells(page.getByText(/^已重新读取/), () =>
      report.getByRole('button', { name: '按上面的设置重新读取' }).click(),
    );
    await page.getByRole('tab', { name: '记住的列对应' }).click();
    await page.getByText('内容文字 → 题干').waitFor();
    await page.getByText('章节“第三章” → 机动车基础知识').waitFor();
    await page.getByText('内容文字 → 题干').scrollIntoViewIfNeeded();
    expect(await lookBothWays(page, 'mapping-kept', NAMES)).toEqual([]);
    await page.getByRole('button', { name: /^删除表头“/ }).click();
    await tells(page.getByText('已忘记。以后上传这样的文件时不再自动套用。'), () =>
      page.locator('.ant-modal').getByRole('button', { name: '删除' }).click(),
    );
    await page.getByText('还没有记住任何列对应。').waitFor();
    expect(errors).toEqual([]);
  });
});
