import fc from 'fast-check';
import { makeQuestion } from '../../testing/make-question';
import type { Question, QuestionType } from '../../model/question';
import { chapterCounts, type Blueprint } from '../blueprint';
import { checkFeasible } from '../check-feasible';
import type { Constraints, Quota } from '../constraints';
import { draw, type DrawRequest } from '../draw';

const CHAPTERS = ['一', '二'];
const TYPES: QuestionType[] = ['judge', 'single', 'multi'];
const TAGS = ['sign', 'speed'];

/** A bank of a handful, some stems twice, with everything at random. */
const arbBank = fc
  .array(
    fc.record({
      type: fc.constantFrom<QuestionType>('judge', 'single'),
      chapter: fc.constantFrom(...CHAPTERS),
      tags: fc.subarray(TAGS),
      difficulty: fc.constantFrom<Question['difficulty']>(1, 2, 3),
      twin: fc.nat(9),
    }),
    { minLength: 3, maxLength: 10 },
  )
  .map((list) =>
    list.map(({ twin, ...more }, i): Question => {
      const q = makeQuestion(`q${i}`, more);
      return twin < 2 && i > 0 ? { ...q, stem: makeQuestion(`q${i - 1}`).stem } : q;
    }),
  );

const arbIds = fc.uniqueArray(
  fc.nat(10).map((n) => `q${n}`),
  { minLength: 2, maxLength: 3 },
);
const arbQuota = fc
  .record({
    tag: fc.option(fc.constantFrom(...TAGS), { nil: undefined }),
    type: fc.option(fc.constantFrom(...TYPES), { nil: undefined }),
    chapter: fc.option(fc.constantFrom(...CHAPTERS), { nil: undefined }),
    min: fc.nat(2),
    width: fc.nat(2),
  })
  .filter((q) => (q.tag ?? q.type ?? q.chapter) !== undefined)
  .map(({ width, ...q }): Quota => ({ ...q, max: q.min + width }));
const arbConstraints: fc.Arbitrary<Constraints> = fc.record({
  quotas: fc.array(arbQuota, { maxLength: 3 }),
  mustTogether: fc.array(arbIds, { maxLength: 1 }),
  neverTogether: fc.array(arbIds, { maxLength: 2 }),
  difficulty: fc.option(
    fc
      .tuple(fc.integer({ min: 10, max: 30 }), fc.nat(6))
      .map(([a, w]) => ({ min: a / 10, max: Math.min(30, a + w) / 10 })),
    // A range so narrow is what most papers fail at: without one as often as with.
    { nil: undefined, freq: 1 },
  ),
});
/** A bank and a blueprint with the numbers of some of its questions, so that constraints decide whether there is a paper. */
const arbCase = fc
  .record({
    questions: arbBank,
    pick: fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
    constraints: arbConstraints,
  })
  .map(({ questions, pick, constraints }): { questions: Question[]; b: Blueprint } => {
    const some = questions.filter((_, i) => pick[i]);
    const model = some.length > 0 ? some : questions.slice(0, 1);
    const of = (type: QuestionType) => model.filter((q) => q.type === type).length;
    const b: Blueprint = {
      total: model.length,
      types: { judge: of('judge'), single: of('single'), multi: 0 },
      unit: 'count',
      chapters: CHAPTERS.map((name) => ({ name, share: model.filter((q) => q.chapter === name).length })),
      constraints,
    };
    return { questions, b };
  });

const request = (questions: Question[], b: Blueprint, more: Partial<DrawRequest> = {}): DrawRequest => ({
  questions,
  blueprint: b,
  seed: 's',
  subject: 'K1',
  vehicle: 'car',
  onDate: '2026-11-23',
  ...more,
});

/** What is wrong with a paper, told from the blueprint's words alone. */
function faults(paper: readonly Question[], b: Blueprint): string[] {
  const out: string[] = [];
  const { quotas = [], mustTogether = [], neverTogether = [], difficulty } = b.constraints ?? {};
  const ids = paper.map((q) => q.id);
  for (const type of TYPES) if (paper.filter((q) => q.type === type).length !== b.types[type]) out.push(type);
  chapterCounts(b).forEach((n, i) => {
    if (paper.filter((q) => q.chapter === b.chapters[i]?.name).length !== n) out.push(`chapter ${i}`);
  });
  if (new Set(paper.map((q) => q.stem['zh-CN'])).size !== paper.length) out.push('nearly the same twice');
  for (const { type, chapter, tag, min = 0, max = Infinity } of quotas) {
    const n = paper.filter(
      (q) =>
        (type ?? q.type) === q.type && (chapter ?? q.chapter) === q.chapter && (!tag || q.tags.includes(tag)),
    ).length;
    if (n < min || n > max) out.push('quota');
  }
  for (const set of mustTogether)
    if (![0, set.length].includes(set.filter((id) => ids.includes(id)).length)) out.push('together');
  for (const set of neverTogether) if (set.filter((id) => ids.includes(id)).length > 1) out.push('never');
  const mean = paper.reduce((sum, q) => sum + q.difficulty, 0) / paper.length;
  if (difficulty && (mean < difficulty.min - 1e-9 || mean > difficulty.max + 1e-9)) out.push('difficulty');
  return out;
}

function* papers(questions: readonly Question[], size: number): Generator<Question[]> {
  if (size === 0) yield [];
  else
    for (let i = 0; i + size <= questions.length; i += 1)
      for (const rest of papers(questions.slice(i + 1), size - 1)) yield [questions[i] as Question, ...rest];
}

describe('draw under constraints', () => {
  test('property: refused exactly where trying every paper finds none; drawn papers keep every rule', () => {
    const seen = { met: 0, short: 0, unproven: 0 };
    fc.assert(
      fc.property(arbCase, fc.string(), ({ questions, b }, seed) => {
        const possible = [...papers(questions, b.total)].filter((p) => faults(p, b).length === 0);
        const feasible = checkFeasible(request(questions, b));
        expect(feasible.ok).toBe(possible.length > 0);
        const drawn = draw(request(questions, b, { seed }));
        expect(drawn.ok).toBe(feasible.ok);
        if (!drawn.ok) {
          seen[drawn.short.proven ? 'short' : 'unproven'] += 1;
          return;
        }
        seen.met += 1;
        const got = drawn.items.map((i) => questions.find((q) => q.id === i.questionId) as Question);
        expect(got).toHaveLength(b.total);
        expect(faults(got, b)).toEqual([]);
        expect(draw(request([...questions].reverse(), b, { seed }))).toEqual(drawn);
      }),
      { numRuns: 1500 },
    );
    expect(seen.met).toBeGreaterThan(150);
    expect(seen.short).toBeGreaterThan(150);
    expect(seen.unproven).toBe(0);
  });

  test('property: the rules a refusal names exclude each other without the rest', () => {
    let refused = 0;
    let left = 0;
    fc.assert(
      fc.property(arbCase, ({ questions, b }) => {
        const feasible = checkFeasible(request(questions, b));
        if (feasible.ok || !feasible.short.conflict || !b.constraints) return;
        refused += 1;
        const { conflict, need, have } = feasible.short;
        expect(have).not.toBe(need);
        const { quotas, mustTogether, neverTogether, difficulty } = b.constraints;
        const named = (ids: string[]) =>
          conflict.some((r) => 'questionIds' in r && r.questionIds.some((id) => ids.includes(id)));
        const fewer: Constraints = {
          quotas: quotas.filter((q) =>
            conflict.some(
              (r) => r.rule === 'cell' && r.type === q.type && r.chapter === q.chapter && r.tag === q.tag,
            ),
          ),
          mustTogether: mustTogether.filter(named),
          neverTogether: neverTogether.filter(named),
          difficulty: conflict.some((r) => r.rule === 'difficulty') ? difficulty : undefined,
        };
        if (JSON.stringify(fewer) !== JSON.stringify(b.constraints)) left += 1;
        const blueprint = { ...b, constraints: fewer };
        expect([...papers(questions, b.total)].filter((p) => faults(p, blueprint).length === 0)).toEqual([]);
      }),
      { numRuns: 800 },
    );
    expect(refused).toBeGreaterThan(100);
    expect(left).toBeGreaterThan(50);
  });

  test('property: no paper has less in common with the neighbours and the papers to avoid', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        arbCase,
        fc.array(fc.subarray(Array.from({ length: 10 }, (_, i) => `q${i}`)), { minLength: 1, maxLength: 3 }),
        ({ questions, b }, near) => {
          const neighbours = near.map((questionIds) => ({
            questionIds,
            order: questionIds.map(() => ['A', 'B', 'C', 'D']),
          }));
          const drawn = draw(request(questions, b, { neighbours, seed: 'n' }));
          if (!drawn.ok) return;
          const shared = (ids: readonly string[]) =>
            near.reduce((sum, o) => sum + o.filter((id) => ids.includes(id)).length, 0);
          const least = Math.min(
            ...[...papers(questions, b.total)]
              .filter((p) => faults(p, b).length === 0)
              .map((p) => shared(p.map((q) => q.id))),
          );
          const ids = drawn.items.map((i) => i.questionId);
          expect(shared(ids)).toBe(least);
          if (near.some((o) => o.length > 0))
            expect(drawn.shared).toEqual(near.map((o) => o.filter((id) => ids.includes(id)).length));
          compared += 1;
        },
      ),
      { numRuns: 1500 },
    );
    expect(compared).toBeGreaterThan(100);
  });
});
