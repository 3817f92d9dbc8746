import { join } from 'node:path';
import type {
  AnswersRead,
  BankChanged,
  BankFormat,
  BankVersion,
  ExportFormat,
  FileWritten,
  Fitting,
  Issue,
  LawChange,
  NumbersAsked,
  OtherBank,
  PictureLook,
  Position,
  Question,
  RefusedRow,
  SourceFound,
  Suspect,
} from 'question-bank';
import type { BlueprintContent } from 'exam-contract/blueprint';
import type { BankDiff, UploadHints, UploadProgress } from 'exam-contract/http/banks';
import type { SourceMapping } from 'exam-contract/http/mapping';
import { AppError } from '../../platform/errors';
import { builtEntry } from '../../platform/child/built-entry';
import { runOnce } from '../../platform/child/run-once';
import type { Logger } from '../../platform/log';
import { unload, type Long } from './bank-transfer';
import type { lookAt, testDraw } from './blueprint-work';
import type { Entry, PartsChanged } from './draft-parts';
import type { PackedPictures } from './export-files';
import type { SentBank } from './sent-bank';
import type { KindScope } from './draw-plan';

export interface KindFeasible {
  code: string;
  feasible: boolean;
  short: string | null;
}
interface ReadInput {
  work: 'read';
  name: string;
  /** Where the file lies. */
  path: string;
  /** For pictures that are made smaller; the caller removes it. */
  folder: string;
  /** Calendar day the bank is to be used on. */
  onDate: string;
  kinds: readonly KindScope[];
  /** Names of pictures published before, which a table may name. */
  known: readonly string[];
  hints: UploadHints;
  /** How sheets and tables of a signature are to be read; the first that fits counts. */
  mappings: readonly SourceMapping[];
  /** Published banks the draft is compared with. */
  against: readonly OtherBank[];
}
interface FeasibilityInput {
  work: 'feasibility';
  bank: SentBank | readonly Question[];
  kinds: readonly KindScope[];
  onDate: string;
}
/** A blueprint held against a bank. */
interface BlueprintInput {
  work: 'blueprint';
  questions: readonly Question[];
  kind: KindScope;
  content: BlueprintContent;
  onDate: string;
}
/** A paper drawn by a blueprint that is only looked at. */
interface TestDrawInput extends Omit<BlueprintInput, 'work'> {
  work: 'testDraw';
  licenceClass: string;
  seed: string;
  exposure: readonly (readonly [string, number])[];
}
/** A draft in which a question was changed: everything in it that is not left out on purpose. */
interface RecheckInput {
  work: 'recheck';
  bank: Omit<BankChanged, 'entries' | 'media'> & { entries: Long<Entry> };
  /** What its pictures are, by file name. */
  looks: Long<readonly [string, PictureLook]>;
  /** Calendar day the bank is to be used on. */
  onDate: string;
  kinds: readonly KindScope[];
  against: readonly OtherBank[];
}
interface DiffInput {
  work: 'diff';
  old: SentBank;
  now: SentBank;
}
interface ExportInput {
  work: 'export';
  name: Question['stem'];
  questions: Long<Question>;
  /** The file its pictures lie in, and where. */
  packed: string;
  pictures: PackedPictures;
  format: ExportFormat;
  /** The file it becomes. */
  to: string;
}
/** One picture to be made fit for the kiosk. */
interface FitInput {
  work: 'fit';
  data: Uint8Array;
}
/** Questions to be named by the hash of their content. */
interface VersionInput {
  work: 'version';
  questions: readonly Question[];
  /** Hash of each picture, by file name. */
  pictures: ReadonlyMap<string, string>;
}
/** Rules that changed, and the bank they may overturn questions of. */
interface LawInput {
  work: 'lawChange';
  changes: readonly LawChange[];
  questions: readonly Question[];
}
/** A suspect by its question's id. */
export type SuspectRow = Omit<Suspect, 'question'> & { questionId: string };

/** What the child is asked, and what it answers. */
export type ChildInput =
  | ReadInput
  | FeasibilityInput
  | BlueprintInput
  | TestDrawInput
  | RecheckInput
  | DiffInput
  | ExportInput
  | LawInput
  | VersionInput
  | FitInput;

/** A question that stays out; `n` where the draft had it among those before. */
export type ChildRow = RefusedRow & { n?: number };
interface Checked {
  format: BankFormat;
  /** The first only. */
  accepted: Question[];
  byType: Record<string, number>;
  issues: Issue[];
  /** Of `issues`, those about no row of `refused`. */
  reading: Issue[];
  /** How many questions are accepted. */
  count: number;
  /** Place of each of `accepted` in its file, by id. */
  places: ReadonlyMap<string, Position>;
  refused: ChildRow[];
  kinds: KindFeasible[];
}
export interface ReadAnswer extends Checked {
  work: 'read';
  name: string | null;
  read: number;
  own: boolean;
  sources: SourceFound[];
  answers: AnswersRead[];
  /** Numbers in answers of what is no table. */
  numbers: NumbersAsked | null;
}
export interface RecheckAnswer extends Checked {
  work: 'recheck';
  changed: PartsChanged;
}
export interface ExportAnswer {
  work: 'export';
  written: FileWritten;
  /** Length of the file. */
  bytes: number;
}
export type ChildAnswer =
  | ReadAnswer
  | RecheckAnswer
  | { work: 'feasibility'; kinds: KindFeasible[] }
  | { work: 'blueprint'; looked: ReturnType<typeof lookAt> }
  | { work: 'testDraw'; drawn: ReturnType<typeof testDraw> }
  | ({ work: 'version' } & ({ fault: string } | { version: Omit<BankVersion, 'questions'> }))
  | { work: 'fit'; fitted: Fitting | null }
  | { work: 'diff'; diff: BankDiff }
  | ExportAnswer
  | { work: 'lawChange'; found: SuspectRow[][] };

/** What a reading hands on before its answer, a piece at a time, so that neither process holds all of it. */
export type ReadPart =
  | { progress: UploadProgress }
  /** Known pictures that the file names; the reply is the path of each that is there. */
  | { wanted: string[] }
  | { pictures: { file: string; data: Uint8Array }[] }
  | { questions: Question[]; places: Position[] };
export type ReadReply = Map<string, string> | undefined;
/** Asks for the next piece of a long list of an order, by the list's number; the reply is that. */
export interface PiecesPart {
  pieces: number;
}
/** Says that the child is still at it. */
export interface AlivePart {
  alive: true;
}
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
  // So that the first upload need not wait for it.
  void builtEntry(ENTRY, log);

  const ask = async (
    input: ChildInput,
    { taker, signal = taker?.signal }: { taker?: ReadTaker; signal?: AbortSignal | undefined } = {},
  ): Promise<ChildAnswer> => {
    const bounds = {
      ...(signal ? { timeoutMs: READ_TIMEOUT_MS, signal } : { timeoutMs: TIMEOUT_MS }),
      ...(taker
        ? { memoryBytes: readMemoryBytes, heapBytes: READ_HEAP_BYTES }
        : { memoryBytes: otherMemoryBytes }),
    };
    signal?.throwIfAborted();
    const { light, next, end } = unload(input);
    const onPart = async (sent: unknown) => {
      const part = sent as ReadPart | PiecesPart | AlivePart;
      if ('alive' in part) return undefined;
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
    run: <I extends Exclude<ChildInput, ReadInput | ExportInput>>(input: I) =>
      (isLook(input) ? looks : others)(() => ask(input)) as Promise<
        Extract<ChildAnswer, { work: I['work'] }>
      >,
    /**
     * Reads a file, handing on its parts.
     * @throws AppError TOO_MANY_REQUESTS, PAYLOAD_TOO_LARGE (time or memory), BAD_REQUEST (reader died), and the reason
     * of the taker's signal
     */
    read: (input: Omit<ReadInput, 'work'>, taker: ReadTaker) =>
      readings(() => ask({ work: 'read', ...input }, { taker })) as Promise<ReadAnswer>,
    /**
     * Writes a bank to a file. What is to be written is got ready when its turn has come.
     * @throws AppError TOO_MANY_REQUESTS, EXPORT_FAILED, and the reason of the signal
     */
    export: (ready: () => Promise<Omit<ExportInput, 'work'>>, signal: AbortSignal) =>
      exports(async () => {
        signal.throwIfAborted();
        return ask({ work: 'export', ...(await ready()) }, { signal });
      }) as Promise<ExportAnswer>,
  };
}
export type BankChild = ReturnType<typeof createBankChild>;
