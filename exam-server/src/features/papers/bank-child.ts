import { join } from 'node:path';
import type {
  AnswersRead,
  BankChanged,
  BankDiff,
  BankFormat,
  BankToWrite,
  Comparable,
  Exported,
  ExportFormat,
  Issue,
  LawChange,
  NumbersAsked,
  OtherBank,
  Position,
  Question,
  ReadLimits,
  RefusedRow,
  SourceFound,
  Suspect,
} from 'question-bank';
import type { UploadHints } from 'exam-contract/http/banks';
import type { SourceMapping } from 'exam-contract/http/mapping';
import type { ExamKind } from 'exam-contract/kind';
import { AppError } from '../../platform/errors';
import { runOnce } from '../../platform/child/run-once';
import type { Logger } from '../../platform/log';

/** The part of a kind that says what its paper is drawn from. */
export type KindScope = Pick<ExamKind, 'code' | 'questions' | 'types' | 'blueprint' | 'subject' | 'vehicle'>;
export interface KindFeasible {
  code: string;
  feasible: boolean;
  short: string | null;
}
interface ReadInput {
  work: 'read';
  name: string;
  bytes: Uint8Array;
  /** Calendar day the bank is to be used on. */
  onDate: string;
  kinds: readonly KindScope[];
  /** Pictures published before, which a table may name. */
  media: ReadonlyMap<string, Uint8Array>;
  limits: Partial<ReadLimits>;
  hints: UploadHints;
  /** How sheets and tables of a signature are to be read; the first that fits counts. */
  mappings: readonly SourceMapping[];
  /** Published banks the draft is compared with. */
  against: readonly OtherBank[];
}
interface FeasibilityInput {
  work: 'feasibility';
  questions: readonly Question[];
  kinds: readonly KindScope[];
  onDate: string;
}
/** A draft in which a question was changed: everything in it that is not left out on purpose. */
interface RecheckInput {
  work: 'recheck';
  bank: Omit<BankChanged, 'entries'> & {
    entries: readonly { at: Position; question: unknown; n?: number }[];
  };
  /** Calendar day the bank is to be used on. */
  onDate: string;
  kinds: readonly KindScope[];
  against: readonly OtherBank[];
}
interface DiffInput {
  work: 'diff';
  old: Comparable;
  now: Comparable;
}
interface ExportInput {
  work: 'export';
  bank: BankToWrite;
  format: ExportFormat;
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
export type ChildInput = ReadInput | FeasibilityInput | RecheckInput | DiffInput | ExportInput | LawInput;

/** A question that stays out; `n` where the draft had it among those before. */
export type ChildRow = RefusedRow & { n?: number };
interface Checked {
  format: BankFormat;
  accepted: Question[];
  byType: Record<string, number>;
  media: ReadonlyMap<string, Uint8Array>;
  issues: Issue[];
  /** Of `issues`, those about no row of `refused`. */
  reading: Issue[];
  /** Place of each accepted question in its file, by id. */
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
}
export type ChildAnswer =
  | ReadAnswer
  | RecheckAnswer
  | { work: 'feasibility'; kinds: KindFeasible[] }
  | { work: 'diff'; diff: BankDiff }
  | { work: 'export'; file: Exported }
  | { work: 'lawChange'; found: SuspectRow[][] };

const ENTRY = join(__dirname, 'bank-child.child.ts');
const TIMEOUT_MS = 90_000;
const MEMORY_BYTES = 1_600_000_000;
const MAX_WAITING = 4;

/**
 * Reads uploads in a child process, one after another: a file is a stranger's, may be a bomb, and must not slow an
 * exam that is running beside it.
 */
export function createBankChild(log: Logger) {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  const ask = async (input: ChildInput): Promise<ChildAnswer> => {
    const r = await runOnce({ entry: ENTRY, input, timeoutMs: TIMEOUT_MS, memoryBytes: MEMORY_BYTES, log });
    if (r.ok) return r.output as ChildAnswer;
    log.warn({ why: r.why }, 'a bank file was given up');
    // Whatever passes the readers' own limits and still costs this much is too large, whichever limit it met.
    throw new AppError(r.why === 'crashed' ? 'BAD_REQUEST' : 'PAYLOAD_TOO_LARGE', { field: 'file' });
  };

  return {
    /** @throws AppError TOO_MANY_REQUESTS (queue full), PAYLOAD_TOO_LARGE (time or memory), BAD_REQUEST (reader died). */
    async run<I extends ChildInput>(input: I): Promise<Extract<ChildAnswer, { work: I['work'] }>> {
      if (waiting >= MAX_WAITING) throw new AppError('TOO_MANY_REQUESTS', { retryAfterMs: 10_000 });
      waiting += 1;
      const mine = last.then(() => ask(input));
      last = mine.catch(() => undefined);
      try {
        return (await mine) as Extract<ChildAnswer, { work: I['work'] }>;
      } finally {
        waiting -= 1;
      }
    },
  };
}
export type BankChild = ReturnType<typeof createBankChild>;
