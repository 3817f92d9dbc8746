import type { Prng } from '../prng';
import type { Compiled } from './compile';
import type { Wishes } from './fill';
import { outside, type Paper } from './paper';

/** Rounds of exchange before a paper is given up; a usual paper needs a dozen. */
const TRIES = 600;
/** From here on also exchanges that cost something, or leave the paper as far off as it is, are taken. */
const PATIENCE = 200;
/** How many questions of a cell are looked at for one that comes in. */
const LOOKS = 12;

/**
 * Exchanges random questions for others of their cell until every quota is met and the difficulty within its band.
 * Only what is needed is exchanged, and among all questions that would help each is as likely, so exposure stays even.
 */
export function repair(c: Compiled, paper: Paper, wishes: Wishes, random: Prng): boolean {
  const { items } = paper;
  const { lo, hi } = c.band ?? { lo: -Infinity, hi: Infinity };
  let missing = paper.missing();
  const movable = (item: number) => (c.blockOf[item] as number) < 0;

  const accept = (at: number, item: number, patient: boolean): boolean => {
    const out = items[at] as number;
    if (!movable(out) || !movable(item) || !paper.fits(item, out)) return false;
    const dearer = (wishes.cost[item] as number) > (wishes.cost[out] as number);
    if (patient && (dearer || (wishes.later[item] && !wishes.later[out]))) return false;
    const change = paper.change(out, item);
    if (change > 0 || (change === 0 && (patient || dearer))) return false;
    paper.replace(at, item);
    missing += change;
    return true;
  };

  for (let n = 0; n < TRIES && missing > 0; n += 1) {
    const patient = n < PATIENCE;
    const wrong: number[] = [];
    c.quotas.forEach(({ min, max }, k) => {
      if (outside(paper.counts[k] as number, min, max) > 0) wrong.push(k);
    });
    const pick = random.below(wrong.length + (outside(paper.sum, lo, hi) > 0 ? 1 : 0));
    const k = wrong[pick];
    if (k !== undefined && (paper.counts[k] as number) < (c.quotas[k]?.min ?? 0)) {
      const members = c.quotas[k]?.members ?? new Int32Array();
      if (members.length === 0) return false;
      const item = members[random.below(members.length)] as number;
      if (paper.inPaper[item]) continue;
      const from = random.below(items.length);
      for (let i = 0; i < items.length; i += 1) {
        const at = (from + i) % items.length;
        if (c.cellOf[items[at] as number] === c.cellOf[item] && accept(at, item, patient)) break;
      }
      continue;
    }
    let at = random.below(items.length);
    for (let i = 0; k !== undefined && i < items.length; i += 1) {
      if (c.quotasOf[items[at] as number]?.includes(k)) break;
      at = (at + 1) % items.length;
    }
    const cell = c.members[c.cellOf[items[at] as number] as number] as Int32Array;
    for (let look = 0; look < LOOKS; look += 1)
      if (accept(at, cell[random.below(cell.length)] as number, patient)) break;
  }
  return missing === 0;
}

/** Exchanges questions that cost something for cheaper ones of their cell while every rule stays met. */
export function cheapen(c: Compiled, paper: Paper, wishes: Wishes, random: Prng): void {
  const { cost } = wishes;
  paper.items.forEach((out, at) => {
    if (cost[out] === 0 || (c.blockOf[out] as number) >= 0) return;
    const cell = c.members[c.cellOf[out] as number] as Int32Array;
    let best = -1;
    const from = random.below(cell.length);
    for (let i = 0; i < cell.length; i += 1) {
      const item = cell[(from + i) % cell.length] as number;
      const limit = cost[best < 0 ? out : best] as number;
      if ((cost[item] as number) >= limit || (c.blockOf[item] as number) >= 0) continue;
      if (paper.fits(item, out) && paper.change(out, item) <= 0) best = item;
    }
    if (best >= 0) paper.replace(at, best);
  });
}
