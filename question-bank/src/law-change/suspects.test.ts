import fc from 'fast-check';
import { makeQuestion } from '../testing/make-question';
import type { Question } from '../model/question';
import { citation, citationsIn } from './article';
import { turned, type LawChange } from './law-change';
import { lawContent, lawSuspects } from './suspects';

const zh = (text: string) => ({ 'zh-CN': text });
const choice = (id: string, stem: string, texts: string[], answer: string, more: Partial<Question> = {}) =>
  makeQuestion(id, {
    type: answer.length > 1 ? 'multi' : 'single',
    stem: zh(stem),
    options: texts.map((t, i) => ({ id: 'ABCDEFGH'[i]!, text: zh(t) })),
    answer: [...answer],
    lawRef: [],
    ...more,
  });
const judge = (id: string, stem: string, right: boolean, more: Partial<Question> = {}) =>
  makeQuestion(id, { type: 'judge', stem: zh(stem), answer: [right ? 'A' : 'B'], lawRef: [], ...more });
const C6: LawChange = {
  statute: '162号令',
  article: '第14条第1项',
  from: '2025-01-01',
  old: ['20周岁以上60周岁以下'],
  now: ['20周岁以上，70周岁以下'],
  about: ['C6'],
};
const found = (change: LawChange, ...questions: Question[]) =>
  lawSuspects([change], questions)[0]!.map((s) => [s.question.id, s.rank, s.why.map((w) => w.reason)]);

describe('order 172 moved the upper age of C6 from 60 to 70: as practice banks ask it', () => {
  const overturned = [
    choice(
      'range',
      '申请轻型牵引挂车准驾车型的年龄条件是',
      ['18-60周岁', '20至60周岁', '20-70周岁', '18-70周岁'],
      'B',
    ),
    choice('bare', '申请C6驾驶证的人最大年龄是多少周岁？', ['50', '60', '65', '70'], 'B'),
    judge('chinese', '年满二十周岁、不满六十周岁的人可以申请轻型牵引挂车准驾车型。', true),
    judge('denied', '申请C6准驾车型的年龄可以到七十周岁。', false),
    choice(
      'wrong-asked',
      '关于C6，下列说法错误的是：',
      ['年龄在70周岁以下', '须持有C1一年', '须考科目二', '可以牵引'],
      'A',
    ),
    choice('several', '申请C6应当符合哪些条件？', ['20周岁以上', '60周岁以下', '16周岁以上', '无要求'], 'AB'),
    choice('none-right', '申请C6的年龄上限？', ['五十五周岁', '65岁', '70岁', '没有上限'], 'B'),
  ];
  const untouched = [
    choice('renewed', '申请C6的年龄条件是？', ['18-60周岁', '20-60周岁', '20-70周岁'], 'C'),
    choice('other-class', '申请小型汽车驾驶证的年龄？', ['18周岁以上', '60周岁以下', '20周岁'], 'A'),
    judge('other-number', '申请C6前应当持有C1一年以上，限速60公里。', true),
    judge('not-class', '型号C60的挂车车长60米。', true),
    judge('other-article', '轻型牵引挂车（C6）驾驶人年满70周岁每年体检。', true, {
      lawRef: [{ code: '162号令', article: '第74条' }],
    }),
  ];
  test('every one is found, by its key; the others are let be', () => {
    const all = found(C6, ...untouched, ...overturned);
    expect(
      all
        .filter(([, rank]) => rank === 'key')
        .map(([id]) => id)
        .sort(),
    ).toEqual(overturned.map((q) => q.id).sort());
  });
  test('why is said', () => {
    expect(found(C6, overturned[0]!)).toEqual([
      ['range', 'key', ['KEY_HAS_OLD', 'NEW_KEYED_WRONG', 'NEW_KEYED_WRONG', 'SPEAKS_OF_IT']],
    ]);
    expect(found(C6, overturned[3]!)).toEqual([['denied', 'key', ['NEW_KEYED_WRONG', 'SPEAKS_OF_IT']]]);
  });
});

test('a citation in the explanation counts, another item of the article does not', () => {
  const change = { ...C6, about: [] };
  const cite = (article: string) => ({ lawRef: [{ code: '172号令', article }] });
  const q = judge('a', '可以申请的年龄为60周岁以下。', true, cite('第十四条第一项'));
  expect(found(change, q)).toEqual([['a', 'key', ['KEY_HAS_OLD', 'CITES_ARTICLE']]]);
  expect(found(change, { ...q, ...cite('第14条第2项') })).toEqual([]);
  expect(found(change, { ...q, ...cite('第14条') })).toHaveLength(1);
  const told = judge('b', '只看年龄就可以。', false, {
    explanation: zh('依据《机动车驾驶证申领和使用规定》第十四条第（一）项，应在60周岁以下。'),
  });
  expect(found(change, told)).toEqual([['b', 'text', ['EXPLANATION_HAS_OLD', 'CITES_ARTICLE']]]);
  expect(found(change, judge('c', '视力有要求。', true, cite('第14条')))).toEqual([
    ['c', 'cited', ['CITES_ARTICLE']],
  ]);
});

test('points that are gone, times, terms, and speeds that lost their hour', () => {
  const change = (old: string[], now: string[], about: string[] = []): LawChange => ({
    ...C6,
    old,
    now,
    about,
  });
  const two = judge('p', '不按规定会车的一次记2分。', true);
  expect(found(change(['记2分'], []), two, judge('n', '一次记12分。', true))).toMatchObject([
    ['p', 'key', expect.anything()],
  ]);
  expect(found(change(['五次'], ['六次']), judge('t', '科目二考试不得超过5次。', true))).toHaveLength(1);
  expect(found(change(['暂住证'], ['居住证']), judge('w', '应当提交暂住证。', true))).toHaveLength(1);
  const fast = judge('s', '高速公路最高时速不得超过120公里。', true);
  expect(found(change(['120公里/小时'], ['130公里/小时']), fast)).toHaveLength(1);
});

test('only what moved of a range is looked for', () => {
  expect(turned(C6)).toEqual({
    gone: [{ dimension: 'age', value: 60 }],
    fresh: [{ dimension: 'age', value: 70 }],
  });
});

test.each([
  ['根据《中华人民共和国道路交通安全法》第九十一条第一款规定', [['道路交通安全法', '第九十一条第一款']]],
  ['公安部令第163号第8条第（七）项', [['公安部令第163号', '第8条第七项']]],
  ['道交法实施条例第62条', [['道交法实施条例', '第62条']]],
  ['遵守交通信号，第3条道', []],
])('%s', (text, refs) => {
  expect(citationsIn(text).map((r) => [r.code, r.article])).toEqual(refs);
});

test.each([
  ['162号令', '第14条第1项', '机动车驾驶证申领和使用规定', '第十四条', true],
  ['公安部令第162号', '第14条', '172号令', '第14条第1项', true],
  ['道交法', '第133条之一', '道交法', '第133条', false],
  ['道交法', '第91条第2款', '《中华人民共和国道路交通安全法》', '第91条第1款', false],
  ['刑法', '第14条', '162号令', '第14条', false],
])('%s %s beside %s %s: %s', (code, article, statute, of, same) => {
  expect(citation({ code, article }, statute, of)).toBe(same);
});

test('what was judged stays the same when options are moved or translated, not when the key or a word changes', () => {
  const q = choice('q', '年龄？', ['18岁', '20岁', '22岁'], 'A');
  const moved = {
    ...q,
    options: [...q.options].reverse().map((o, i) => ({ ...o, id: 'ABC'[i]! })),
    answer: ['C'],
  };
  expect(lawContent(moved)).toBe(lawContent(q));
  expect(lawContent({ ...q, tags: ['x'], stem: { ...q.stem, en: 'Age?' } })).toBe(lawContent(q));
  expect(lawContent({ ...q, answer: ['B'] })).not.toBe(lawContent(q));
  expect(lawContent({ ...q, stem: zh('年龄是？') })).not.toBe(lawContent(q));
});

test('property: no text makes it throw, and a question keyed on the old number in any numerals is found', () => {
  const any = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }).filter((s) => s.trim() !== '');
  fc.assert(
    fc.property(any, any, any, fc.integer({ min: 1, max: 99 }), (stem, word, value, n) => {
      const q = judge('q', `${n}周岁以下可以申请C6。`, true);
      const change = { ...C6, old: [`${n}周岁`], now: [`${n + 1}周岁`] };
      expect(found(change, q)[0]?.[1]).toBe('key');
      lawSuspects([{ ...C6, article: word, old: [value], about: [word] }], [judge('x', stem, true)]);
    }),
  );
});
