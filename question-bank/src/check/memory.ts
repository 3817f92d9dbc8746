import type { Issue } from '../model/issue';
import type { Question } from '../model/question';
import { StemMemory } from '../model/stem-memory';
import type { Candidate } from '../read/candidate';
import type { LooseQuestion, RefusedRow } from '../read/refused-row';

/** What one rule has against one question, as a report has it. */
export interface Judged {
  /** Place among all rules. */
  rule: number;
  issue: Issue;
}
/** An entry of a changed bank as far as the model lets it be a question. */
export type Parsed = { candidate: Candidate } | { issues: Issue[]; row?: RefusedRow };

/**
 * What a check found out about single questions, for the next check of the same bank on the same day, against the same
 * chapters and pictures: a question is known by its object, which nobody changes. What is told over several questions
 * is told anew each time, from the keys kept here, so that both checks say the same.
 */
export class CheckMemory {
  readonly stems = new StemMemory();
  readonly judged = new WeakMap<Candidate, readonly Judged[]>();
  readonly parsed = new WeakMap<object, Parsed>();
  readonly loose = new WeakMap<Question, LooseQuestion>();
  readonly options = new WeakMap<Question, string>();
  readonly answers = new WeakMap<Question, string>();
  readonly locales = new WeakMap<Question, readonly string[]>();
  /** Questions with the hashes of their pictures instead of their names. */
  readonly byContent = new WeakMap<Question, Pick<Question, 'stem' | 'media'>>();

  /** Pictures of these names are others now: entries that show one are judged anew. */
  forgetPictures(files: ReadonlySet<string>, entries: Iterable<object>): void {
    for (const entry of entries) {
      const known = this.parsed.get(entry);
      if (!known || !('candidate' in known)) continue;
      const { question } = known.candidate;
      if (!question.media.some((m) => files.has(m.file))) continue;
      this.judged.delete(known.candidate);
      this.byContent.delete(question);
    }
  }
}

/** The value kept under a key, made where there is none. */
export function kept<K extends object, V>(map: WeakMap<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const fresh = make();
  map.set(key, fresh);
  return fresh;
}
