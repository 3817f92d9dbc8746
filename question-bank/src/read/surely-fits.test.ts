import fc from 'fast-check';
import { question } from '../model/question';
import { surelyFits, type Draft } from './surely-fits';

const word = fc.constantFrom(
  '',
  ' ',
  '停车',
  ' 停车',
  '停车\u3000',
  '停车\ufeff',
  '\u0085停',
  'A.停',
  'stop',
);
const good = fc.constantFrom('停车', '让行', 'a b');
const words = fc.oneof({ weight: 8, arbitrary: good }, { weight: 1, arbitrary: word });
const text = fc.record(
  { 'zh-CN': words, en: words, ug: words, 'no tag': words },
  { requiredKeys: ['zh-CN'] },
);
const texts = fc.oneof(
  { weight: 6, arbitrary: fc.record({ 'zh-CN': words }) },
  { weight: 1, arbitrary: text },
);
const ids = fc.constantFrom('A', 'B', 'C', 'H', 'I', '@', 'a', 'AB', '');
const goodIds = fc.constantFrom('A', 'B', 'C', 'D', 'H');
const rarely = (usual: fc.Arbitrary<unknown>, rare: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: rare });

/** Questions of the model's types, many of which it does not take. */
const drafts: fc.Arbitrary<Draft> = fc
  .record(
    {
      id: rarely(
        fc.constantFrom('q1', 'b-2.x'),
        fc.constantFrom('', '题1', 'a b', '-1', 'q'.repeat(65), 'q\n'),
      ),
      type: fc.constantFrom('judge' as const, 'single' as const, 'multi' as const),
      subjects: rarely(fc.constant(['K1' as const]), fc.constant([])),
      vehicles: rarely(fc.constant(['car' as const, 'bus' as const]), fc.constant([])),
      chapter: words,
      stem: texts,
      options: fc.array(fc.record({ id: rarely(goodIds, ids), text: texts }), { maxLength: 9 }),
      answer: rarely(fc.constant(['A']), fc.constantFrom([], ['Z', ''])),
      explanation: texts,
      lawRef: rarely(fc.constant([]), fc.constant([{ code: '', article: '1' }])),
      validFrom: fc.constantFrom('2026-01-01', 'soon'),
      media: rarely(fc.constant([]), fc.constant([{ file: 'a/b.png', alt: { 'zh-CN': '图' } }])),
      shuffle: fc.boolean(),
      difficulty: fc.constantFrom(1 as const, 2 as const, 3 as const),
      tags: fc.array(word),
    },
    {
      requiredKeys:
        'id type subjects vehicles chapter stem options answer lawRef media shuffle difficulty tags'.split(
          ' ',
        ) as never[],
    },
  )
  .map((q) => q as unknown as Draft);

it('takes nothing that the model would refuse or change', () => {
  let taken = 0;
  fc.assert(
    fc.property(drafts, (draft) => {
      if (!surelyFits(draft)) return;
      taken += 1;
      const parsed = question.safeParse(draft);
      expect(JSON.stringify(parsed.data)).toBe(JSON.stringify(draft));
    }),
    { numRuns: 3000 },
  );
  expect(taken).toBeGreaterThan(20);
});

it('takes the plain question', () => {
  const options = ['A', 'B', 'C'].map((id) => ({ id, text: { 'zh-CN': id, en: 'x' } }));
  const plain: Draft = {
    id: 'q1',
    type: 'single',
    subjects: ['K1'],
    vehicles: ['car'],
    chapter: '道路',
    stem: { 'zh-CN': '停车？' },
    options,
    answer: ['A'],
    lawRef: [],
    media: [],
    shuffle: true,
    difficulty: 2,
    tags: [],
  };
  expect(surelyFits(plain)).toBe(true);
});
