import type { Blueprint } from '../blueprint';
import type { ShortStock } from '../short-stock';
import type { BankView } from '../prepare';
import { prng, type Prng } from '../prng';
import type { Feasibility } from '../scope';
import { compile, type Compiled } from './compile';
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

/** `plan`: what a paper without constraints is like; theirs stays near to it. */
export function preparedFor(
  blueprint: Blueprint,
  view: BankView,
  licenceClass: string,
  plan: () => Feasibility,
): Prepared {
  const known = kept.get(view) ?? new Map<string, Prepared>();
  kept.set(view, known);
  // A class that no quota names is asked nothing of its own.
  const named = blueprint.constraints?.quotas.some((q) => q.licenceClass === licenceClass);
  const key = JSON.stringify([blueprint, named ? licenceClass : '']);
  const found = known.get(key);
  if (found) return found;
  const compiled = compile(blueprint, view, licenceClass);
  const free = plan();
  const made = {
    compiled,
    proof: proofOf(compiled, view, free),
    plan: free.ok ? free.cells.map((cell) => cell.count) : null,
  };
  if (known.size >= KEPT) known.delete(known.keys().next().value ?? key);
  known.set(key, made);
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

function proofOf(c: Compiled, view: BankView, plan: Feasibility): Proof {
  // Where near-duplicates lie in several cells that plan may fail though there are papers; the programme knows.
  if (!plan.ok && !view.groupsSpanCells) return { status: 'short', short: { ...plan.short, proven: true } };
  const none = { cost: new Float64Array(c.entries.length), later: new Uint8Array(c.entries.length) };
  return prove(
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
