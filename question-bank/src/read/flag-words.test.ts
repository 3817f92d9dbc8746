import { readOne } from '../testing/read-one';
import { flagSays } from './flag-words';

const READ = ['遇行人？ -减速 +停车 -加速', '哪些违法？ +超速 -停车 +逆行'];
const QUESTIONS: [string, [string, boolean][]][] = [
  [
    '遇行人？',
    [
      ['减速', false],
      ['停车', true],
      ['加速', false],
    ],
  ],
  [
    '哪些违法？',
    [
      ['超速', true],
      ['停车', false],
      ['逆行', true],
    ],
  ],
];

test.each([
  ['√', '×'],
  ['正确', '错误'],
  ['对', '错'],
  ['True', 'False'],
  ['1', '0'],
  ['是', '否'],
  ['Y', 'N'],
  ['V', ''],
])('%j and %j say right and wrong of an option in SQL and in JSON', async (yes, no) => {
  const say = (right: boolean) => (right ? yes : no);
  const sql = QUESTIONS.flatMap(([stem, options], i) => [
    `INSERT INTO question (id, title) VALUES (${i}, '${stem}');`,
    ...options.map(
      ([t, right]) =>
        `INSERT INTO choice (question_id, content, correct) VALUES (${i}, '${t}', '${say(right)}');`,
    ),
  ]);
  const json = QUESTIONS.map(([question, options]) => ({
    question,
    options: options.map(([content, right]) => ({ content, isRight: say(right) })),
  }));
  expect((await readOne('a.sql', sql.join('\n'))).short).toEqual(READ);
  if (no !== '') expect((await readOne('a.json', JSON.stringify(json))).short).toEqual(READ);
});
test.each(['1', '对', 'TRUE', ' yes '])('%j says yes', (word) => expect(flagSays(word)).toBe(true));
test.each(['', '0', '错', 'false'])('%j says no', (word) => expect(flagSays(word)).toBe(false));
test.each(['2', 'maybe', 'B'])('%j is no flag', (word) => expect(flagSays(word)).toBeUndefined());

test.each<[string, unknown]>([
  ['numbers', (right: boolean) => (right ? 1 : 0)],
  ['booleans', (right: boolean) => right],
])('a mark for each option in the answer, as %s, is no list of places', async (_, mark) => {
  const of = mark as (right: boolean) => unknown;
  const json = QUESTIONS.map(([question, options]) => ({
    question,
    options: options.map(([t]) => t),
    answer: options.map(([, right]) => of(right)),
  }));
  expect((await readOne('a.json', JSON.stringify(json))).short).toEqual(READ);
});
test('letters and a blank are labels where three options have them, and texts where they are all there is', async () => {
  const csv = ['题目,A,B,C,答案', '遇行人？,A 减速,B 停车,C 加速,B', '选哪张图？,A,B,C,A'];
  expect((await readOne('a.csv', csv.join('\n'))).short).toEqual([READ[0], '选哪张图？ +A -B -C']);
});
test('wrong answers in a list called only that', async () => {
  const json = [{ question: '遇行人？', correct: '停车', incorrect: ['减速', '加速'] }];
  expect((await readOne('a.json', JSON.stringify(json))).short).toEqual(['遇行人？ +停车 -减速 -加速']);
});
