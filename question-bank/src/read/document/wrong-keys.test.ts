import { readOne } from '../../testing/read-one';

const text = (...lines: string[]) => readOne('题库.txt', lines.join('\n'));
const STOP = ['1、遇行人？', 'A、减速', 'B、停车', 'C、加速'];
const FOG = ['2、雾天？', 'A、减速', 'B、加速', 'C、开灯'];

test('a tick in one of two brackets is the key, wherever the words stand', async () => {
  const got = await text(
    '1、应停车。',
    '正确（√） 错误（ ）',
    '2、可倒车。（ ）',
    '□正确 ☑错误',
    '3、可掉头。 正确（ ）错误（√）',
  );
  expect(got.short).toEqual(['应停车。 对', '可倒车。（ ） 错', '可掉头。 错']);
});
test('the letter of a motorcycle class in a stem is no key, and stays', async () => {
  const got = await text(
    '1、持有普通三轮摩托车（D）驾驶证，可以驾驶什么？',
    'A、汽车',
    'B、轻便摩托车',
    'C、货车',
    'D、客车',
    '答案：B',
    '2、只有轻便摩托车（F）驾驶证，可以驾驶汽车。',
    ...STOP.slice(0, 1).map((l) => l.replace('1', '3')),
    ...STOP.slice(1),
    '答案：B',
  );
  expect(got.short).toEqual([
    '持有普通三轮摩托车（D）驾驶证，可以驾驶什么？ -汽车 +轻便摩托车 -货车 -客车',
    '遇行人？ -减速 +停车 -加速',
  ]);
  expect(got.found.join()).toContain('NO_ANSWER');
});
test('letters that no single question can have are not the last question’s answer', async () => {
  const got = await text(...STOP, ...FOG, '参考答案：BAB');
  expect(got.short).toEqual([]);
  expect(got.found).toContain('ANSWER_WITHOUT_QUESTION 9');
  const twice = await text(...STOP, '答案：BB');
  expect(twice.found).toContain('BAD_FIELD 5');
  const order = await text(...STOP, '答案：B', ...FOG, '答案：CA');
  expect(order.short).toEqual(['遇行人？ -减速 +停车 -加速', '雾天？ +减速 -加速 +开灯']);
});
test('an answer that names its options with their texts keeps all of them', async () => {
  const got = await text(...STOP, '答案：B、停车', ...FOG, '答案：A、减速；C、开灯');
  expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速', '雾天？ +减速 -加速 +开灯']);
});
test('a type in brackets before a statement is no heading, one alone or before a remark is', async () => {
  const got = await text(
    '【单选题】遇行人？',
    'A.减速',
    'B.停车',
    '【答案】B',
    '',
    '【判断题】可以倒车。',
    '【答案】错误',
  );
  expect(got.short).toEqual(['遇行人？ -减速 +停车', '可以倒车。 错']);
  const heads = await text(
    '【判断题】（共1题）',
    '1、可以倒车。',
    '【单选题】',
    '1、遇行人？',
    'A.减速',
    'B.停车',
    '答案',
    '一、1×',
    '二、1B',
  );
  expect(heads.read).toBe(2);
});
test('papers in one document are not glued to the question above them', async () => {
  const got = await text('试卷一', '1、应停车。', '试卷二', '1、可倒车。', '答案', '1.√ 1.×');
  expect(got.short).toEqual(['应停车。 对', '可倒车。 错']);
});
test('right options marked in English, Russian and by the tick of a chat', async () => {
  const got = await text(
    '1. Yellow?',
    'A) Go',
    'B) Stop (Correct)',
    '2. Rain?',
    'A) Slow (Correct answer)',
    'B) Fast',
  );
  expect(got.short).toEqual(['Yellow? -Go +Stop', 'Rain? +Slow -Fast']);
  expect((await text('√ 1、应停车。', '× 2、可倒车。')).short).toEqual(['应停车。 对', '可倒车。 错']);
});

test('keys in columns, with reasons, and of questions without numbers', async () => {
  const more = ['3、雨天？', 'A、快', 'B、慢', '4、夜间？', 'A、远光', 'B、近光'];
  const read = ['遇行人？ -减速 +停车 -加速', '雾天？ +减速 -加速 -开灯'];
  const columns = await text(...STOP, ...FOG, ...more, '参考答案', '1. B    3. A', '2. A    4. B');
  expect(columns.short).toEqual([...read, '雨天？ +快 -慢', '夜间？ -远光 +近光']);
  const reasons = await text(...STOP, ...FOG, '参考答案及解析', '1.B。先停车。', '2.A。要减速。');
  expect(reasons.short).toEqual(read);
  expect(reasons.candidates[0]?.question.explanation).toEqual({ 'zh-CN': '先停车。' });
  const bare = (l: string[]) => l.map((t) => t.replace(/^\d、/, ''));
  expect((await text(...bare(STOP), '', ...bare(FOG), '', '参考答案：1.B 2.A')).short).toEqual(read);
});
test('numbers in words of their own are no part of the stem', async () => {
  const got = await text(
    '题号：1',
    '题型：单选题',
    '题干：遇行人？',
    '选项A：减速',
    '选项B：停车',
    '答案：B',
    '题号：2',
    '题型：判断题',
    '题干：可倒车。',
    '答案：错',
  );
  expect(got.short).toEqual(['遇行人？ -减速 +停车', '可倒车。 错']);
  const chinese = await text(
    '一、遇行人？',
    'A. 减速',
    'B. 停车',
    '答案：B',
    '二、三级公路可倒车？',
    'A. 是',
    'B. 不行',
    '答案：B',
  );
  expect(chinese.short).toEqual(['遇行人？ -减速 +停车', '二、三级公路可倒车？ -是 +不行']);
});

test('cars A and B in a stem are no options, and a letter that comes again refuses the question', async () => {
  const got = await text('1、如A、B两车相遇，A车直行，B车左转，谁先行？', 'A、A车', 'B、B车', '答案：A');
  expect(got.short).toEqual(['如A、B两车相遇，A车直行，B车左转，谁先行？ +A车 -B车']);
  expect((await text('1、谁先行？A、直行车 B、转弯车', '答案：A')).short).toEqual([
    '谁先行？ +直行车 -转弯车',
  ]);
  const again = await text('1、谁先行？', 'A、甲车', 'B、乙车', 'B、丙车', '答案：B');
  expect(again.short).toEqual([]);
  expect(again.found).toContain('BAD_FIELD 4');
});
test('a heading that says that A is wrong and B right', async () => {
  const got = await text('一、判断题（A错误 B正确）', '1、应停车。（B）', '2、可倒车。', '答案：A');
  expect(got.short).toEqual(['应停车。 对', '可倒车。 错']);
  const usual = await text('一、判断题（A正确 B错误）', '1、应停车。', '答案：A');
  expect(usual.short).toEqual(['应停车。 对']);
});
test('a list of keys that does not come out even is named, and nothing is taken from it', async () => {
  const got = await text(...STOP, ...FOG, '参考答案', '1-3 AB 2 C');
  expect(got.short).toEqual([]);
  expect(got.found).toContain('ANSWER_WITHOUT_QUESTION 10');
  expect((await text(...STOP, ...FOG, '参考答案', '1-2 BA')).short).toHaveLength(2);
});
test('what learners chose, their points and a share of right answers are no part of the last option', async () => {
  const got = await text(
    ...STOP,
    '你选择了：A',
    '答案：B',
    '难度: 0.5',
    '得分: 0',
    ...FOG,
    '您的答案：B　回答错误',
    '正确答案：A',
  );
  expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速', '雾天？ +减速 -加速 -开灯']);
});
test('answers of several letters for several questions, and keys without anything between them', async () => {
  const two = ['一、多选题', ...STOP, ...FOG];
  expect((await text(...two, '参考答案：AB、AC')).short).toEqual([
    '遇行人？ +减速 +停车 -加速',
    '雾天？ +减速 -加速 +开灯',
  ]);
  expect((await text(...STOP, ...FOG, '答案：1B2A')).short).toEqual([
    '遇行人？ -减速 +停车 -加速',
    '雾天？ +减速 -加速 -开灯',
  ]);
  expect((await text('1. You must stop. T', '2. You may park. F')).short).toEqual([
    'You must stop. 对',
    'You may park. 错',
  ]);
});

test('ordinary forms beside them: a label above each answer, a first question without a number, 不正确选B', async () => {
  const numbers = [
    '1. 车速？',
    'A. 30',
    'B. 40',
    '参考答案：',
    'B',
    '2. 车距？',
    'A. 12',
    'B. 6',
    '参考答案：',
    'A',
  ];
  expect((await text(...numbers)).short).toEqual(['车速？ -30 +40', '车距？ +12 -6']);
  const first = await text(
    '遇行人？',
    'A、减速',
    'B、停车',
    '答案：B',
    '2、雾天？',
    'A、快',
    'B、慢',
    '答案：B',
    '3、雨天？',
    'A、快',
    'B、慢',
  );
  expect(first.short).not.toContain('雨天？ -快 +慢');
  const heading = await text(
    '一、判断题（正确选A，不正确选B）',
    '1、应停车。',
    '答案：A',
    '2、可倒车。',
    '答案：B',
  );
  expect(heading.short).toEqual(['应停车。 对', '可倒车。 错']);
});
test('items in brackets of a question that is answered by yes or no keep their numbers', async () => {
  const asked = await text('1、信号包括(1)灯 (2)标志，对吗？', '答案：1', '2、红灯停。', '答案：0');
  expect(asked.short).toEqual(['信号包括(1)灯 (2)标志，对吗？ 对', '红灯停。 错']);
  const said = await text('1、应(1)减速 (2)停车。', '答案：1', '2、可以：', '(1)超速', '(2)逆行', '答案：0');
  expect(said.short).toEqual(['应(1)减速 (2)停车。 对', expect.stringMatching(/^可以：[^]*逆行 错$/)]);
});
test('options numbered without marks make no right-or-wrong question', async () => {
  const bare = await text(
    '1、红灯（ ）。',
    '1 停 2 走 3 跑',
    '答案：2',
    '2、绿灯（ ）。',
    '1 停 2 走',
    '答案：1',
  );
  expect(bare.short).toEqual([]);
  const dots = await text('1、实习期为（ ）个月。', '1．6 2．12 3．18', '答案：2');
  expect(dots.short).toEqual([]);
});
