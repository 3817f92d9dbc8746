import { readOne } from '../testing/read-one';

const CASE = '李某在大雾中超速行驶，追尾前车。';
const csv = (rows: readonly (readonly string[])[]) => rows.map((r) => r.join(',')).join('\n');
const read = async (rows: readonly (readonly string[])[]) => (await readOne('a.csv', csv(rows))).short;
const SPEED = `${CASE}\n李某违反了什么？ +车速 -装载`;
const CALL = `${CASE}\n应当怎么办？ -逃逸 +报警`;
const PLAIN = '红灯亮时？ +停 -行';

test('the text of a case in a column of its own stands in front of its questions', async () => {
  const header = ['案例', '题目', 'A', 'B', '答案'];
  const rows = [
    [CASE, '李某违反了什么？', '车速', '装载', 'A'],
    [CASE, '应当怎么办？', '逃逸', '报警', 'B'],
    ['', '红灯亮时？', '停', '行', 'A'],
  ];
  expect(await read([header, ...rows])).toEqual([SPEED, CALL, PLAIN]);
});
test('a case that is written once is that of the rows down to the next', async () => {
  const rows = [
    [CASE, '李某违反了什么？', '车速', '装载', 'A'],
    ['', '应当怎么办？', '逃逸', '报警', 'B'],
    ['王某驾车闯红灯撞人。', '谁的责任？', '王某', '行人', 'A'],
  ];
  const last = '王某驾车闯红灯撞人。\n谁的责任？ +王某 -行人';
  expect(await read([['案例', '题目', 'A', 'B', '答案'], ...rows])).toEqual([SPEED, CALL, last]);
});
test('the question beside a stem that is the case', async () => {
  const rows = [
    [CASE, '李某违反了什么？', '车速', '装载', 'A'],
    [CASE, '应当怎么办？', '逃逸', '报警', 'B'],
  ];
  expect(await read([['题干', '小题', 'A', 'B', '答案'], ...rows])).toEqual([SPEED, CALL]);
});
test.each([
  ['numbers', ['2.1', '2.2'], ['', '']],
  ['their texts', ['3', '4'], ['(1)', '（2）']],
])(
  'rows below a row that only holds the case, told by %s',
  async (_, [one = '', two = ''], [a = '', b = '']) => {
    const rows = [
      ['1', '单选', '红灯亮时？', '停', '行', 'A'],
      ['2', '案例', CASE, '', '', ''],
      [one, '单选', `${a}李某违反了什么？`, '车速', '装载', 'A'],
      [two, '单选', `${b}应当怎么办？`, '逃逸', '报警', 'B'],
      ['9', '单选', '红灯亮时？', '停', '行', 'A'],
    ];
    const got = await readOne('a.csv', csv([['题号', '题型', '题目', 'A', 'B', '答案'], ...rows]));
    expect(got.short.map((s) => s.replace(/[(（][12][)）]/, ''))).toEqual([PLAIN, SPEED, CALL, PLAIN]);
    expect(got.found).toEqual([]);
    expect(got.candidates.map((c) => c.where([]).row)).toEqual([2, 4, 5, 6]);
  },
);
test('a column of materials or of numbers is no case, nor a question of that type a heading', async () => {
  const rows = [
    ['钢', '1', '单选', '车身？', '停', '行', 'A'],
    ['铝', '2', '案例', '轮毂？', '停', '行', 'B'],
  ];
  const got = await read([['材料', '小题', '类别', '题目', 'A', 'B', '答案'], ...rows]);
  expect(got).toEqual(['车身？ +停 -行', '轮毂？ -停 +行']);
});
test('a case that is written once is none of questions of another kind', async () => {
  const rows = [
    ['案例', CASE, '李某违反了什么？', '车速', '装载', 'A'],
    ['案例', '', '应当怎么办？', '逃逸', '报警', 'B'],
    ['单选', '', '红灯亮时？', '停', '行', 'A'],
  ];
  const got = await readOne('a.csv', csv([['类别', '案例', '题目', 'A', 'B', '答案'], ...rows]));
  const typed = await readOne('a.csv', csv([['题型', '案例', '题目', 'A', 'B', '答案'], ...rows]));
  expect(got.short.slice(0, 2)).toEqual([SPEED, CALL]);
  expect(typed.short.at(-1)).toBe(PLAIN);
});
test('an example behind the answer explains, and stands in front of nothing', async () => {
  const rows = [
    ['红灯亮时？', '停', '行', 'A', '某地李某闯红灯撞人。'],
    ['应当怎么办？', '逃逸', '报警', 'B', '某地王某逃逸被拘。'],
  ];
  const got = await read([['题目', 'A', 'B', '答案', '案例'], ...rows]);
  expect(got).toEqual([PLAIN, '应当怎么办？ -逃逸 +报警']);
});
