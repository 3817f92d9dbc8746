import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ReadWatch } from '../progress';
import type { BrokenPage, Page } from './page';

/** Why a file gave no pages. */
export interface PdfFailure {
  why: 'bomb' | 'pages' | 'password' | 'broken' | 'memory' | 'time';
  reason?: string;
  count?: number;
}
interface Told {
  order: number;
  page?: Page | BrokenPage;
  failed?: PdfFailure['why'];
  reason?: string;
  count?: number;
  done?: true;
}

/** Pages of one file: some 15,000 questions. 2,000 pages take 700 MB. */
export const MOST_PAGES = 3_000;
/** A page takes milliseconds, one of many fonts a second. Whoever needs longer is turning in circles. */
const PAGE_MS = 60_000;
/** For the library's own objects; pages are given away one by one. */
const HEAP_MB = 700;

let kept: Worker | undefined;
let orders = 0;

/**
 * The thread in which files are opened: what a file does to it, it does not do to whoever asked. Kept for the next
 * file, since starting it takes longer than reading a small one.
 */
function thread(): Worker {
  if (kept) return kept;
  const worker = new Worker(join(__dirname, 'pdf.worker.mjs'), {
    execArgv: [],
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  const gone = () => {
    if (kept === worker) kept = undefined;
  };
  worker.on('exit', gone).on('error', gone);
  worker.unref();
  kept = worker;
  return worker;
}

/**
 * Reads a PDF page by page; each is given to `take` before the next one is read. Rejects only when the reading was given
 * up; what is wrong with the file is returned.
 */
export async function eachPage(
  bytes: Uint8Array,
  watch: ReadWatch,
  take: (page: Page | BrokenPage) => void | Promise<void>,
): Promise<PdfFailure | undefined> {
  const worker = thread();
  const order = (orders += 1);
  worker.ref();
  let settle: (told: Told | PdfFailure) => void = () => undefined;
  const onMessage = (told: Told) => void (told.order === order && settle(told));
  const onError = (error: NodeJS.ErrnoException) => {
    const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    settle({ why: memory ? 'memory' : 'broken', reason: error.message });
  };
  const onExit = () => settle({ why: 'broken', reason: 'its reader ended' });
  worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  const answer = () =>
    new Promise<Told | PdfFailure>((resolve) => {
      const timer = setTimeout(() => resolve({ why: 'time' }), PAGE_MS);
      settle = (told) => {
        clearTimeout(timer);
        resolve(told);
      };
    });
  let whole = false;
  try {
    // A copy, which goes to the thread for good.
    const copy = Uint8Array.from(bytes);
    let next = answer();
    worker.postMessage({ order, bytes: copy, maxPages: MOST_PAGES }, [copy.buffer]);
    for (;;) {
      const told = await next;
      if ('why' in told) return told;
      whole = told.page === undefined;
      if (told.failed) return { why: told.failed, reason: told.reason, count: told.count };
      if (!told.page) return undefined;
      await watch.step('reading', told.page.number - 1, told.page.total);
      await take(told.page);
      next = answer();
      worker.postMessage({ taken: true });
    }
  } finally {
    worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    worker.unref();
    // In the middle of a file it is of no use to the next one.
    if (!whole) {
      if (kept === worker) kept = undefined;
      await worker.terminate();
    }
  }
}
