import { readOne } from '../../testing/read-one';

const CASE = '李某驾驶小客车在大雾中以每小时80公里行驶，追尾前车。';
const ONE = '李某违反了什么？\nA、车速\nB、装载';
const TWO = '应当怎么办？\nA、逃逸\nB、报警';
const READ = [`${CASE}\n李某违反了什么？ +车速 -装载`, `${CASE}\n应当怎么办？ -逃逸 +报警`];
const PLAIN = '红灯亮时？ +停 -行';
const plain = (n: number) => `${n}、红灯亮时？\nA、停\nB、行\n答案：A\n`;
const read = async (text: string) => (await readOne('a.txt', text)).short;

test.each<[string, string, string[]]>([
  [
    'below a numbered case',
    `${plain(1)}2、${CASE}\n(1) ${ONE}\n答案：A\n(2) ${TWO}\n答案：B\n${plain(3)}`,
    [PLAIN, ...READ, PLAIN],
  ],
  [
    'with their keys on one line',
    `1、${CASE}\n（1）${ONE}\n（2）${TWO}\n答案：（1）A（2）B\n${plain(2)}`,
    [...READ, PLAIN],
  ],
  [
    'with options on one line and keys in brackets',
    `${plain(1)}2、${CASE}\n(1) 李某违反了什么？（A）\nA、车速 B、装载\n(2) 应当怎么办（B）？\nA、逃逸 B、报警`,
    [PLAIN, READ[0] ?? '', `${CASE}\n应当怎么办（  ）？ -逃逸 +报警`],
  ],
  [
    'numbered on, as the case says',
    `${plain(1)}阅读材料，回答2-3题：\n${CASE}\n2、${ONE}\n答案：A\n3、${TWO}\n答案：B\n${plain(4)}`,
    [PLAIN, ...READ, PLAIN],
  ],
  [
    'numbered on, the case in front',
    `${plain(1)}${CASE}\n根据以上材料，回答2～3题。\n2、${ONE}\n答案：A\n3、${TWO}\n答案：B\n${plain(4)}`,
    [PLAIN, ...READ, PLAIN],
  ],
])('questions of a case have its text: %s', async (_, text, expected) => {
  expect(await read(text)).toEqual(expected);
});
test('a named case goes to all questions up to the next one or a heading', async () => {
  const text = `一、案例题\n材料一：${CASE}\n1、${ONE}\n答案：A\n材料二：王某闯红灯。\n2、${TWO}\n答案：B\n二、单选题\n${plain(3)}`;
  expect(await read(text)).toEqual([
    `材料一：${READ[0] ?? ''}`,
    '材料二：王某闯红灯。\n应当怎么办？ -逃逸 +报警',
    PLAIN,
  ]);
});
test('without its case a question is named, not read', async () => {
  const got = await readOne(
    'a.txt',
    `${plain(1)}根据以上材料，回答2-3题。\n2、${ONE}\n答案：A\n3、${TWO}\n答案：B\n${plain(4)}`,
  );
  expect(got.short).toEqual([PLAIN, PLAIN]);
  expect(got.found).toEqual(['NOT_IMPORTABLE 6', 'NOT_IMPORTABLE 10']);
});
test('statements (1), (2) above options are no questions, nor is a numbered stem a case', async () => {
  const said =
    '1、下列说法正确的有：\n(1) 红灯停\n(2) 黄灯抢\nA、(1)\nB、(2)\n答案：A\n2、材料：车身有哪些？\nA、钢\nB、铝\n答案：A\n';
  expect(await read(said)).toEqual([
    '下列说法正确的有：\n(1) 红灯停\n(2) 黄灯抢 +(1) -(2)',
    '材料：车身有哪些？ +钢 -铝',
  ]);
});
test('an example behind an explanation belongs to it, unless the document has cases', async () => {
  const example = (n: number) => `${plain(n)}解析：停车。\n案例：某人闯红灯被罚。\n`;
  expect(await read(`${example(1)}${example(2)}${plain(3)}`)).toEqual([PLAIN, PLAIN, PLAIN]);
  const cases = `案例：某人闯红灯。\n${plain(1)}解析：停车。\n案例：某人超速。\n${plain(2)}`;
  expect(await read(cases)).toEqual([`案例：某人闯红灯。\n${PLAIN}`, `案例：某人超速。\n${PLAIN}`]);
});
test('a text that no screen could hold is no case of all questions below', async () => {
  const got = await readOne('a.txt', `材料一：${CASE.repeat(200)}\n${plain(1)}${plain(2)}`);
  expect(got.short).toEqual([PLAIN, PLAIN]);
  expect(got.found).toContain('TEXT_SKIPPED 1');
});

describe('one list of keys for the questions of cases', () => {
  const cases = [
    '1. 王某饮酒后驾驶小型轿车离开。',
    '(1) 王某的行为是什么？',
    'A. 合法 B. 违法',
    '(2) 怎样处罚？',
    'A. 警告 B. 吊销 C. 罚款',
    '2. 李某在高速公路上倒车。',
    '(1) 记几分？',
    'A. 3分 B. 12分',
    '(2) 应当怎样做？',
    'A. 停车 B. 前行',
  ];
  const keys = async (...lines: string[]) => {
    const got = await readOne('题库.txt', [...cases, '参考答案', ...lines].join('\n'));
    return {
      issues: got.issues.filter((i) => i.severity === 'error').map((i) => i.code),
      right: got.candidates.map((c) => c.question.answer.join('')).join(),
    };
  };
  test.each([
    ['by case and question', ['1.(1)B (2)C', '2.(1)B (2)A']],
    ['all on one line', ['1.(1)B (2)C 2.(1)B (2)A']],
    ['counted through', ['1.B 2.C 3.B 4.A']],
    ['counted anew in each case', ['1.B 2.C', '1.B 2.A']],
  ])('%s', async (_, lines) => {
    expect(await keys(...lines)).toEqual({ issues: [], right: 'B,C,B,A' });
  });
  test('a key more than a case has questions is said, and takes the place of none', async () => {
    const got = await keys('1.B 2.C', '1.A 2.A 3.B');
    expect(got.right.startsWith('B,C')).toBe(true);
    expect(got.issues).toContain('ANSWER_WITHOUT_QUESTION');
  });
  test('a short sentence is the text of a case, and its questions are not swallowed', async () => {
    const got = await readOne('题库.txt', [...cases, '参考答案', '1.B 2.C 3.B 4.A'].join('\n'));
    expect(got.candidates).toHaveLength(4);
  });
});

test('a question without a number behind the options of another one is refused with it', async () => {
  const got = await readOne(
    '题库.txt',
    ['1. 红灯？ A. 行 B. 停 绿灯？ A. 走 B. 停', '答案：B', '2. 黄灯？ A. 慢 B. 行', '答案：A'].join('\n'),
  );
  expect(got.short).toEqual(['黄灯？ +慢 -行']);
  expect(got.issues.find((i) => i.code === 'BAD_FIELD')?.at.row).toBe(1);
});
