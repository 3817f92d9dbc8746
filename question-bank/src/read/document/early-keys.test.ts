import { readOne } from '../../testing/read-one';

const text = (...lines: string[]) => readOne('题库.txt', lines.join('\n'));
const STOP = ['1、遇行人？', 'A、减速', 'B、停车'];
const FOG = ['2、雾天？', 'A、快', 'B、慢', 'C、停'];
const READ = ['遇行人？ -减速 +停车', '雾天？ -快 -慢 +停'];

test.each([
  ['参考答案：1-2：BC'],
  ['答案\n1.B 2.C'],
  ['参考答案\n一、单选题\n1-2 BC\n一、单选题（每题1分）'],
])('keys above all questions: %j', async (keys) => {
  expect((await text('科目一练习', ...keys.split('\n'), ...STOP, ...FOG)).short).toEqual(READ);
});
test('a title above questions whose answers stand below them announces nothing', async () => {
  const got = await text('科目一试题及答案', ...STOP, '答案：B', ...FOG, '答案：C');
  expect(got.short).toEqual(READ);
});

test('an answer above the number of each question is that one’s', async () => {
  expect((await text('答案：B', ...STOP, '答案：C', ...FOG)).short).toEqual(READ);
  expect((await text('一、单选题', '答案：B', ...STOP, '二、选择题', '答案：C', ...FOG)).short).toEqual(READ);
});
test('an answer below each question stays its own, also where one is missing', async () => {
  expect((await text(...STOP, '答案：B', ...FOG, '答案：C')).short).toEqual(READ);
  const got = await text(...STOP, '答案：B', ...FOG);
  expect(got.short).toEqual(READ.slice(0, 1));
  expect(got.found).toContain('NO_ANSWER 5');
});

test('a first question that lost its number keeps the answer below it, and so do all others', async () => {
  const judged = await text('绿灯可走吗', '答案：√', '2、雾天应减速。', '答案：×', '3、雨天应减速。');
  expect(judged.short).toContain('雾天应减速。 错');
  expect(judged.found).toContain('NO_ANSWER 5');
  const said = await text('绿灯可走。', '答案：√', '1、雾天应减速。', '答案：×', '2、雨天应减速。');
  expect(said.short).toContain('雾天应减速。 错');
  expect((await text('说明：答案在题目上方。', '答案：B', ...STOP, '答案：C', ...FOG)).short).toEqual(READ);
});

test('a number right before a bracket with the type begins a question', async () => {
  const got = await text(
    '1【单选题】遇行人？（）',
    'A、减速',
    'B、停车',
    '正确答案：B',
    '2【判断题】可以逆行。（）',
    '正确答案：×',
  );
  expect(got.short).toEqual(['遇行人？（） -减速 +停车', '可以逆行。（） 错']);
});
test('a type in brackets below a stem is no heading', async () => {
  const got = await text('1、遇行人？', '【单选题】', 'A、减速', 'B、停车', '答案：B');
  expect(got.short).toHaveLength(1);
});
