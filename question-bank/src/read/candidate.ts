import type { Issue, Position } from '../model/issue';
import type { LocalText, Question } from '../model/question';

export type Path = readonly (string | number)[];

/** A question that could be read, with the place of each of its fields in the office's file. */
export interface Candidate {
  question: Question;
  /** Where the field at this path stands (the row, if the field has no place of its own). */
  where(path: Path): Position;
}

/** What one bank file (without an archive around it) gave. */
export interface BankPart {
  name?: LocalText;
  /** Questions met, readable or not. */
  read: number;
  candidates: Candidate[];
  /** Pictures that sat in the file itself, by file name. */
  media: ReadonlyMap<string, Uint8Array>;
  issues: Issue[];
}
