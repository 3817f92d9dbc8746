import type { Position, Question } from 'question-bank';

/** A question of a draft with the part of the store it lies in; one that stayed out has its number instead. */
export interface Entry {
  at: Position;
  question: unknown;
  part?: number;
  n?: number;
}
/** Questions that are written to one part at most. */
export const PART = 200;
/** Questions of one part with their places in the file. */
interface DraftPart {
  part: number;
  questions: Question[];
  places: Position[];
}
/** What a check changed in the stored questions of a draft, so that nothing else is written. */
export interface PartsChanged {
  /** Parts that lost questions, as they are now. */
  parts: DraftPart[];
  /** Questions that stayed out before, to come after all others. */
  fresh: { questions: Question[]; places: Position[] };
}

/**
 * Which parts of a draft differ after a check.
 * @param entries all that was checked, in its order; `accepted` and `refused` of the check, whose places are theirs
 */
export function partsChanged(
  entries: readonly Entry[],
  accepted: readonly Question[],
  refused: Iterable<Position>,
): PartsChanged {
  const out = new Set(refused);
  const byId = new Map(accepted.map((q) => [q.id, q]));
  const parts = new Map<number, DraftPart & { was: number }>();
  const fresh: PartsChanged['fresh'] = { questions: [], places: [] };
  for (const { at, question, part } of entries) {
    const id = typeof question === 'object' && question !== null && 'id' in question ? question.id : null;
    const kept = out.has(at) || typeof id !== 'string' ? undefined : byId.get(id);
    if (part === undefined) {
      if (!kept) continue;
      fresh.questions.push(kept);
      fresh.places.push(at);
      continue;
    }
    const of = parts.get(part) ?? { part, questions: [], places: [], was: 0 };
    parts.set(part, of);
    of.was += 1;
    if (!kept) continue;
    of.questions.push(kept);
    of.places.push(at);
  }
  const changed = [...parts.values()].filter((p) => p.questions.length < p.was);
  return { parts: changed.map(({ part, questions, places }) => ({ part, questions, places })), fresh };
}

/**
 * The questions of a draft as they lie in the store after a change of them was written: by part, what came in last.
 * Those that stayed are the same objects.
 */
export function partsAfter(entries: readonly Entry[], { parts, fresh }: PartsChanged): Entry[] {
  const left = new Map(parts.map((p) => [p.part, new Set(p.places)]));
  const kept = entries.filter((e) => {
    const places = e.part === undefined ? undefined : left.get(e.part);
    return !places || places.has(e.at);
  });
  const last = kept.reduce((most, e) => Math.max(most, e.part ?? -1), -1);
  const added = fresh.questions.map((question, i): Entry => ({
    question,
    at: fresh.places[i] ?? { file: '' },
    part: last + 1 + Math.floor(i / PART),
  }));
  return [...kept, ...added];
}
