import { shorten, type Issue, type IssueCode } from '../model/issue';
import type { Question, QuestionType } from '../model/question';
import type { BankRead } from '../read/read-bank';
import type { ReadProgress } from '../read/progress';
import { DEFAULT_LIMITS } from '../read/limits';
import { readIssue } from '../read/read-issue';
import { LazyMap } from '../read/source/lazy-map';
import { asLoose, type RefusedRow } from '../read/refused-row';
import { ALL_RULES } from './all-rules';
import type { PictureLook } from './picture-look';
import type { OtherBank } from './rule';
import { say, type CheckContext, type Finding, type Rule } from './rule';

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
  /** Told before each rule how far the check has got. */
  onProgress?: (progress: ReadProgress) => void;
}

/** A bank after all rules: what may be published, and everything there is to say about the rest. */
export interface BankChecked extends Pick<
  BankRead,
  'format' | 'coding' | 'answers' | 'sources' | 'numbers' | 'name' | 'read' | 'own' | 'categories' | 'leftOut'
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

function toIssue(rule: Rule, finding: Finding, read: BankRead): Issue {
  const candidate = read.candidates[finding.index];
  const at = candidate?.where(finding.path) ?? { file: '' };
  return {
    code: rule.code,
    severity: finding.severity ?? rule.severity,
    at: { ...at, ...(candidate ? { question: candidate.question.id } : {}) },
    ...(finding.value === undefined ? {} : { value: shorten(finding.value) }),
    message: finding.message,
    mend: rule.mend,
  };
}

function issuesOf(rule: Rule, findings: readonly Finding[], read: BankRead): Issue[] {
  const all = read.candidates.length;
  const issues = findings.map((f) => toIssue(rule, f, read));
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

const FIRST: readonly IssueCode[] = ['CONFLICTING_ANSWER', 'SIMILAR_CONFLICT'];

/** By place, but contradictions first: they are what a wrong key hides behind. */
function byPlace(a: Issue, b: Issue): number {
  const [p, q] = [a, b].map((i) => FIRST.indexOf(i.code) + 1 || FIRST.length + 1);
  if (p !== q) return (p ?? 0) - (q ?? 0);
  const key = (i: Issue) => `${i.at.file}\n${i.at.sheet ?? ''}`;
  const [x, y] = [key(a), key(b)];
  return x === y ? (a.at.row ?? 0) - (b.at.row ?? 0) : x < y ? -1 : 1;
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
  };
  const refused = new Set<number>();
  const faults = new Map<number, Issue[]>();
  const issues: Issue[] = [...read.issues];
  for (const [i, rule] of ALL_RULES.entries()) {
    options.onProgress?.({ phase: 'checking', done: i, total: ALL_RULES.length });
    const findings = rule.find(context);
    for (const f of findings) {
      if ((f.severity ?? rule.severity) === 'error') refused.add(f.index);
      faults.set(f.index, [...(faults.get(f.index) ?? []), toIssue(rule, f, read)]);
    }
    for (const issue of issuesOf(rule, findings, read)) issues.push(issue);
  }
  const listed = limited(issues.sort(byPlace));
  const accepted = context.questions.filter((_, i) => !refused.has(i));
  const told = new Set(read.refused.flatMap((r) => r.issues));
  const rows = [
    ...read.refused,
    ...[...refused].flatMap((i): RefusedRow[] => {
      const c = read.candidates[i];
      return c ? [{ at: c.where([]), question: asLoose(c.question), issues: faults.get(i) ?? [] }] : [];
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
    numbers: read.numbers,
    ...(read.name ? { name: read.name } : {}),
    read: read.read,
    own: read.own,
    categories: read.categories,
    leftOut: read.leftOut,
    accepted,
    byType: { judge: of('judge'), single: of('single'), multi: of('multi') },
    media: new LazyMap<Uint8Array>().take(context.media, used),
    issues: listed,
    refused: rows,
    reading: read.issues.filter((i) => !told.has(i)),
  };
}
