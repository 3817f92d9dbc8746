import type { Entry } from './prepare';

/** A cell to fill: `need` questions out of the candidates; an earlier tier is used up before a later one is touched. */
export interface Wanted {
  need: number;
  tiers: readonly (readonly Entry[])[];
}

/**
 * Fills every cell so that no near-duplicate group is used twice. Within a tier takes candidates in order, those
 * whose picture is already in the paper only in a second round; where the groups of a cell have been used up by
 * other cells, moves those to another of their candidates (augmenting paths), so a filling is found if there is
 * one. Returns the questions a cell; a cell may come back short.
 */
export function assign(wanted: readonly Wanted[]): Entry[][] {
  const byGroup = new Map<number, { cell: number; entry: Entry }>();
  const pictures = new Set<string>();

  const take = (cell: number, entry: Entry): void => {
    byGroup.set(entry.group, { cell, entry });
    for (const m of entry.question.media) pictures.add(m.file);
  };

  const rehouse = (cell: number, tried: Set<number>): boolean => {
    for (const entry of (wanted[cell]?.tiers ?? []).flat()) {
      if (tried.has(entry.group)) continue;
      tried.add(entry.group);
      const holder = byGroup.get(entry.group);
      if (holder === undefined || (holder.cell !== cell && rehouse(holder.cell, tried))) {
        take(cell, entry);
        return true;
      }
    }
    return false;
  };

  wanted.forEach(({ need, tiers }, cell) => {
    let got = 0;
    for (const tier of tiers) {
      for (const freshPicturesOnly of [true, false]) {
        for (const entry of tier) {
          if (got >= need) break;
          if (byGroup.has(entry.group)) continue;
          if (freshPicturesOnly && entry.question.media.some((m) => pictures.has(m.file))) continue;
          take(cell, entry);
          got += 1;
        }
      }
    }
    while (got < need && rehouse(cell, new Set())) got += 1;
  });

  const out = wanted.map((): Entry[] => []);
  for (const { cell, entry } of byGroup.values()) out[cell]?.push(entry);
  return out;
}
