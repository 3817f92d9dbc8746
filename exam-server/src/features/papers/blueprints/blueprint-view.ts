import { chapterCounts, blueprintOf, type Question } from 'question-bank';
import type { BlueprintContent } from 'exam-contract/blueprint';
import type { BlueprintChoices, BlueprintDraft, BlueprintRow } from 'exam-contract/http/blueprints';
import type { ExamKind } from 'exam-contract/kind';
import { isAmong } from '../../audit';
import type { BlueprintDraftDoc, BlueprintPublicationDoc } from './blueprints.store';
import type { Clerk } from '../drafts/draft-view';
import { stateOn } from '../versions/publications.store';
import { CLASS, ofKind, REGION, tagCounts } from './tag-counts';

/** The kind's own shares as a blueprint to begin with: papers by it have the same numbers. */
export function ownContent(kind: ExamKind): BlueprintContent {
  const b = blueprintOf(kind);
  const counts = chapterCounts(b);
  return {
    chapters: b.chapters.map(({ name }, i) => ({ name, count: counts[i] ?? 0 })),
    cells: [],
    mustTogether: [],
    neverTogether: [],
    difficulty: null,
    region: null,
    exposure: false,
    neighbours: true,
  };
}

export function draftView(doc: BlueprintDraftDoc, clerk: Clerk): BlueprintDraft {
  const { rev, content, note, savedAt, savedBy, judged = null, review, returned, hands } = doc;
  return {
    rev,
    content,
    note,
    savedAt,
    savedBy,
    judged,
    returned,
    review: review && {
      inForceFrom: review.inForceFrom,
      submittedBy: review.submittedBy,
      submittedAt: review.submittedAt,
      mayApprove: !isAmong(hands, clerk.actor),
    },
  };
}

export function publicationView(
  p: BlueprintPublicationDoc,
  content: BlueprintContent,
  all: readonly BlueprintPublicationDoc[],
  day: string,
): BlueprintRow {
  const { _id: publicationId, from: inForceFrom, kindCode: _, order: _order, ...rest } = p;
  return { publicationId, inForceFrom, ...rest, content, state: stateOn(p, all, day) };
}

/** What questions of a kind offer a blueprint to choose from. */
export function choicesOf(
  kind: Pick<ExamKind, 'subject' | 'vehicle'>,
  questions: Iterable<Question>,
): Omit<BlueprintChoices, 'bank'> {
  const chapters = new Map<string, { judge: number; single: number; multi: number }>();
  const mine = [...questions].filter(
    (q) => q.subjects.includes(kind.subject) && q.vehicles.includes(kind.vehicle),
  );
  for (const q of mine) {
    const types = chapters.get(q.chapter) ?? { judge: 0, single: 0, multi: 0 };
    types[q.type] += 1;
    chapters.set(q.chapter, types);
  }
  const tags = tagCounts(mine);
  return {
    chapters: [...chapters].map(([name, types]) => ({ name, types })),
    tags: tags
      .filter(([tag]) => !tag.startsWith(REGION) && !tag.startsWith(CLASS))
      .map(([tag, count]) => ({ tag, count })),
    regions: ofKind(tags, REGION).map(([region, count]) => ({ region, count })),
    classes: ofKind(tags, CLASS).map(([name]) => name),
  };
}
