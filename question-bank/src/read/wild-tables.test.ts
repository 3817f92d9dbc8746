import { readOne } from '../testing/read-one';

const ASKED = '遇行人？ -减速 +停车 -加速';
const SEVERAL = '哪些违法？ +超速 -停车 +逆行';
const csv = (...rows: string[]) => readOne('题库.csv', rows.join('\n'));
const json = async (value: unknown) => (await readOne('题库.json', JSON.stringify(value))).short;
const A = ['减速', '停车', '加速'];

describe('flags at the options', () => {
  test.each([
    'A,A正确,B,B正确,C,C正确',
    'A,A_correct,B,B_correct,C,C_correct',
    'optionA,isCorrectA,optionB,isCorrectB,optionC,isCorrectC',
    '选项A,选项A是否正确,选项B,选项B是否正确,选项C,选项C是否正确',
    'Option 1,Option 1 correct,Option 2,Option 2 correct,Option 3,Option 3 correct',
    'Answer 1,Correct 1,Answer 2,Correct 2,Answer 3,Correct 3',
  ])('in columns %s', async (columns) => {
    const rows = ['遇行人？,减速,0,停车,1,加速,0', '哪些违法？,超速,是,停车,否,逆行,√'];
    const got = await csv(`题干,${columns}`, ...rows);
    expect(got.short).toEqual([ASKED, SEVERAL]);
    expect(got.issues.filter((i) => i.code === 'UNKNOWN_COLUMN')).toEqual([]);
  });
  test('none set, or one that says neither, is named with its row and is no key', async () => {
    const good = Array.from({ length: 20 }, (_, i) => `路口${i}？,减速,1,停车,0`);
    const got = await csv('题干,A,A正确,B,B正确', ...good, '雨天？,快,0,慢,0', '雾天？,快,?,慢,1');
    expect(got.candidates).toHaveLength(20);
    expect(got.found).toEqual(expect.arrayContaining(['NO_ANSWER 22', 'BAD_ANSWER 23']));
  });
  test('a column of texts that is called so is no flag', async () => {
    const got = await csv('题干,A,A正确,B,B正确', '遇行人？,减速,慢慢来,停车,停下');
    expect(got.candidates).toEqual([]);
    expect(got.found).toContain('NO_ANSWER 2');
  });
  test('an answer beside them that says otherwise keeps the row out', async () => {
    const got = await csv('题干,A,A正确,B,B正确,答案', '雨天？,快,0,慢,1,B', '遇行人？,减速,0,停车,1,A');
    expect(got.short).toEqual(['雨天？ -快 +慢']);
    expect(got.found).toEqual(['BAD_ANSWER 3']);
    const flags = { answer_a_correct: 'false', answer_b_correct: 'true' };
    const one = { question: '雨天？', answers: { answer_a: '快', answer_b: '慢' }, correct_answers: flags };
    expect(await json([{ ...one, correct_answer: 'answer_a' }])).toEqual([]);
  });
  test('in JSON, beside the options', async () => {
    const answers = { answer_a: '减速', answer_b: '停车', answer_c: '加速', answer_d: null };
    const flags = ['a', 'b', 'c', 'd'].map((l) => [`answer_${l}_correct`, String(l === 'b')]);
    const one = { question: '遇行人？', answers, correct_answers: Object.fromEntries(flags) };
    expect(await json([{ ...one, correct_answer: 'answer_b' }])).toEqual([ASKED]);
    const keys = { optionA: '减速', optionB: '停车', optionC: '加速', isCorrectA: false, isCorrectB: true };
    expect(await json([{ stem: '遇行人？', ...keys }])).toEqual([ASKED]);
  });
});

// Three questions, so that indexes tell from where they count.
test.each<[string, (q: string, right: number) => unknown]>([
  ['q a c', (q, c) => ({ q, a: A, c })],
  ['q o a', (q, a) => ({ q, o: A, a })],
  ['q c a', (q, a) => ({ q, c: A, a })],
  ['q a correct', (q, i) => ({ q, a: A, correct: A[i] })],
  ['q a by letters', (q, i) => ({ q, a: { A: '减速', B: '停车', C: '加速' }, c: 'ABC'[i] })],
  ['q a with flags', (q, i) => ({ q, a: A.map((t, at) => ({ t, c: at === i ? 1 : 0 })) })],
  ['q opts key', (question, i) => ({ question, opts: A, key: 'ABC'[i] })],
  ['small letters', (question, i) => ({ question, a: '减速', b: '停车', c: '加速', answer: 'abc'[i] })],
  ['an1', (Question, i) => ({ Question, an1: '减速', an2: '停车', an3: '加速', AnswerTrue: i + 1 })],
  ['its own key', (q, i) => ({ q, opt_a: '减速', opt_b: '停车', opt_c: '加速', answer: `opt_${'abc'[i]}` })],
  ['a stem within', (text, i) => ({ question: { text }, choices: A, answer: 'ABC'[i] })],
])('short keys of JSON: %s', async (_, make) => {
  const got = await json([make('遇行人？', 1), make('路口？', 2), make('雨天？', 0)]);
  expect(got).toEqual([ASKED, '路口？ -减速 -停车 +加速', '雨天？ +减速 -停车 -加速']);
});

test.each([
  ['乙', '甲、丙'],
  ['(B)', '(A)(C)'],
  ['{B}', '{A,C}'],
  ['二', '一、三'],
  ['Option B', 'Option A, Option C'],
  ['optionB', 'optionA;optionC'],
])('answers written %s and %s', async (one, several) => {
  const got = await csv(
    '题干\t选项A\t选项B\t选项C\t答案',
    `遇行人？\t减速\t停车\t加速\t${one}`,
    `哪些违法？\t超速\t停车\t逆行\t${several}`,
  );
  expect(got.short).toEqual([ASKED, SEVERAL]);
});
test.each(['对的 错的', '正确 不正确', '☑ ☒', '○ ×', '对√ 错×', 'A.对 B.错', '真 假'])(
  'verdicts written %s',
  async (words) => {
    const [yes = '', no = ''] = words.split(' ');
    const got = await csv('题型,题干,答案', `判断题,雨天应减速。,${yes}`, `判断题,可以逆行。,${no}`);
    expect(got.short).toEqual(['雨天应减速。 对', '可以逆行。 错']);
  },
);
test('a letter against its word is no answer', async () => {
  const got = await csv('题型,题干,A,B,答案', '判断题,雨天应减速。,正确,错误,A.错误');
  expect(got.found).toContain('BAD_ANSWER 2');
});

test.each([
  '题干（必填）,选项A（必填）,选项B（必填）,选项C（选填）,正确答案（必填，多个用逗号）',
  'Question - max 120 characters,Answer 1 - max 75 characters,Answer 2 - max 75 characters,Answer 3 - max 75 characters,Correct answer(s) - choose at least one',
  '试题正文,甲,乙,丙,标答',
  'q,a,b,c,ans',
  'Item Text,Response A,Response B,Response C,Correct Choice',
])('a header of others: %s', async (header) => {
  const got = await csv(header, '遇行人？,减速,停车,加速,B');
  expect(got.short).toEqual([ASKED]);
});
test.each([
  'A 减速 B 停车 C 加速',
  '[A]减速 [B]停车 [C]加速',
  '①减速 ②停车 ③加速',
  '1.减速 2.停车 3.加速',
  '减速$$停车$$加速',
  'A.减速、B.停车、C.加速',
])('options in one cell: %s', async (cell) => {
  const got = await csv('题干\t选项\t答案', `遇行人？\t${cell}\tB`);
  expect(got.short).toEqual([ASKED]);
});
test('a count of another thing is no key', async () => {
  const got = await csv('题干,A,B,C,答案', '几次？,三次,一次,二次,三');
  expect(got.found).toEqual(['BAD_ANSWER 2']);
  const list = [0, 1, 2].map((i) => ({ i, q: `路口${i}？`, a: A }));
  expect(await json(list)).toEqual([]);
});
test('columns a, b, c of a dump are options', async () => {
  const sql =
    "INSERT INTO `t` (`id`,`question`,`a`,`b`,`c`,`answer`) VALUES (1,'遇行人？','减速','停车','加速','B');";
  expect((await readOne('t.sql', sql)).short).toEqual([ASKED]);
});
