import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';

/** Without a screen and without asking, with a made-up camera. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  // Without a screen, Chromium's print preview of a PDF in a frame takes the page down with it.
  '--disable-print-preview',
];

/** A real Chromium with a made-up camera and with scroll bars that take room, as a kiosk has them. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: chromiumFlags,
    ignoreDefaultArgs: ['--hide-scrollbars'],
  });

export interface KioskPage {
  page: Page;
  context: BrowserContext;
  /** Everything the page said in the console as an error, or threw. */
  errors: string[];
}

/** A fresh kiosk browser at one screen size, allowed to use the camera. */
export async function openKiosk(
  browser: Browser,
  url: string,
  size = { width: 1280, height: 800 },
): Promise<KioskPage> {
  const context = await browser.newContext({ viewport: size, permissions: ['camera'], hasTouch: true });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const errors: string[] = [];
  page.on('pageerror', (e) => errors.push(String(e)));
  page.on('console', (m) => {
    if (m.type() === 'error') errors.push(m.text());
  });
  await page.goto(url);
  return { page, context, errors };
}

/** How long what must come is waited for, ms: for as long as a machine with much else to do may take. */
export const PATIENCE_MS = 60_000;

/** Resolves when the kiosk shows a screen. */
export const atScreen = (page: Page, name: string): Promise<unknown> =>
  page.waitForSelector(`[data-screen="${name}"] h1`, { timeout: PATIENCE_MS });

/** Whether what was waited for came in time; where it did not, a person would try again. */
export const came = (waiting: Promise<unknown>): Promise<boolean> =>
  waiting.then(
    () => true,
    () => false,
  );

/**
 * Closes a box with its button. A box ignores the tap that was meant for what it covers, by its own clock, which may be
 * late: as a person would, it is pressed again until the box is gone.
 */
export async function closeBox(page: Page, ok: Locator): Promise<void> {
  await ok.waitFor();
  do {
    await page.waitForTimeout(450);
    await ok.click();
  } while (!(await came(ok.waitFor({ state: 'detached', timeout: 2000 }))));
}

/** A screen that leaves by itself after some seconds can be looked at for longer: from now on its seconds are minutes. */
export const slowSeconds = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const real = window.setTimeout;
    const slow = (run: TimerHandler, ms?: number, ...rest: unknown[]) =>
      real(run, ms === 1000 ? 60_000 : ms, ...rest);
    window.setTimeout = slow as typeof setTimeout;
  });

export async function shoot(page: Page, folder: string, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
}

/** Resolves when what moves on the page now has come to rest, unless it never does, and that has been painted. */
export const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const painted = () => new Promise((done) => requestAnimationFrame(done));
    await document.fonts.ready;
    await painted();
    await painted();
    // What begins to move later is not waited for: a picture that follows a face never rests.
    const moving = document
      .getAnimations()
      .filter((a) => a.playState === 'running' && Number.isFinite(a.effect?.getComputedTiming().endTime));
    await Promise.allSettled(moving.map((a) => a.finished));
    await painted();
  });

/** Resolves when what an act began to move or to fetch a moment later has come to rest as well. */
export async function rested(page: Page): Promise<void> {
  await page.waitForTimeout(250);
  await settled(page);
}

/** What axe asks of the outermost page alone. */
const OUTERMOST = { 'document-title': { enabled: false }, 'html-has-lang': { enabled: false } };

/** What axe finds wrong by WCAG 2.2 A and AA, one line each, in the page and in the pages it frames. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const frame of page.frames()) {
    const rules = frame === page.mainFrame() ? {} : OUTERMOST;
    try {
      // It is half a megabyte: a page that has it keeps it.
      if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(axe.source);
      found.push(...(await frame.evaluate(faultsHere, rules)));
    } catch (error) {
      // A frame for printing may be gone by now.
      if (!frame.isDetached()) throw error;
    }
  }
  return found;
}

/** Runs in the page. */
const faultsHere = async (rules: axe.RunOptions['rules']): Promise<string[]> => {
  // What changes of itself or comes while axe looks is at once what it becomes: a colour in between is nobody's. What
  // fades in has come to the end of it, not none to come to, which who waits for that end would not hear.
  const atOnce = new CSSStyleSheet();
  atOnce.replaceSync(
    '*, ::before, ::after { transition: none !important; animation-duration: 0s !important; }',
  );
  document.adoptedStyleSheets.push(atOnce);
  const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
    // What a cell or a row shows may be short where its name is long.
    rules: { 'label-content-name-mismatch': { enabled: false }, ...rules },
    resultTypes: ['violations'],
    iframes: false,
  });
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== atOnce);
  return violations.flatMap((v) =>
    v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)} — ${n.failureSummary ?? ''}`),
  );
};

/** The built kiosk, built now if it is not there. */
export function kioskDist(): string {
  const root = path.resolve(__dirname, '../..');
  const dist = path.join(root, 'exam-client/dist');
  if (!existsSync(path.join(dist, 'manifest.json')))
    execFileSync(process.execPath, [path.join(root, 'node_modules/vite/bin/vite.js'), 'build'], {
      cwd: path.join(root, 'exam-client'),
      env: { ...process.env, NODE_ENV: 'production' },
    });
  return dist;
}

/**
 * What a finger can touch and is smaller than 48 × 48 px (half a pixel is forgiven), one line each.
 * @param except a selector of what may be smaller
 */
export const smallTargets = (page: Page, except = '[inert]'): Promise<string[]> =>
  page.evaluate((except) => {
    const seen = (e: Element) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const targets = [
      ...document.querySelectorAll<HTMLElement>('button, a[href], label, select, [role=button]'),
    ];
    return (
      targets
        .filter((e) => seen(e) && !e.closest('[inert], [aria-hidden=true]') && !e.closest('button:disabled'))
        .filter((e) => !e.matches(except))
        // What only a screen reader meets is one pixel wide.
        .filter((e) => e.style.width !== '1px')
        .filter((e) => e.tagName !== 'LABEL' || e.querySelector('input') !== null)
        .map((e) => ({ e, box: e.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && box.height > 1 && (box.width < 47.5 || box.height < 47.5))
        .map(
          ({ e, box }) =>
            `${Math.round(box.width)}×${Math.round(box.height)}: ${e.outerHTML.replace(/\s+/g, ' ').slice(0, 120)}`,
        )
    );
  }, except);

/** What can be scrolled to the side, one line each: on a screen that is touched, nothing should. */
export const sidewaysScrollers = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll<HTMLElement>('body *')]
      .filter((e) => e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1)
      .filter((e) => e === document.documentElement || /auto|scroll/.test(getComputedStyle(e).overflowX))
      .map((e) => `${e.scrollWidth} in ${e.clientWidth}: ${e.outerHTML.replace(/\s+/g, ' ').slice(0, 120)}`),
  );
