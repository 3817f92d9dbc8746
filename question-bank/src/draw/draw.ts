import { TYPE_ORDER } from './blueprint';
import { assign } from './assign';
import {
  cellsOf,
  planCells,
  preparedOf,
  tierCells,
  type DrawScope,
  type PlanCell,
  type ShortStock,
} from './feasible';
import type { Entry } from './prepare';
import { prng, shuffled, type Prng } from './prng';

/** One question of a paper. `optionOrder` lists the option ids in the order the candidate sees them. */
export interface PaperItem {
  questionId: string;
  optionOrder: string[];
}

export interface DrawRequest extends DrawScope {
  /** Any text; the same bank version, blueprint, scope, avoid list and seed give the same paper. */
  seed: string;
  /** Ids of the questions of earlier papers; asked again only where the stock leaves no other way. */
  avoid?: readonly string[];
}

export type DrawResult =
  { ok: true; items: PaperItem[]; cells: PlanCell[]; repeated: string[] } | { ok: false; short: ShortStock };

function optionOrder({ question }: Entry, random: Prng): string[] {
  const ids = question.options.map((o) => o.id);
  return question.shuffle && question.type !== 'judge' ? shuffled(ids, random) : ids;
}

/**
 * Draws one paper: exact numbers a type and a chapter, judge before single before multi and mixed by chapter
 * within each, only questions valid on the day, no two nearly alike. `repeated` lists the questions of `avoid`
 * that had to be asked again. Random numbers are spent in this order: each cell's tiers are shuffled (types in
 * order, chapters as the blueprint lists them), then each type's questions, then the options from first to last
 * question. Below a millisecond for a paper of 100 from a prepared bank of 3,000.
 */
export function draw(request: DrawRequest): DrawResult {
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
