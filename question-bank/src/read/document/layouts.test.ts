import { readOne } from '../../testing/read-one';

const text = (...lines: string[]) => readOne('题库.txt', lines.join('\n'));
const OPTIONS = ['A、减速', 'B、停车', 'C、加速'];

test('everything on one line, from the first question to the last', async () => {
  const got = await text(
    '1、雨天应减速。 答案：√ 2、可以逆行。 答案：× 3、遇行人？ A、减速 B、停车 C、加速 答案：B 4、哪些违法？ A、超速 B、停车 C、逆行 答案：AC ',
  );
  expect(got.short).toEqual([
    '雨天应减速。 对',
    '可以逆行。 错',
    '遇行人？ -减速 +停车 -加速',
    '哪些违法？ +超速 -停车 +逆行',
  ]);
});
test.each(['应选：B', '选B', '选B。', '故选：B', '本题选：B', '解答：路滑。\n答案：B'])(
  'the answer is said as %j',
  async (answer) => {
    const got = await text('1、遇行人？', ...OPTIONS, ...answer.split('\n'), '2、雨天？', ...OPTIONS, '选A');
    expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速', '雨天？ +减速 -停车 -加速']);
  },
);
test.each(['解答', '提示', '【提示】'])('explanations behind %s', async (word) => {
  const got = await text(
    '1、遇行人？',
    ...OPTIONS,
    '答案：B',
    `${word}${word.startsWith('【') ? '' : '：'}先停车。`,
  );
  expect(got.candidates[0]?.question.explanation).toEqual({ 'zh-CN': '先停车。' });
});
test('options with circled numbers, where the answers are written so too', async () => {
  const got = await text(
    '1．遇行人？',
    '①减速  ②停车  ③加速',
    '答案：②',
    '2．雨天？',
    '①快',
    '②慢',
    '答案：①②',
  );
  expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速', '雨天？ +快 +慢']);
  const letters = await text('1．遇行人？', '①减速  ②停车  ③加速', '答案：B');
  expect(letters.candidates).toEqual([]);
});
test('an option in brackets that begins with a circled number is an option', async () => {
  const got = await text('1、顺序是？ ①停车 ②逃生', '【A】①②', '【B】②①', '答案：A');
  expect(got.short).toEqual(['顺序是？\n①停车 ②逃生 +①② -②①'.replace('\n', ' ')]);
});
test('numbers with a dash', async () => {
  const got = await text('1- 雨天应减速。', '答案：√', '2- 可以逆行。', '答案：×');
  expect(got.short).toEqual(['雨天应减速。 对', '可以逆行。 错']);
});
test('a question that swallowed another is refused, not given the wrong answer', async () => {
  const got = await text(
    '1、遇行人？',
    ...OPTIONS,
    '答案：B',
    '解析：先停车。',
    '雨天？',
    ...OPTIONS,
    '答案：A',
    '3、雾天应减速。',
    '答案：√',
  );
  expect(got.short).toEqual(['雾天应减速。 对']);
  expect(got.read).toBe(2);
  expect(got.found).toContain('BAD_FIELD 11');
});
test('查看答案 above the answer of one question is no answer list', async () => {
  const got = await readOne(
    '题库.md',
    [
      '## 多选题',
      '**1.** 哪些违法？',
      '',
      'A. 超速<br>',
      'B. 停车<br>',
      'C. 逆行<br>',
      '',
      '<details><summary>查看答案</summary>',
      '',
      '答案：AC',
      '',
      '</details>',
      '',
      '**2.** 哪些危险？',
      '',
      'A. 超速<br>',
      'B. 停车<br>',
      'C. 逆行<br>',
      '',
      '<details><summary>查看答案</summary>',
      '',
      '答案：ABC',
      '',
      '</details>',
    ].join('\n'),
  );
  expect(got.short).toEqual(['哪些违法？ +超速 -停车 +逆行', '哪些危险？ +超速 +停车 +逆行']);
});
test('a list without numbers: several letters are one answer where several are asked for', async () => {
  const questions = (n: number) =>
    Array.from({ length: n }, (_, i) => [`${i + 1}、题目${i}？`, ...OPTIONS]).flat();
  const got = await text(
    '一、单选题',
    ...questions(4),
    '二、多选题',
    ...questions(3),
    '参考答案',
    '一、单选题',
    'ABCA',
    '二、多选题',
    'AB AC',
    'ABC',
  );
  expect(got.candidates.map((c) => c.question.answer.join(''))).toEqual([
    'A',
    'B',
    'C',
    'A',
    'AB',
    'AC',
    'ABC',
  ]);
});
test('a title above a table of questions is no question', async () => {
  const got = await readOne('题库.md', '驾驶理论题库\n\n| 题目 | 答案 |\n|---|---|\n| 雨天应减速。 | 对 |\n');
  expect(got).toMatchObject({ read: 1, short: ['雨天应减速。 对'] });
});

const markdown = (...lines: string[]) => readOne('题库.md', lines.join('\n'));
test('task lists: the ticked items are right', async () => {
  const got = await markdown(
    ...['1. 红灯亮时？', '- [ ] 加速', '- [x] 停车', '- [ ] 鸣笛', ''],
    ...['2. 可以继续通行。', '- [x] 对', '- [ ] 错', ''],
    ...['3. 哪些违法？', '* [X] 酒驾', '* [ ] 让行', '* [x] 超速'],
  );
  expect(got.short).toEqual([
    '红灯亮时？ -加速 +停车 -鸣笛',
    '可以继续通行。 对',
    '哪些违法？ +酒驾 -让行 +超速',
  ]);
});
test('plain lists below a question are its options; those below an answered one are remarks', async () => {
  const got = await markdown(
    ...['1. 红灯亮时？', '   - 加速', '   - **停车**', '   - 鸣笛', ''],
    ...['2. 黄灯亮时？', '- 加速', '- 停车', '', '答案：B', ''],
    ...['3. 可以继续通行。（√）', '- 说明一', '- 说明二'],
  );
  expect(got.short).toEqual(['红灯亮时？ -加速 +停车 -鸣笛', '黄灯亮时？ -加速 +停车', '可以继续通行。 对']);
  expect(got.issues.filter((i) => i.code === 'TEXT_SKIPPED').map((i) => i.at.row)).toEqual([13, 14]);
});
test('a dash behind the letter of an option', async () => {
  const got = await text(
    '1. 红灯亮时？',
    'A-加速',
    'B-停车',
    'C-鸣笛',
    '答案：B',
    '2. 绿灯？',
    'A - 停  B - 走',
    '答案：B',
  );
  expect(got.short).toEqual(['红灯亮时？ -加速 +停车 -鸣笛', '绿灯？ -停 +走']);
  const road = await text('1. 由 A-B 路段驶出应让行。', '答案：对');
  expect(road.short).toEqual(['由 A-B 路段驶出应让行。 对']);
});
test('circled options with letters as answers, where it can only be a choice', async () => {
  const two = ['1、哪些违法？', '①酒驾 ②超速 ③让行', '答案：AB'];
  expect((await text(...two)).short).toEqual(['哪些违法？ +酒驾 +超速 -让行']);
  expect((await text('一、单项选择题', '1、遇行人？', '①减速 ②停车', '答案：B')).short).toEqual([
    '遇行人？ -减速 +停车',
  ]);
  // A lone A may mean that all of it is right.
  const lone = await text('1、应当①减速②停车③让行。', '答案：A', '2、哪些违法？', '①酒驾 ②超速', '答案：AB');
  expect(lone.short.some((q) => q.includes('+减速'))).toBe(false);
});
test('an asterisk before the right options', async () => {
  const got = await text('1、红灯？', '*A、停', 'B、走', '2、哪些违法？', '*A、酒驾', 'B、让行', '*C、超速');
  expect(got.short).toEqual(['红灯？ +停 -走', '哪些违法？ +酒驾 -让行 +超速']);
});
test('sentences without numbers, each with its sign', async () => {
  const got = await text('判断题', '红灯应停车。（√）', '绿灯应停车。（×）', '', '黄灯可抢行。(错)');
  expect(got.short).toEqual(['红灯应停车。 对', '绿灯应停车。 错', '黄灯可抢行。 错']);
});
test('the only heading of the highest level names the bank, unless it says that it is a chapter', async () => {
  const one = (title: string) =>
    readOne('题库.md', `# ${title}\n\n1、雨天应减速。（√）\n\n## 第二节 信号\n\n2、可以逆行。（×）\n`);
  const named = async (title: string) => {
    const { name, candidates } = await one(title);
    return [name?.['zh-CN'], ...candidates.map((c) => c.question.chapter)];
  };
  expect(await named('科目一题库')).toEqual(['科目一题库', '未分章', '第二节 信号']);
  expect(await named('第一章 通行')).toEqual([undefined, '第一章 通行', '第二节 信号']);
});
