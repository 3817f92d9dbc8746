import type { CandidateSeals } from './sealed';
import type { CandidateStore } from './candidates.store';

/**
 * Names are sealed at rest and nothing searchable lies beside them, so they are searched in memory: each search
 * first reads the candidates added since the last one (a name takes about 100 bytes).
 */
export function createNameSearch(store: CandidateStore, seals: CandidateSeals) {
  const names = new Map<string, { name: string; createdAt: number }>();
  let newest = 0;
  let reading: Promise<void> | null = null;

  const catchUp = async () => {
    for (const doc of await store.namesSince(newest)) {
      names.set(doc._id, { name: seals.name(doc).toLowerCase(), createdAt: doc.createdAt });
      newest = Math.max(newest, doc.createdAt);
    }
  };

  /** Ids of candidates whose name contains the text (all for an empty one), newest first. */
  return async (text: string): Promise<string[]> => {
    reading ??= catchUp().finally(() => (reading = null));
    await reading;
    const wanted = text.trim().toLowerCase();
    return [...names]
      .filter(([, { name }]) => name.includes(wanted))
      .sort(([, a], [, b]) => b.createdAt - a.createdAt)
      .map(([id]) => id);
  };
}
