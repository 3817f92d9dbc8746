import fc from 'fast-check';
import { Categories } from '../categories';
import { bankOfTree } from '../json/foreign-json';
import { readJson, TextDocument } from '../json/json-document';
import { JsonSpot } from '../json/json-spot';
import { PlannedRecord } from '../json/planned-record';
import { DEFAULT_LIMITS } from '../limits';
import { ValueNames } from '../value-names';
import { readBank } from '../read-bank';
import { recordsToPart } from '../records-to-part';
import { PlainCandidate } from './plain-question';

/** More of them: PLAIN_RUNS=20000 npx jest question-bank/src/read/plain */
const RUNS = Number(process.env['PLAIN_RUNS'] ?? 250);
jest.setTimeout(Math.max(120_000, RUNS * 100));

interface Circumstances {
  leaveOut: string[];
  ids: string[];
  columns: [string, 'explanation' | 'stem'][];
  maxIssues: number;
  /** Records at the beginning that are not converted: those are never read in one go. */
  skip: number;
}
const USUAL: Circumstances = {
  leaveOut: [],
  ids: [],
  columns: [],
  maxIssues: DEFAULT_LIMITS.maxIssues,
  skip: 0,
};
const PATHS = [
  [],
  ['id'],
  ['stem', 'zh-CN'],
  ['options', 0],
  ['options', 2, 'text'],
  ['answer'],
  ['explanation'],
  ['chapter'],
  ['media'],
];

/** All that is read of a document, with objects known by their keys or each by itself. */
function partsOf(
  value: unknown,
  planned: boolean,
  { leaveOut, ids, columns, maxIssues, skip }: Circumstances,
) {
  const text = JSON.stringify(value, null, 1);
  const read = readJson(text);
  if (!read.ok) throw new Error('no JSON');
  const root = new JsonSpot(read.value, new TextDocument(text, (row) => ({ file: 'b.json', row })));
  const { groups, ...bank } = bankOfTree(root, { file: 'b.json' }, { columns: new Map(columns) }, planned);
  const categories = new Categories(leaveOut);
  const known = new Set(ids);
  const parts = groups.map(({ records, ...group }) => {
    const part = recordsToPart(
      { ...group, records: records.slice(skip) },
      {
        defaults: { chapter: '未分章', subjects: ['K1'], vehicles: ['car'] },
        limits: { ...DEFAULT_LIMITS, maxIssues },
        picture: (name) => name,
        ids: known,
        categories,
        names: new ValueNames(),
      },
    );
    const { candidates, ...told } = part;
    // As text, since the order of a question's fields counts too.
    const made = candidates.map((c) => JSON.stringify([c.question, PATHS.map((path) => c.where(path))]));
    return { ...told, group, made, direct: candidates.filter((c) => c instanceof PlainCandidate).length };
  });
  const whole = { bank, categories: categories.list(), left: categories.left, known: [...known] };
  const direct = parts.reduce((n, p) => n + p.direct, 0);
  return { direct, whole: { ...whole, parts: parts.map((p) => ({ ...p, direct: 0 })) } };
}

const CLEAN = [
  '机动车',
  '减速慢行',
  '停车让行',
  '高速公路（1）',
  '驾驶人',
  '4 km/h',
  'stop here',
  '《安全法》',
];
const DIRTY = [
  ...[
    ' ',
    '\u3000',
    '<b>',
    '&nbsp;',
    '&amp;nbsp;',
    '<img src="a.png">',
    '\r\n',
    '\n',
    '\u200b',
    '\u00a0',
    '<',
    '&',
  ],
  ...[
    '答案：B',
    '（B）',
    '(A',
    '【 对】',
    '[错]',
    '√',
    '×',
    'Answer: A',
    '对',
    '错误',
    '正确',
    'ANSWER',
    '（ａ）',
  ],
  ...[
    '锛岄',
    'é',
    '·',
    '«',
    '\ufffd',
    '鐨勬爣',
    'A、',
    'B. ',
    'Ａ．',
    '1、',
    '2.',
    '（C）',
    '①',
    '②',
    'Ａ',
    '４',
  ],
  ...['以上都对', '前述', 'A和B', 'A、B', 'all of the above', ' A', '', '\u0007', '\ud800', 'Да', '\u2028'],
];
const text = fc.oneof(
  { weight: 12, arbitrary: fc.array(fc.constantFrom(...CLEAN), { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...DIRTY, ...CLEAN), { maxLength: 4 }) },
);
const words = text.map((parts) => parts.join(''));
const rarely = <T>(usual: fc.Arbitrary<T>, weight: number, ...others: unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const FIELDS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  id: rarely(
    fc.nat(400).map((n) => `q${n}`),
    8,
    7,
    12,
    '',
    'Ａ1',
    ' x',
    '编号',
    1.5,
    null,
    'q1',
    '第一',
  ),
  no: fc.nat(9),
  question: rarely(words, 30, 5, null, { text: '停车' }, { 'zh-CN': '停车', en: 'Stop' }, ''),
  options: rarely(
    fc.oneof(
      { weight: 12, arbitrary: fc.array(words, { minLength: 3, maxLength: 4 }) },
      { weight: 1, arbitrary: fc.array(words, { maxLength: 9 }) },
    ),
    20,
    ...[
      ['A、让', 'B、停', 'C、行'],
      ['1、让', '2、停', '3、行'],
      ['对', '错'],
      ['是', '否'],
      ['A让', 'B', 'C'],
      [1, 2, 3],
    ],
    ...[
      '甲；乙；丙',
      { A: '甲', B: '乙', C: '丙' },
      [
        { text: '甲', correct: true },
        { text: '乙', correct: false },
      ],
      null,
    ],
  ),
  answer: rarely(
    fc.constantFrom('A', 'B', 'C', 'AB', 'BCA'),
    12,
    ...[
      'D',
      'H',
      'AA',
      '',
      'a',
      'A,B',
      '1',
      '2',
      3,
      null,
      '对',
      'Ａ',
      ' B',
      '停车让行',
      '【答案】B',
      true,
      ['A', 'B'],
      '③',
    ],
  ),
  type: rarely(
    fc.constantFrom('单选题', '多选题', '', '选择题'),
    12,
    '判断题',
    ' 单选',
    'C1',
    '其他',
    '1',
    2,
    '多',
  ),
  explanation: rarely(words, 20, '', null, 3, { en: 'why' }),
  chapter: rarely(fc.constantFrom('通行', '标志', ''), 15, ' 标志', '通行&nbsp;', 4, '<i>灯</i>'),
  image: rarely(fc.constant(''), 15, 'a.png', null, 'none', ' '),
  tags: rarely(fc.constant(''), 15, '难;新', null, ['难']),
  difficulty: rarely(fc.constant(''), 15, '难', 2, '最难'),
  remark: words,
  score: fc.oneof(fc.nat(5), fc.constant(null), fc.boolean()),
  lang: fc.constantFrom('zh', 'en', 'ug'),
  isCorrectA: fc.constantFrom(true, false, 'no'),
  optionA: words,
  A: words,
};
const ALWAYS = ['question', 'options', 'answer'];
const OFTEN = ['id', 'type', 'explanation', 'chapter', 'image', 'score'];
const SELDOM = Object.keys(FIELDS).filter((k) => !ALWAYS.includes(k) && !OFTEN.includes(k));

const anotherName = fc.constantFrom(
  'title',
  '解析',
  'uuid',
  'key',
  'choices',
  'section',
  'B',
  'x',
  'subject',
);
/** An object with one of its keys called otherwise, at the same place. */
const renamed = ([object, from, to]: [Record<string, unknown>, string, string]) =>
  Object.fromEntries(Object.entries(object).map(([k, v]) => [k === from ? to : k, v]));

/** Records that mostly have the same keys, with those of another form and things that are none among them. */
const records = fc
  .tuple(
    fc.shuffledSubarray([...ALWAYS, ...OFTEN], { minLength: 5 }),
    fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.subarray(SELDOM, { maxLength: 2 }) },
    ),
  )
  .chain(([usual, more]) => {
    const keys = [...new Set([...usual, ...ALWAYS, ...more])];
    const of = (names: readonly string[]) =>
      fc
        .tuple(...names.map((k) => FIELDS[k] ?? words))
        .map((values) => Object.fromEntries(names.map((k, i) => [k, values[i]])));
    return fc.array(
      fc.oneof(
        { weight: 24, arbitrary: of(keys) },
        { weight: 1, arbitrary: of([...keys].reverse()) },
        { weight: 1, arbitrary: of(keys.slice(1)) },
        { weight: 2, arbitrary: fc.tuple(of(keys), fc.constantFrom(...keys), anotherName).map(renamed) },
        { weight: 1, arbitrary: of(['question', 'answer']) },
        { weight: 1, arbitrary: of(keys).map((o) => ({ '1': 'x', ...o })) },
        { weight: 1, arbitrary: fc.constantFrom<unknown>(1, null, 'x', [], {}, { title: '停车' }) },
      ),
      // As long as that, or most of what is read would be the first of its kind, which is not made in one go.
      { minLength: 4, maxLength: 14, size: 'max' },
    );
  });
const documents = fc
  .tuple(records, fc.constantFrom('list', 'data', 'chapter', 'deep', 'titled'), records)
  .chain(([list, how, other]) =>
    // Two lists of one form, or of two.
    fc.boolean().map((same): [unknown[], string, unknown[]] => {
      const half = Math.ceil(list.length / 2);
      return same ? [list.slice(0, half), how, list.slice(half)] : [list, how, other];
    }),
  )
  .map(([list, how, other]): unknown => {
    if (how === 'list') return list;
    if (how === 'data') return { data: list, total: 3 };
    if (how === 'chapter') return { '第一章 通行': list, ' 第二章': other };
    if (how === 'deep') return { 科目一: { 第一章: list, '第二章；补': other } };
    return {
      title: '<b>交规</b>',
      sections: [
        { name: '标志', questions: list },
        { name: '灯光', questions: other },
      ],
    };
  });
const circumstances = fc.oneof(
  { weight: 3, arbitrary: fc.constant(USUAL) },
  {
    weight: 1,
    arbitrary: fc.record({
      leaveOut: fc.subarray(['标志', '未分章', '没有这章']),
      ids: fc.subarray(['q1', 'q2', 'q3', '7']),
      columns: fc.constantFrom<Circumstances['columns'][]>(
        [],
        [['remark', 'explanation']],
        [['remark', 'stem']],
      ),
      maxIssues: fc.constantFrom(2, 5, 1000),
      skip: fc.nat(2),
    }),
  },
);

describe('questions made in one go', () => {
  it('are those of the ordinary way, with all that is said of them', () => {
    let direct = 0;
    fc.assert(
      fc.property(documents, circumstances, (document, given) => {
        const [planned, ordinary] = [partsOf(document, true, given), partsOf(document, false, given)];
        expect(planned.whole).toEqual(ordinary.whole);
        expect(ordinary.direct).toBe(0);
        direct += planned.direct;
      }),
      { numRuns: RUNS },
    );
    // Else nothing was compared.
    expect(direct).toBeGreaterThan(RUNS / 2);
  });

  it('name types beside words that are none', () => {
    const of = (type: string, i: number) => ({
      question: `机动车${i}`,
      options: ['减速', '停车', '让行'],
      answer: 'A',
      type,
    });
    const list = ['其他', '甲', '乙', '丙', '丁', '戊', '选择题', '选择题'].map(of);
    const { whole, direct } = partsOf(list, true, USUAL);
    expect(whole).toEqual(partsOf(list, false, USUAL).whole);
    expect(direct).toBe(2);
    expect(whole.parts[0]?.issues.filter((i) => i.code === 'BAD_TYPE')).toHaveLength(6);
  });

  it('are all but the first of a clean list', () => {
    const clean = Array.from({ length: 50 }, (_, i) => ({
      id: i === 30 ? ' x' : `q${i}`,
      question: `机动车（${i}）？`,
      options: ['减速', '停车', '让行'],
      answer: 'AB',
    }));
    expect(partsOf(clean, true, USUAL).direct).toBe(48);
  });
});

test('of clean records nothing is read but their values: a record made whole costs as much as all the rest', async () => {
  const whole = jest.spyOn(PlannedRecord.prototype, 'whole', 'get');
  const rows = Array.from({ length: 50 }, (_, i) => ({
    id: `q${i}`,
    question: `第${i}个路口应当怎样做？`,
    options: ['减速', '停车', '鸣笛', '加速'],
    answer: 'ABCD'[i % 4],
    explanation: '按信号通行。',
  }));
  const read = await readBank({ name: 'b.json', bytes: Buffer.from(JSON.stringify(rows)) });
  expect(read.candidates).toHaveLength(50);
  // The first tells what all are like.
  expect(whole.mock.calls.length).toBeLessThan(5);
  whole.mockRestore();
});
