import { cellsOf, TYPE_ORDER } from './blueprint';
import { assign } from './assign';
import { chooseItems } from './constrained/draw-constrained';
import { orderItems, orderOptions, type Neighbour } from './constrained/order';
import { cellCounts, drawsBySecondRules, readyFor } from './constrained/ready';
import { wishesOf } from './constrained/wishes';
import { planCells, tierCells } from './feasible';
import type { Entry } from './prepare';
import { prng, shuffled, type Prng } from './prng';
import { preparedOf, type DrawScope, type PlanCell } from './scope';
import type { ShortStock } from './short-stock';

/** One question of a paper. `optionOrder` lists the option ids in the order the candidate sees them. */
export interface PaperItem {
  questionId: string;
  optionOrder: string[];
}

export interface DrawRequest extends DrawScope {
  /** Any text; the same bank version, blueprint, scope, avoid list, neighbours, exposure and seed give the same paper. */
  seed: string;
  /** Ids of the questions of earlier papers; asked again only where the stock leaves no other way. */
  avoid?: readonly string[];
  /** The papers of the seats next to this one in the same hour: as few of their questions as can be, in another order. */
  neighbours?: readonly Neighbour[];
  /** How often each question (by id) has been shown so far; those ahead of their cell's mean wait. Without it: at random. */
  exposure?: Readonly<Record<string, number>>;
}

export type DrawResult =
  | {
      ok: true;
      items: PaperItem[];
      cells: PlanCell[];
      repeated: string[];
      /** How many questions each of the neighbours has too; only where neighbours were named. */
      shared?: number[];
    }
  | { ok: false; short: ShortStock };

function optionOrder({ question }: Entry, random: Prng): string[] {
  const ids = question.options.map((o) => o.id);
  return question.shuffle && question.type !== 'judge' ? shuffled(ids, random) : ids;
}

function drawConstrained(request: DrawRequest): DrawResult {
  const { avoid = [], neighbours = [], exposure = {} } = request;
  const bank = preparedOf(request.questions);
  const prepared = readyFor(request, bank);
  const c = prepared.compiled;
  const random = prng(request.seed);
  const chosen = chooseItems(prepared, wishesOf(c, bank, { avoid, neighbours, exposure }), random);
  if (!chosen.ok) return chosen;
  const order = orderItems(
    chosen.items.map((item) => c.entries[item] as Entry),
    neighbours,
    random,
  );
  const options = orderOptions(order, neighbours, random);
  const ids = order.map((e) => e.question.id);
  const before = new Set(avoid);
  const mine = new Set(ids);
  return {
    ok: true,
    items: ids.map((questionId, i) => ({ questionId, optionOrder: options[i] ?? [] })),
    cells: cellCounts(c, chosen.items),
    repeated: ids.filter((id) => before.has(id)),
    ...(neighbours.length > 0
      ? { shared: neighbours.map((o) => new Set(o.questionIds.filter((id) => mine.has(id))).size) }
      : {}),
  };
}

/**
 * Draws one paper: exact numbers a type and a chapter, judge before single before multi and mixed by chapter
 * within each, only questions valid on the day, no two nearly alike. `repeated` lists the questions of `avoid`
 * that had to be asked again. Random numbers are spent in this order: each cell's tiers are shuffled (types in
 * order, chapters as the blueprint lists them), then each type's questions, then the options from first to last
 * question. Below a millisecond for a paper of 100 from a prepared bank of 3,000. With constraints, region, class,
 * neighbours or exposure the second rules draw (README, "Drawing").
 */
export function draw(request: DrawRequest): DrawResult {
  if (drawsBySecondRules(request)) return drawConstrained(request);
  const { blueprint, avoid = [] } = request;
  const bank = preparedOf(request.questions);
  const view = bank.view(request.subject, request.vehicle, request.onDate);
  const tiered = tierCells(blueprint, view, bank, avoid);
  const plan = planCells(blueprint, view, tiered);
  if (!plan.ok) return plan;

  const random = prng(request.seed);
  const wanted = plan.cells.map(({ count }, i) => ({
    need: count,
    tiers: count === 0 ? [] : (tiered[i]?.tiers ?? []).map((tier) => shuffled(tier, random)),
  }));
  const chosen = assign(wanted);
  const cells = cellsOf(blueprint);
  const items = TYPE_ORDER.flatMap((type) =>
    shuffled(chosen.filter((_, i) => cells[i]?.type === type).flat(), random),
  ).map((entry) => ({ questionId: entry.question.id, optionOrder: optionOrder(entry, random) }));

  const before = new Set(avoid);
  const repeated = items.flatMap(({ questionId }) => (before.has(questionId) ? questionId : []));
  return { ok: true, items, cells: plan.cells, repeated };
}
