import fc from 'fast-check';
import { makeQuestion } from '../testing/make-question';
import type { Question, QuestionType } from '../model/question';
import type { Blueprint } from './blueprint';
import type { Quota } from './constraints';
import { draw } from './draw';
import { classesToCheck, outlookOf } from './supply';

const CHAPTERS = ['一', '二'];
const TAGS = ['sign', 'speed', 'class:A2', 'region:15'];
const questions = fc
  .array(
    fc.record({
      type: fc.constantFrom<QuestionType>('judge', 'single'),
      chapter: fc.constantFrom(...CHAPTERS),
      tags: fc.subarray(TAGS),
    }),
    { minLength: 4, maxLength: 14 },
  )
  .map((list) => list.map((more, i): Question => makeQuestion(`q${i}`, more)));
const quota = fc
  .record({
    tag: fc.constantFrom('sign', 'speed'),
    chapter: fc.option(fc.constantFrom(...CHAPTERS), { nil: undefined }),
    licenceClass: fc.option(fc.constantFrom('A2', 'C1'), { nil: undefined }),
    min: fc.nat(3),
  })
  .map((q): Quota => q);
const cases = fc.record({
  bank: questions,
  of: fc.record({ judge: fc.nat(4), single: fc.nat(4), first: fc.nat(4) }),
  quotas: fc.array(quota, { maxLength: 3 }),
  region: fc.constantFrom('', '15'),
  licenceClass: fc.constantFrom('', 'A2', 'C1'),
  seed: fc.string(),
});

test('what is short is named, and only where it is short; where nothing is, papers come for every class', () => {
  fc.assert(
    fc.property(cases, ({ bank, of, quotas, region, licenceClass, seed }) => {
      const total = of.judge + of.single;
      fc.pre(total > 0);
      const first = Math.min(of.first, total);
      const blueprint: Blueprint = {
        total,
        types: { judge: of.judge, single: of.single, multi: 0 },
        unit: 'count',
        chapters: [
          { name: '一', share: first },
          { name: '二', share: total - first },
        ],
        constraints: { quotas, mustTogether: [], neverTogether: [] },
      };
      const scope = {
        questions: bank,
        blueprint,
        subject: 'K1',
        vehicle: 'car',
        onDate: '2026-11-23',
        region,
        licenceClass,
      } as const;
      const { supply, short, conflict } = outlookOf(scope);
      const mine = bank.filter(
        (q) =>
          (!q.tags.includes('class:A2') || licenceClass === 'A2') &&
          (!q.tags.includes('region:15') || region === '15'),
      );
      // The test's questions are all far from each other, so that every one counts.
      expect(supply.chapters).toEqual(CHAPTERS.map((c) => mine.filter((q) => q.chapter === c).length));
      quotas.forEach((q, i) => {
        const fits = mine.filter(
          (m) => m.tags.includes(q.tag ?? '') && (q.chapter === undefined || m.chapter === q.chapter),
        );
        const holds = q.licenceClass === undefined || q.licenceClass === licenceClass;
        expect(supply.quotas[i]).toBe(holds ? fits.length : null);
      });
      for (const s of short) expect(s.have).toBeLessThan(s.need);
      const drawn = draw({ ...scope, seed });
      expect(drawn.ok).toBe(short.length === 0 && conflict === null);
      if (drawn.ok) expect(draw({ ...scope, seed })).toEqual(drawn);
    }),
    { numRuns: 200 },
  );
});

test('classes whose papers may differ are looked at one by one, all others once', () => {
  const bank = [makeQuestion('a', { tags: ['class:A2'] }), makeQuestion('b', { tags: ['class:D'] })];
  const blueprint: Blueprint = {
    total: 1,
    types: { judge: 0, single: 1, multi: 0 },
    unit: 'count',
    chapters: [{ name: '一', share: 1 }],
    constraints: { quotas: [{ tag: 'x', licenceClass: 'B2', max: 1 }], mustTogether: [], neverTogether: [] },
  };
  const scope = { questions: bank, blueprint };
  expect(classesToCheck(scope, ['*'])).toEqual(['', 'A2', 'B2', 'D']);
  expect(classesToCheck(scope, ['C1', 'A2'])).toEqual(['', 'A2']);
  expect(classesToCheck(scope, ['A2', 'B2'])).toEqual(['A2', 'B2']);
  expect(
    classesToCheck({ questions: [], blueprint: { ...blueprint, constraints: undefined } }, ['C1']),
  ).toEqual(['']);
});
