/** So many questions make a run that counts for itself. */
const LEAST = 2;

/**
 * Where numbers begin anew, if those of a group are counted section by section (tickets, tests, chapters: 1 … 20,
 * 1 … 20): the places of the first ones of all sections but the first. Empty where they are not: where a number comes
 * again although the count goes on below it, that is a mistake of that row.
 */
export function countedAnew(ids: readonly string[]): ReadonlySet<number> {
  const starts = new Set<number>();
  const first = ids[0] ?? '';
  if (!/^\d{1,6}$/.test(first) || new Set(ids).size === ids.length) return NONE;
  // One number for all of them counts nothing.
  if (ids.length > LEAST && ids.every((id) => id === first)) return new Set(ids.keys());
  let begun = 0;
  let seen = new Set<string>();
  for (const [i, id] of ids.entries()) {
    if (!/^\d{1,6}$/.test(id)) return NONE;
    if (i > 0 && id === first && Number(ids[i + 1] ?? Number(id) + 1) === Number(id) + 1) {
      if (i - begun < LEAST) return NONE;
      starts.add(i);
      begun = i;
      seen = new Set();
    }
    if (seen.has(id)) return NONE;
    seen.add(id);
  }
  return ids.length - begun < LEAST ? NONE : starts;
}
const NONE: ReadonlySet<number> = new Set();
