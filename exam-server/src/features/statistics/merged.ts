import { addTally, emptyTally, type ItemTally } from 'question-bank';
import type { ItemDoc, Part } from './statistics.store';

function summed<K>(docs: readonly ItemDoc[], keyOf: (doc: ItemDoc) => K): Map<K, ItemTally> {
  const out = new Map<K, ItemTally>();
  for (const doc of docs) {
    const into = out.get(keyOf(doc)) ?? emptyTally();
    addTally(into, doc.tally);
    out.set(keyOf(doc), into);
  }
  return out;
}

/** Tallies of several kinds added up, by question. */
export const mergedTallies = (docs: readonly ItemDoc[]): Map<string, ItemTally> =>
  summed(docs, (d) => d.questionId);

/** Tallies of several kinds added up, by part of all. */
export const talliesByPart = (docs: readonly ItemDoc[]): { part: Part; tally: ItemTally }[] =>
  [...summed(docs, (d) => d.part)].map(([part, tally]) => ({ part, tally }));
