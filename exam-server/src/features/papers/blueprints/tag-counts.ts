import type { Question } from 'question-bank';

/** Tags by which questions are asked only in a region, or only for a licence class. */
export const REGION = 'region:';
export const CLASS = 'class:';

/** How many questions have each tag, by the tags. */
export function tagCounts(questions: Iterable<Pick<Question, 'tags'>>): [tag: string, count: number][] {
  const counts = new Map<string, number>();
  for (const q of questions) for (const tag of new Set(q.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Of these the ones of a kind, without the word for it. */
export const ofKind = (counts: readonly [string, number][], kind: string): [string, number][] =>
  counts.flatMap(([tag, count]): [string, number][] =>
    tag.startsWith(kind) ? [[tag.slice(kind.length), count]] : [],
  );
