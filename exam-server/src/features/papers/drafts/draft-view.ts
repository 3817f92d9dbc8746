import { randomUUID } from 'node:crypto';
import type { Issue } from 'question-bank';
import { mendedQuestion, type BankDraft, type BankIssue, type RefusedRow } from 'exam-contract/http/banks';
import { isAmong } from '../../audit';
import type { ChildRow, ReadAnswer, RecheckAnswer } from '../child/bank-messages';
import type { DraftDoc, RowDoc, ViewDoc } from './draft.store';
import { mappingCounts, type MappingDraft } from './mapping-view';

/** Who acts, as lists show it and as an audit row names it. */
export interface Clerk {
  name: string;
  actor: string;
}

/** A finding as the console is told. */
export const issueView = (i: Issue): BankIssue => ({
  code: i.code,
  severity: i.severity,
  where: placeView(i.at),
  value: i.value ?? null,
  message: { ...i.message },
  mend: { ...i.mend },
});
const placeView = (at: Issue['at']): BankIssue['where'] => ({
  file: at.file,
  sheet: at.sheet ?? null,
  row: at.row ?? null,
  column: at.column ?? null,
  question: at.question ?? null,
});

/** Counts and lists of a draft after it was read or checked again. `left` questions are left out on purpose. */
export function stateOf(
  checked: ReadAnswer | RecheckAnswer,
  was: { read: number; skipped: number },
): Pick<DraftDoc, 'detail' | 'reading'> & { counts: Partial<DraftDoc['summary']> } {
  const accepted = checked.count;
  return {
    counts: {
      accepted,
      rejected: Math.max(0, was.read - accepted - was.skipped),
      byType: checked.byType,
      errors: checked.errors,
      warnings: checked.warnings,
      mendable: checked.refused.length,
      skipped: was.skipped,
    },
    detail: {
      issues: checked.issues.map(issueView),
      kinds: checked.kinds,
      preview: checked.accepted.map((q) => ({
        questionId: q.id,
        type: q.type,
        chapter: q.chapter,
        stem: q.stem,
        row: checked.places.get(q.id)?.row ?? null,
      })),
    },
    reading: checked.reading,
  };
}

/** Rows to keep of what stays out; what was among them before keeps its number. */
export function rowsOf(owner: string, refused: readonly ChildRow[], from: number): RowDoc[] {
  let next = from;
  return refused.flatMap((r): RowDoc[] => {
    const { data } = mendedQuestion.safeParse(r.question);
    if (!data) return [];
    return [
      {
        owner,
        n: r.n ?? next++,
        at: r.at,
        question: data,
        answerText: r.answerText ?? null,
        skipped: false,
        issues: r.issues.map(issueView),
      },
    ];
  });
}

/** A new draft of a file that was just read. */
export function draftOf(
  read: ReadAnswer,
  fileName: string,
  media: readonly { file: string; sha256: string }[],
  clerk: Clerk,
  createdAt: number,
  mapping: MappingDraft,
): DraftDoc {
  const { counts, detail, reading } = stateOf(read, { read: read.read, skipped: 0 });
  const summary = {
    name: read.name ?? fileName,
    fileName,
    createdAt,
    createdBy: clerk.name,
    format: read.format,
    read: read.read,
    ...counts,
  } as DraftDoc['summary'];
  return {
    _id: randomUUID(),
    createdAt,
    rev: 0,
    summary,
    detail,
    media: media.map(({ file, sha256 }) => ({ file, sha256 })),
    complete: read.own,
    reading,
    mapping,
    mends: 0,
    hands: [clerk.actor],
    review: null,
    returned: null,
  };
}

type Shown = Pick<DraftDoc, '_id' | 'rev' | 'summary' | 'review' | 'returned' | 'hands' | 'counting'>;
/** A line of the list of drafts, as one clerk sees it. */
export const headView = (
  doc: Shown,
  clerk: Clerk,
): Omit<BankDraft, 'issues' | 'preview' | 'kinds' | 'mapping'> => ({
  draftId: doc._id,
  revision: doc.rev,
  ...doc.summary,
  counting: doc.counting === true,
  review: doc.review && {
    mode: doc.review.mode,
    goodRowsOnly: doc.review.goodRowsOnly,
    submittedBy: doc.review.submittedBy,
    submittedAt: doc.review.submittedAt,
    inForceFrom: doc.review.inForceFrom ?? null,
    mayApprove: !isAmong(doc.hands, clerk.actor),
  },
  returned: doc.returned,
});

/** A draft with everything in it, as one clerk sees it. */
export const draftView = (doc: ViewDoc, clerk: Clerk): BankDraft => ({
  ...headView(doc, clerk),
  ...doc.detail,
  mapping: doc.mapping ? mappingCounts(doc.mapping) : null,
});

export const rowView = (row: RowDoc, pictures: ReadonlyMap<string, string>): RefusedRow => ({
  n: row.n,
  where: placeView(row.at),
  question: row.question,
  answerText: row.answerText,
  skipped: row.skipped,
  // They are those of before.
  issues: row.touched === undefined ? row.issues : [],
  counting: row.touched !== undefined,
  changedAt: row.changedAt ?? 0,
  pictures: Object.fromEntries(
    row.question.media.flatMap(({ file }) => {
      const sha256 = pictures.get(file);
      return sha256 ? [[file, sha256]] : [];
    }),
  ),
});
