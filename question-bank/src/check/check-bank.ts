import { shorten, type Issue, type IssueCode } from '../model/issue';
import type { Question, QuestionType } from '../model/question';
import type { BankRead } from '../read/read-bank';
import type { ReadProgress } from '../read/progress';
import { DEFAULT_LIMITS } from '../read/limits';
import type { Candidate } from '../read/candidate';
import { readIssue } from '../read/read-issue';
import { LazyMap } from '../read/source/lazy-map';
import { asLoose, type RefusedRow } from '../read/refused-row';
import { ALL_RULES } from './all-rules';
import { CheckMemory, kept, type Judged } from './memory';
import type { PictureLook } from './picture-look';
import type { OtherBank } from './rule';
import { say, type CheckContext, type Finding, type Flaw, type QuestionRule, type Rule } from './rule';

export interface CheckOptions {
  /** The day on which the bank is to be used, YYYY-MM-DD. */
  onDate: string;
  /** Chapter names the exam kinds draw from; a question of another chapter is refused. Not checked if absent. */
  chapters?: Iterable<string>;
  /** Pictures that did not come with the file, by file name. */
  media?: ReadonlyMap<string, Uint8Array>;
  /** Pictures that were looked at before, by file name; see lookAtPicture. Their bytes are not asked for. */
  looks?: ReadonlyMap<string, PictureLook>;
  /** Pictures that are known not to be decodable; see fitPictures. */
  undecodable?: ReadonlySet<string>;
  /** Banks to compare with: the same or nearly the same question under another id is told, other answers first. */
  against?: readonly OtherBank[];
  /** Of former checks of this bank with the same options; see CheckMemory. */
  memory?: CheckMemory;
  /** Told before each rule how far the check has got. */
  onProgress?: (progress: ReadProgress) => void;
}

/** A bank after all rules: what may be published, and everything there is to say about the rest. */
export interface BankChecked extends Pick<
  BankRead,
  | 'format'
  | 'coding'
  | 'answers'
  | 'sources'
  | 'numbers'
  | 'values'
  | 'name'
  | 'read'
  | 'own'
  | 'categories'
  | 'leftOut'
> {
  /** Questions without an error, in the order of the file. */
  accepted: Question[];
  byType: Record<QuestionType, number>;
  /** Questions that stay out, with everything that is wrong with each; in the order of the file. */
  refused: RefusedRow[];
  /** Pictures of the accepted and the refused questions, by file name. */
  media: ReadonlyMap<string, Uint8Array>;
  /** Of reading and of checking, by file, sheet and row. */
  issues: Issue[];
  /** Those of them that are about the file or how it was read, not about one question of `refused`. */
  reading: Issue[];
}

/** Rules that a bank without such a column breaks in every question: said once, not thousands of times. */
const ONCE_IF_ALL: ReadonlySet<IssueCode> = new Set([
  'MISSING_TRANSLATION',
  'MISSING_LAW_REF',
  'UNKNOWN_CHAPTER',
]);

function toIssue(rule: Rule, flaw: Flaw, candidate: Candidate | undefined): Issue {
  const at = candidate?.where(flaw.path) ?? { file: '' };
  return {
    code: rule.code,
    severity: flaw.severity ?? rule.severity,
    at: { ...at, ...(candidate ? { question: candidate.question.id } : {}) },
    ...(flaw.value === undefined ? {} : { value: shorten(flaw.value) }),
    message: flaw.message,
    mend: flaw.mend ?? rule.mend,
  };
}

/** A finding as the report has it. */
type Reported = Pick<Finding, 'index'> & { issue: Issue };
const NONE: readonly Judged[] = [];

/** What rules say of the questions of a bank, each question judged once as long as it is remembered. */
function judgements({ candidates }: BankRead, context: CheckContext) {
  const { judged } = context.memory;
  const fresh = new Map<Candidate, Judged[]>();
  for (const c of candidates) if (!judged.has(c)) fresh.set(c, []);
  const judge = (rule: QuestionRule, number: number, candidate: Candidate): Judged[] => {
    const found = rule.judge(candidate.question, context);
    if (found === undefined) return [];
    const flaws = Array.isArray(found) ? found : [found];
    return flaws.map((flaw) => ({ rule: number, issue: toIssue(rule, flaw, candidate) }));
  };
  return {
    of(rule: Rule, number: number): Reported[] {
      if ('find' in rule)
        return rule.find(context).map((finding) => {
          const { index } = finding;
          return { index, issue: toIssue(rule, finding, candidates[index]) };
        });
      const out: Reported[] = [];
      candidates.forEach((candidate, index) => {
        const mine = fresh.get(candidate);
        for (const found of mine ? judge(rule, number, candidate) : (judged.get(candidate) ?? NONE)) {
          if (found.rule !== number) continue;
          mine?.push(found);
          out.push({ index, issue: found.issue });
        }
      });
      return out;
    },
    remember(): void {
      for (const [candidate, found] of fresh) judged.set(candidate, found.length > 0 ? found : NONE);
    },
  };
}

function listed(rule: Rule, issues: Issue[], all: number): Issue[] {
  if (all < 2 || issues.length < all || !ONCE_IF_ALL.has(rule.code)) return issues;
  // One word for all of them only where it is the same word.
  const said = new Map<string, number>();
  for (const { message } of issues) said.set(message.en, (said.get(message.en) ?? 0) + 1);
  const told = new Set<string>();
  return issues.flatMap((issue) => {
    const { 'zh-CN': zh, en } = issue.message;
    if ((said.get(en) ?? 0) < all) return [issue];
    if (told.has(en)) return [];
    told.add(en);
    const message = say(`全部 ${all} 题：${zh}`, `All ${all} questions: ${en}`);
    return [{ ...issue, at: { file: issue.at.file }, message }];
  });
}

/** Page 10 comes after page 9. */
const INORDER = new Intl.Collator('en', { numeric: true });
const rank = ({ code }: Issue) => (code === 'CONFLICTING_ANSWER' ? 0 : code === 'SIMILAR_CONFLICT' ? 1 : 2);
const key = ({ at }: Issue) => `${at.file}\n${at.sheet ?? ''}`;

/** By place, but contradictions first: they are what a wrong key hides behind. */
function byPlace(a: Issue, b: Issue): number {
  const [p, q] = [rank(a), rank(b)];
  if (p !== q) return p - q;
  if (a.at.file === b.at.file && a.at.sheet === b.at.sheet) return (a.at.row ?? 0) - (b.at.row ?? 0);
  return INORDER.compare(key(a), key(b)) || (a.at.row ?? 0) - (b.at.row ?? 0);
}

const rowOf = (r: RefusedRow) => r.at.row ?? 0;

/** A report nobody can hold is no report: errors first, and then a count of what was left off. */
function limited(issues: Issue[]): Issue[] {
  const limit = DEFAULT_LIMITS.maxIssues;
  if (issues.length <= limit) return issues;
  const errors = issues.filter((i) => i.severity === 'error');
  const cut = [...errors, ...issues.filter((i) => i.severity === 'warning')].slice(0, limit);
  const file = cut[0]?.at.file ?? '';
  return [...cut, { ...readIssue('TOO_MANY_ISSUES', { file }, { limit }), severity: 'warning' }];
}

/** Holds every readable question against every rule. A question with an error stays out, the others are accepted. */
export function checkBank(read: BankRead, options: CheckOptions): BankChecked {
  const context: CheckContext = {
    questions: read.candidates.map((c) => c.question),
    media: LazyMap.over(options.media ?? new Map(), read.media),
    onDate: options.onDate,
    ...(options.chapters ? { chapters: new Set(options.chapters) } : {}),
    ...(options.looks ? { looks: options.looks } : {}),
    ...(options.undecodable ? { undecodable: options.undecodable } : {}),
    ...(options.against ? { others: options.against } : {}),
    memory: options.memory ?? new CheckMemory(),
  };
  const { loose } = context.memory;
  const refused = new Set<number>();
  const faults = new Map<number, Issue[]>();
  const issues: Issue[] = [...read.issues];
  const judged = judgements(read, context);
  for (const [i, rule] of ALL_RULES.entries()) {
    options.onProgress?.({ phase: 'checking', done: i, total: ALL_RULES.length });
    const reported = judged.of(rule, i);
    for (const { index, issue } of reported) {
      if (issue.severity === 'error') refused.add(index);
      const of = faults.get(index);
      if (of) of.push(issue);
      else faults.set(index, [issue]);
    }
    const all = reported.map((r) => r.issue);
    for (const issue of listed(rule, all, read.candidates.length)) issues.push(issue);
  }
  judged.remember();
  const report = limited(issues.sort(byPlace));
  const accepted = context.questions.filter((_, i) => !refused.has(i));
  const told = new Set(read.refused.flatMap((r) => r.issues));
  const rows = [
    ...read.refused,
    ...[...refused].flatMap((i): RefusedRow[] => {
      const c = read.candidates[i];
      if (!c) return [];
      const question = kept(loose, c.question, () => asLoose(c.question));
      return [{ at: c.where([]), question, issues: faults.get(i) ?? [] }];
    }),
  ].sort((a, b) => (a.at.file === b.at.file && a.at.sheet === b.at.sheet ? rowOf(a) - rowOf(b) : 0));
  const used = new Set(
    [...accepted, ...rows.map((r) => r.question)].flatMap((q) => q.media.map((m) => m.file)),
  );
  const of = (type: QuestionType) => accepted.filter((q) => q.type === type).length;
  return {
    format: read.format,
    coding: read.coding,
    answers: read.answers,
    sources: read.sources,
    values: read.values,
    numbers: read.numbers,
    ...(read.name ? { name: read.name } : {}),
    read: read.read,
    own: read.own,
    categories: read.categories,
    leftOut: read.leftOut,
    accepted,
    byType: { judge: of('judge'), single: of('single'), multi: of('multi') },
    media: new LazyMap<Uint8Array>().take(context.media, used),
    issues: report,
    refused: rows,
    reading: read.issues.filter((i) => !told.has(i)),
  };
}
