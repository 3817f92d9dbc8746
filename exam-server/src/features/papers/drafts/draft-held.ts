import type { BankFormat, Issue, PictureLook, Position } from 'question-bank';
import type { Long } from '../child/bank-transfer';
import type { Entry } from './draft-parts';
import type { KindScope } from '../draws/draw-plan';
import type { SentOther } from './others';

type Looks = Long<readonly [string, PictureLook]>;
/** A draft as the child is to hold it, without the questions that stay out. */
export interface DraftHeld {
  format: BankFormat;
  entries: Long<Entry>;
  /** What its pictures are, by file name. */
  looks: Looks;
  /** Calendar day the bank is to be used on. */
  onDate: string;
  kinds: readonly KindScope[];
  /** Published banks it is compared with. */
  against: readonly SentOther[];
}
/** An accepted question that a clerk opened. */
export interface Opened {
  id: string;
  at: Position;
}
/** What changed in it: every question that stays out and is not left out on purpose, and new pictures. */
export interface DraftChange {
  rows: Long<Entry>;
  looks: Looks;
  /** Accepted questions that are among `rows` now, or left out. */
  opened: Long<Opened>;
  /** What was said about the file itself. */
  reading: Long<Issue>;
}
