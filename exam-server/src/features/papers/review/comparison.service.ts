import type { BankDiff } from 'exam-contract/http/banks';
import { AppError } from '../../../platform/errors';
import { mustDraft, type DraftParts } from '../drafts/drafts.service';
import type { OutlookService } from './outlook.service';
import type { SentBank } from '../child/sent-bank';

/** What is different between banks, worked out in the child process. */
export function createComparison({
  bank,
  drafts,
  child,
  contents,
  outlook,
}: DraftParts & { outlook: Pick<OutlookService, 'dayOf'> }) {
  /** @throws AppError NOT_FOUND */
  const version = async (hash: string): Promise<SentBank> => {
    const doc = await bank.version(hash);
    if (!doc) throw new AppError('NOT_FOUND');
    return contents.sentVersion(doc);
  };
  const diff = async (old: SentBank, now: SentBank) => (await child.run({ work: 'diff', old, now })).diff;

  return {
    /** What publishing a draft would change in the bank in force on its day. @throws AppError NOT_FOUND */
    async ofDraft(draftId: string, mode: 'replace' | 'merge', from?: string): Promise<BankDiff> {
      const doc = await mustDraft(drafts, draftId);
      const day = outlook.dayOf(doc, from);
      const now = await contents.sentAfterwards(doc, doc.review?.mode ?? mode, day);
      return diff(await contents.sentOnDay(day), now);
    },
    /** What is different in a version, seen from another. @throws AppError NOT_FOUND */
    ofVersions: async (hash: string, other: string): Promise<BankDiff> =>
      diff(await version(other), await version(hash)),
  };
}
export type ComparisonService = ReturnType<typeof createComparison>;
