import { join } from 'node:path';

import { AppError } from '../../../platform/errors';
import { builtEntry } from '../../../platform/child/built-entry';
import { runOnce } from '../../../platform/child/run-once';
import type { Logger } from '../../../platform/log';
import { unload } from './bank-transfer';

import type {
  ChildAnswer,
  ChildInput,
  ExportAnswer,
  ExportInput,
  MendingInput,
  PiecesPart,
  ReadAnswer,
  ReadInput,
  ReadPart,
  ReadReply,
  WrittenPart,
} from './bank-messages';
import { createKeptCheck } from './kept-check';

import type { ExportWatch } from '../drafts/uploads';

/** What takes the parts of a reading. */
interface ReadTaker {
  take(part: ReadPart): Promise<ReadReply>;
  signal: AbortSignal;
}

const ENTRY = join(__dirname, 'bank-child.child.ts');
const TIMEOUT_MS = 90_000;
const MEMORY_BYTES = 1_600_000_000;
/** A large bank is read for minutes, but never so long without a word. */
const READ_TIMEOUT_MS = 240_000;
const READ_MEMORY_BYTES = 950_000_000;
/** 50,000 questions with a gigabyte of pictures stay under a gigabyte together with the server. */
const READ_HEAP_BYTES = 555_000_000;
const MAX_WAITING = 4;

/** Takes its turn behind others that wait in the same line. @throws AppError TOO_MANY_REQUESTS */
function line() {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (waiting >= MAX_WAITING) throw new AppError('TOO_MANY_REQUESTS', { retryAfterMs: 10_000 });
    waiting += 1;
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      waiting -= 1;
    }
  };
}

/** Work that holds a whole bank. */
const NEEDS_ROOM = new Set<ChildInput['work']>(['read', 'diff', 'export', 'version']);
/** What clerks ask while they type must not stand before a withdrawal. */
const isLook = ({ work }: ChildInput) => work === 'blueprint' || work === 'testDraw';

export interface BankChildOptions {
  /** Resident memory in bytes at which a reading is ended. */
  readMemoryBytes?: number;
  /** The same of all other work. */
  otherMemoryBytes?: number;
}

/**
 * Reads uploads in a child process, one after another: a file is a stranger's, may be a bomb, and must not slow an
 * exam that is running beside it. Other work on banks stands in a line of its own, so that mending one does not wait
 * for the reading of another.
 */
export function createBankChild(
  log: Logger,
  { readMemoryBytes = READ_MEMORY_BYTES, otherMemoryBytes = MEMORY_BYTES }: BankChildOptions = {},
) {
  const [readings, others, looks, exports] = [line(), line(), line(), line()];
  const kept = createKeptCheck({ entry: ENTRY, log, memoryBytes: readMemoryBytes, timeoutMs: TIMEOUT_MS });
  // So that the first upload need not wait for it.
  void builtEntry(ENTRY, log);

  const ask = async (
    input: ChildInput,
    {
      taker,
      signal = taker?.signal,
      tell,
    }: { taker?: ReadTaker; signal?: AbortSignal | undefined; tell?: ExportWatch['tell'] } = {},
  ): Promise<ChildAnswer> => {
    // A draft that is held beside a whole bank would be more memory than one may cost.
    if (NEEDS_ROOM.has(input.work)) kept.rest();
    const bounds = {
      ...(signal ? { timeoutMs: READ_TIMEOUT_MS, signal } : { timeoutMs: TIMEOUT_MS }),
      ...(taker
        ? { memoryBytes: readMemoryBytes, heapBytes: READ_HEAP_BYTES }
        : { memoryBytes: otherMemoryBytes }),
    };
    signal?.throwIfAborted();
    const { light, next, end } = unload(input);
    const onPart = async (sent: unknown) => {
      const part = sent as ReadPart | PiecesPart | WrittenPart;
      if ('written' in part) return tell?.(part.written);
      return 'pieces' in part ? next(part.pieces) : taker?.take(part);
    };
    const r = await runOnce({ entry: ENTRY, input: light, log, onPart, ...bounds }).finally(end);
    if (r.ok) return r.output as ChildAnswer;
    log.warn({ why: r.why, work: input.work }, 'work on a bank was given up');
    if (isLook(input)) throw new AppError('UNAVAILABLE');
    if (input.work === 'export') throw new AppError('EXPORT_FAILED', { field: r.why });
    // No stranger's file is in these: what cannot be done is no fault of whoever asks.
    if (!['read', 'fit'].includes(input.work)) throw new AppError('UNAVAILABLE');
    // Whatever passes the readers' own limits and still costs this much is too large, whichever limit it met.
    throw new AppError(r.why === 'crashed' ? 'BAD_REQUEST' : 'PAYLOAD_TOO_LARGE', { field: 'file' });
  };

  return {
    /**
     * @throws AppError TOO_MANY_REQUESTS (queue full), UNAVAILABLE (time or memory, or it died); for a picture
     * PAYLOAD_TOO_LARGE, BAD_REQUEST
     */
    run: <I extends Exclude<ChildInput, ReadInput | ExportInput | MendingInput>>(input: I) =>
      (isLook(input) ? looks : others)(() => ask(input)) as Promise<
        Extract<ChildAnswer, { work: I['work'] }>
      >,
    /**
     * Reads a file, handing on its parts.
     * @throws AppError TOO_MANY_REQUESTS, PAYLOAD_TOO_LARGE (time or memory), BAD_REQUEST (reader died), and the reason
     * of the taker's signal
     */
    read: (input: Omit<ReadInput, 'work'>, taker: ReadTaker) =>
      readings(async () => {
        // Its turn has come: nobody else's file is waited for any more.
        await taker.take({ progress: { phase: 'reading', done: 0, total: 0 } });
        return ask({ work: 'read', ...input }, { taker });
      }) as Promise<ReadAnswer>,
    /** Checks of a draft that is held between them. */
    kept,
    /** Ends what is held. */
    stop: () => kept.end(),
    /**
     * Writes a bank to a file. What is to be written is got ready when its turn has come.
     * @throws AppError TOO_MANY_REQUESTS, EXPORT_FAILED, and the reason of the signal
     */
    export: (ready: () => Promise<Omit<ExportInput, 'work'>>, { signal, tell }: ExportWatch) =>
      exports(async () => {
        signal.throwIfAborted();
        return ask({ work: 'export', ...(await ready()) }, { signal, tell });
      }) as Promise<ExportAnswer>,
  };
}
export type BankChild = ReturnType<typeof createBankChild>;
