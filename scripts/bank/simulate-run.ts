import {
  chapterCounts,
  draw,
  leastShared,
  prepareBank,
  sameOrder,
  TYPE_ORDER,
  type DrawRequest,
  type Neighbour,
  type Question,
} from 'question-bank';
import { exposureOf, quantile, type Exposure } from './simulate-stats';
import type { Scene } from './simulate-bank';

/** Seats of an hour stand in rows of so many, this many rows; drawn one after the other. */
const COLUMNS = 6;
const ROWS = 5;

/** Seats beside, before and behind (also across) that were drawn already. */
function besides(seat: number): number[] {
  const column = seat % COLUMNS;
  const near = [seat - COLUMNS];
  if (column > 0) near.push(seat - 1, seat - COLUMNS - 1);
  if (column < COLUMNS - 1) near.push(seat - COLUMNS + 1);
  return near.filter((s) => s >= 0);
}

/** Every rule the paper breaks, counted from the questions themselves. */
function violations(
  scene: Scene,
  paper: readonly Question[],
  groupOf: (id: string) => number | undefined,
): number {
  const { blueprint: b } = scene;
  const { quotas = [], mustTogether = [], neverTogether = [], difficulty } = b.constraints ?? {};
  const ids = new Set(paper.map((q) => q.id));
  let broken = ids.size === b.total ? 0 : 1;
  if (new Set(paper.map((q) => groupOf(q.id))).size !== paper.length) broken += 1;
  for (const type of TYPE_ORDER)
    if (paper.filter((q) => q.type === type).length !== b.types[type]) broken += 1;
  chapterCounts(b).forEach((n, i) => {
    if (paper.filter((q) => q.chapter === b.chapters[i]?.name).length !== n) broken += 1;
  });
  for (const { type, chapter, tag, licenceClass, min = 0, max = Infinity } of quotas) {
    if (licenceClass !== undefined && licenceClass !== scene.licenceClass) continue;
    const n = paper.filter(
      (q) =>
        (type ?? q.type) === q.type &&
        (chapter ?? q.chapter) === q.chapter &&
        (tag === undefined || q.tags.includes(tag)),
    ).length;
    if (n < min || n > max) broken += 1;
  }
  for (const set of mustTogether) {
    const n = set.filter((id) => ids.has(id)).length;
    if (n !== 0 && n !== set.length) broken += 1;
  }
  for (const set of neverTogether) if (set.filter((id) => ids.has(id)).length > 1) broken += 1;
  const mean = paper.reduce((sum, q) => sum + q.difficulty, 0) / paper.length;
  if (difficulty && (mean < difficulty.min - 1e-9 || mean > difficulty.max + 1e-9)) broken += 1;
  return broken + paper.filter((q) => elsewhere(scene, q)).length;
}

/** Tags that keep a question to other regions or classes than the scene's. */
function elsewhere(scene: Scene, q: Question): boolean {
  return ['region:', 'class:'].some((prefix) => {
    const named = q.tags.filter((t) => t.startsWith(prefix));
    const here = prefix === 'region:' ? scene.region : scene.licenceClass;
    return named.length > 0 && !named.includes(prefix + here);
  });
}

/** Cells whose questions are alike for the blueprint: type × chapter × the quotas they count towards. */
function cellsOf(scene: Scene, fine: boolean): string[] {
  const tags = new Set((scene.blueprint.constraints?.quotas ?? []).flatMap((q) => q.tag ?? []));
  return scene.questions.map((q) =>
    elsewhere(scene, q)
      ? ''
      : [q.type, q.chapter, ...(fine ? q.tags.filter((t) => tags.has(t)).sort() : [])].join(' × '),
  );
}

const spread = (times: Float64Array) => ({
  p50: rounded(quantile(times, 0.5)),
  p99: rounded(quantile(times, 0.99)),
  max: rounded(quantile(times, 1)),
});

export interface Simulated {
  scene: string;
  bank: number;
  papers: number;
  refused: number;
  msPerPaper: { p50: number; p99: number; max: number };
  /** Of the processor, all threads: the same on a machine that has other work. */
  cpuMsPerPaper: { p50: number; p99: number; max: number };
  violations: number;
  /** By cells of type × chapter × quota tags, and for comparison by type × chapter. */
  exposure: ReturnType<Exposure['report']>;
  exposureByTypeAndChapter: ReturnType<Exposure['report']>;
  neighbours: {
    /** Questions a paper has in common with a neighbour's. */
    mean: number;
    max: number;
    /** Summed over a paper's neighbours, beside the least any paper could share; over the papers where that was proven. */
    perPaper: { mean: number; least: number; compared: number; aboveLeast: number };
    /** Neighbours with a shared question at the same place, or with all the shared ones of a type in the same order. */
    sameOrder: number;
    /** Shared questions that allow another order of options and show the neighbour's. */
    sameOptions: number;
  };
}

/** Papers in which the least possible is worked out where something was shared: some ten milliseconds each. */
const COMPARED = 300;

const rounded = (n: number) => Math.round(n * 1e4) / 1e4;

/** Draws `papers` papers room by room and counts everything. */
export function simulate(scene: Scene, papers: number): Simulated {
  const questions = prepareBank(scene.questions);
  const position = new Map(scene.questions.map((q, i) => [q.id, i]));
  const fine = exposureOf(cellsOf(scene, true));
  const coarse = exposureOf(cellsOf(scene, false));
  const times = new Float64Array(papers);
  const cpuTimes = new Float64Array(papers);
  const out = { refused: 0, violations: 0, pairs: 0, shared: 0, max: 0, same: 0, options: 0 };
  const least = { paper: 0, least: 0, compared: 0, above: 0, open: 0 };
  let room: Neighbour[] = [];

  for (let n = 0; n < papers; n += 1) {
    const seat = n % (COLUMNS * ROWS);
    if (seat === 0) room = [];
    const neighbours = besides(seat).flatMap((s) => room[s] ?? []);
    const { blueprint, subject, vehicle, onDate, region, licenceClass } = scene;
    const request: DrawRequest = {
      questions,
      blueprint,
      subject,
      vehicle,
      onDate,
      region,
      licenceClass,
      neighbours,
      seed: `${scene.name} ${n}`,
    };
    const began = process.cpuUsage();
    const begin = performance.now();
    const drawn = draw(request);
    times[n] = performance.now() - begin;
    const { user, system } = process.cpuUsage(began);
    cpuTimes[n] = (user + system) / 1000;
    if (!drawn.ok) {
      out.refused += 1;
      continue;
    }
    const ids = drawn.items.map((i) => i.questionId);
    const items = ids.map((id) => position.get(id) ?? -1);
    const paper = items.map((i) => scene.questions[i] as Question);
    fine.count(items);
    coarse.count(items);
    out.violations += violations(scene, paper, (id) => questions.groupOf(id));
    room[seat] = { questionIds: ids, order: drawn.items.map((i) => i.optionOrder) };

    const types = paper.map((q) => q.type);
    let sum = 0;
    neighbours.forEach((o) => {
      const place = new Map(o.questionIds.map((id, i) => [id, i]));
      const shared = ids.filter((id) => place.has(id)).length;
      sum += shared;
      out.pairs += 1;
      out.max = Math.max(out.max, shared);
      if (shared === 0) return;
      if (sameOrder(ids, types, place) > 0) out.same += 1;
      drawn.items.forEach((item, i) => {
        const theirs = place.get(item.questionId);
        const same = theirs !== undefined && o.order[theirs]?.join() === item.optionOrder.join();
        if (same && paper[i]?.shuffle && paper[i].type !== 'judge') out.options += 1;
      });
    });
    out.shared += sum;
    if (sum === 0) least.compared += 1;
    else if (least.open < COMPARED) {
      least.open += 1;
      const could = leastShared(request);
      if (could !== null) {
        least.compared += 1;
        least.paper += sum;
        least.least += could;
        if (sum > could) least.above += 1;
      }
    }
  }
  return {
    scene: scene.name,
    bank: scene.questions.length,
    papers,
    refused: out.refused,
    msPerPaper: spread(times),
    cpuMsPerPaper: spread(cpuTimes),
    violations: out.violations,
    exposure: fine.report(),
    exposureByTypeAndChapter: coarse.report(),
    neighbours: {
      mean: rounded(out.shared / Math.max(1, out.pairs)),
      max: out.max,
      perPaper: {
        mean: rounded(least.paper / Math.max(1, least.compared)),
        least: rounded(least.least / Math.max(1, least.compared)),
        compared: least.compared,
        aboveLeast: least.above,
      },
      sameOrder: out.same,
      sameOptions: out.options,
    },
  };
}
