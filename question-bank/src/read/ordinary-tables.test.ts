import { workbook } from '../testing/bank-files';
import { readOne } from '../testing/read-one';

const lines = (...rows: string[]) => rows.join('\n');
const csv = (...rows: string[]) => readOne('题库.csv', lines(...rows));
const tsv = (...rows: string[]) => readOne('题库.tsv', lines(...rows));
const numbered = (count: number, make: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i));

describe('a list of people is no bank', () => {
  const HEAD = ['序号', '姓名', '身份证号', '联系电话', '报名点', '班组'];
  const person = (i: number) => [
    String(i + 1),
    `学员${i + 1}`,
    `00000019900101${String(1000 + i)}`,
    `1000000${String(1000 + i)}`,
    `第${(i % 3) + 1}驾校`,
    'ABC'.charAt(i % 3),
  ];
  const people = Array.from({ length: 24 }, (_, i) => person(i));
  test.each([
    ['with names of its columns', [HEAD, ...people]],
    ['without', people],
    [
      'of other columns',
      people.map((r, i) => [r[1] ?? '', `赛罕区第${i}街${i}号院`, `B${i}`, 'AB'.charAt(i % 2)]),
    ],
    ['that ticks who came', people.map((r, i) => [`第一驾校${r[1] ?? ''}`, i % 5 === 0 ? '×' : '√'])],
  ])('%s', async (_, rows) => {
    const got = await csv(...rows.map((r) => r.join(',')));
    expect(got).toMatchObject({ read: 0, found: ['NO_HEADER -'] });
  });
  test('nor is any sheet without a header beside one that has it', async () => {
    const bare = [
      ['夜间会车怎样用灯？', '远光灯', '近光灯', '雾灯', 'B'],
      ['遇行人怎么办？', '减速', '加速', '停车', 'C'],
    ];
    const book = await workbook((b) => {
      b.addWorksheet('题库').addRows([
        ['题干', '答案'],
        ['雨天应减速。', '对'],
      ]);
      b.addWorksheet('名单').addRows(people);
      b.addWorksheet('草稿').addRows(bare);
    });
    const got = await readOne('a.xlsx', book);
    expect(got).toMatchObject({ read: 1, short: ['雨天应减速。 对'] });
    expect(got.found.filter((f) => f.startsWith('SHEET_SKIPPED'))).toHaveLength(2);
    const alone = await readOne('b.xlsx', await workbook((b) => b.addWorksheet('草稿').addRows(bare)));
    expect(alone.read).toBe(2);
  });
});

describe('a table whose first column is called as in Blackboard', () => {
  const HEAD = 'type\tquestion\toptionA\toptionB\toptionC\toptionD\tanswer';
  test('keeps its keys', async () => {
    const judges = numbered(6, (i) => `TF\tYou may overtake on the right in case ${i}\tTrue\tFalse\t\t\tB`);
    const got = await tsv(HEAD, ...judges, 'MC\tWhich sign warns?\tTriangle\tCircle\tSquare\tOctagon\tA');
    expect(got.short).toHaveLength(7);
    expect(got.short.slice(0, 6).every((s) => s.endsWith(' 错'))).toBe(true);
    expect(got.short[6]).toBe('Which sign warns? +Triangle -Circle -Square -Octagon');
    const choices = numbered(
      6,
      (i) => `MC\tWhich sign warns in case ${i}?\tTriangle\tCircle\tSquare\tOctagon\tA`,
    );
    expect((await tsv(HEAD, ...choices)).short).toHaveLength(6);
  });
  test('and is not read as one where nothing names its columns', async () => {
    const rows = numbered(6, (i) => `TF\tYou may overtake on the right in case ${i}.\tTrue\tFalse\tB`);
    expect((await tsv(...rows)).read).toBe(0);
    const got = await tsv(
      'TF\tStop at red.\ttrue',
      'TF\tTurn at red.\tfalse',
      'TF\tWait at red.\ttrue\tfalse\tB',
      'TF\tGo at red.\tfalse',
    );
    expect(got.short).toEqual(['Stop at red. 对', 'Turn at red. 错', 'Go at red. 错']);
    expect(got.found).toContain('BAD_FIELD 3');
  });
});

test.each<[string, readonly string[]]>([
  ['a type', ['单选题', '单选题', '单选题', '单选题']],
  ['a chapter of its own in each row', ['标志标线', '速度规定', '灯光使用', '记分制度']],
  ['a chapter', ['灯光', '灯光', '标志', '灯光']],
  ['a short note', ['见书', '背熟', '易错', '常考']],
  [
    'an explanation longer than the stem',
    [
      '三角形是警告标志，圆形是禁令或者指示标志。',
      '高速公路最高一百二十公里，最低六十公里。',
      '会车应使用近光灯，避免对方眩目，请记住。',
      '酒后驾驶一次记十二分，还要罚款并且扣证。',
    ],
  ],
])('%s between stem and options of a table without a header shifts no key', async (_, between) => {
  const rows = ['哪个是警告标志的形状？', '高速公路最高时速？', '夜间会车使用什么灯？', '酒后驾驶记几分？'];
  const options = ['三角形\t圆形\t方形', '120\t100\t80', '远光灯\t近光灯\t雾灯', '12分\t6分\t3分'];
  const table = rows.map((stem, i) => [stem, between[i], options[i], 'BABA'.charAt(i)].join('\t'));
  expect((await tsv(...table)).found).toEqual(['NO_HEADER -']);
});

describe('numbered statements in a stem', () => {
  const STATEMENTS = '1. 机动车靠右通行\n2. 行人走人行道\n3. 车辆各行其道';
  const JUDGED = ['夜间会车用近光灯。', '雨天应减速。'];
  test.each([
    ['1', '0'],
    ['1', '2'],
  ])('are judged where others are, by %s and %s', async (yes, no) => {
    const got = await csv(
      '题干,答案',
      `"下列说法都正确：\n${STATEMENTS}",${yes}`,
      `"下列说法都有错：\n${STATEMENTS}",${no}`,
      ...JUDGED.map((stem) => `${stem},${yes}`),
      `酒后可以开车。,${no}`,
    );
    expect(got.candidates.map((c) => c.question.type)).toEqual(Array.from({ length: 5 }, () => 'judge'));
    expect(got.candidates.map((c) => c.question.answer[0])).toEqual(['A', 'B', 'A', 'A', 'B']);
  });
  test('are options where a number beyond two answers one, or the type says so', async () => {
    const chosen = [`"哪种先行？\n${STATEMENTS}",3`, `"哪种让行？\n${STATEMENTS}",1`];
    const got = await csv('题干,答案', ...chosen);
    expect(got.candidates.map((c) => c.question.answer.join())).toEqual(['C', 'A']);
    const typed = await csv(
      '题型,题干,答案',
      `单选题,"哪种先行？\n${STATEMENTS}",2`,
      '判断题,雨天应减速。,1',
    );
    expect(typed.candidates.map((c) => c.question.type)).toEqual(['single', 'judge']);
  });
});

test.each([
  ['A 车,B 车,C 车,D 车', '-A 车 +B 车 -C 车 -D 车'],
  ['A 柱,B 柱,C 柱,两侧', '-A 柱 +B 柱 -C 柱 -两侧'],
  ['A 类,B 类,C 类,D 类', '-A 类 +B 类 -C 类 -D 类'],
  ['A 车让右方,B 车让左方,C 车停车,D 车加速', '-A 车让右方 +B 车让左方 -C 车停车 -D 车加速'],
  ['A 驾校甲,B 驾校乙,C 驾校丙,D 驾校丁', '-A 驾校甲 +B 驾校乙 -C 驾校丙 -D 驾校丁'],
])('letters that name something stay: %s', async (options, read) => {
  expect((await csv('题干,A,B,C,D,答案', `哪一个？,${options},B`)).short).toEqual([`哪一个？ ${read}`]);
});
test('letters and blanks are labels only where nearly all questions have them', async () => {
  const plain = numbered(5, (i) => `路口${i}？,减速,停车,加速,A`);
  const got = await csv('题干,A,B,C,答案', ...plain, '谁先行？,A 先走,B 等待,C 停下,B');
  expect(got.short.at(-1)).toBe('谁先行？ -A 先走 +B 等待 -C 停下');
});
