import { createHash } from 'node:crypto';
import { nearDuplicatePairs } from '../model/near-duplicate';
import type { Question } from '../model/question';
import { kept, type CheckMemory } from './memory';
import type { CheckContext } from './rule';
import { answerTexts, optionSet } from './same-question';

/** A question of the checked bank that another bank holds too, under another id. */
export interface Elsewhere {
  index: number;
  label: string;
  other: Question;
  /** Whether stem, options and pictures are the same, not only nearly so. */
  same: boolean;
  /** Whether another answer is right there. */
  conflict: boolean;
}

/** A question as it is compared: pictures by what they show, not by their names. */
type Compared = Pick<Question, 'stem' | 'media'>;

const keyOf = (q: Question, compared: Compared, memory: CheckMemory) =>
  [
    memory.stems.textOf(q.stem),
    compared.media
      .map((m) => m.file)
      .sort()
      .join('|'),
    q.type,
    optionSet(q, memory),
  ].join('\n');

function byContent(q: Question, hash: (file: string) => string | undefined): Compared {
  return q.media.length === 0
    ? q
    : { stem: q.stem, media: q.media.map((m) => ({ ...m, file: hash(m.file) ?? m.file })) };
}

function compare({ questions, media, looks, others = [], memory }: CheckContext): Elsewhere[] {
  if (others.length === 0) return [];
  const hashes = new Map<string, string | undefined>();
  const own = (file: string) => {
    if (!hashes.has(file)) {
      const known = looks?.get(file)?.sha256;
      const bytes = known === undefined ? media.get(file) : undefined;
      hashes.set(file, known ?? (bytes && createHash('sha256').update(bytes).digest('hex')));
    }
    return hashes.get(file);
  };
  const ids = new Set(questions.map((q) => q.id));
  const theirs: { q: Question; label: string; compared: Compared }[] = [];
  const exact = new Map<string, number[]>();
  for (const { label, questions: list, pictures } of others) {
    for (const q of list) {
      // The same id is the same question brought up to date: the comparison of versions shows what changed in it.
      if (ids.has(q.id)) continue;
      const compared = kept(memory.byContent, q, () => byContent(q, (file) => pictures?.get(file)));
      const key = keyOf(q, compared, memory);
      const known = exact.get(key) ?? [];
      if (known.some((i) => theirs[i] && answerTexts(theirs[i].q, memory) === answerTexts(q, memory)))
        continue;
      exact.set(key, [...known, theirs.length]);
      theirs.push({ q, label, compared });
    }
  }
  const found: Elsewhere[] = [];
  const mine = questions.map((q) => kept(memory.byContent, q, () => byContent(q, own)));
  const add = (index: number, at: number, same: boolean) => {
    const [q, their] = [questions[index], theirs[at]];
    if (!q || !their || q.type !== their.q.type || optionSet(q, memory) !== optionSet(their.q, memory))
      return;
    const conflict = answerTexts(q, memory) !== answerTexts(their.q, memory);
    found.push({ index, label: their.label, other: their.q, same, conflict });
  };
  const settled = new Set<number>();
  questions.forEach((q, index) => {
    for (const at of exact.get(keyOf(q, mine[index] ?? q, memory)) ?? []) {
      add(index, at, true);
      settled.add(index);
    }
  });
  const near = nearDuplicatePairs([...theirs.map((t) => t.compared), ...mine], {
    split: theirs.length,
    memory: memory.stems,
  });
  for (const [at, j] of near) if (!settled.has(j - theirs.length)) add(j - theirs.length, at, false);
  return found;
}

const compared = new WeakMap<CheckContext, Elsewhere[]>();

/** What other banks hold of this one under other ids; compared once for all rules. */
export function elsewhere(context: CheckContext): readonly Elsewhere[] {
  const known = compared.get(context);
  if (known) return known;
  const fresh = compare(context);
  compared.set(context, fresh);
  return fresh;
}

/** The right options of a question, for a report. */
export const keyText = (q: Question, memory: CheckMemory): string =>
  answerTexts(q, memory).replaceAll('\n', '、');
