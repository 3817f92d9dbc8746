import { makeQuestion } from '../testing/make-question';
import { diffBanks } from './diff';

const none = new Map<string, string>();
const q = makeQuestion;

it('names what was added, removed and changed, field by field, changed keys first', () => {
  const old = [q('a'), q('b'), q('c'), q('d')];
  const b = { ...q('b'), difficulty: 3 as const };
  const c = { ...q('c'), answer: ['B'] };
  const d = diffBanks(
    { questions: old, pictures: none },
    { questions: [q('a'), b, c, q('e')], pictures: none },
  );
  expect(d.added.map((x) => x.id)).toEqual(['e']);
  expect(d.removed.map((x) => x.id)).toEqual(['d']);
  expect(d.unchanged).toBe(1);
  expect(d.changed.map((x) => [x.id, x.keyChanged, x.fields.map((f) => f.field)])).toEqual([
    ['c', true, ['answer']],
    ['b', false, ['difficulty']],
  ]);
});

it('options that only moved leave the key as it was', () => {
  const was = q('a', { type: 'single' });
  const [first, second, ...rest] = was.options;
  const options = [{ id: 'A', text: second!.text }, { id: 'B', text: first!.text }, ...rest];
  const answer = was.answer.map((id) => (id === 'A' ? 'B' : id === 'B' ? 'A' : id));
  const is = { ...was, options, answer };
  const { changed } = diffBanks({ questions: [was], pictures: none }, { questions: [is], pictures: none });
  expect(changed).toMatchObject([{ id: 'a', keyChanged: false }]);
  expect(changed[0]?.fields.map((f) => f.field)).toEqual(['options', 'answer']);
});

it('another drawing under the same name is a change', () => {
  const shown = q('a', { media: [{ file: 'x.svg', alt: { 'zh-CN': '图' } }] });
  const of = (hash: string) => ({ questions: [shown], pictures: new Map([['x.svg', hash]]) });
  expect(diffBanks(of('1'), of('1')).unchanged).toBe(1);
  expect(diffBanks(of('1'), of('2')).changed[0]?.fields).toEqual([
    { field: 'picture', before: ['1'], after: ['2'] },
  ]);
});

it('texts are compared language by language, and a moved option keeps its translations', () => {
  const said = (zh: string, more: Record<string, string>) => ({ 'zh-CN': zh, ...more });
  const was = q('a', {
    type: 'single',
    stem: said('停车', { en: 'Stop', 'mn-Mong': 'ᠵᠣᠭᠰᠣ' }),
    options: [
      { id: 'A', text: said('左', { ug: 'سول' }) },
      { id: 'B', text: said('右', { ug: 'ئوڭ' }) },
    ],
  });
  const changes = (is: typeof was) =>
    diffBanks({ questions: [was], pictures: none }, { questions: [is], pictures: none }).changed[0]?.fields;
  expect(changes({ ...was, stem: said('停车', { 'mn-Mong': 'ᠵᠣᠭᠰᠣᠬᠤ', ug: 'توختا' }) })).toEqual([
    { field: 'stem', locale: 'en', before: 'Stop', after: undefined },
    { field: 'stem', locale: 'mn-Mong', before: 'ᠵᠣᠭᠰᠣ', after: 'ᠵᠣᠭᠰᠣᠬᠤ' },
    { field: 'stem', locale: 'ug', before: undefined, after: 'توختا' },
  ]);
  const [left, right] = was.options;
  const moved = [
    { id: 'A', text: right!.text },
    { id: 'B', text: left!.text },
  ];
  expect(changes({ ...was, options: moved, answer: ['B'] })?.map((f) => [f.field, f.locale])).toEqual([
    ['options', 'zh-CN'],
    ['answer', undefined],
  ]);
  const mended = [left!, { id: 'B', text: said('右', { ug: 'ئوڭغا' }) }];
  expect(changes({ ...was, options: mended })).toMatchObject([
    {
      field: 'options',
      locale: 'ug',
      after: [
        { id: 'A', text: 'سول' },
        { id: 'B', text: 'ئوڭغا' },
      ],
    },
  ]);
});
