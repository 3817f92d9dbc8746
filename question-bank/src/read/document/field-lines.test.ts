import { readOne } from '../../testing/read-one';

const LINES = [
  '[Source: 道路交通安全法 第42条]',
  '> 来源：道路交通安全法 第42条',
  '*出处：道路交通安全法 第42条*',
  '（参考：道路交通安全法 第42条）',
  '【法规】道路交通安全法 第42条',
];
const page = (line: string) =>
  `# 题库\n\n1. 雨天应怎样？\nA. 加速\nB. 减速\nC. 急刹\n${line}\n\n答案：B\n\n2. 雾天应怎样？\nA. 加速\nB. 减速\nC. 急刹\n\n答案：C\n`;

describe('a line below the options that says where a question is from', () => {
  test.each(LINES)('is its law, and no part of the last option: %s', async (line) => {
    for (const name of ['q.md', 'q.txt']) {
      const got = await readOne(name, page(line));
      expect(got.short).toEqual(['雨天应怎样？ -加速 +减速 -急刹', '雾天应怎样？ -加速 -减速 +急刹']);
      expect(got.candidates[0]?.question.lawRef).toMatchObject([{ article: '第42条' }]);
    }
  });
  test('is left out and said where it is no law', async () => {
    const got = await readOne('q.md', page('[Source: Driving manual, page 3]'));
    expect(got.short[0]).toBe('雨天应怎样？ -加速 +减速 -急刹');
    expect(got.found).toContain('TEXT_SKIPPED 7');
  });
  test('is part of the stem above the options, and a key where it is one', async () => {
    const stem = await readOne('q.md', '1. 读材料。\n来源：甲\nA. 快\nB. 慢\n\n答案：B\n');
    expect(stem.short.join()).not.toContain('慢来源');
    const key = await readOne('q.md', '1. 雨天？\nA. 快\nB. 慢\nC. 停\n参考答案：B\n');
    expect(key.short).toEqual(['雨天？ -快 +慢 -停']);
  });
});

test('a type with its points in front of a stem, and what others got wrong below a question, are no words of a stem', async () => {
  const got = await readOne(
    'q.txt',
    [
      '第1题 单选 (1分)',
      '遇行人？',
      'A 加速',
      'B 停车',
      '正确答案 B',
      '干扰项：A',
      '第2题 判断题 (2分)',
      '可以酒驾。',
      '正确答案 错误',
    ].join('\n'),
  );
  expect(got.short).toEqual(['遇行人？ -加速 +停车', '可以酒驾。 错']);
});
