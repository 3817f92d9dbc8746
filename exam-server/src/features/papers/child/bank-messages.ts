import type {
  AnswersRead,
  BankFormat,
  BankVersion,
  ExportFormat,
  FileWritten,
  Fitting,
  Issue,
  LawChange,
  NumbersAsked,
  Position,
  Question,
  RefusedRow,
  SourceFound,
  Suspect,
  ValueFound,
} from 'question-bank';
import type { BlueprintContent } from 'exam-contract/blueprint';
import type { ExportProgress } from 'exam-contract/http/bank-exports';
import type { BankDiff, UploadHints, UploadProgress } from 'exam-contract/http/banks';
import type { SourceMapping } from 'exam-contract/http/mapping';
import type { Long } from './bank-transfer';
import type { lookAt, testDraw } from '../blueprints/blueprint-work';
import type { DraftChange, DraftHeld } from '../drafts/draft-held';
import type { PartsChanged } from '../drafts/draft-parts';
import type { KindScope } from '../draws/draw-plan';
import type { PackedPictures } from './export-files';
import type { SentOther } from '../drafts/others';
import type { SentBank } from './sent-bank';

export interface KindFeasible {
  code: string;
  feasible: boolean;
  short: string | null;
}
export interface ReadInput {
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
  against: readonly SentOther[];
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
/** A draft in which a question was changed. */
interface RecheckInput {
  work: 'recheck';
  draft: DraftHeld;
  change: DraftChange;
}
/** A draft to be held, of which changes will come; see createKeptCheck. */
export interface MendingInput {
  work: 'mending';
  draft: DraftHeld;
}
interface DiffInput {
  work: 'diff';
  old: SentBank;
  now: SentBank;
}
export interface ExportInput {
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
  | MendingInput
  | DiffInput
  | ExportInput
  | LawInput
  | VersionInput
  | FitInput;

/** A question that stays out; `n` where the draft had it among those before. */
export type ChildRow = RefusedRow & { n?: number };
export interface Checked {
  format: BankFormat;
  /** The first only. */
  accepted: Question[];
  byType: Record<string, number>;
  /** Those that are shown, what matters most first. */
  issues: Issue[];
  /** How many there are in all. */
  errors: number;
  warnings: number;
  /** Those about no row of `refused`. */
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
  values: ValueFound[];
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
/** Says how far the child is with an export. */
export interface WrittenPart {
  written: ExportProgress;
}
