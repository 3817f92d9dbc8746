import type { Question, QuestionType, Subject, VehicleGroup } from '../model/question';
import type { Blueprint } from './blueprint';
import type { ShortStock } from './short-stock';
import { prepareBank, type PreparedBank } from './prepare';

/** For whom and when questions are drawn. `onDate` is the local day of the exam, YYYY-MM-DD. */
export interface DrawScope {
  /** A bank made ready by prepareBank (keep it between draws), or plain questions. */
  questions: PreparedBank | readonly Question[];
  blueprint: Blueprint;
  subject: Subject;
  vehicle: VehicleGroup;
  onDate: string;
  /** Questions tagged `region:15` are drawn only where this is `15`. Given, even empty, the second rules draw. */
  region?: string;
  /** Questions tagged `class:A2` are drawn only where this is `A2`, and quotas may depend on it. As `region`. */
  licenceClass?: string;
}

/** How many questions of one type a paper takes from one chapter, and how many distinct ones there are. */
export interface PlanCell {
  chapter: string;
  type: QuestionType;
  count: number;
  stock: number;
}

export type Feasibility = { ok: true; cells: PlanCell[] } | { ok: false; short: ShortStock };

/** The bank of a scope, prepared if it is not yet. */
export function preparedOf(questions: PreparedBank | readonly Question[]): PreparedBank {
  return 'view' in questions ? questions : prepareBank(questions);
}
