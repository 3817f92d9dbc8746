import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { shippedBank } from '../../exam-server/src/features/papers/versions/shipped';
import { cameraFile } from './support/camera';
import { lookBothWays, openConsole } from './support/console-page';
import { browserWith, button, enrolled, openKiosk, openRoom, paperOf, shot, sitDown } from './support/kiosk';
import { startStack, type Stack } from './support/stack';
import { squarePng, wpsWorkbook } from './support/wps-workbook';

jest.setTimeout(400_000);
/** Names of files and questions that the clerk's file brings along. */
const NAMES = /[\p{L}\w-]+\.(xlsx|png|svg)|[a-z]+\d?(-[a-z\d]+)+|\b[A-Z]+\b|km\/h/gu;

describe("a registry office's own workbook, from the file to the next paper", () => {
  let stack: Stack;
  let browser: Browser;
  let leave = () => undefined as void;
  beforeAll(async () => {
    stack = await startStack();
    ({ leave } = await openRoom(stack));
  });
  afterAll(async () => {
    leave();
    await browser?.close();
    await stack?.stop();
  });

  it('pictures in WPS cells and three kinds of mistakes: mended, approved, published, shown at a kiosk', async () => {
    const [who] = await enrolled(stack, 'K1_CAR');
    browser = await browserWith(cameraFile([{ show: 'person', photo: who!.photo, seconds: 20 }]));

    // Every question of subject 1 that has a picture gets the office's own drawing, so that every paper shows some.
    const { questions } = await shippedBank('2026-11-23');
    const shown = questions.filter(
      (q) =>
        q.media.length > 0 && q.subjects.includes('K1') && q.vehicles.includes('car') && q.type !== 'multi',
    );
    expect(shown.length).toBeGreaterThan(20);
    const drawings = shown.map((_, i) => squarePng(i + 1));
    const header = [
      '题号',
      '科目',
      '车型',
      '章节',
      '题型',
      '题干',
      '选项A',
      '选项B',
      '选项C',
      '选项D',
      '答案',
      '图片',
    ];
    const row = (q: (typeof shown)[number], i: number) => [
      q.id,
      q.subjects.includes('K3') ? '科目一、科目三' : '科目一',
      q.vehicles
        .map((v) => ({ car: '小车', moto: '摩托车', bus: '客车', truck: '货车', trailer: '轻型牵引挂车' })[v])
        .join('、'),
      q.chapter,
      q.type === 'judge' ? '判断' : '单选',
      q.stem['zh-CN'],
      ...[0, 1, 2, 3].map((o) => (q.type === 'judge' ? '' : (q.options[o]?.text['zh-CN'] ?? ''))),
      q.type === 'judge' ? (q.answer[0] === 'A' ? '对' : '错') : q.answer.join(''),
      drawings[i] ?? '',
    ];
    const chapter = shown[0]!.chapter;
    const mistakes = [
      [
        'new-1',
        '科目一',
        '小车',
        chapter,
        '单选',
        '驶入环岛前应当怎样做？',
        '减速让行',
        '加速抢行',
        '鸣喇叭驶入',
        '原地掉头',
        '',
        '',
      ],
      [
        'new-2',
        '科目一',
        '小车',
        chapter,
        '单选',
        '进入隧道前应当怎样用灯？',
        '开近光灯',
        '开近光灯',
        '关闭车灯',
        '开远光灯',
        'A',
        '',
      ],
      ['new-3', '科目一', '小车', chapter, '判断', '如图所示，前方路口禁止掉头。', '', '', '', '', '错', ''],
    ];
    const file = stack.save('标志题.xlsx', wpsWorkbook([header, ...shown.map(row), ...mistakes]));

    const { page: clerk, errors } = await openConsole(stack, browser, 'registry');
    await clerk.getByRole('link', { name: '题库' }).click();
    await clerk.locator('input[type=file]').setInputFiles(file);
    const report = clerk.getByRole('region', { name: /检查报告/ });
    await report.getByRole('tab', { name: '改正 3 题' }).click();
    expect(await lookBothWays(clerk, 'import-mend', NAMES)).toEqual([]);

    // From a finding too; Back asks before it throws away what was typed.
    await report.getByRole('tab', { name: '问题' }).click();
    await report.getByRole('button', { name: '改正题目 new-1' }).first().click();
    await clerk.getByLabel('题号', { exact: true }).fill('new-9');
    await clerk.goBack();
    await button(clerk, '放弃修改').click();
    await button(clerk, '保存并重新检查').waitFor({ state: 'detached' });
    await report.getByRole('tab', { name: '改正 3 题' }).click();

    const rowOf = (words: string) => report.getByRole('row').filter({ hasText: words });
    const box = clerk.locator('.ant-drawer-content, .ant-drawer-section').last();
    const mend = async (words: string, deed: (form: Locator) => Promise<void>) => {
      await rowOf(words).getByRole('button', { name: '改正' }).click();
      await box.getByRole('button', { name: '保存并重新检查' }).waitFor();
      await deed(box);
      await box.getByRole('button', { name: '保存并重新检查' }).click();
      await rowOf(words).waitFor({ state: 'detached' });
    };
    await rowOf('驶入环岛').getByRole('button', { name: '改正' }).click();
    await box.getByText('没有答案').first().waitFor();
    expect(await lookBothWays(clerk, 'import-mend-form', NAMES)).toEqual([]);
    await box.getByRole('button', { name: /Close|关闭/ }).click();
    await rowOf('驶入环岛').getByRole('button', { name: '预览 new-1' }).click();
    await clerk.getByText('还缺：答案。').waitFor();
    await seenAtOnce(clerk);
    expect(await previewFrame(clerk).locator('.stem').textContent()).toBe('驶入环岛前应当怎样做？');
    expect(await lookBothWays(clerk, 'preview-draft', NAMES)).toEqual([]);
    await clerk
      .getByRole('dialog', { name: /预览：new-1/ })
      .getByRole('button', { name: /Close|关闭/ })
      .click();
    await mend('驶入环岛', (form) => form.getByRole('checkbox', { name: 'A' }).check());
    // The keyboard goes on where the mended question was.
    await clerk.waitForFunction(() => document.activeElement?.matches('.mend-go'));
    await mend('进入隧道', async (form) => {
      await form.getByLabel('选项 B', { exact: true }).fill('不用开灯');
      // What was typed is not lost by a key pressed too early.
      await clerk.keyboard.press('Escape');
      await clerk.getByRole('button', { name: '继续改' }).click();
      await clerk.locator('.ant-modal-confirm').waitFor({ state: 'detached' });
      // A rule is named in the file's missing column, or here.
      await form.getByRole('button', { name: '添加依据' }).click();
      await form.getByLabel('法规 1').fill('道交法实施条例');
      await form.getByLabel('条款 1').fill('第59条');
    });
    await mend('禁止掉头', async (form) => {
      const own = stack.save('掉头.png', squarePng(200, 2000));
      await form.locator('input[type=file]').setInputFiles(own);
      await form.locator('figure img').waitFor();
      await form.getByText(/已自动缩小：2000×2000.*→ 1600×1600/).scrollIntoViewIfNeeded();
      await form.getByLabel(/图片替代文字/).fill('禁止掉头标志');
      expect(await lookBothWays(clerk, 'import-shrunk', NAMES)).toEqual([]);
    });
    await report.getByText('错误 0').first().waitFor();
    await report.getByText('与现用题库相比的改动').click();
    await report.getByText('新增 3 题').waitFor();
    await report.locator('.publish-head').scrollIntoViewIfNeeded();
    expect(await lookBothWays(clerk, 'import-diff', NAMES)).toEqual([]);
    await button(report, '提交审批').click();
    await clerk.locator('.ant-modal').getByRole('button', { name: '提交审批' }).click();
    await report.getByText('上传、改正或提交过草稿的人不能自己批准').waitFor();

    const { page: second, errors: others } = await openConsole(stack, browser, 'admin');
    await second.getByRole('link', { name: '题库' }).click();
    const waits = second.getByRole('row').filter({ hasText: '等待您批准' });
    await waits.getByRole('button').click();
    const theirs = second.getByRole('region', { name: /检查报告/ });
    await theirs.getByText('新增 3 题').waitFor();
    expect(await lookBothWays(second, 'import-approve', NAMES)).toEqual([]);
    await button(theirs, '批准并发布').click();
    await second.locator('.ant-modal').getByRole('button', { name: '批准并发布' }).click();
    await theirs.waitFor({ state: 'detached' });
    const inForce = second.getByRole('row').filter({ hasText: '现用' });
    await inForce.filter({ hasText: '示范·管理员' }).waitFor();
    expect(await lookBothWays(second, 'import-versions', NAMES)).toEqual([]);
    await inForce.getByRole('button', { name: '来历' }).first().click();
    await second.getByRole('button', { name: '下载原文件 标志题.xlsx' }).waitFor();
    expect(await lookBothWays(second, 'import-origin', NAMES)).toEqual([]);
    await second
      .locator('.ant-drawer')
      .getByRole('button', { name: /Close|关闭/ })
      .click();
    await second.locator('.ant-drawer-content:visible').waitFor({ state: 'detached' });
    expect([...errors, ...others]).toEqual([]);

    const { page: kiosk } = await openKiosk(stack, browser);
    const at = await seeDrawing(kiosk, drawings, who!.row);
    await inForce.getByRole('button', { name: '题目', exact: true }).first().click();
    await second.getByRole('searchbox', { name: '按题号或题干查找' }).fill(at.questionId);
    await second.keyboard.press('Enter');
    await second.getByRole('button', { name: `预览 ${at.questionId}`, exact: true }).click();
    await seenAtOnce(second);
    await previewFrame(second).locator('.picture img').waitFor();
    expect(await boxesOf(previewFrame(second).locator('.shell'))).toEqual(
      await boxesOf(kiosk.locator('.shell')),
    );
    await second.locator('.look-besides').getByText('图片替代文字（供朗读）').waitFor();
    expect(await previewFrame(second).locator('.look-besides').count()).toBe(0);
    expect(await lookBothWays(second, 'preview-version', NAMES)).toEqual([]);
    await second.getByRole('switch', { name: '高对比度' }).click();
    await second.getByRole('radio', { name: '200%' }).locator('..').click();
    await previewFrame(second).locator('html[data-scale="2"][data-contrast="more"]').waitFor();
    expect(await lookBothWays(second, 'preview-large', NAMES)).toEqual([]);
    const close = /Close|关闭/;
    await second.locator('.ant-modal:visible').getByRole('button', { name: close }).click();
    await second.locator('.ant-modal:visible').waitFor({ state: 'detached' });
    await second.locator('.ant-drawer').getByRole('button', { name: close }).click();
    // The candidate's paper holds this one: it stays there, and is in no new one.
    await second.getByRole('tab', { name: '撤下的题' }).click();
    await second.getByLabel('题号', { exact: true }).fill(at.questionId);
    await second.getByLabel('原因', { exact: true }).fill('图片与文字不符');
    await second.getByRole('button', { name: '撤下', exact: true }).click();
    await second.locator('.ant-modal').getByRole('button', { name: '撤下' }).click();
    // Says which kinds can no longer be drawn, too, which takes its time beside other browsers.
    await second.getByText('正在进行的考试中有 1 份含这道题').waitFor();
    await second.getByRole('row').filter({ hasText: '图片与文字不符' }).waitFor();
    await second.getByRole('tab', { name: '撤下的题' }).scrollIntoViewIfNeeded();
    expect(await lookBothWays(second, 'import-withdrawn', NAMES)).toEqual([]);
    await second.context().close();
    await clerk.context().close();
  });

  const previewFrame = (page: Page) => page.frameLocator('iframe[title*="在考试终端上的样子"]');
  const seenAtOnce = (page: Page) => page.getByText('整题在这块屏幕上一眼可见。').waitFor();
  /** Where stem, options and pictures stand and how large they are, options by their text: the order is the paper's. */
  const boxesOf = (shell: Locator) =>
    shell.evaluate((root) =>
      [...root.querySelectorAll('.test-main, .stem, .option, .picture')]
        .map((e) => {
          const { x, y, width, height } = e.getBoundingClientRect();
          const option = e.querySelector('.option-text')?.textContent;
          const place = [x, option ? 0 : y, width, height].map(Math.round);
          return `${e.classList[0]} ${option ?? ''} ${place.join(' ')}`;
        })
        .sort(),
    );

  async function seeDrawing(kiosk: Page, drawings: Buffer[], who: { idNumber: string }) {
    const attemptId = await sitDown(kiosk, stack, who);
    const hashes = new Set(drawings.map((d) => createHash('sha256').update(d).digest('hex')));
    const paper = await paperOf(stack, attemptId);
    const at = paper.findIndex((item) => item.media.some((m) => hashes.has(m.sha256)));
    expect(at).toBeGreaterThanOrEqual(0);
    for (let i = 0; i < at; i += 1) await kiosk.keyboard.press('ArrowRight');
    const picture = kiosk.locator('main img').first();
    await picture.waitFor();
    const wide = await picture.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth));
    expect(wide).toBe(96);
    await shot(kiosk, join('import', 'picture'));
    return paper[at]!;
  }
});
