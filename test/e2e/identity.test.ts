import type { Browser, Page } from 'playwright-core';
import type { IdentityCheckView } from 'exam-contract/incident';
import { cameraFile } from './support/camera';
import { atScreen, browserWith, button, enrolled, openKiosk, openRoom, shot } from './support/kiosk';
import { startStack, type Stack } from './support/stack';

jest.setTimeout(400_000);

describe('somebody whom the machine does not recognise', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  let roomId: string;
  let leave = () => undefined as void;

  beforeAll(async () => {
    stack = await startStack();
    ({ roomId, leave } = await openRoom(stack));
  });
  afterAll(async () => {
    leave();
    await browser?.close();
    await stack?.stop();
  });

  it('is not let in by the machine, and a proctor who sees both pictures lets him in', async () => {
    // Who stands there looks straight at the camera; the number is somebody else's.
    const [other, claimed] = await enrolled(stack, 'K1_CAR');
    browser = await browserWith(cameraFile([{ show: 'person', photo: other!.photo, seconds: 20 }]));
    ({ page } = await openKiosk(stack, browser));
    await button(page, '开始').click();
    await atScreen(page, 'identify');
    await page.getByText('输入证件号码', { exact: true }).click();
    await atScreen(page, 'idNumber');
    for (const d of claimed!.row.idNumber) await page.keyboard.press(d);
    await shot(page, 'kiosk-id-number');
    await page.keyboard.press('Enter');
    await atScreen(page, 'camera');
    await button(page, '开始核验').click();
    // Three failures call a person: twice the candidate is told, calmly, and tries again.
    for (let tries = 1; tries < 3; tries++) {
      await atScreen(page, 'retry');
      if (tries === 1) await shot(page, 'kiosk-retry');
      await button(page, '再试一次').click();
    }
    await atScreen(page, 'proctor');
    await shot(page, 'kiosk-proctor-called');

    const { rows } = await stack.api<{ rows: IdentityCheckView[] }>(
      'GET',
      `/identity-checks?roomId=${roomId}&state=pending`,
      'proctor',
    );
    const check = rows[0]!;
    expect(check.candidateId).toBe(claimed!.row.candidateId);
    expect(check.score).toBeLessThan(check.thresholds['verify']!);
    for (const picture of [check.enrolledPhoto, check.livePhoto]) {
      const jpeg = await stack.bytes(`/evidence/${picture}`, 'proctor');
      expect([jpeg[0], jpeg[1]]).toEqual([0xff, 0xd8]);
    }
    await stack.api('POST', `/identity-checks/${check.id}/decision`, 'proctor', {
      decision: 'allow',
      reason: '证件照过旧,人工比对为本人',
    });
    await atScreen(page, 'rules');
    await shot(page, 'kiosk-let-in');
  });
});
