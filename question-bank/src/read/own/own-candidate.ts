import { question, type Question } from '../../model/question';
import type { Issue } from '../../model/issue';
import type { Candidate, Path } from '../candidate';
import { modelIssue } from '../model-issue';
import { placeOf } from '../place-of';
import type { Prepared } from '../prepare-record';

/** Of one question; the rest shows when these are mended. */
const FAULTS_SHOWN = 5;

/** A record that holds a question in our own form, judged by the model alone. */
export function ownCandidate(
  p: Prepared,
  picture: (reference: string) => string,
): { candidate?: Candidate; issues: Issue[] } {
  const where = (path: Path) => placeOf(p, path);
  const { own } = p.record;
  const parsed = question.safeParse(own);
  if (!parsed.success)
    return { issues: parsed.error.issues.slice(0, FAULTS_SHOWN).map((i) => modelIssue(i, where, own)) };
  // A name without an ending was typed by a clerk and means whatever picture is called so.
  const media = parsed.data.media.map((m) => (m.file.includes('.') ? m : { ...m, file: picture(m.file) }));
  const made: Question = { ...parsed.data, media };
  return { candidate: { question: made, where }, issues: [] };
}
