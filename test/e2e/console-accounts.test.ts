import type { Page } from 'playwright-core';
import { accessibilityFaults, PATIENCE_MS, rested } from '../support/kiosk-browser';
import { shot } from './support/kiosk';
import { officeStack } from './support/office';

jest.setTimeout(400_000);
const office = officeStack();

async function signIn(username: string, password: string): Promise<Page> {
  const context = await office.browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`${office.stack.url}/console/`);
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill(password);
  await page.keyboard.press('Enter');
  return page;
}
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).last().click();

test('an administrator adds an examiner, who signs in, chooses a password, and is shut out when the account is closed', async () => {
  const admin = await signIn('admin', office.stack.passwords['admin']!);
  await admin.getByRole('link', { name: '帐号' }).click();
  await admin.getByRole('row', { name: /registry/ }).waitFor();
  await rested(admin);
  await shot(admin, 'console/accounts');
  expect(await accessibilityFaults(admin)).toEqual([]);
  await press(admin, '新增帐号');
  await press(admin, '新增帐号');
  await admin.getByText('请填写姓名').waitFor();
  await admin.getByLabel('用户名').fill('Li.KG');
  await admin.getByLabel('姓名').fill('李考官');
  await admin.getByLabel('考试员证').fill('考字002');
  await press(admin, '新增帐号');
  await admin.getByText('只显示这一次').waitFor();
  await rested(admin);
  await shot(admin, 'console/account-password');
  expect(await accessibilityFaults(admin)).toEqual([]);
  const password = (await admin.getByLabel('密码', { exact: true }).textContent())!;
  expect(password).toMatch(/^(\w{4}-){3}\w{4}$/);
  await press(admin, '关闭');

  const examiner = await signIn('li.kg', password);
  await examiner.getByText('李考官').waitFor();
  expect(await examiner.getByRole('link', { name: '帐号' }).count()).toBe(0);
  await press(examiner, '修改密码');
  await examiner.getByLabel('当前密码').fill('not it');
  await examiner.getByLabel('新密码', { exact: true }).fill('correct horse');
  await examiner.getByLabel('再输一次新密码').fill('correct horse!');
  await press(examiner, '保存');
  await examiner.getByText('两次输入不一致').waitFor();
  await examiner.getByLabel('再输一次新密码').fill('correct horse');
  await press(examiner, '保存');
  await examiner.getByText('当前密码不对').waitFor();
  await examiner.getByLabel('当前密码').fill(password);
  // A notice goes by itself: it is looked for from before it can come.
  const changed = examiner.getByText('密码已修改').waitFor();
  await press(examiner, '保存');
  await changed;
  await examiner.getByRole('link', { name: '考试记录' }).click();
  await examiner.getByRole('heading', { name: '考试记录' }).waitFor();

  await admin
    .getByRole('row', { name: /li\.kg/ })
    .getByRole('button', { name: '停用' })
    .click();
  await admin.getByRole('dialog').getByRole('button', { name: '停用' }).click();
  await admin.getByText('已停用').first().waitFor();
  await examiner.getByRole('link', { name: '异常事件' }).click();
  await examiner.getByText('登录已结束，请重新登录。').waitFor();
});
