import { readOne } from '../../testing/read-one';

const QUESTIONS = [
  '一、判断题',
  '1、雨天应减速。',
  '2、可以逆行。',
  '3、可以超车。',
  '二、单选题（每题2分）',
  '1、遇行人？',
  'A、减速',
  'B、停车',
  'C、加速',
  '2、雾天？',
  'A、快',
  'B、慢',
];
const READ = [
  '雨天应减速。 对',
  '可以逆行。 错',
  '可以超车。 对',
  '遇行人？ -减速 +停车 -加速',
  '雾天？ -快 +慢',
];
const text = (...lines: string[]) => readOne('题库.txt', lines.join('\n'));

test.each([
  ['参考答案\n一、1√ 2× 3√\n二、1B 2B'],
  ['参考答案\n一、1√，2×，3√\n二、1、B 2、B'],
  ['答案：\n一、1～3：√×√\n二、1-2 BB'],
  ['答案：一、判断题 1.对 2.错 3.对 二、单选题 1.B 2.B'],
  ['参考答案：一、判断题：1.√ 2.× 3.√；二、单选题：1.B；2.B'],
  ['一、1√ 2× 3√\n二、1B 2B'],
  ['\n一、 √×√\n二、 BB'],
  ['答案\n(一)1.Y 2.N 3.Y\n(二)1.B 2.B'],
  ['参考答案\n【判断题】\n1、√ 2、× 3、√\n【单选题】\n1、B 2、B'],
  ['参考答案\n判断：√×√\n单选：BB'],
  ['参考答案\n一、判断题 1-3 TFT\n二、单选题 1—B 2—B'],
  ['参考答案\n一、判断题\n1=√ 2=× 3=√\n二、单选题\n1-b, 2-b'],
  ['一、判断题\n1.√ 2.× 3.√\n二、单选题\n1.B 2.B'],
])('keys by sections: %j', async (keys) => {
  const got = await text(...QUESTIONS, ...keys.split('\n'));
  expect(got.short).toEqual(READ);
});
test('a question whose key is missing stays without, and keys of no section are named', async () => {
  const got = await text(...QUESTIONS, '答案', '一、1√ 2×', '二、1B 2B 3A', '四、1A 2B');
  expect(got.short).toEqual([READ[0], READ[1], READ[3], READ[4]]);
  expect(got.found).toEqual(['ANSWER_WITHOUT_QUESTION 15', 'ANSWER_WITHOUT_QUESTION 16', 'NO_ANSWER 4']);
});
test('the right option as forms export it', async () => {
  const got = await text('1.遇行人？', '○A. 减速', '●B. 停车（正确答案）', '○C. 加速');
  expect(got.short).toEqual([READ[3]]);
});
test('Aiken with numbers in front of the stems', async () => {
  const got = await text(
    'Q1: 遇行人？',
    'A. 减速',
    'B. 停车',
    'C. 加速',
    'ANSWER: B',
    '',
    '2. 雾天？',
    'A. 快',
    'B. 慢',
    'ANSWER: B',
  );
  expect(got.short).toEqual(READ.slice(3));
});
test('options counted by other signs than letters are not lost: the question is refused', async () => {
  const got = await text('1、遇行人？', '子、减速', '丑、停车', '寅、加速', '答案：丑');
  expect(got.candidates).toEqual([]);
});
test('a text that begins with a type in brackets is no JSON', async () => {
  const got = await text('[单选题] 1.遇行人？', 'A. 减速', 'B. 停车', 'C. 加速', '正确答案：B');
  expect(got.short).toEqual([READ[3]]);
});
