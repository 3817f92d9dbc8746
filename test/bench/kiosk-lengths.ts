import path from 'node:path';
import type { Page } from 'playwright-core';
import type { PreviewAsked } from 'exam-contract/preview';
import { kioskDist, launchChromium } from '../support/kiosk-browser';
import { openPreview, showIn, startPreviewHost } from '../support/preview-host';

/**
 * How much text a terminal of 1280 × 800 shows without scrolling, measured in the kiosk's own page in Chromium: the
 * figures of question-bank/src/check/kiosk-room.ts. Per language, picture and size of type: letters a line, and what
 * lines of the stem and of options take of the room there is. Then the longest texts that fit, found by trying.
 */
const WORDS: Record<string, string> = {
  'zh-CN': '夜间在没有路灯照明不良的道路上行驶遇对向来车时应当在距对向来车一百五十米以外改用近光灯',
  en: 'on a road without street lamps a driver who meets another vehicle at night dips the lights in good time ',
  'mn-Mong': 'ᠵᠠᠮ ᠢᠶᠠᠷ ᠶᠠᠪᠤᠬᠤ ᠳᠤ ᠠᠩᠬᠠᠷᠤᠭᠠᠷᠠᠢ ᠤᠯᠠᠭᠠᠨ ᠭᠡᠷᠡᠯ ᠳᠦ ᠵᠣᠭᠰᠣᠨ᠎ᠠ ',
};
const SIGN =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3" fill="#c22"/></svg>';
const MOST = 2000;

type How = Pick<PreviewAsked, 'locale' | 'scale'> & { picture: boolean };
const words = (locale: string, n: number) => {
  const said = WORDS[locale] ?? '';
  return said.repeat(Math.ceil(n / said.length)).slice(0, n);
};

let n = 0;
async function show(page: Page, how: How, stem: number, options: readonly number[]): Promise<string[]> {
  const { locale, scale, picture } = how;
  const text = (length: number) => ({ 'zh-CN': words('zh-CN', length), [locale]: words(locale, length) });
  const url = picture
    ? await page.evaluate((svg) => URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' })), SIGN)
    : null;
  return showIn(page, {
    preview: 'show',
    n: ++n,
    locale,
    scale,
    contrast: false,
    question: {
      type: 'single',
      stem: text(stem),
      options: options.map((length, i) => ({ id: 'ABCDEFGH'[i] ?? 'A', text: text(length) })),
      media: url ? [{ url, mime: 'image/svg+xml', alt: { 'zh-CN': '标志' } }] : [],
    },
  });
}

/** Sizes along the way in which lines follow each other: down the page, or to the right where they are columns. */
const sizes = (page: Page) =>
  page.frames()[1]!.evaluate(() => {
    const at = (s: string) => [...document.querySelectorAll(s)].map((e) => e.getBoundingClientRect());
    const columns = document.querySelector('.question.columns') !== null;
    const size = (r: DOMRect | undefined) => (r ? (columns ? r.width : r.height) : 0);
    const stem = at('.stem')[0];
    const options = at('.option');
    const last = options.at(-1);
    const window = at(columns ? '.options' : '.test-main')[0];
    const start = (columns ? stem?.x : stem?.y) ?? 0;
    return {
      stem: size(stem),
      option: size(last),
      used: ((columns ? last?.right : last?.bottom) ?? 0) - start,
      room: ((columns ? window?.right : window?.bottom) ?? 0) - start,
    };
  });

/** The largest number up to {@link MOST} for which something holds that holds for all smaller ones. */
async function largest(holds: (n: number) => Promise<boolean>): Promise<number> {
  let [low, high] = [0, MOST];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (await holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

async function measure(page: Page, how: How) {
  const four = [2, 2, 2, 2];
  const shown = async (stem: number, options: readonly number[]) => {
    const hidden = await show(page, how, stem, options);
    return { ...(await sizes(page)), hidden };
  };
  const one = await shown(2, four);
  const two = await shown(2, [2, 2]);
  const stemOne = await largest(async (n) => n < 1 || (await shown(n, four)).stem <= one.stem + 1);
  const optionOne = await largest(
    async (n) => n < 1 || (await shown(2, [2, 2, 2, n])).option <= one.option + 1,
  );
  const stemLine = (await shown(stemOne + 2, four)).stem - one.stem;
  const second = (await shown(2, [2, 2, 2, Math.round(optionOne * 1.5)])).option;
  const third = (await shown(2, [2, 2, 2, Math.round(optionOne * 2.4)])).option;
  const optionLine = third - second;
  // Letters a line as text has them, breaks between words and all.
  const long = (await shown(600, four)).stem;
  const wide = (await shown(2, [2, 2, 2, 600])).option;
  const pitch = (one.used - two.used) / 2;
  const longest = async (fits: (n: number) => Promise<{ hidden: string[] }>) =>
    one.hidden.length === 0 ? largest(async (n) => (await fits(Math.max(n, 1))).hidden.length === 0) : 0;
  const six = [2, 2, 2, 2, 2, 2];
  const longestOfSix = async () =>
    (await shown(1, six)).hidden.length === 0
      ? largest(async (n) => (await shown(Math.max(n, 1), six)).hidden.length === 0)
      : 0;
  return {
    ...how,
    stemLetters: Math.floor(600 / (Math.round((long - one.stem) / stemLine) + 1)),
    stemLine: Math.round(stemLine),
    optionLetters: Math.floor(600 / (Math.round((wide - second) / optionLine) + 2)),
    option: Math.round(pitch),
    second: Math.round(second - one.option),
    optionLine: Math.round(optionLine),
    rest: Math.round(one.used - stemLine - 4 * pitch),
    room: Math.floor(one.room),
    longestStem: await longest((n) => shown(n, four)),
    longestStemOfSix: await longestOfSix(),
    longestOptions: await longest((n) => shown(20, [n, n, n, n])),
  };
}

async function main(): Promise<void> {
  const host = await startPreviewHost(path.resolve(kioskDist()));
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await openPreview(page, host);
    const rows = [];
    for (const locale of Object.keys(WORDS))
      for (const scale of [1, 1.5, 2] as const)
        for (const picture of [false, true]) rows.push(await measure(page, { locale, scale, picture }));
    console.table(rows);
  } finally {
    await browser.close();
    await host.close();
  }
}

void main();
