import type { BankDiff as FullDiff, Comparable, Question } from 'question-bank';
import type { BankDiff } from 'exam-contract/http/banks';
import { AppError } from '../../platform/errors';
import { mustDraft, type DraftParts } from './drafts.service';
import type { BankContent } from './merge';
import type { OutlookService } from './outlook.service';

const LISTED = 500;
const head = ({ id, type, stem }: Question) => ({ id, type, stem });

function diffView({ added, removed, changed, unchanged }: FullDiff): BankDiff {
  return {
    counts: {
      added: added.length,
      removed: removed.length,
      changed: changed.length,
      keyChanged: changed.filter((c) => c.keyChanged).length,
      unchanged,
    },
    added: added.slice(0, LISTED).map(head),
    removed: removed.slice(0, LISTED).map(head),
    changed: changed.slice(0, LISTED).map(({ after, keyChanged, fields }) => ({
      ...head(after),
      keyChanged,
      fields: fields.map(({ field, locale, before, after: now }) => ({
        field,
        locale: locale ?? null,
        before: before ?? null,
        after: now ?? null,
      })),
    })),
  };
}

const comparable = ({ questions, media }: BankContent): Comparable => ({
  questions,
  pictures: new Map(media),
});

/** What is different between banks, worked out in the child process. */
export function createComparison({
  bank,
  drafts,
  child,
  contents,
  outlook,
}: DraftParts & { outlook: Pick<OutlookService, 'dayOf'> }) {
  /** @throws AppError NOT_FOUND */
  const version = async (hash: string) => {
    const doc = await bank.version(hash);
    if (!doc) throw new AppError('NOT_FOUND');
    return { doc, questions: await bank.questions(hash) };
  };
  const ofVersion = async (hash: string): Promise<Comparable> => {
    const { doc, questions } = await version(hash);
    return { questions, pictures: new Map(doc.media.map((m) => [m.file, m.sha256])) };
  };
  const diff = async (old: Comparable, now: Comparable) =>
    diffView((await child.run({ work: 'diff', old, now })).diff);

  return {
    /** What publishing a draft would change in the bank in force on its day. @throws AppError NOT_FOUND */
    async ofDraft(draftId: string, mode: 'replace' | 'merge', from?: string): Promise<BankDiff> {
      const doc = await mustDraft(drafts, draftId);
      const day = outlook.dayOf(doc, from);
      const now = await contents.afterwards(doc, doc.review?.mode ?? mode, day);
      return diff(comparable(await contents.onDay(day)), comparable(now));
    },
    /** What is different in a version, seen from another. @throws AppError NOT_FOUND */
    ofVersions: async (hash: string, other: string): Promise<BankDiff> =>
      diff(await ofVersion(other), await ofVersion(hash)),
  };
}
export type ComparisonService = ReturnType<typeof createComparison>;
