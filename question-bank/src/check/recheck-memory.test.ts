import fc from 'fast-check';
import type { Question } from '../model/question';
import { makeQuestion } from '../testing/make-question';
import { CheckMemory } from './memory';
import { recheckBank, type BankChanged } from './recheck';

type Entry = BankChanged['entries'][number];
const onDate = '2026-11-23';
const chapters = ['道路通行条件及通行规定'];
const seen = { ok: true as const, format: 'png' as const, width: 80, height: 80 };
const looks = new Map(
  ['a.png', 'b.png'].map((file) => [file, { bytes: 900, seen, sha256: `hash of ${file}` }]),
);

const long = '驾驶机动车在高速公路上发生故障时，应当将车移至不妨碍交通的地方停放，并持续开启危险报警闪光灯';
const stem = fc.constantFrom(
  long,
  long.replace('故障时', '事故时'),
  `${long}。`,
  '如图所示，这个标志是何含义？',
  '黄灯亮时应当怎样做？',
  '黄灯亮时 应当怎样做',
  '',
);
const options = fc
  .constantFrom(['停车', '加速', '鸣喇叭', '倒车'], ['加速', '停车', '倒车', '鸣喇叭'], ['停车', '停车'])
  .map((texts) => texts.map((t, i) => ({ id: String.fromCharCode(65 + i), text: { 'zh-CN': t } })));
/** Few stems, ids and answers, so that nearly every rule that compares questions has something to say. */
const raw: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc
      .record({
        id: fc.constantFrom('q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'r1'),
        stem: stem.chain((zh) =>
          fc.constantFrom<Question['stem']>(
            { 'zh-CN': zh },
            { 'zh-CN': zh, en: 'What?' },
            { 'zh-CN': zh, ug: 'x' },
          ),
        ),
        options,
        answer: fc.constantFrom('A', 'B', 'E').map((id) => [id]),
        media: fc.constantFrom([], [], ['a.png'], ['b.png'], ['gone.png']),
        chapter: fc.constantFrom(...chapters, '没有这一章'),
        validTo: fc.constantFrom(undefined, '2020-01-01'),
      })
      .map(({ id, media, validTo, ...rest }) =>
        makeQuestion(id, {
          ...rest,
          ...(validTo === undefined ? {} : { validTo }),
          media: media.map((file) => ({ file, alt: { 'zh-CN': '图' } })),
        }),
      ),
  },
  { weight: 1, arbitrary: fc.constantFrom(null, 7, { stem: { 'zh-CN': '题' }, type: 'essay' }) },
);
const edit = fc.oneof(
  fc.record({ deed: fc.constant('mend' as const), at: fc.nat(), question: raw }),
  fc.record({ deed: fc.constant('add' as const), at: fc.nat(), question: raw }),
  fc.record({ deed: fc.constant('drop' as const), at: fc.nat() }),
  fc.record({ deed: fc.constant('picture' as const), at: fc.nat() }),
);
const others = fc.array(
  raw.filter((q): q is Question => typeof q === 'object' && q !== null && 'media' in q),
  { maxLength: 4 },
);

it('after any changes a check that remembers the last one says what a check of everything says', () => {
  let row = 1;
  const entry = (question: unknown): Entry => ({ at: { file: 'b.csv', row: (row += 1) }, question });
  fc.assert(
    fc.property(
      fc.array(raw, { maxLength: 14 }),
      fc.array(edit, { maxLength: 8 }),
      others,
      (all, edits, theirs) => {
        const memory = new CheckMemory();
        let entries = all.map(entry);
        const known = new Map(looks);
        const published = theirs.map((q, i) => ({ ...q, id: `other${i}` }));
        const against = [
          { label: '现行', questions: published, pictures: new Map([['a.png', 'hash of b.png']]) },
        ];
        const options = { onDate, chapters, looks: known, against };
        const check = (remembered?: CheckMemory) => {
          const bank = { format: 'csv' as const, entries, reading: [], media: new Map<string, Uint8Array>() };
          const { media: _, ...said } = recheckBank(bank, {
            ...options,
            ...(remembered ? { memory: remembered } : {}),
          });
          return said;
        };
        expect(check(memory)).toEqual(check());
        for (const e of edits) {
          const at = entries.length === 0 ? 0 : e.at % entries.length;
          const rest = entries.filter((_, i) => i !== at);
          if (e.deed === 'mend') entries = [...rest.slice(0, at), entry(e.question), ...rest.slice(at)];
          else if (e.deed === 'add') entries = [...entries, entry(e.question)];
          else if (e.deed === 'drop') entries = rest;
          else {
            known.set('gone.png', { bytes: 4_000_000, seen, sha256: 'hash of a.png' });
            memory.forgetPictures(new Set(['gone.png']), entries);
          }
          expect(check(memory)).toEqual(check());
        }
      },
    ),
    { numRuns: 80 },
  );
});
