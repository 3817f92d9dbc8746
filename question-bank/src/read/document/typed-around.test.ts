import { readOne } from '../../testing/read-one';

const text = (...lines: string[]) => readOne('题库.txt', lines.join('\n'));
const OPTIONS = ['A、减速', 'B、停车', 'C、加速'];

describe('options labelled 甲、乙、丙', () => {
  const OPTIONS = ['甲、减速', '乙、停车', '丙、加速'];
  test('with the answer below', async () => {
    const got = await text(
      '1、遇行人？',
      ...OPTIONS,
      '答案：乙',
      '2、哪些违法？',
      ...OPTIONS,
      '答案：甲、丙',
    );
    expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速', '哪些违法？ +减速 -停车 +加速']);
  });
  test('on one line, with a list of keys', async () => {
    const got = await text(
      '1、遇行人？',
      OPTIONS.join('　'),
      '2、雨天？',
      OPTIONS.join('　'),
      '答案：1.乙 2.甲',
    );
    expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速', '雨天？ +减速 -停车 -加速']);
  });
  test('vehicles 甲 and 乙 in a stem or an option are no labels', async () => {
    const got = await text('1、甲、乙两车相撞，谁负责？', 'A、甲、乙都负责', 'B、乙', 'C、甲', '答案：C');
    expect(got.short).toEqual(['甲、乙两车相撞，谁负责？ -甲、乙都负责 -乙 +甲']);
  });
});
describe('statements of 甲 and 乙 above options A, B, C stay in the stem', () => {
  test.each([
    ['甲：雾天应开雾灯。', '乙：雾天可开远光灯。'],
    ['甲、雾天应开雾灯', '乙、雾天可开远光灯'],
    ['甲说：雾天应开雾灯。', '乙说：雾天可开远光灯。'],
  ])('%s', async (first, second) => {
    const about = ['1. 下列说法正确的是', first, second];
    const got = await text(
      ...about,
      'A. 甲说的对',
      'B. 乙说的对',
      'C. 甲、乙',
      '答案：A',
      '2. 遇行人（甲）？',
      'A. 停',
      'B. 行',
      '答案：A',
    );
    expect(got.short).toEqual([
      `${about.join('').slice(3)} +甲说的对 -乙说的对 -甲、乙`,
      '遇行人（甲）？ +停 -行',
    ]);
  });
  test('with the options on one line, and beside a question whose options are 甲 and 乙', async () => {
    const got = await text(
      '1. 谁说得对',
      '甲：可以超车',
      '乙：不能超车',
      'A.甲 B.乙 C.都对',
      '2. 谁先行？',
      '甲、救护车',
      '乙、货车',
      '参考答案',
      '1.B 2.甲',
    );
    expect(got.short).toEqual(['谁说得对甲：可以超车乙：不能超车 -甲 +乙 -都对', '谁先行？ +救护车 -货车']);
  });
  test('above 答案：对 too', async () => {
    const got = await text('1. 甲和乙都对', '甲：雨天应减速', '乙：雨天应加大车距', '答案：对');
    expect(got.short).toEqual(['甲和乙都对甲：雨天应减速乙：雨天应加大车距 对']);
  });
});
test.each(['答案：1.b 2.ac', '参考答案\n1-2 b ac', '参考答案\n1、b\n2、ac', '参考答案\n题号 1 2\n答案 b ac'])(
  'small letters in a list of keys: %j',
  async (key) => {
    const got = await text('1、遇行人？', ...OPTIONS, '2、哪些违法？', ...OPTIONS, ...key.split('\n'));
    expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速', '哪些违法？ +减速 -停车 +加速']);
  },
);
test.each([
  'A. 减速；B. 停车；C. 加速。',
  'A. 减速 | B. 停车 | C. 加速',
  'A、减速,B、停车,C、加速',
  'A:减速/B:停车/C:加速',
  '选项：A. 减速 B. 停车 C. 加速',
  '备选答案：A. 减速 B. 停车 C. 加速',
])('what stands between options is no part of them: %j', async (options) => {
  const got = await text('1. 遇行人？', options, '答案：B', '2. 雨天？', options, '答案：A');
  expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速', '雨天？ +减速 -停车 -加速']);
});
test.each(['题目：', '【题干】', '题干:', '1、题目：'])('%j before a stem', async (word) => {
  const got = await text(`${word}遇行人？`, ...OPTIONS, '答案：B');
  expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速']);
});
test('a star behind or before an option marks the right ones where nothing else does', async () => {
  const got = await text(
    '1、遇行人？',
    'A、减速',
    'B、停车*',
    'C、加速',
    '2、哪些？',
    '*A、减速',
    'B、停车',
    '*C、加速',
  );
  expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速', '哪些？ +减速 -停车 +加速']);
});
test('lines about a question are kept or named, never part of its explanation', async () => {
  const got = await text(
    '1、遇行人？',
    ...OPTIONS,
    '答案：B',
    '难度：易',
    '解析：先停车。',
    '知识点：礼让',
    '分值：2',
  );
  const q = got.candidates[0]?.question;
  expect(q).toMatchObject({ difficulty: 1, chapter: '礼让', explanation: { 'zh-CN': '先停车。' } });
  expect(got.found).toEqual(['TEXT_SKIPPED 9']);
});

test.each(['答案\nB A C', '参考答案\n1-3 BAC', '参考答案\n1.B 2.A 3.C'])(
  'a footnote star on an option is no key beside a list of keys: %j',
  async (keys) => {
    const options = ['A、减速', 'B、停车', 'C、加速'];
    const lines = [
      '1、遇行人？',
      'A、减速*',
      ...options.slice(1),
      '2、雨天？',
      ...options,
      '3、上坡？',
      ...options,
    ];
    const got = await text(...lines, ...keys.split('\n'));
    expect(got.short.map((s) => s.slice(0, 3) + (/\+../.exec(s)?.[0] ?? ''))).toEqual([
      '遇行人+停车',
      '雨天？+减速',
      '上坡？+加速',
    ]);
  },
);
test('a lone footnote star among questions without keys answers nothing', async () => {
  const got = await text(
    '1、遇行人？',
    ...OPTIONS,
    '2、雨天？',
    'A、减速*',
    'B、停车',
    '3、上坡？',
    ...OPTIONS,
  );
  expect(got.short).toEqual([]);
});
test('starred questions keep their keys beside a section with a list', async () => {
  const starred = ['1、遇行人？', 'A、减速', 'B、停车*', '2、雨天？', 'A、减速*', 'B、停车'];
  const got = await text(
    '一、单选题',
    ...starred,
    '二、判断题',
    '1、可以逆行。',
    '2、应减速。',
    '参考答案',
    '1.× 2.√',
  );
  expect(got.short).toEqual(['遇行人？ -减速 +停车', '雨天？ +减速 -停车', '可以逆行。 错', '应减速。 对']);
});
test('a stem that is broken before 分类： keeps the word', async () => {
  const lines = [
    '1、遇行人？',
    ...OPTIONS,
    '答案：B',
    '分类：礼让',
    '2、机动车驾驶证的',
    '分类：',
    'A、三种',
  ];
  const got = await text(...lines, 'B、四种', '答案：A', '难度：');
  expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速', '机动车驾驶证的分类： +三种 -四种']);
});
