// Runs as a thread of its own, without a loader: so it is plain JavaScript.
import Module, { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { PageContent } from './page-content.mjs';
import { MOST_PIXELS } from './page-pictures.mjs';
import { isBomb } from './stream-guard.mjs';

// Nothing is painted here: the library's native painter stays out of a process that opens files of strangers.
const load = Module._load;
Module._load = function (name, ...more) {
  if (name === '@napi-rs/canvas') throw new Error('not wanted');
  return load.call(this, name, ...more);
};
for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) globalThis[name] ??= class {};
// What it has to say of a broken file it says there.
console.log = console.warn = () => undefined;
const { getDocument, OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs');

const HOME = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const folder = (name) => join(HOME, name) + sep;

/** A font as its text is read: whether it is bold, and whether the file says what a character of it is. */
function fontLook(font) {
  const name = font.name ?? '';
  const map = font.toUnicode;
  const known = map && '_map' in map ? map._map : undefined;
  // Numbers of glyphs taken for characters.
  const numbers = font.composite && map !== undefined && !known;
  return {
    bold: Boolean(font.bold || font.black) || /bold|heavy|black|semibold|demi/i.test(name),
    vertical: Boolean(font.vertical),
    matrix: font.fontMatrix,
    symbol: /wingdings|symbol|webdings/i.test(name) ? name.replace(/^[A-Z]{6}\+/, '') : undefined,
    knows: ({ originalCharCode: c }) => !numbers && (known === undefined || known[c] !== undefined),
  };
}

const PATIENCE_MS = 20_000;
/** What the page was sent, once it is there; undefined if it never comes. */
function waited(objects, name) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
    objects.get(name, (data) => {
      clearTimeout(timer);
      resolve(data ?? undefined);
    });
  });
}

async function contentOf(page, layers) {
  const operators = await page.getOperatorList();
  const fonts = new Map();
  const fontOf = async (name) => {
    if (!fonts.has(name)) {
      const font = await waited(page.commonObjs, name);
      fonts.set(name, font ? fontLook(font) : undefined);
    }
    return fonts.get(name);
  };
  const objectOf = (name) => waited(name.startsWith('g_') ? page.commonObjs : page.objs, name);
  const { transform, width, height } = page.getViewport({ scale: 1 });
  const content = new PageContent(OPS, fontOf, objectOf, (about) => layers.isVisible(about), transform);
  await content.read(operators);
  page.cleanup();
  const { text, paths, pictures } = content;
  const { runs, unknown, vertical } = text;
  return { width, height, runs, pictures: pictures.found, boxes: paths.boxes, unknown, vertical };
}

async function read(bytes, maxPages, tell) {
  if (isBomb(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))) return { failed: 'bomb' };
  const task = getDocument({
    data: bytes,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    fontExtraProperties: true,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    enableXfa: false,
    stopAtErrors: false,
    maxImageSize: MOST_PIXELS,
    verbosity: 0,
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    wasmUrl: folder('wasm'),
    iccUrl: folder('iccs'),
  });
  try {
    const file = await task.promise;
    const total = file.numPages;
    if (total > maxPages) return { failed: 'pages', count: total };
    const layers = await file.getOptionalContentConfig();
    for (let number = 1; number <= total; number += 1) {
      let content;
      try {
        content = await contentOf(await file.getPage(number), layers);
      } catch (error) {
        content = { broken: String(error?.message ?? error) };
      }
      await tell({ page: { number, total, ...content } });
    }
    return { done: true };
  } catch (error) {
    if (error?.name === 'PasswordException') return { failed: 'password' };
    return { failed: 'broken', reason: String(error?.message ?? error) };
  } finally {
    await task.destroy();
  }
}

/** Goes on with the next page once the last one was taken: what is read ahead would only lie in memory. */
let goOn = () => undefined;
parentPort.on('message', ({ order, bytes, maxPages, taken }) => {
  if (taken) return goOn();
  const say = (message) => parentPort.postMessage({ order, ...message });
  const tell = (message) =>
    new Promise((resolve) => {
      goOn = resolve;
      say(message);
    });
  void read(bytes, maxPages, tell).then(say, (error) => say({ failed: 'broken', reason: String(error) }));
});
