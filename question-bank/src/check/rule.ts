import type { Bilingual, IssueCode, Severity } from '../model/issue';
import type { Question } from '../model/question';
import type { Path } from '../read/candidate';
import type { CheckMemory } from './memory';
import type { PictureLook } from './picture-look';

/** A bank that a file is compared with: the one in force, another version, another file. */
export interface OtherBank {
  /** How reports call it. */
  label: string;
  questions: readonly Question[];
  /** sha256 of its pictures by file name, so that the same picture under another name is the same. */
  pictures?: ReadonlyMap<string, string>;
}

/** What a rule may look at. Questions are all that could be read, in the order of the file. */
export interface CheckContext {
  questions: readonly Question[];
  media: ReadonlyMap<string, Uint8Array>;
  /** Pictures that were looked at before, by file name; their bytes need not be in `media`. */
  looks?: ReadonlyMap<string, PictureLook>;
  /** Pictures that were tried and cannot be decoded, whatever their first bytes say. */
  undecodable?: ReadonlySet<string>;
  /** The day on which the bank is to be used, YYYY-MM-DD. */
  onDate: string;
  /** Chapters the exam kinds draw from; without it chapters are not checked. */
  chapters?: ReadonlySet<string>;
  /** Banks that its questions are compared with. */
  others?: readonly OtherBank[];
  /** What was found out when this bank was checked before. */
  memory: CheckMemory;
}

/** What is wrong with a question. */
export interface Flaw {
  /** The field it is about; the whole question if empty. */
  path: Path;
  value?: string;
  message: Bilingual;
  /** Where one rule has clear and doubtful cases. */
  severity?: Severity;
  /** Where it is to be mended otherwise than what the rule is about in general. */
  mend?: Bilingual;
}

/** One question that offends a rule. */
export interface Finding extends Flaw {
  /** Index in `questions`. */
  index: number;
}

interface RuleHead {
  code: IssueCode;
  severity: Severity;
  mend: Bilingual;
}
/**
 * Judges each question by itself: what it says depends on the question and on what does not change between two checks
 * of a draft (day, chapters, pictures), never on other questions, so that it can be remembered.
 */
export interface QuestionRule extends RuleHead {
  judge(question: Question, context: CheckContext): Flaw | Flaw[] | undefined;
}
/** Looks at all questions, so it may compare them. */
export interface BankRule extends RuleHead {
  find(context: CheckContext): Finding[];
}
/** One rule, one file; pure. */
export type Rule = QuestionRule | BankRule;

/** What is wrong with each question, in their order. */
export function eachQuestion(
  context: CheckContext,
  judge: (question: Question) => Flaw | Flaw[] | undefined,
): Finding[] {
  return context.questions.flatMap((question, index) => {
    const found = judge(question);
    if (found === undefined) return [];
    return (Array.isArray(found) ? found : [found]).map((f) => ({ ...f, index }));
  });
}

export function say(zh: string, en: string): Bilingual {
  return { 'zh-CN': zh, en };
}
