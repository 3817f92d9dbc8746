import { readOne } from '../../testing/read-one';

const text = (...lines: string[]) => readOne('题库.txt', lines.join('\n'));
const OPTIONS = ['A、减速', 'B、停车', 'C、加速'];

test.each([
  '您的答案：A  正确答案：B',
  '我的答案: A 正确答案: B',
  '考生答案：A；正确答案：B',
  'Your answer: A Correct answer: B',
])('what somebody answered is never the key: %j', async (line) => {
  const got = await text('1. 遇行人？', ...OPTIONS, line, '2. 可以逆行。', '你的答案：√ 正确答案：×');
  expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速', '可以逆行。 错']);
});
test('what somebody answered with the texts of several options is neither key nor part of an option', async () => {
  const got = await text('1. 遇行人？', ...OPTIONS, '我的答案: AC:减速;加速;', '正确答案: AB:减速;停车;');
  expect(got.short).toEqual(['遇行人？ +减速 +停车 -加速']);
});
test('blocks with a word before every part, without numbers', async () => {
  const block = (type: string, stem: string, answer: string, options: string[]) => [
    `题型：${type}`,
    `题干：${stem}`,
    ...options.map((o) => `选项${o.replace('、', '：')}`),
    `答案：${answer}`,
    '解析：按规定。',
  ];
  const parts = [
    ...block('单选题', '遇行人？', 'B', OPTIONS),
    ...block('多选题', '哪些违法？', 'AC', OPTIONS),
    '',
    ...block('判断题', '可以逆行。', '错误', []),
  ];
  const got = await text(...parts);
  expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速', '哪些违法？ +减速 -停车 +加速', '可以逆行。 错']);
  expect(got.candidates.map((c) => c.question.type)).toEqual(['single', 'multi', 'judge']);
});
test('a form exported with its types behind the stems and its keys behind the options', async () => {
  const got = await text(
    '1. 遇行人？[单选题]*(分值：5)',
    'A.减速',
    'B.停车(正确答案)',
    '',
    '2. 可以逆行。[判断题]',
    '对',
    '错(正确答案)',
    '3. 应系安全带。[判断题]',
    '对（正确答案）',
    '错',
  );
  expect(got.short).toEqual(['遇行人？ -减速 +停车', '可以逆行。 错', '应系安全带。 对']);
});
test('a number that answers options numbered in the stem makes no right-or-wrong question', async () => {
  const lines = ['1) stop', '2) slow down', '3) overtake'];
  const got = await text(
    'Question 1',
    'A pedestrian?',
    ...lines,
    'Correct answer: 1',
    '',
    'Question 2',
    'Rain?',
    ...lines,
    'Correct answer: 2',
  );
  expect(got.short).toEqual(['A pedestrian? +stop -slow down -overtake', 'Rain? -stop +slow down -overtake']);
});
test('a small letter with the text of its option', async () => {
  const got = await text(
    'Q1. Rain?',
    'a) stop',
    'b) slow down',
    'Answer: b) slow down',
    'Explanation: It is wet.',
  );
  expect(got.short).toEqual(['Rain? -stop +slow down']);
  expect(got.found).toEqual([]);
});
test('a line drawn before the answer is no part of the last option', async () => {
  const got = await text('1、遇行人？', ...OPTIONS, '————答案：B', '2、雨天？', ...OPTIONS, '----答案：A');
  expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速', '雨天？ +减速 -停车 -加速']);
});
describe('words of a sentence are nobody’s answer', () => {
  test('他的选择, 学员的回答 in what is right or wrong', async () => {
    const got = await text(
      '1. 老张在学校门口减速让行，他的选择是正确的。',
      '答案：对',
      '2. 教练问能否疲劳驾驶，学员的回答是错误的。',
      '答案：错',
    );
    expect(got.short).toEqual([
      '老张在学校门口减速让行，他的选择是正确的。 对',
      '教练问能否疲劳驾驶，学员的回答是错误的。 错',
    ]);
  });
  test('你的选择是 and 其他选择 before options', async () => {
    const got = await text(
      '1. 遇校车停靠，你的选择是：A.停车 B.超车 C.鸣笛',
      '答案：A',
      '2. 遇行人，您的选择是：',
      'A、减速',
      'B、加速',
      '答案：A',
      '3. 爆胎时，除握稳方向外，其他选择：A.急刹 B.缓踩制动',
      '答案：B',
      '4. 遇老人过街',
      '你的选择是：',
      'A、减速',
      'B、加速',
      '答案：A',
    );
    expect(got.short).toEqual([
      '遇校车停靠，你的选择是： +停车 -超车 -鸣笛',
      '遇行人，您的选择是： +减速 -加速',
      '爆胎时，除握稳方向外，其他选择： -急刹 +缓踩制动',
      '遇老人过街你的选择是： +减速 -加速',
    ]);
  });
  test.each([
    '您的答案：A. 减速 正确答案：B',
    '您的选择：A\n正确答案：B',
    '正确答案：B 您的答案：A',
    '您的答案：A正确答案：B',
  ])('and yet %j is no key', async (line) => {
    const got = await text('1. 遇行人？', ...OPTIONS, line);
    expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速']);
  });
});
