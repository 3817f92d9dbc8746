import type { Issue } from '../model/issue';
import type { LocalText, Subject, VehicleGroup } from '../model/question';
import type { AnswersRead, NumbersAsked } from './answers/answers-read';
import type { NumberCoding } from './answers/number-coding';
import type { Candidate } from './candidate';
import type { Category } from './categories';
import type { Coding } from './decode';
import type { BankFormat } from './formats';
import type { ReadLimits } from './limits';
import type { MappingOptions, SourceFound } from './mapping';
import type { WatchOptions } from './progress';
import type { RefusedRow } from './refused-row';
import type { ValueFound } from './value-names';

/**
 * A file as it was handed in, in memory or on the disk. The name is only shown and its ending compared with the
 * content. An archive on the disk is never in memory as a whole, nor are its pictures: they are read from it again
 * when they are asked for, so it has to stay there as long as `media` of the result is used.
 */
export type BankInput = { name: string } & ({ bytes: Uint8Array } | { path: string });

export interface ReadOptions extends WatchOptions, MappingOptions {
  limits?: Partial<ReadLimits>;
  /** What files that do not say it are about: chapter 未分章, subject K1, vehicle car if not said. */
  defaults?: { chapter?: string; subjects?: readonly Subject[]; vehicles?: readonly VehicleGroup[] };
  /** How numbers in answers count the options; without it that is told from all answers of a sheet or table together. */
  answerNumbers?: NumberCoding;
  /** Names of pictures at hand outside the file, so that a reference can be matched with them. */
  pictureNames?: Iterable<string>;
  /** Chapters, categories or sheets that are not to be read, as the file names them. */
  leaveOut?: Iterable<string>;
}

/** What a file holds. `read` counts the questions met, `candidates` those that fit the model. */
export interface BankRead {
  format: BankFormat;
  /** Coding of the text (of the first text, in an archive); null for workbooks. */
  coding: Coding | null;
  /** How answers were written, with examples. */
  answers: AnswersRead[];
  /** Sheets, tables and objects with their columns, and what these were taken for. */
  sources: SourceFound[];
  /** Numbers in answers of what is no table; null where there are none. */
  numbers: NumbersAsked | null;
  /** As `values` of a source, for what is no table. */
  values: ValueFound[];
  name?: LocalText;
  read: number;
  /** Whether every question came in our own form, in which an empty field is meant to be empty. */
  own: boolean;
  candidates: Candidate[];
  /** Pictures by file name; of a large archive each is unpacked when it is asked for. */
  media: ReadonlyMap<string, Uint8Array>;
  issues: Issue[];
  /** Questions that do not fit the model, as far as they could be read; their issues are among `issues` too. */
  refused: RefusedRow[];
  /** Chapters and categories met, with those left out. */
  categories: Category[];
  /** Questions of `read` that were left out on purpose. */
  leftOut: number;
}
