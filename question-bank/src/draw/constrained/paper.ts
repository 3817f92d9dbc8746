import type { Compiled } from './compile';

/** How far a count is outside its bounds. */
export const outside = (n: number, min: number, max: number): number =>
  n < min ? min - n : n > max ? n - max : 0;

/** A paper being put together: which items are in it and how far it is from the rules. */
export interface Paper {
  /** The items, in no order that matters. */
  readonly items: number[];
  readonly inPaper: Uint8Array;
  /** How many questions count towards each quota. */
  readonly counts: Int32Array;
  /** Sum of the difficulties. */
  sum: number;
  /** Whether the item may join: no near-duplicate of it and no question it must not meet is in, save for `instead`. */
  fits(item: number, instead?: number): boolean;
  add(item: number): void;
  /** Puts `item` where `items[at]` was. */
  replace(at: number, item: number): void;
  /** By how many questions (quotas) and points of difficulty the paper misses its rules; 0 is a paper. */
  missing(): number;
  /** What `missing` would become less `missing` now if `item` came in for `out`. */
  change(out: number, item: number): number;
}

export function emptyPaper(c: Compiled): Paper {
  const items: number[] = [];
  const inPaper = new Uint8Array(c.entries.length);
  const groupIn = new Uint8Array(c.groups);
  const neverIn = new Uint8Array(c.never.length);
  const counts = new Int32Array(c.quotas.length);
  const { lo, hi } = c.band ?? { lo: -Infinity, hi: Infinity };

  const enter = (item: number, by: 1 | -1): void => {
    inPaper[item] = by > 0 ? 1 : 0;
    groupIn[c.groupOf[item] as number] = by > 0 ? 1 : 0;
    for (const k of c.neverOf[item] as readonly number[]) neverIn[k] = by > 0 ? 1 : 0;
    for (const k of c.quotasOf[item] as readonly number[]) counts[k] = (counts[k] as number) + by;
    paper.sum += by * (c.difficulty[item] as number);
  };
  const off = (k: number, n: number): number => {
    const { min, max } = c.quotas[k] as Compiled['quotas'][number];
    return outside(n, min, max);
  };

  const paper: Paper = {
    items,
    inPaper,
    counts,
    sum: 0,
    fits(item, instead = -1) {
      if (inPaper[item]) return false;
      const group = c.groupOf[item] as number;
      if (groupIn[group] && (instead < 0 || c.groupOf[instead] !== group)) return false;
      for (const k of c.neverOf[item] as readonly number[])
        if (neverIn[k] && (instead < 0 || !c.neverOf[instead]?.includes(k))) return false;
      return true;
    },
    add(item) {
      items.push(item);
      enter(item, 1);
    },
    replace(at, item) {
      enter(items[at] as number, -1);
      items[at] = item;
      enter(item, 1);
    },
    missing() {
      let total = outside(paper.sum, lo, hi);
      for (let k = 0; k < counts.length; k += 1) total += off(k, counts[k] as number);
      return total;
    },
    change(out, item) {
      const from = c.quotasOf[out] as readonly number[];
      const to = c.quotasOf[item] as readonly number[];
      const by = (c.difficulty[item] as number) - (c.difficulty[out] as number);
      let total = by === 0 ? 0 : outside(paper.sum + by, lo, hi) - outside(paper.sum, lo, hi);
      for (const k of from)
        if (!to.includes(k)) total += off(k, (counts[k] as number) - 1) - off(k, counts[k] as number);
      for (const k of to)
        if (!from.includes(k)) total += off(k, (counts[k] as number) + 1) - off(k, counts[k] as number);
      return total;
    },
  };
  return paper;
}
