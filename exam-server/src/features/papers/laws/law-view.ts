import type { LawChangeRow, LawSuspect } from 'exam-contract/http/law-changes';
import { samePerson } from '../../audit';
import type { Clerk } from '../drafts/draft-view';
import type { LawChangeDoc, SuspectDoc } from './law-changes.store';

/** Whether a text is in the bank in force or in one to come. */
export type Alive = (s: Pick<SuspectDoc, 'questionId' | 'content'>) => boolean;

/** Where a suspect stands: a text that no bank in force or to come holds needs nobody's eye. */
function stateOf(s: SuspectDoc, alive: Alive): LawSuspect['state'] {
  if (s.verdict === 'right') return 'right';
  return alive(s) ? (s.verdict ?? 'open') : 'replaced';
}

/** A suspect as one clerk sees it. */
export function suspectRow(s: SuspectDoc, alive: Alive, clerk: Clerk, change: LawChangeDoc): LawSuspect {
  const { question: q } = s;
  // Where one was not to be had, nobody can say any more which of them these are.
  const pictures = s.pictures.length === q.media.length ? s.pictures : [];
  return {
    suspectId: s._id,
    questionId: s.questionId,
    type: q.type,
    chapter: q.chapter,
    stem: q.stem,
    options: q.options.map((o) => ({ id: o.id, text: o.text, right: q.answer.includes(o.id) })),
    explanation: q.explanation ?? null,
    lawRef: q.lawRef.map((l) => `${l.code} ${l.article}`),
    pictures: q.media.map(({ alt }, i) => ({ sha256: pictures[i] ?? null, alt })),
    rank: s.rank,
    why: s.why,
    state: stateOf(s, alive),
    decided: s.decided,
    mayCallRight: !samePerson(change.actor, clerk.actor) && !change.cancelled,
  };
}

/** A change with how many of its suspects are where. */
export function changeRow(
  doc: LawChangeDoc,
  suspects: readonly SuspectDoc[],
  alive: Alive,
  clerk: Clerk,
): LawChangeRow {
  const counts = { open: 0, mend: 0, right: 0, replaced: 0 };
  for (const s of suspects) counts[stateOf(s, alive)] += 1;
  return {
    changeId: doc._id,
    ...doc.change,
    citedToo: doc.citedToo,
    by: doc.by,
    at: doc.at,
    cancelled: doc.cancelled,
    counts,
    mayCancel: !doc.cancelled && !samePerson(doc.actor, clerk.actor),
  };
}
