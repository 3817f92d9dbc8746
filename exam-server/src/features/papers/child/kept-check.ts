import { runOnce, type OnceResult } from '../../../platform/child/run-once';
import { AppError } from '../../../platform/errors';
import type { Logger } from '../../../platform/log';
import type { MendingInput, PiecesPart, RecheckAnswer } from './bank-messages';
import { unload } from './bank-transfer';
import type { DraftChange, DraftHeld } from '../drafts/draft-held';

/** The child's answer to the last change, null before the first; the reply is the next one, without its long lists. */
export interface CheckedPart {
  checked: RecheckAnswer | null;
}
export interface DraftChangeSent {
  rows: unknown;
}

interface Session {
  key: string;
  /** Resolves when the draft has been read. */
  ready: Promise<unknown>;
  check(change: DraftChange): Promise<RecheckAnswer>;
  end(why: string): void;
  /** Checks that are under way. */
  busy: number;
}

/** A draft nobody mends for so long is let go. */
const IDLE_MS = 300_000;

type Give = (change: unknown) => void;

function deferred<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((r) => (resolve = r));
  return { promise, resolve };
}

/**
 * Holds one draft in a child process while it is mended row by row, so that a change costs what it changes and not a
 * reading of fifty thousand questions. One at a time, let go after five minutes, or when its memory is wanted. What it
 * holds goes by a key: whoever asks with another one gets a child that reads anew.
 */
export function createKeptCheck(o: {
  entry: string;
  log: Logger;
  memoryBytes: number;
  /** For one check, and for the draft to be read. */
  timeoutMs: number;
}) {
  let session: Session | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let isOver = false;

  const begin = (key: string, draft: DraftHeld): Session => {
    const control = new AbortController();
    const input: MendingInput = { work: 'mending', draft };
    let sent = unload(input);
    let free = deferred<Give>();
    let answer = deferred<RecheckAnswer>();
    let idle: NodeJS.Timeout | undefined;
    const onPart = async (part: unknown): Promise<unknown> => {
      const { pieces, checked } = part as Partial<PiecesPart & CheckedPart>;
      if (pieces !== undefined) return sent.next(pieces);
      if (checked) answer.resolve(checked);
      return new Promise((give) => {
        free.resolve(give);
        // Whoever is ended waits for nothing more.
        control.signal.addEventListener('abort', () => give(undefined), { once: true });
      });
    };
    const run = runOnce({
      entry: o.entry,
      input: sent.light,
      log: o.log,
      memoryBytes: o.memoryBytes,
      timeoutMs: IDLE_MS + o.timeoutMs,
      onPart,
      signal: control.signal,
    });
    const ended = run.then(
      (r: OnceResult): never => {
        throw new AppError('UNAVAILABLE', undefined, { cause: r });
      },
      (cause: unknown): never => {
        throw new AppError('UNAVAILABLE', undefined, { cause });
      },
    );
    const mine: Session = {
      key,
      busy: 0,
      ready: Promise.race([free.promise, ended]),
      end: (why) => control.abort(new Error(why)),
      async check(change) {
        const timer = setTimeout(() => mine.end('a check took too long'), o.timeoutMs);
        clearTimeout(idle);
        mine.busy += 1;
        try {
          const give = await Promise.race([free.promise, ended]);
          [free, answer] = [deferred<Give>(), deferred<RecheckAnswer>()];
          sent = unload(change);
          give(sent.light);
          return await Promise.race([answer.promise, ended]);
        } finally {
          mine.busy -= 1;
          clearTimeout(timer);
          rest();
        }
      },
    };
    const rest = () => {
      clearTimeout(idle);
      idle = setTimeout(() => mine.end('nobody mends it'), IDLE_MS);
    };
    rest();
    mine.ready.catch(() => undefined);
    ended.catch((err: unknown) => {
      clearTimeout(idle);
      void sent.end();
      if (session === mine) session = undefined;
      o.log.debug({ err }, 'a draft is no longer held');
    });
    return mine;
  };

  const open = async (key: string, draft: () => Promise<DraftHeld>) => {
    if (session?.key === key) return session;
    if (isOver) throw new AppError('UNAVAILABLE');
    session?.end('another draft is mended');
    session = undefined;
    const fresh = begin(key, await draft());
    session = fresh;
    return fresh;
  };

  return {
    /** One after another, each from reading the draft to having written it. */
    inTurn<T>(work: () => Promise<T>): Promise<T> {
      const mine = turn.then(work);
      turn = mine.catch(() => undefined);
      return mine;
    },
    /** Holds a draft in advance of its first change. */
    warm: async (key: string, draft: () => Promise<DraftHeld>): Promise<void> => {
      await (
        await open(key, draft)
      ).ready;
    },
    /** @throws AppError UNAVAILABLE */
    async check(
      key: string,
      draft: () => Promise<DraftHeld>,
      changeOf: () => DraftChange,
    ): Promise<RecheckAnswer> {
      const held = session?.key === key ? session : undefined;
      // What was held may just have been let go.
      const again = await held?.check(changeOf()).catch(() => undefined);
      return again ?? (await open(key, draft)).check(changeOf());
    },
    /** What it holds now, after the change was written, goes by that key. */
    follow(key: string): void {
      if (session) session.key = key;
    },
    /** Lets go what is held: it is not what was written. */
    drop(): void {
      session?.end('what it holds was not written');
      session = undefined;
    },
    /** Lets go what is held and not just being checked. */
    rest(): void {
      if (session && session.busy === 0) session.end('its memory is wanted');
    },
    async end(): Promise<void> {
      isOver = true;
      session?.end('the server stops');
      session = undefined;
      await turn;
    },
  };
}
