import { csv, workbook } from '../testing/bank-files';
import { readOne } from '../testing/read-one';

type Row = readonly string[];
const table = (...rows: Row[]) => readOne('a.csv', csv(rows));
const H: Row = ['题号', '题型', '题目', '选项A', '选项B', '选项C', '答案'];
const JUDGE: Row = ['1', '判断题', '雨天应减速。', '', '', '', '对'];
const SINGLE: Row = ['2', '单选题', '在高速公路上最高车速是多少？', '100', '120', '140', 'B'];
const MULTI: Row = ['3', '多选题', '遇行人怎么办？', '减速', '停车', '鸣喇叭', 'AB'];
const SHORT = [
  '雨天应减速。 对',
  '在高速公路上最高车速是多少？ -100 +120 -140',
  '遇行人怎么办？ +减速 +停车 -鸣喇叭',
];

test.each([
  '本题答案',
  '正确选项',
  '答案选项',
  '试题答案',
  '正确答案选项',
  '标准答案（必填）',
  'rightAnswer',
])('the answer is under %s', async (name) => {
  expect((await table([...H.slice(0, 6), name], JUDGE, SINGLE, MULTI)).short).toEqual(SHORT);
});
test.each(['试题题干', '题目描述', '题干内容', '考题', '题目名称', '试题名称', '题 目'])(
  'the stem is under %s',
  async (name) => {
    expect((await table(H.with(2, name), JUDGE, SINGLE, MULTI)).short).toEqual(SHORT);
  },
);
test.each([
  ['选项一', '选项二', '选项三'],
  ['选择项A', '选择项B', '选择项C'],
  ['备选答案A', '备选答案B', '备选答案C'],
  ['候选项1', '候选项2', '候选项3'],
  ['选项甲', '选项乙', '选项丙'],
  ['答案1', '答案2', '答案3'],
  ['选项', '', ''],
])('options are under %s, %s, %s', async (...names) => {
  const got = await table([...H.slice(0, 3), ...names, '正确答案'], JUDGE, SINGLE, MULTI);
  expect(got.short).toEqual(SHORT);
});
test('what another system calls its columns', async () => {
  const got = await table(
    ['id', 'question', 'answer', 'item1', 'item2', 'item3', 'item4', 'explains'],
    ['1', '雨天应减速。', '1', '正确', '错误', '', '', '雨天路滑。'],
    ['2', '最低多少？', '4', '10', '20', '30', '40', ''],
    ['3', '遇行人？', '7', '减速', '停车', '鸣喇叭', '加速', ''],
  );
  expect(got.short).toEqual([
    '雨天应减速。 对',
    '最低多少？ -10 -20 -30 +40',
    '遇行人？ +减速 +停车 -鸣喇叭 -加速',
  ]);
  expect(got.candidates[0]?.question.explanation).toEqual({ 'zh-CN': '雨天路滑。' });
});

test.each([
  ['A.减速\nB.停车\nC.加速'],
  ['减速\n停车\n加速'],
  ['减速|停车|加速'],
  ['减速；停车；加速'],
  ['减速;;停车;;加速'],
  ['减速$;$停车$;$加速'],
  ['减速@@停车@@加速'],
  ['减速#停车#加速'],
  ['减速<br/>停车<br>加速'],
  ['A、减速B、停车C、加速'],
  ['A：减速 | B：停车 | C：加速'],
  ['（A）减速；（B）停车；（C）加速'],
  ['["减速","停车","加速"]'],
  ['{"A":"减速","B":"停车","C":"加速"}'],
])('options in one cell: %j', async (cell) => {
  const got = await table(['题号', '题目', '选项', '答案'], ['1', '遇行人？', cell, 'B']);
  expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速']);
});
test('a label right behind a unit is a label where the letters go on', async () => {
  const got = await table(
    ['题号', '题目', '选项', '答案'],
    ['1', '最高？', 'A、60km/hB、50km/hC、30km/h', 'C'],
  );
  expect(got.short).toEqual(['最高？ -60km/h -50km/h +30km/h']);
});
test('one row an option, the question written once or in every row', async () => {
  const head: Row = ['题号', '题目', '选项', '答案'];
  const once = await table(
    head,
    ['1', '遇行人？', 'A.减速', 'B'],
    ['', '', 'B.停车', ''],
    ['2', '雨天？', 'A.快', 'B'],
    ['', '', 'B.慢', ''],
  );
  expect(once.short).toEqual(['遇行人？ -减速 +停车', '雨天？ -快 +慢']);
  const always = await table(
    head,
    ['1', '遇行人？', 'A.减速', 'B'],
    ['1', '遇行人？', 'B.停车', 'B'],
    ['2', '雨天？', 'A.快', 'B'],
    ['2', '雨天？', 'B.慢', 'B'],
  );
  expect(always.short).toEqual(once.short);
});

test('an option of a row of its own keeps the semicolons in it', async () => {
  const head: Row = ['题号', '题目', '选项', '答案'];
  const rows: Row[] = [
    ['1', '遇行人？', 'A.减速；停车', 'B'],
    ['', '', 'B.鸣喇叭；加速', ''],
    ['', '', 'C.绕行', ''],
  ];
  expect((await table(head, ...rows)).short).toEqual(['遇行人？ -减速；停车 +鸣喇叭；加速 -绕行']);
});

test('a header in two rows', async () => {
  const got = await table(
    ['题号', '题型', '题目', '选项', '', '', '答案'],
    ['', '', '', 'A', 'B', 'C', ''],
    JUDGE,
    SINGLE,
    MULTI,
  );
  expect(got.short).toEqual(SHORT);
  expect(got.found).toEqual([]);
});
test('a header that is said again, in another language or further down, is no question', async () => {
  const english: Row = ['No.', 'Type', 'Question', 'Option A', 'Option B', 'Option C', 'Answer'];
  const got = await table(H, english, JUDGE, SINGLE, H, MULTI);
  expect(got).toMatchObject({ short: SHORT, found: [], read: 3 });
});
test('another header further down holds for the rows below it', async () => {
  const got = await table(H.slice(0, 3).concat('答案'), JUDGE.slice(0, 3).concat('错'), H, SINGLE, MULTI);
  expect(got.short).toEqual(['雨天应减速。 错', ...SHORT.slice(1)]);
});
test('heading rows tell the type of what is below them, and are no questions', async () => {
  const without = (row: Row) => [row[0] ?? '', ...row.slice(2)];
  const got = await table(
    without(H),
    ['一、判断题'],
    without(JUDGE).with(-1, 'A'),
    ['二、单选题（每题1分）'],
    without(SINGLE),
    ['三、多选题'],
    without(MULTI),
    without(MULTI).with(0, '4').with(-1, 'C'),
  );
  expect(got).toMatchObject({ short: [...SHORT.slice(0, 3), '遇行人怎么办？ -减速 -停车 +鸣喇叭'], read: 4 });
  expect(got.candidates[3]?.question.type).toBe('multi');
});
test('the name of a sheet tells the type of what is on it', async () => {
  const book = await workbook((b) =>
    b.addWorksheet('判断题').addRows([
      ['题号', '题目', '答案'],
      ['1', '雨天应减速。', 'B'],
      ['2', '可以逆行。', 'A'],
    ]),
  );
  const got = await readOne('a.xlsx', book);
  expect(got.short).toEqual(['雨天应减速。 错', '可以逆行。 对']);
  expect(got.issues.map((i) => i.code)).not.toContain('TYPE_INFERRED');
});
test('numbers prepared for questions to come are named once, not as questions', async () => {
  const got = await table(H, JUDGE, ['2'], ['3'], ['4']);
  expect(got).toMatchObject({ read: 1, found: ['TEXT_SKIPPED 3'] });
});

test('answers that stand in the stems of a table without a column for them', async () => {
  const got = await table(
    H.slice(0, 6),
    ['1', '判断题', '雨天应减速。（√）', '', '', ''],
    ['2', '单选题', '最高车速是（ B ）。', '100', '120', '140'],
    ['3', '单选题', '没有答案', '甲', '乙', '丙'],
  );
  expect(got.short).toEqual(['雨天应减速。 对', '最高车速是（ ）。 -100 +120 -140']);
  expect(got.found).toContain('NO_ANSWER 4');
});
test('questions whose options are under a name nobody knows are refused, not taken for judge questions', async () => {
  const rows = ['A', 'B', 'C', 'D', 'AB', 'A'].map((a, i) => [String(i), `题目${i}？`, '甲', '乙', a]);
  const got = await table(['题号', '题目', '干扰1', '干扰2', '答案'], ...rows);
  expect(got.candidates).toEqual([]);
  const judges = await table(['题号', '题目', '答案'], ['1', '雨天应减速。', 'A'], ['2', '可以逆行。', 'B']);
  expect(judges.short).toEqual(['雨天应减速。 对', '可以逆行。 错']);
});
test('licence classes and subjects in a column called type say for whom a question is', async () => {
  const head = H.with(1, 'type');
  const got = await table(head, JUDGE.with(1, 'C1,C2,C3'), SINGLE.with(1, 'C1'), MULTI.with(1, 'D,E,F'));
  expect(got.short).toEqual(SHORT);
  expect(got.candidates.map((c) => c.question.vehicles)).toEqual([['car'], ['car'], ['moto']]);
  const five = [JUDGE, SINGLE, MULTI, JUDGE, SINGLE].map((r, i) => r.with(0, String(i)).with(1, '安全常识'));
  expect((await table(head, ...five)).candidates).toHaveLength(5);
});
test.each(['选项B', 'B、120', 'B. 120', '【B】', 'b'])('the answer is written %s', async (answer) => {
  expect((await table(H, SINGLE.with(-1, answer))).short).toEqual([SHORT[1]]);
});
test.each(['A、减速\nB、停车', '选项A,选项B', '减速；停车', 'A和B'])(
  'answers are written %j',
  async (answer) => {
    expect((await table(H, MULTI.with(-1, answer))).short).toEqual([SHORT[2]]);
  },
);
test('a letter with the text of another option is refused; an order of signs is the option that says it', async () => {
  expect((await table(H, SINGLE.with(-1, 'B、100'))).found).toEqual(['BAD_ANSWER 2']);
  const order: Row = ['5', '', '先后顺序是？', '①②③', '②①③', '③②①', '②①③'];
  expect((await table(H, order)).short).toEqual(['先后顺序是？ -①②③ +②①③ -③②①']);
});
test.each([
  ['正确答案', '错误答案1', '错误答案2'],
  ['Correct Answer', 'Incorrect Answer 1', 'Incorrect Answer 2'],
  ['answer', 'distractor1', 'distractor2'],
])('the right answer under %s and wrong ones under %s, %s', async (...names) => {
  const got = await table(
    ['题目', ...names],
    ['雨天应当怎样？', '减速', '加速', '超车'],
    ['遇行人应当怎样？', '停车', '鸣喇叭', ''],
  );
  expect(got.short).toEqual(['雨天应当怎样？ +减速 -加速 -超车', '遇行人应当怎样？ +停车 -鸣喇叭']);
});
