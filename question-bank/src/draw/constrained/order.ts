import { shuffled, type Prng } from '../prng';
import type { QuestionType } from '../../model/question';
import type { Entry } from '../prepare';
import { TYPE_ORDER } from '../blueprint';

/** A paper of a seat next to this one in the same hour, as its candidate sees it. */
export interface Neighbour {
  questionIds: readonly string[];
  /** Option ids of each of these questions, in the order shown. */
  order: readonly (readonly string[])[];
}

/** Exchanges tried to bring shared questions to other places. */
const TRIES = 300;

/**
 * How much two papers' orders have in common: shared questions at the same place, and types of which all shared
 * questions (two at least) follow one another in the same order. `types` are the paper's, place by place.
 */
export function sameOrder(
  ids: readonly string[],
  types: readonly QuestionType[],
  place: ReadonlyMap<string, number>,
): number {
  let same = 0;
  for (const type of TYPE_ORDER) {
    let last = -1;
    let shared = 0;
    let ascending = true;
    for (let i = 0; i < ids.length; i += 1) {
      if (types[i] !== type) continue;
      const theirs = place.get(ids[i] as string);
      if (theirs === undefined) continue;
      if (theirs === i) same += 1;
      if (theirs < last) ascending = false;
      last = theirs;
      shared += 1;
    }
    if (shared > 1 && ascending) same += 1;
  }
  return same;
}

/** Types in order, each shuffled; questions a neighbour has too go elsewhere than the neighbour has them. */
export function orderItems(
  chosen: readonly Entry[],
  neighbours: readonly Neighbour[],
  random: Prng,
): Entry[] {
  const order = TYPE_ORDER.flatMap((type) =>
    shuffled(
      chosen.filter((e) => e.question.type === type),
      random,
    ),
  );
  const mine = new Set(chosen.map((e) => e.question.id));
  const near = neighbours
    .filter((o) => o.questionIds.some((id) => mine.has(id)))
    .map((o) => new Map(o.questionIds.map((id, i) => [id, i])));
  if (near.length === 0) return order;
  const types = order.map((e) => e.question.type);
  const score = () => {
    const ids = order.map((e) => e.question.id);
    return near.reduce((sum, o) => sum + sameOrder(ids, types, o), 0);
  };
  const swap = (i: number, j: number): void => {
    const held = order[i] as Entry;
    order[i] = order[j] as Entry;
    order[j] = held;
  };
  const both = new Set(near.flatMap((o) => [...o.keys()]));
  let now = score();
  for (let n = 0; n < TRIES && now > 0; n += 1) {
    const places = order.flatMap((e, i) => (both.has(e.question.id) ? i : []));
    const i = places[random.below(places.length)] as number;
    const from = types.indexOf(types[i] as QuestionType);
    const j = from + random.below(types.lastIndexOf(types[i] as QuestionType) - from + 1);
    swap(i, j);
    const then = score();
    if (then > now) swap(i, j);
    else now = then;
  }
  if (now === 0) return order;
  // Among few questions and several neighbours chance may miss the one way there is.
  const chanced = [...order];
  putApart(order, types, (e, place) => near.every((o) => o.get(e.question.id) !== place));
  return score() < now ? order : chanced;
}

/** Exchanges questions of one type so that as many as can be stand where they fit (by augmenting paths). */
function putApart(
  order: Entry[],
  types: readonly QuestionType[],
  fits: (e: Entry, place: number) => boolean,
): void {
  const at = order.map((e, i) => (fits(e, i) ? e : null));
  const put = (e: Entry, seen: Set<number>): boolean =>
    at.some((_, i) => {
      if (types[i] !== e.question.type || seen.has(i) || !fits(e, i)) return false;
      seen.add(i);
      const held = at[i];
      if (held && !put(held, seen)) return false;
      at[i] = e;
      return true;
    });
  const stay = order.filter((e, i) => !fits(e, i) && !put(e, new Set()));
  at.forEach((e, i) => {
    if (e) order[i] = e;
    else
      [order[i]] = stay.splice(
        stay.findIndex((s) => s.question.type === types[i]),
        1,
      ) as [Entry];
  });
}

const RESHUFFLES = 20;

/**
 * The options of each question in random order where it allows that, in another than any neighbour sees where there
 * is one.
 */
export function orderOptions(
  order: readonly Entry[],
  neighbours: readonly Neighbour[],
  random: Prng,
): string[][] {
  const taken = new Map<string, Set<string>>(order.map((e) => [e.question.id, new Set()]));
  for (const o of neighbours) o.questionIds.forEach((id, i) => taken.get(id)?.add((o.order[i] ?? []).join()));
  return order.map(({ question: q }) => {
    const ids = q.options.map((o) => o.id);
    if (!q.shuffle || q.type === 'judge') return ids;
    let out = shuffled(ids, random);
    for (let n = 0; n < RESHUFFLES && taken.get(q.id)?.has(out.join()); n += 1) out = shuffled(ids, random);
    return out;
  });
}
