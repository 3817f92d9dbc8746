import fc from 'fast-check';
import { makeQuestion } from '../testing/make-question';
import type { Question, QuestionType } from '../model/question';
import { blueprint, blueprintOf, type Blueprint } from './blueprint';
import { checkFeasible } from './check-feasible';
import type { Constraints } from './constraints';
import { sameOrder, type Neighbour } from './constrained/order';
import { draw, type DrawRequest } from './draw';
import { leastShared } from './least-shared';
import { prepareBank } from './prepare';
import { regionsToCheck } from './supply';

const TYPES: QuestionType[] = ['judge', 'single', 'multi'];
const CHAPTERS = ['一', '二', '三'];

function stocked(each: number, tags: (i: number) => string[] = () => []): Question[] {
  return CHAPTERS.flatMap((chapter, c) =>
    TYPES.flatMap((type) =>
      Array.from({ length: each }, (_, i) =>
        makeQuestion(`${type[0]}${c}x${i}`, {
          type,
          chapter,
          tags: tags(i),
          difficulty: ([1, 2, 3] as const)[i % 3] ?? 2,
        }),
      ),
    ),
  );
}

const plain: Blueprint = {
  total: 18,
  types: { judge: 6, single: 6, multi: 6 },
  unit: 'count',
  chapters: CHAPTERS.map((name) => ({ name, share: 6 })),
};
const withRules = (constraints: Partial<Constraints>): Blueprint => ({
  ...plain,
  constraints: { quotas: [], mustTogether: [], neverTogether: [], ...constraints },
});
const request = (more: Partial<DrawRequest> = {}): DrawRequest => ({
  questions: stocked(12),
  blueprint: plain,
  seed: 's',
  subject: 'K1',
  vehicle: 'car',
  onDate: '2026-11-23',
  ...more,
});
function paper(more: Partial<DrawRequest> = {}) {
  const drawn = draw(request(more));
  if (!drawn.ok) throw new Error(JSON.stringify(drawn.short));
  return drawn;
}
const idsOf = (more: Partial<DrawRequest>) => paper(more).items.map((i) => i.questionId);
const asNeighbour = (drawn: { items: { questionId: string; optionOrder: string[] }[] }): Neighbour => ({
  questionIds: drawn.items.map((i) => i.questionId),
  order: drawn.items.map((i) => i.optionOrder),
});

describe('the second rules', () => {
  test('nothing new asked, or only empty lists, is the first rules, whose papers stay', () => {
    expect(paper({ neighbours: [], exposure: {} })).toEqual(paper());
    expect(paper({ region: '' }).items).not.toEqual(paper().items);
  });

  test('questions of a region or class come only there; those of several in each', () => {
    const questions = stocked(
      12,
      (i) => [['region:15'], ['region:31'], ['region:15', 'region:31'], ['class:A2'], []][i % 5] ?? [],
    );
    const tagged = (more: Partial<DrawRequest>) =>
      new Set(
        Array.from({ length: 40 }, (_, n) => idsOf({ ...more, questions, seed: `${n}` }))
          .flat()
          .map((id) => questions.find((q) => q.id === id)?.tags.join()),
      );
    expect(tagged({ region: '15' })).toEqual(new Set(['region:15', 'region:15,region:31', '']));
    expect(tagged({ region: '31', licenceClass: 'A2' })).toEqual(
      new Set(['region:31', 'region:15,region:31', 'class:A2', '']),
    );
    expect(tagged({ licenceClass: 'C1' })).toEqual(new Set(['']));
  });

  test('a quota for a class holds in its papers only', () => {
    const questions = prepareBank(stocked(12, (i) => (i === 0 ? ['towing'] : [])));
    const b = withRules({ quotas: [{ tag: 'towing', licenceClass: 'C6', min: 8 }] });
    const towing = (licenceClass: string) =>
      Array.from(
        { length: 20 },
        (_, n) =>
          idsOf({ questions, blueprint: b, licenceClass, seed: `${n}` }).filter((id) => id.endsWith('x0'))
            .length,
      );
    expect(Math.min(...towing('C6'))).toBeGreaterThanOrEqual(8);
    expect(Math.max(...towing('C1'))).toBeLessThan(8);
  });

  test('the cell that is short is named with what there is, and the rules that exclude each other', () => {
    const questions = stocked(12, (i) => (i < 2 ? ['sign'] : []));
    const check = (constraints: Partial<Constraints>) =>
      checkFeasible(request({ questions, blueprint: withRules(constraints) }));
    expect(check({ quotas: [{ tag: 'sign', chapter: '二', min: 7 }] })).toEqual({
      ok: false,
      short: {
        chapters: ['二'],
        types: [],
        tag: 'sign',
        need: 7,
        have: 6,
        conflict: [{ rule: 'cell', chapter: '二', tag: 'sign', min: 7 }],
        proven: true,
      },
    });
    const two = check({
      quotas: [
        { tag: 'sign', min: 6 },
        { chapter: '一', max: 5 },
        { tag: 'sign', max: 9 },
      ],
    });
    expect(two).toMatchObject({
      ok: false,
      short: {
        chapters: ['一'],
        need: 5,
        have: 6,
        conflict: [
          { rule: 'cell', chapter: '一', max: 5 },
          { rule: 'chapter', chapter: '一', count: 6 },
        ],
        proven: true,
      },
    });
    const few = request({
      questions: stocked(4),
      blueprint: withRules({ difficulty: { min: 2.6, max: 3 } }),
    });
    expect(checkFeasible(few)).toMatchObject({
      ok: false,
      short: { difficulty: true, need: 2.6, have: 2.5, proven: true },
    });
  });

  test('exposure counts hold back what was shown too often, and even it out', () => {
    const questions = prepareBank(stocked(12));
    const exposure = Object.fromEntries(stocked(12).map((q, i) => [q.id, i % 2 === 0 ? 100 : 10]));
    const often = Array.from({ length: 20 }, (_, n) => idsOf({ questions, exposure, seed: `${n}` }))
      .flat()
      .filter((id) => exposure[id] === 100);
    expect(often).toEqual([]);
  });

  test('property: neighbours share as little as possible, never at the same place nor with the same options', () => {
    const arbSize = fc.integer({ min: 2, max: 9 });
    let shared = 0;
    fc.assert(
      fc.property(arbSize, fc.integer({ min: 1, max: 3 }), fc.string(), (each, beside, seed) => {
        const questions = stocked(each);
        const neighbours: Neighbour[] = [];
        for (let n = 0; n < beside; n += 1)
          neighbours.push(
            asNeighbour(paper({ questions, seed: `${seed} ${n}`, neighbours: [...neighbours] })),
          );
        const more = { questions, seed, neighbours };
        const drawn = paper(more);
        expect(paper(more)).toEqual(drawn);
        const sum = (drawn.shared ?? []).reduce((a, n) => a + n, 0);
        expect(sum).toBe(leastShared(request(more)));
        shared += sum;
        const ids = drawn.items.map((i) => i.questionId);
        const types = ids.map((id) => questions.find((q) => q.id === id)?.type ?? 'judge');
        for (const o of neighbours) {
          const place = new Map(o.questionIds.map((id, i) => [id, i]));
          if (neighbours.length === 1) expect(sameOrder(ids, types, place)).toBe(0);
          drawn.items.forEach(({ questionId, optionOrder }, i) => {
            expect(place.get(questionId)).not.toBe(i);
            if (types[i] !== 'judge' && place.has(questionId))
              expect(optionOrder).not.toEqual(o.order[place.get(questionId) ?? 0]);
          });
        }
      }),
      { numRuns: 60 },
    );
    expect(shared).toBeGreaterThan(100);
  });

  test('where all ask the same few questions, the one way to have each elsewhere is found', () => {
    const questions = prepareBank(stocked(2));
    const missed = Array.from({ length: 400 }, (_, n) => {
      const papers: Neighbour[] = [];
      while (papers.length < 4)
        papers.push(
          asNeighbour(paper({ questions, seed: `${n} ${papers.length}`, neighbours: [...papers] })),
        );
      const asked = papers[0]?.questionIds.map((_, i) => new Set(papers.map((p) => p.questionIds[i])).size);
      return asked?.every((size) => size === 4) ? [] : [n];
    }).flat();
    expect(missed).toEqual([]);
  });

  test('neighbours and the papers to avoid: first nothing is asked again, then as little is shared as can be', () => {
    const questions = stocked(6);
    const before = paper({ questions, seed: 'before' });
    const avoid = before.items.map((i) => i.questionId);
    const beside = paper({ questions, seed: 'beside', avoid, region: '' });
    const drawn = paper({ questions, seed: 'now', avoid, neighbours: [asNeighbour(beside)] });
    expect(drawn.repeated).toEqual([]);
    expect(drawn.shared).toEqual([0]);
  });

  test('a blueprint says what is wrong with its constraints', () => {
    const errors = (constraints: unknown) =>
      blueprint.safeParse({ ...plain, constraints }).error?.issues.length ?? 0;
    expect(errors({ quotas: [{ tag: 'sign', min: 3, max: 2 }] })).toBeGreaterThan(0);
    expect(errors({ quotas: [{ tag: 'sign' }] })).toBeGreaterThan(0);
    expect(errors({ quotas: [{ licenceClass: 'C1', min: 1 }] })).toBeGreaterThan(0);
    expect(errors({ mustTogether: [['one']] })).toBeGreaterThan(0);
    expect(errors({ difficulty: { min: 2, max: 1 } })).toBeGreaterThan(0);
    const kind = {
      questions: 18,
      types: plain.types,
      blueprint: {
        unit: 'count' as const,
        rows: { 一: 6, 二: 6, 三: 6 },
        constraints: { quotas: [{ tag: 'sign', min: 1 }] },
      },
    };
    expect(blueprintOf(kind).constraints).toEqual({
      quotas: [{ tag: 'sign', min: 1 }],
      mustTogether: [],
      neverTogether: [],
    });
  });
});

describe('a cell of the own region', () => {
  const tags = (i: number) => (i < 2 ? ['region:15'] : i === 2 ? ['region:22'] : []);
  const own = withRules({ quotas: [{ tag: 'region:*', min: 4, max: 4 }] });
  const questions = prepareBank(stocked(12, tags));
  const regional = (region: string) =>
    idsOf({ questions, blueprint: own, region }).filter((id) => Number(id.split('x')[1]) < 3);

  test('counts the questions of the region that is drawn for, and asks nothing where there is none', () => {
    expect(regional('15')).toHaveLength(4);
    expect(regional('15').every((id) => !id.endsWith('x2'))).toBe(true);
    expect(regional('22').every((id) => id.endsWith('x2'))).toBe(true);
    expect(regional('')).toEqual([]);
  });

  test('is short for a region with too few, also where that region has none at all', () => {
    const most = withRules({ quotas: [{ tag: 'region:*', min: 10 }] });
    for (const [region, have] of [
      ['22', 9],
      ['31', 0],
    ] as const)
      expect(checkFeasible(request({ questions, blueprint: most, region }))).toMatchObject({
        ok: false,
        short: { tag: 'region:*', need: 10, have },
      });
    expect(checkFeasible(request({ questions, blueprint: most, region: '15' })).ok).toBe(true);
  });

  test('regions that are treated alike are checked once', () => {
    const of = (blueprint: Blueprint, region: string) =>
      regionsToCheck({ questions, blueprint, region }, ['31', '22', '44', '15']);
    expect(of(plain, '')).toEqual(['', '15', '22']);
    expect(of(plain, '15')).toEqual(['15', '22', '31']);
    expect(of(own, '15')).toEqual(['15', '22', '31', '44']);
  });
});
