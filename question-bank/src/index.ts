/**
 * The question bank as a library: read a registry office's file, check it, publish an immutable version, draw
 * papers from it, judge answers. Pure apart from reading files; knows the keys, so it never runs in a browser.
 */
export * from './model/question';
export { commonName, localeOf, LOCALE_FORM } from './model/locale';
export { factRow, type FactRow } from './model/fact';
export {
  blueprint,
  blueprintOf,
  chapterCounts,
  TYPE_ORDER,
  type Blueprint,
  type KindPaper,
} from './draw/blueprint';
export { fitsKind, officeScope } from './draw/office-blueprint';
export { prepareBank, prepareBankInSlices, isValidOn, type PreparedBank } from './draw/prepare';
export { checkFeasible } from './draw/check-feasible';
export { classesToCheck, outlookOf, regionsToCheck, type Outlook } from './draw/supply';
export type { DrawScope, Feasibility, PlanCell } from './draw/scope';
export { OWN_REGION, type Constraints, type Quota } from './draw/constraints';
export { sameOrder, type Neighbour } from './draw/constrained/order';
export { ruleInSigns } from './draw/rule-in-conflict';
export type { ShortStock } from './draw/short-stock';
export { draw, type DrawRequest, type DrawResult, type PaperItem } from './draw/draw';
export { leastShared } from './draw/least-shared';
export { drawPaper, readyPaper } from './draw/draw-paper';
export { blueprintHash, redraw, type DrawRecord } from './draw/draw-record';
export { isCorrect } from './score/is-correct';
export { canonicalJson } from './version/canonical';
export { publish, PublishError, type BankVersion, type Draft } from './version/publish';
export { importBank } from './pipeline';
export { checkBank, type BankChecked, type CheckOptions } from './check/check-bank';
export type { OtherBank } from './check/rule';
export { readBank, readBankFolder, type BankInput, type BankRead, type ReadOptions } from './read/read-bank';
export { FIELD_KEYS, type FieldKey } from './read/field-keys';
export { NO_TABLE, type ColumnFound, type SourceFound, type SourceMapping } from './read/mapping';
export { VALUE_FIELDS, type ValueFound, type ValueMap } from './read/value-names';
export { NUMBER_CODINGS, type NumberCoding } from './read/answers/number-coding';
export type { AnswersRead, NumbersAsked } from './read/answers/answers-read';
export type { LooseQuestion, RefusedRow } from './read/refused-row';
export { recheckBank, type BankChanged } from './check/recheck';
export { CheckMemory } from './check/memory';
export type { StemMemory } from './model/stem-memory';
export {
  diffBanks,
  type BankDiff,
  type Comparable,
  type FieldChange,
  type QuestionChange,
} from './version/diff';
export { exportBank, EXPORT_FORMATS, writeBank, type ExportFormat } from './write/export-bank';
export type { BankToWrite, Exported, FileWritten, Lost } from './write/export-form';
export { FileSink } from './write/file-sink';
export type { BankFormat } from './read/formats';
export type { ReadPhase, ReadProgress } from './read/progress';
export { LazyMap } from './read/source/lazy-map';
export { DEFAULT_LIMITS, type ReadLimits } from './read/limits';
export type { Issue, IssueCode, Position, Severity } from './model/issue';
export { fitPicture, isWhole, type Fitting } from './check/fit-picture';
export { fitPictures } from './check/fit-pictures';
export { isTextPicture } from './check/text-picture';
export { inspectPicture } from './check/picture';
export { lookAtPicture, type PictureLook } from './check/picture-look';
export {
  addResponse,
  addTally,
  choiceKey,
  emptyTally,
  medianTime,
  NO_ANSWER,
  TIME_STEPS,
  timeClass,
  type ItemTally,
  type Response,
} from './stats/tally';
export { itemStatistics, type ItemStatistics } from './stats/item-statistics';
export { betterThanKey, driftOf, FLAG_LIMITS, ITEM_FLAGS, itemFlags, type ItemFlag } from './stats/flags';
export { addPaper, emptyPapers, kr20, type PaperTally } from './stats/reliability';
export {
  itemModel,
  LEAST_COMMON,
  similarities,
  type AnsweredPaper,
  type ItemModel,
  type Similarity,
} from './stats/similarity';
export { hasNumber, quantitiesIn, unitOf, type Quantity } from './law-change/quantity';
export { chineseNumber } from './model/chinese-number';
export { lawChange, type LawChange } from './law-change/law-change';
export {
  lawContent,
  lawSuspects,
  type Suspect,
  type SuspectRank,
  type SuspectReason,
} from './law-change/suspects';
