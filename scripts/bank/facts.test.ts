import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { question, type FactRow, type Question } from 'question-bank';
import { outdatedAges } from './ages-172';
import { checkFacts } from './facts';
import { loadLawTexts } from './law-texts';

const folder = mkdtempSync(join(tmpdir(), 'kaotai-law-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(
  join(folder, '道路交通安全法实施条例(2017-10-07).md'),
  '第四十五条 最高行驶速度：\n\n（一）城市道路为每小时30公里。\n\n第四十六条 进出非机动车道，不得超过每小时30公里。\n',
);
writeFileSync(
  join(folder, '机动车驾驶证申领和使用规定(2021-12-17).md'),
  '第十四条 应当符合下列规定：\n\n（一）年龄条件：\n\n3. 轻型牵引挂车，在20周岁以上，60周岁以下；\n\n（二）身体条件：身高155厘米。\n\n第十五条 不得申请。\n',
);
writeFileSync(
  join(folder, '公安部令第172号.txt'),
  '一、将第十四条第一项修改为：“（一）年龄条件：\n\n“3.申请轻型牵引挂车，在20周岁以上，70周岁以下；\n\n二、将第六十五条第一款修改为：“x”\n三、将',
);
const law = loadLawTexts(folder);

function asked(more: Partial<Question>): Question {
  const text = (t: string) => ({ 'zh-CN': t });
  return question.parse({
    id: 'q1',
    type: 'single',
    subjects: ['K1'],
    vehicles: ['car'],
    chapter: '章',
    stem: text('没有中心线的城市道路，最高车速是多少？'),
    options: [
      { id: 'A', text: text('每小时三十公里') },
      { id: 'B', text: text('每小时50公里') },
    ],
    answer: ['A'],
    lawRef: [{ code: '实施条例', article: '第45条' }],
    ...more,
  });
}
const fact = (more: Partial<FactRow> = {}): FactRow => ({
  question: 'q1',
  code: '实施条例',
  article: '第45条',
  kind: 'speed',
  value: 30,
  unit: 'km/h',
  in: 'A',
  textHas: '每小时30公里',
  ...more,
});
const faults = (q: Question, ...rows: FactRow[]) => checkFacts([q], rows, law).faults;

describe('checkFacts', () => {
  test('a true fact in the right place', () => {
    expect(checkFacts([asked({})], [fact()], law)).toEqual({
      facts: 1,
      numeric: 1,
      withoutStatute: 0,
      faults: [],
      unchecked: [],
    });
    expect(faults(asked({}), fact({ unit: '公里' }))).toEqual([]);
  });

  test.each([
    ['no row', [], 'no fact row for'],
    ['another value', [fact({ value: 40 })], 'does not stand in A'],
    ['a wrong option', [fact(), fact({ in: 'B', value: 50 })], 'option B is not a right one'],
    [
      'words of another article',
      [fact({ article: '第46条', textHas: '城市道路为每小时30公里' })],
      'does not say',
    ],
    ['a statute the question does not cite', [fact(), fact({ code: '道交法' })], 'does not cite'],
    ['an unknown question', [fact(), fact({ question: 'zz' })], 'no such question'],
    [
      'terms that do not add up',
      [fact({ sumOf: [{ article: '第45条', value: 20, textHas: '30公里' }] })],
      'add up',
    ],
  ])('%s', (_, rows, reason) => {
    expect(faults(asked({}), ...rows).join()).toContain(reason);
  });

  test('without the law texts only the words of the articles go unchecked', () => {
    expect(checkFacts([asked({})], [fact({ textHas: '胡说' })], undefined).faults).toEqual([]);
    const other = checkFacts(
      [asked({ lawRef: [{ code: '刑法', article: '第133条' }] })],
      [fact({ code: '刑法' })],
      law,
    );
    expect(other).toMatchObject({ faults: [], unchecked: ['刑法 第45条'] });
  });

  test('judge: a true stem needs its row, a false one may name the true number', () => {
    const options = asked({}).options;
    const judge = (answer: string) =>
      asked({ type: 'judge', options, answer: [answer], stem: { 'zh-CN': '城市道路最高每小时50公里。' } });
    expect(faults(judge('A'))).toEqual([expect.stringContaining('no fact row for 50公里')]);
    expect(faults(judge('B'))).toEqual([]);
    expect(faults(judge('B'), fact({ in: 'stem' }))).toEqual([]);
  });

  test('driving sense without a statute is counted, not demanded', () => {
    const sense = asked({ lawRef: [{ code: '常识', article: '车速' }] });
    expect(checkFacts([sense], [], law)).toMatchObject({ numeric: 1, withoutStatute: 1, faults: [] });
  });

  test('order 172 replaces what order 162 said, and the question must date from it', () => {
    const trailer = (age: number, validFrom: string) =>
      asked({
        stem: { 'zh-CN': '申请轻型牵引挂车的年龄上限是多少？' },
        options: [
          { id: 'A', text: { 'zh-CN': `${age}周岁` } },
          { id: 'B', text: { 'zh-CN': '不限' } },
        ],
        lawRef: [{ code: '162号令', article: '第14条' }],
        validFrom,
      });
    const row = (value: number) =>
      fact({
        code: '162号令',
        article: '第14条',
        kind: 'age',
        value,
        unit: '周岁',
        textHas: `20周岁以上,${value}周岁以下`,
      });
    expect(faults(trailer(70, '2025-01-01'), row(70))).toEqual([]);
    expect(faults(trailer(60, '2025-01-01'), row(60)).join()).toContain('does not say');
    expect(faults(trailer(70, '2022-04-01'), row(70)).join()).toContain('2025-01-01');
    expect(outdatedAges(trailer(70, '2025-01-01'))).toEqual([]);
    expect(outdatedAges(trailer(60, '2025-01-01'))).toHaveLength(1);
    expect(outdatedAges(trailer(63, '2025-01-01'))).toHaveLength(1);
  });
});
