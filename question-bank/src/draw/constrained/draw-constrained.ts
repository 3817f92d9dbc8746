import { atOnce, inSlices, type Steps } from '../../model/steps';
import type { Blueprint } from '../blueprint';
import type { ShortStock } from '../short-stock';
import { OWN_REGION } from '../constraints';
import type { BankView } from '../prepare';
import { prng, type Prng } from '../prng';
import type { Feasibility } from '../scope';
import { compileSteps, type Compiled } from './compile';
import { fillCounts, fillTable, type Wishes } from './fill';
import { modelOf, solveModel } from './model';
import type { Paper } from './paper';
import { prove, type Proof } from './prove';
import { cheapen, repair } from './repair';
import { cheapTable, costOf } from './wishes';

/** A blueprint held against a view once, with the proof that it can be met or not. */
export interface Prepared {
  compiled: Compiled;
  proof: Proof;
  /** Numbers of a paper without constraints, by cell, where there is one. */
  plan: readonly number[] | null;
}

/** Blueprints kept a view; a registry office has a dozen kinds. */
const KEPT = 32;
const kept = new WeakMap<BankView, Map<string, Prepared>>();

/** A blueprint to be held against a view. */
interface ToPrepare {
  blueprint: Blueprint;
  view: BankView;
  licenceClass: string;
  region: string;
  /** What a paper without constraints is like; theirs stays near to it. */
  plan: () => Feasibility;
}

function placeOf({ blueprint, view, licenceClass, region }: ToPrepare) {
  const known = kept.get(view) ?? new Map<string, Prepared>();
  kept.set(view, known);
  const { quotas = [] } = blueprint.constraints ?? {};
  // A class that no quota names is asked nothing of its own.
  const named = quotas.some((q) => q.licenceClass === licenceClass);
  const own = quotas.some((q) => q.tag === OWN_REGION);
  return { known, key: JSON.stringify([blueprint, named ? licenceClass : '', own ? region : '']) };
}

function* preparing(to: ToPrepare): Steps<Prepared> {
  const compiled = yield* compileSteps(to.blueprint, to.view, to);
  yield;
  const free = to.plan();
  yield;
  return {
    compiled,
    proof: yield* proofOf(compiled, to.view, free),
    plan: free.ok ? free.cells.map((cell) => cell.count) : null,
  };
}

function keep(to: ToPrepare, made: Prepared): Prepared {
  const { known, key } = placeOf(to);
  if (known.size >= KEPT) known.delete(known.keys().next().value ?? key);
  known.set(key, made);
  return made;
}

/** The blueprint held against the view: at once where it was before, else in the time a proof takes. */
export function preparedFor(to: ToPrepare): Prepared {
  const { known, key } = placeOf(to);
  return known.get(key) ?? keep(to, atOnce(preparing(to)));
}

const underWay = new WeakMap<BankView, Map<string, Promise<Prepared>>>();

/** The same a few milliseconds at a time, once for all who ask meanwhile. */
export function preparedInSlices(to: ToPrepare): Promise<Prepared> {
  const { known, key } = placeOf(to);
  const there = known.get(key);
  if (there) return Promise.resolve(there);
  const running = underWay.get(to.view) ?? new Map<string, Promise<Prepared>>();
  underWay.set(to.view, running);
  const begun = running.get(key);
  if (begun) return begun;
  const made = inSlices(preparing(to))
    .then((prepared) => keep(to, prepared))
    .finally(() => running.delete(key));
  running.set(key, made);
  return made;
}

/** Random fillings tried before numbers are solved for instead. */
const ATTEMPTS = 4;
/** The same where it is to be shown that there is a paper at all. */
const SHOWN = 20;
/** Programmes solved for the cheapest paper where random fillings cost more than the bound. */
const NODES = 60;
/** Rows of a programme that is still solved while a candidate waits. */
const SMALL = 120;

function attempt(
  c: Compiled,
  table: readonly number[],
  wishes: Wishes,
  random: Prng,
  times: number,
): Paper | null {
  for (let n = 0; n < times; n += 1) {
    const paper = fillTable(c, table, wishes, random);
    if (paper && repair(c, paper, wishes, random)) return paper;
  }
  return null;
}

function* proofOf(c: Compiled, view: BankView, plan: Feasibility): Steps<Proof> {
  // Where near-duplicates lie in several cells that plan may fail though there are papers; the programme knows.
  if (!plan.ok && !view.groupsSpanCells) return { status: 'short', short: { ...plan.short, proven: true } };
  const none = { cost: new Float64Array(c.entries.length), later: new Uint8Array(c.entries.length) };
  return yield* prove(
    c,
    plan.ok ? plan.cells.map((cell) => cell.count) : undefined,
    (table) => attempt(c, table, none, prng('shown'), SHOWN) !== null,
  );
}

/** The cheapest numbers: of the loose model where a paper can be made of them, else of the whole if that is small. */
function cheapest(c: Compiled, { cost }: Wishes, random: Prng): Paper | null {
  for (const loose of [true, false]) {
    const model = modelOf(c, { costs: cost, loose });
    if (!loose && model.programme.rows.length > SMALL) return null;
    const best = solveModel(model, (item) => cost[item] as number, { nodes: NODES });
    if (best.status !== 'found') continue;
    for (let n = 0; n < ATTEMPTS; n += 1) {
      const paper = fillCounts({ model, x: best.x }, c, random);
      if (paper) return paper;
    }
  }
  return null;
}

/**
 * Items of a paper that meets every rule, of least cost as far as it is found: first a random filling whose few
 * faults are mended by exchanges; where that fails, numbers proven to meet the rules, filled at random; where the
 * paper costs more than the least a flow allows, the programme is solved for the cheapest numbers.
 */
export function chooseItems(
  { compiled: c, proof, plan }: Prepared,
  wishes: Wishes,
  random: Prng,
): { ok: true; items: readonly number[] } | { ok: false; short: ShortStock } {
  if (proof.status === 'short') return { ok: false, short: proof.short };
  const unproven = { chapters: [], types: [], need: c.blueprint.total, have: 0, proven: false };
  const proven = proof.status === 'met' ? proof.table : plan;
  if (!proven) return { ok: false, short: unproven };
  const costly = wishes.cost.some((v) => v > 0);
  const { table, bound } = costly ? cheapTable(c, proven, wishes) : { table: proven, bound: 0 };
  let paper = attempt(c, table, wishes, random, ATTEMPTS);
  if (!paper && proof.status === 'met') {
    const numbers = proof.numbers();
    paper = numbers ? fillCounts(numbers, c, random) : attempt(c, proven, wishes, random, SHOWN);
  }
  if (!paper) return { ok: false, short: unproven };
  if (costly && costOf(paper.items, wishes) > bound) cheapen(c, paper, wishes, random);
  if (costly && costOf(paper.items, wishes) > bound) {
    const cheaper = cheapest(c, wishes, random);
    if (cheaper && costOf(cheaper.items, wishes) < costOf(paper.items, wishes)) paper = cheaper;
  }
  return { ok: true, items: paper.items };
}

/** The least a paper can cost, proven, or null where the bounded search does not tell. */
export function leastCost({ compiled: c }: Prepared, wishes: Wishes, nodes: number): number | null {
  const best = solveModel(modelOf(c, { costs: wishes.cost }), (item) => wishes.cost[item] as number, {
    nodes,
  });
  return best.status === 'found' && best.best ? Math.round(best.cost) : null;
}
