import { shuffled, type Prng } from '../prng';
import type { Compiled } from './compile';
import type { Numbers } from './prove';
import { emptyPaper, type Paper } from './paper';

/** What a draw would rather not ask: `cost` strictly, `later` only between questions of equal cost. */
export interface Wishes {
  cost: Float64Array;
  later: Uint8Array;
}

/** Into how many parts a chance is divided. */
const FINE = 2 ** 20;

/** Sets whose questions must be asked together are taken or left out before the rest, each as often as its questions' turn. */
function takeBlocks(
  c: Compiled,
  table: readonly number[],
  wishes: Wishes,
  paper: Paper,
  random: Prng,
): boolean[] {
  const left = [...table];
  return c.blocks.map(({ members, complete }) => {
    const rates = members.map((i) => {
      const cell = c.cellOf[i] as number;
      return (table[cell] ?? 0) / (c.members[cell]?.length || 1);
    });
    const rate = rates.reduce((sum, r) => sum + r, 0) / (members.length || 1);
    const turn = random.below(FINE) < Math.round(rate * FINE);
    if (!turn || !complete) return false;
    const cells = members.map((i) => c.cellOf[i] as number);
    const room = cells.every((cell) => cells.filter((o) => o === cell).length <= (left[cell] ?? 0));
    const within = c.quotas.every(
      ({ max }, k) =>
        members.filter((i) => c.quotasOf[i]?.includes(k)).length + (paper.counts[k] ?? 0) <= max,
    );
    const wanted = members.every((i) => wishes.cost[i] === 0);
    const never = members.flatMap((i) => c.neverOf[i] ?? []);
    if (!room || !within || !wanted || new Set(never).size !== never.length) return false;
    if (!members.every((i) => paper.fits(i))) return false;
    for (const i of members) {
      paper.add(i);
      const cell = c.cellOf[i] as number;
      left[cell] = (left[cell] ?? 0) - 1;
    }
    return true;
  });
}

/**
 * A random paper with the cell counts of `table`: in each cell the questions come in random order; those that cost
 * nothing, do not wait and bring no picture a second time are taken first. Returns null where a cell comes up short.
 * Every item has its turn alike, which is what keeps exposure even.
 */
export function fillTable(c: Compiled, table: readonly number[], wishes: Wishes, random: Prng): Paper | null {
  const paper = emptyPaper(c);
  takeBlocks(c, table, wishes, paper, random);
  const got = c.cells.map(() => 0);
  const pictures = new Set<string>();
  const show = (item: number): void => {
    for (const m of c.entries[item]?.question.media ?? []) pictures.add(m.file);
  };
  for (const item of paper.items) {
    const cell = c.cellOf[item] as number;
    got[cell] = (got[cell] ?? 0) + 1;
    show(item);
  }
  for (let cell = 0; cell < table.length; cell += 1) {
    let need = (table[cell] ?? 0) - (got[cell] ?? 0);
    if (need <= 0) continue;
    const order = Int32Array.from(c.members[cell] ?? []);
    const put = (item: number): void => {
      paper.add(item);
      show(item);
      need -= 1;
    };
    const waiting: { item: number; rank: number }[] = [];
    for (let i = 0; i < order.length && need > 0; i += 1) {
      const j = i + random.below(order.length - i);
      const item = order[j] as number;
      order[j] = order[i] as number;
      if ((c.blockOf[item] as number) >= 0 || !paper.fits(item)) continue;
      const shown = c.entries[item]?.question.media.some((m) => pictures.has(m.file)) ?? false;
      if (wishes.cost[item] === 0 && !wishes.later[item] && !shown) put(item);
      else waiting.push({ item, rank: (shown ? 1 : 0) + (wishes.later[item] ? 2 : 0) });
    }
    if (need > 0) {
      waiting.sort(
        (a, b) => (wishes.cost[a.item] as number) - (wishes.cost[b.item] as number) || a.rank - b.rank,
      );
      for (const { item } of waiting) {
        if (need === 0) break;
        if (paper.fits(item)) put(item);
      }
    }
    if (need > 0) return null;
  }
  return paper;
}

/**
 * A random paper of the kind that numbers describe: which of the exchangeable questions is left to the seed. Returns
 * null where two exclude each other, as they may in numbers of a loose model.
 */
export function fillCounts({ model, x }: Numbers, c: Compiled, random: Prng): Paper | null {
  const paper = emptyPaper(c);
  const put = (item: number): boolean => {
    if (!paper.fits(item)) return false;
    paper.add(item);
    return true;
  };
  for (const { variable, members } of model.blocks) if (x[variable] === 1 && !members.every(put)) return null;
  for (const { groups, parts } of model.pools) {
    if (parts.every(({ variable }) => x[variable] === 0)) continue;
    const order = shuffled(
      Array.from({ length: groups }, (_, g) => g),
      random,
    );
    let next = 0;
    for (const { variable, choices } of parts)
      for (let k = x[variable] ?? 0; k > 0; k -= 1) {
        // One that excludes another already in is passed over where there are more of its kind than needed.
        let done = false;
        while (!done && next < order.length) {
          const items = choices[order[next] as number] ?? [];
          next += 1;
          done = items.length > 0 && put(items[random.below(items.length)] as number);
        }
        if (!done) return null;
      }
  }
  return paper;
}
