import type { DraftOutlook } from 'exam-contract/http/banks';
import type { Context } from '../../../context';
import { localDay } from '../../../platform/local-day';
import type { DraftDoc } from '../drafts/draft.store';
import { mustDraft, type DraftParts } from '../drafts/drafts.service';
import type { LawFinder } from '../laws/law-finder';
import type { LawChangeStore } from '../laws/law-changes.store';
import { scheduledAfter, type PublicationDoc, type PublicationStore } from '../versions/publications.store';

const LISTED = 200;
const named = (p: PublicationDoc) => ({ hash: p.hash, name: p.name, inForceFrom: p.from });

/** What a draft would come into: its day, the bank before it, those after it, and rules that speak against it. */
export function createOutlook(
  { clock }: Pick<Context, 'clock'>,
  parts: Pick<DraftParts, 'drafts' | 'contents'> & {
    publications: PublicationStore;
    finder: LawFinder;
    laws: LawChangeStore;
  },
) {
  const { drafts, contents, publications, finder, laws } = parts;

  /** First day a draft would be in force: the one it was handed in for, or that is asked; today at the earliest. */
  const dayOf = (doc: Pick<DraftDoc, 'review'>, asked?: string): string => {
    const today = localDay(clock.now());
    const day = doc.review?.inForceFrom ?? asked ?? today;
    return day < today ? today : day;
  };

  return {
    dayOf,
    /** @throws AppError NOT_FOUND */
    async ofDraft(draftId: string, mode: 'replace' | 'merge', asked?: string): Promise<DraftOutlook> {
      const doc = await mustDraft(drafts, draftId);
      const day = dayOf(doc, asked);
      const base = await publications.onDay(day);
      const { questions, media } = await contents.afterwards(doc, doc.review?.mode ?? mode, day);
      const changes = await laws.standing();
      const pictures = new Map(media);
      const found = await finder.asKnown(await finder.inBank(changes, { questions, pictures }));
      const held = found.filter((s) => s.held);
      const rules = new Map(changes.map((c) => [c._id, c.change]));
      return {
        inForceFrom: day,
        base: base && named(base),
        baseChanged: doc.review?.base !== undefined && doc.review.base !== (base?.hash ?? null),
        next: scheduledAfter(await publications.all(), day).map(named),
        suspectCount: held.length,
        suspects: held.slice(0, LISTED).map((s) => ({
          questionId: s.questionId,
          stem: s.question.stem,
          rank: s.rank,
          why: s.why,
          statute: rules.get(s.changeId)?.statute ?? '',
          article: rules.get(s.changeId)?.article ?? '',
        })),
      };
    },
  };
}
export type OutlookService = ReturnType<typeof createOutlook>;
