import fc from 'fast-check';
import { makeQuestion } from '../testing/make-question';
import { processorMs } from '../testing/processor-ms';
import type { Question, QuestionType } from '../model/question';
import { stemGroups } from '../model/near-duplicate';
import { chapterCounts, type Blueprint } from './blueprint';
import { draw, type DrawRequest } from './draw';
import { checkFeasible } from './check-feasible';
import { prepareBank } from './prepare';

const CHAPTERS = ['一', '二', '三', '四'];
const TYPES: QuestionType[] = ['judge', 'single', 'multi'];

function stocked(stock: (chapter: string, type: QuestionType) => number): Question[] {
  return CHAPTERS.flatMap((chapter, c) =>
    TYPES.flatMap((type) =>
      Array.from({ length: stock(chapter, type) }, (_, i) =>
        makeQuestion(`${type[0]}${c}x${i}`, { type, chapter }),
      ),
    ),
  );
}

const blueprint: Blueprint = {
  total: 20,
  types: { judge: 8, single: 8, multi: 4 },
  unit: 'percent',
  chapters: CHAPTERS.map((name, i) => ({ name, share: [35, 30, 22, 13][i] ?? 0 })),
};

const request = (more: Partial<DrawRequest> = {}): DrawRequest => ({
  questions: stocked(() => 12),
  blueprint,
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

const arbBlueprint = fc
  .record({
    types: fc.tuple(fc.nat(12), fc.nat(12), fc.nat(8)).filter((t) => t[0] + t[1] + t[2] > 0),
    weights: fc.array(fc.nat(9), { minLength: 4, maxLength: 4 }).filter((w) => w.some((n) => n > 0)),
  })
  .map(({ types: [judge, single, multi], weights }): Blueprint => {
    const sum = weights.reduce((a, b) => a + b, 0);
    return {
      total: judge + single + multi,
      types: { judge, single, multi },
      unit: 'percent',
      chapters: CHAPTERS.map((name, i) => ({ name, share: ((weights[i] ?? 0) * 100) / sum })),
    };
  });

describe('draw', () => {
  test('property: totals exact, no repeats, options a permutation, same seed same paper', () => {
    const bank = prepareBank(stocked(() => 40));
    const byId = new Map(stocked(() => 40).map((q) => [q.id, q]));
    fc.assert(
      fc.property(arbBlueprint, fc.string(), (b, seed) => {
        const drawn = paper({ questions: bank, blueprint: b, seed });
        const got = drawn.items.map((i) => byId.get(i.questionId) as Question);
        expect(new Set(got.map((q) => q.id)).size).toBe(b.total);
        for (const type of TYPES) expect(got.filter((q) => q.type === type)).toHaveLength(b.types[type]);
        chapterCounts(b).forEach((n, i) => {
          expect(got.filter((q) => q.chapter === CHAPTERS[i])).toHaveLength(n);
        });
        const rank = got.map((q) => TYPES.indexOf(q.type));
        expect(rank).toEqual([...rank].sort());
        for (const [n, item] of drawn.items.entries()) {
          expect([...item.optionOrder].sort()).toEqual(got[n]?.options.map((o) => o.id));
        }
        expect(paper({ questions: bank, blueprint: b, seed })).toEqual(drawn);
      }),
      { numRuns: 150 },
    );
  });

  test('property: with any stock, either an exact paper or a shortage that is true', () => {
    const arbStock = fc.array(fc.nat(9), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(arbStock, arbBlueprint, (stock, b) => {
        const at = (chapter: string, type: QuestionType) =>
          stock[CHAPTERS.indexOf(chapter) * 3 + TYPES.indexOf(type)] ?? 0;
        const questions = stocked(at);
        const drawn = draw(request({ questions, blueprint: b }));
        const feasible = checkFeasible(request({ questions, blueprint: b }));
        expect(feasible.ok).toBe(drawn.ok);
        if (drawn.ok) {
          expect(drawn.items).toHaveLength(b.total);
          return;
        }
        const { chapters, types, need, have } = drawn.short;
        const sum = chapters.reduce((s, c) => s + types.reduce((n, t) => n + at(c, t), 0), 0);
        expect(have).toBe(sum);
        expect(have).toBeLessThan(need);
        const counts = chapterCounts(b);
        const inChapters = chapters.reduce((s, c) => s + (counts[CHAPTERS.indexOf(c)] ?? 0), 0);
        const otherTypes = TYPES.filter((t) => !types.includes(t)).reduce((s, t) => s + b.types[t], 0);
        expect(need).toBe(inChapters - otherTypes);
      }),
      { numRuns: 300 },
    );
  });

  test('each cell is the floor or ceiling of its proportional due where the stock is ample', () => {
    const { cells } = paper();
    const counts = chapterCounts(blueprint);
    for (const { chapter, type, count } of cells) {
      const due = ((counts[CHAPTERS.indexOf(chapter)] ?? 0) * blueprint.types[type]) / blueprint.total;
      expect(count).toBeGreaterThanOrEqual(Math.floor(due));
      expect(count).toBeLessThanOrEqual(Math.ceil(due));
    }
  });

  test('the order of the questions in the file plays no part', () => {
    const questions = stocked(() => 12);
    expect(paper({ questions: [...questions].reverse() })).toEqual(paper({ questions }));
  });

  test('a paper known by its seed stays as it is in this version of the draw', () => {
    const ids = paper({ seed: 'kaotai' })
      .items.slice(0, 4)
      .map((i) => `${i.questionId}:${i.optionOrder.join('')}`);
    expect(ids).toMatchInlineSnapshot(`
     [
       "j1x9:AB",
       "j2x11:AB",
       "j0x7:AB",
       "j0x8:AB",
     ]
    `);
  });

  test('a second paper shares nothing where the stock holds two, and only what it must where it does not', () => {
    const first = paper({ seed: 'a' });
    const avoid = first.items.map((i) => i.questionId);
    const second = paper({ seed: 'b', avoid });
    expect(second.repeated).toEqual([]);
    expect(second.items.filter((i) => avoid.includes(i.questionId))).toEqual([]);

    const tight = { questions: stocked((_, type) => (type === 'multi' ? 1 : 12)) };
    const one = paper({ ...tight, seed: 'a' });
    const two = paper({ ...tight, seed: 'b', avoid: one.items.map((i) => i.questionId) });
    expect(two.repeated).toHaveLength(4);
  });

  test('cells bend before questions are repeated', () => {
    // Chapter 一 has judge questions for little more than one paper but plenty of others.
    const questions = stocked((chapter, type) => (chapter === '一' && type === 'judge' ? 3 : 20));
    const one = paper({ questions, seed: 'a' });
    const two = paper({ questions, seed: 'b', avoid: one.items.map((i) => i.questionId) });
    expect(two.repeated).toEqual([]);
    expect(two.cells.find((c) => c.chapter === '一' && c.type === 'judge')?.count).toBe(0);
  });

  test('only questions valid on the day, for the subject and the vehicle', () => {
    const good = stocked(() => 6);
    const other = stocked(() => 6).map((q, i): Question => {
      const wrong = [
        { validTo: '2026-11-22' },
        { validFrom: '2026-11-24' },
        { subjects: ['K3'] },
        { vehicles: ['moto'] },
      ];
      return { ...q, id: `no${q.id}`, ...(wrong[i % 4] as Partial<Question>) };
    });
    for (const seed of ['a', 'b', 'c']) {
      const ids = paper({ questions: [...good, ...other], seed }).items.map((i) => i.questionId);
      expect(ids.filter((id) => id.startsWith('no'))).toEqual([]);
    }
    const lastDay = good.map((q) => ({ ...q, validFrom: '2026-11-23', validTo: '2026-11-23' }));
    expect(draw(request({ questions: lastDay })).ok).toBe(true);
  });

  test('judge questions and those that forbid it keep their options in order; others do get shuffled', () => {
    const fixed = stocked(() => 12).map((q) => ({ ...q, shuffle: q.type !== 'single' }));
    const { items } = paper({ questions: fixed });
    const order = (prefix: string) =>
      items.filter((i) => i.questionId.startsWith(prefix)).map((i) => i.optionOrder.join(''));
    expect(new Set(order('j'))).toEqual(new Set(['AB']));
    expect(new Set(order('s'))).toEqual(new Set(['ABCD']));
    expect(new Set(order('m')).size).toBeGreaterThan(1);
  });

  test('near-duplicates never meet in a paper, even when cells compete for them', () => {
    // Judge and single of chapter 一 hold the same six stems; only three judges elsewhere are free.
    const twins = Array.from({ length: 6 }, (_, i) => makeQuestion(`t${i}`)).flatMap((q): Question[] => [
      { ...makeQuestion(`${q.id}j`, { type: 'judge', chapter: '一' }), stem: q.stem },
      { ...makeQuestion(`${q.id}s`, { type: 'single', chapter: '一' }), stem: q.stem },
    ]);
    const b: Blueprint = {
      total: 6,
      types: { judge: 3, single: 3, multi: 0 },
      unit: 'count',
      chapters: [{ name: '一', share: 6 }],
    };
    for (const seed of ['a', 'b', 'c', 'd', 'e']) {
      const ids = paper({ questions: twins, blueprint: b, seed }).items.map((i) => i.questionId.slice(0, 2));
      expect(new Set(ids).size).toBe(6);
    }
    const short = draw(request({ questions: twins.slice(0, 10), blueprint: b }));
    expect(short).toMatchObject({ ok: false });
  });

  test('different questions about the same picture are kept apart while there are others', () => {
    const media = (file: string) => [{ file, alt: { 'zh-CN': '图' } }];
    const questions = Array.from({ length: 12 }, (_, i) =>
      makeQuestion(`p${i}`, { chapter: '一', media: media(`${i % 4}.svg`) }),
    );
    const b: Blueprint = {
      total: 4,
      types: { judge: 0, single: 4, multi: 0 },
      unit: 'count',
      chapters: [{ name: '一', share: 4 }],
    };
    for (const seed of ['a', 'b', 'c']) {
      const files = paper({ questions, blueprint: b, seed }).items.map(
        (i) => Number(i.questionId.slice(1)) % 4,
      );
      expect(new Set(files).size).toBe(4);
    }
  });

  test('every question of a cell has its turn', () => {
    const questions = prepareBank(stocked(() => 6));
    const seen = new Set<string>();
    for (let n = 0; n < 60; n += 1)
      for (const i of paper({ questions, seed: `${n}` }).items) seen.add(i.questionId);
    expect(seen.size).toBe(72);
  });

  test('the shortage names the one cell that is empty', () => {
    const questions = stocked((chapter, type) => (chapter === '二' && type !== 'single' ? 0 : 3));
    const b = {
      ...blueprint,
      chapters: blueprint.chapters.map((c) => ({ ...c, share: c.name === '二' ? 55 : 15 })),
    };
    expect(checkFeasible(request({ questions, blueprint: b }))).toEqual({
      ok: false,
      short: { chapters: ['二'], types: ['judge', 'single', 'multi'], need: 11, have: 3 },
    });
    const noMulti = stocked((_, type) => (type === 'multi' ? 0 : 20));
    expect(checkFeasible(request({ questions: noMulti }))).toMatchObject({
      ok: false,
      short: { types: ['multi'], need: 4, have: 0 },
    });
  });

  test('a paper of 100 from 3,000 takes milliseconds (0.3 outside jest, whose sandbox slows it tenfold)', () => {
    const many = Array.from({ length: 3000 }, (_, i) =>
      makeQuestion(`q${i}`, {
        type: TYPES[i % 2] as QuestionType,
        chapter: CHAPTERS[Math.floor(i / 2) % 4] as string,
      }),
    );
    const questions = prepareBank(many);
    const b = { ...blueprint, total: 100, types: { judge: 40, single: 60, multi: 0 } };
    let avoid: string[] = [];
    const times = Array.from({ length: 300 }, (_, n) => {
      const begin = processorMs();
      const { items } = paper({ questions, blueprint: b, seed: `${n}`, avoid: n % 2 ? avoid : [] });
      const took = processorMs() - begin;
      avoid = items.map((i) => i.questionId);
      return took;
    }).sort((x, y) => x - y);
    expect(times[150]).toBeLessThan(15);
  });
});

const stemOf = (text: string) => makeQuestion('x', { stem: { 'zh-CN': text } });

describe('stemGroups', () => {
  test('spaces, punctuation and width hide nothing; another picture is another question', () => {
    const stem = (text: string, file?: string) =>
      makeQuestion('x', {
        stem: { 'zh-CN': text },
        media: file ? [{ file, alt: { 'zh-CN': '图' } }] : [],
      });
    expect(stemGroups([stem('这个标志是何含义？'), stem('这个 标志是何含义?')])).toEqual([0, 0]);
    expect(stemGroups([stem('这个标志是何含义？', 'a.svg'), stem('这个标志是何含义？', 'b.svg')])).toEqual([
      0, 1,
    ]);
    const long = '机动车在高速公路上发生故障时，警告标志应当设置在故障车来车方向多少米以外的地方？';
    const third = stem('完全不同的一道题目');
    expect(stemGroups([stem(long), stem(long.replace('故障时', '事故时')), third])).toEqual([0, 0, 2]);
  });

  test('thousands of lines that differ by a number, or not at all, take seconds', () => {
    const text = '机动车在高速公路上发生故障时，警告标志应当设置在故障车来车方向多少米以外的地方？编号';
    const counted = Array.from({ length: 8000 }, (_, i) => stemOf(`${text}${i}`));
    expect(new Set(stemGroups(counted)).size).toBe(1);
    expect(new Set(stemGroups(counted.map(() => stemOf(text)))).size).toBe(1);
  });

  test('property: the index finds exactly what comparing all pairs finds', () => {
    const arbStem = fc
      .array(fc.constantFrom(...'甲乙丙丁戊己庚'), { minLength: 1, maxLength: 14 })
      .map((a) => a.join(''));
    fc.assert(
      fc.property(fc.array(arbStem, { minLength: 2, maxLength: 25 }), (stems) => {
        const asked = stems.map((s) => makeQuestion('x', { stem: { 'zh-CN': s } }));
        const slow = asked.map((_, i) => i);
        asked.forEach((b, j) => {
          asked.slice(0, j).forEach((a, i) => {
            if (stemGroups([a, b])[1] !== 0) return;
            const [from, to] = [slow[j], slow[i]].sort((x = 0, y = 0) => y - x);
            slow.forEach((g, k) => (slow[k] = g === from ? (to ?? g) : g));
          });
        });
        expect(stemGroups(asked)).toEqual(slow);
      }),
    );
  });
});
