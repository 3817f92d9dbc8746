import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((p) =>
  existsSync(p),
);
export const artifacts = join(__dirname, '..', '..', 'artifacts');

/** A real Chromium; with `camera` a file plays as its camera. */
export async function openBrowser(camera?: string): Promise<Browser> {
  if (!CHROMIUM) throw new Error('Chromium is not installed; `npm test` installs it as root');
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(camera
        ? [
            '--use-fake-ui-for-media-stream',
            '--use-fake-device-for-media-stream',
            `--use-file-for-fake-video-capture=${camera}`,
          ]
        : []),
    ],
  });
}

/** Leaves a picture of what a person sees in test/artifacts (git-ignored). */
export async function shot(page: Page, name: string): Promise<void> {
  mkdirSync(artifacts, { recursive: true });
  await page.screenshot({ path: join(artifacts, `${name}.png`) });
}

/** Collects what a page complains about; a test that ends with any fails. */
export function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on('pageerror', (err) => heard.push(`pageerror: ${err.message}`));
  page.on('console', (m) => {
    if (m.type() === 'error' && !/Failed to load resource/.test(m.text())) heard.push(`console: ${m.text()}`);
  });
  return heard;
}
