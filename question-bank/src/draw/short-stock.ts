import type { QuestionType } from '../model/question';
import type { RuleInConflict } from './rule-in-conflict';

/**
 * Why no paper can be drawn: of the questions that are in one of `chapters` and of one of `types`, the blueprint
 * takes at least `need`, and the bank has `have` that are valid that day and not near-duplicates of each other.
 * Usually one chapter and one type; more where only their sum is short.
 *
 * Under constraints: of the questions of the cell named by `chapters`, `types`, `tag` and `licenceClass` (empty or
 * absent: any) a paper takes `need` and the other rules of `conflict` allow `have`, which is the larger where a
 * quota's maximum is what cannot be kept. With `difficulty` both are mean difficulties.
 */
export interface ShortStock {
  chapters: string[];
  types: QuestionType[];
  need: number;
  have: number;
  tag?: string;
  licenceClass?: string;
  /** The region whose papers it is short for, where that matters. */
  region?: string;
  difficulty?: boolean;
  /** The rules that exclude each other; without any one of them a paper could be drawn. */
  conflict?: RuleInConflict[];
  /** false: no paper was found within the bounds of the search, but none was proven impossible either. */
  proven?: boolean;
}
