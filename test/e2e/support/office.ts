import type { Browser } from 'playwright-core';
import { launchChromium } from '../../support/kiosk-browser';
import { NOBODY_SITS, startStack, type Stack } from './stack';

/**
 * A server and a browser for the tests of a file or of a block that only work at a desk; begun before the first of them
 * and ended after the last.
 */
export function officeStack(o: Parameters<typeof startStack>[0] = NOBODY_SITS) {
  const held = {} as { stack: Stack; browser: Browser };
  beforeAll(async () => {
    held.stack = await startStack(o);
    held.browser = await launchChromium();
  });
  afterAll(async () => {
    await held.browser?.close();
    await held.stack?.stop();
  });
  return held;
}
