import { readOne } from '../../testing/read-one';

const text = (...lines: string[]) => readOne('题库.txt', lines.join('\n'));
const READ = ['遇行人？ -减速 +停车 -加速', '雾天？ +慢行 -加速 +开雾灯'];

test('options behind circles and boxes without letters, as forms export them', async () => {
  const got = await text(
    '1. 遇行人？ [单选题] *',
    '○减速',
    '○停车(正确答案)',
    '○加速',
    '2. 雾天？ [多选题] *',
    '□慢行(正确答案)',
    '□加速',
    '□开雾灯(正确答案)',
    '3. 可以倒车。 [判断题] *',
    '○对',
    '○错(正确答案)',
  );
  expect(got.short).toEqual([...READ, '可以倒车。 错']);
});
test('circles before right and wrong are no part of the statement', async () => {
  const got = await text(
    '1. 应停车。',
    '○ 正确',
    '○ 错误',
    '答案：正确',
    '2. 可倒车。',
    '○ 对',
    '○ 错',
    '答案：错',
  );
  expect(got.short).toEqual(['应停车。 对', '可倒车。 错']);
});
test('a ticked box is the key where nothing else is', async () => {
  const got = await text(
    '1. 遇行人？',
    '☐ 减速',
    '☑ 停车',
    '☐ 加速',
    '2. 雾天？',
    '☑慢行',
    '☐加速',
    '☑开雾灯',
  );
  expect(got.short).toEqual(READ);
});
test('circles before letters, and a circle alone, are nothing of their own', async () => {
  const got = await text(
    '1. 遇行人？',
    '○ A. 减速',
    '○ B. 停车',
    '○ C. 加速',
    '答案：B',
    '2. 可以倒车。',
    '答案：×',
  );
  expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速', '可以倒车。 错']);
});
test('letters in circles', async () => {
  const got = await text(
    '1. 遇行人？',
    'Ⓐ减速',
    'Ⓑ停车',
    'Ⓒ加速',
    '答案：Ⓑ',
    '2. 车速？',
    'Ⓐ30',
    'Ⓑ40',
    '答案：A',
  );
  expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速', '车速？ +30 -40']);
});

test.each([
  [['(1)减速 (2)停车 (3)加速'], '2'],
  [['（1）减速', '（2）停车', '（3）加速'], '（2）'],
  [['1) 减速', '2) 停车', '3) 加速'], '2'],
  [['1. 减速', '2. 停车', '3. 加速'], '2。'],
])('options with numbers %j that the answer names', async (options, answer) => {
  const got = await text(
    '1、遇行人？',
    ...options,
    `答案：${answer}`,
    '2、雨天？',
    'A、快',
    'B、慢',
    '答案：B',
  );
  expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速', '雨天？ -快 +慢']);
});
test('numbered statements above lettered options stay in the stem', async () => {
  const got = await text('1、正确的是？', '(1) 停车', '(2) 加速', 'A. (1)', 'B. (2)', '答案：A');
  expect(got.short).toEqual(['正确的是？\n(1) 停车 (2) 加速 +(1) -(2)'.replace(' (2) 加', '\n(2) 加')]);
});
test('numbered judge questions with numbers for answers are no options of one question', async () => {
  const got = await text(
    '判断',
    '1. 应停车。',
    '答案：0',
    '2. 可倒车。',
    '答案：0',
    '3. 可掉头。',
    '答案：1',
  );
  expect(got.read).toBe(3);
  const listed = await text('一、判断题', '1. 应停车。', '2. 可倒车。', '答案：1、2');
  expect(listed.read).toBe(2);
});
test('a question that asks for one of several and lists none is refused, never judged', async () => {
  const got = await text(
    '1、遇行人应当怎样？',
    '答案：B',
    '2、可以倒车。',
    '答案：B',
    '3、可以倒车吗？',
    '答案：B',
  );
  expect(got.short).toEqual(['可以倒车。 错', '可以倒车吗？ 错']);
  expect(got.read).toBe(3);
});

test('Russian tickets with numbered options, and sheets with Cyrillic letters', async () => {
  const ticket = ['Билет 1', 'Вопрос 1', 'Где стоянка?', '1. Слева.', '2. Справа.', 'Правильный ответ: 2'];
  const more = [
    'Вопрос 2',
    'Кто первый?',
    '1. Трамвай.',
    '2. Автобус.',
    'Правильный ответ: 1',
    'Комментарий: Трамвай.',
  ];
  const got = await text(...ticket, ...more);
  expect(got.short).toEqual(['Где стоянка? -Слева. +Справа.', 'Кто первый? +Трамвай. -Автобус.']);
  expect(got.candidates[1]?.question).toMatchObject({
    chapter: 'Билет 1',
    explanation: { 'zh-CN': 'Трамвай.' },
  });
  const sheet = [
    '1. Где стоянка?',
    'а) Слева.',
    'б) Справа.',
    '2. Кто первый?',
    'а) Трамвай.',
    'б) Автобус.',
  ];
  const read = ['Где стоянка? -Слева. +Справа.', 'Кто первый? +Трамвай. -Автобус.'];
  expect((await text(...sheet.slice(0, 3), 'Ответ: б', ...sheet.slice(3), 'Ответ: а')).short).toEqual(read);
  expect((await text(...sheet, 'Ответы:', '1 - Б', '2 - А')).short).toEqual(read);
});
test('Mongolian in Cyrillic, with Cyrillic or Latin letters', async () => {
  const sheet = (a: string, b: string) =>
    text(
      '1. Явган зорчигч?',
      `${a}. Зогсоно`,
      `${b}. Явна`,
      `Зөв хариулт: ${a}`,
      '2. Бороо?',
      `${a}. Хурдан`,
      `${b}. Удаан`,
      `Хариулт: ${b}`,
    );
  const read = ['Явган зорчигч? +Зогсоно -Явна', 'Бороо? -Хурдан +Удаан'];
  expect((await sheet('А', 'Б')).short).toEqual(read);
  expect((await sheet('A', 'B')).short).toEqual(read);
});

test('Markdown: lists of tasks below headings, and pages that begin with a tag', async () => {
  const tasks = await readOne(
    'q.md',
    '### 1. Yellow light?\n\n- [ ] Go\n- [x] Stop\n\n### 2. Rain?\n\n- [x] Slow\n- [ ] Fast\n',
  );
  expect(tasks.short).toEqual(['Yellow light? -Go +Stop', 'Rain? +Slow -Fast']);
  const tags = await readOne(
    'q.md',
    '<h3>1. 遇行人？</h3>\n<p>A. 减速</p>\n<p>B. 停车</p>\n<p><b>答案：B</b></p>\n',
  );
  expect(tags.short).toEqual(['遇行人？ -减速 +停车']);
});
