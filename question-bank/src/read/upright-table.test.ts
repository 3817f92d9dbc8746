import { readOne } from '../testing/read-one';

const QUESTIONS = [
  [
    ['题号', '1'],
    ['题目', '雨天？'],
    ['选项A', '快'],
    ['选项B', '慢'],
    ['答案', 'B'],
    ['解析', '慢些好'],
  ],
  [
    ['题号', '2'],
    ['题目', '雾天？'],
    ['选项A', '快'],
    ['选项B', '停'],
    ['选项C', '慢'],
    ['答案', 'BC'],
  ],
];
const READ = ['雨天？ -快 +慢', '雾天？ -快 +停 +慢'];
const csv = QUESTIONS.map((q) => q.map((r) => r.join(',')).join('\n')).join('\n,\n');

describe('questions of a name and a value a row', () => {
  test('below each other on a sheet', async () => {
    expect((await readOne('q.csv', csv)).short).toEqual(READ);
  });
  test('in a table each, of a page and of Markdown', async () => {
    const html = QUESTIONS.map(
      (q) =>
        `<table>${q.map(([n, v]) => `<tr><td>${n ?? ''}</td><td>${v ?? ''}</td></tr>`).join('')}</table>`,
    );
    expect(
      (await readOne('q.html', `<html><body>${html.join('<p>下一题</p>')}</body></html>`)).short,
    ).toEqual(READ);
    const markdown = QUESTIONS.map(([first = [], ...rest]) =>
      [`| ${first.join(' | ')} |`, '| --- | --- |', ...rest.map((r) => `| ${r.join(' | ')} |`)].join('\n'),
    );
    expect((await readOne('q.md', `# 题库\n\n${markdown.join('\n\n')}\n`)).short).toEqual(READ);
  });
  test('have their faults and unknown names where they stand', async () => {
    const got = await readOne('q.csv', csv.replace('答案,BC', '答案,大概对\n来源,自编'));
    const wrong = got.issues.find((i) => i.code === 'BAD_ANSWER');
    expect([wrong?.at.row, wrong?.at.column]).toEqual([13, 'B']);
    const unknown = got.issues.find((i) => i.code === 'UNKNOWN_COLUMN');
    expect([unknown?.at.row, unknown?.at.column]).toEqual([14, 'A']);
  });
  test('may lack parts, and a part that comes again begins the next one', async () => {
    const got = await readOne('q.csv', '题干,雨天应慢。\n答案,对\n题干,雾天应快。\n题型,判断题\n答案,错\n');
    expect(got.short).toEqual(['雨天应慢。 对', '雾天应快。 错']);
  });
  test('may have several of them in a row', async () => {
    const got = await readOne(
      'q.csv',
      '题号,1,题型,判断题\n题目,雨天应慢。,,\n答案,对,难度,1\n,,,\n题号,2,题型,单选题\n题目,雾天？,,\n选项A,快,选项B,慢\n答案,B,难度,1\n',
    );
    expect(got.short).toEqual(['雨天应慢。 对', '雾天？ -快 +慢']);
    const table = await readOne(
      'q.csv',
      '题号,题型,题目,答案\n1,判断题,雨天应慢。,对\n2,判断题,雾天应快。,错\n',
    );
    expect(table.short).toEqual(['雨天应慢。 对', '雾天应快。 错']);
  });
  test('are none where the values are names too', async () => {
    expect((await readOne('q.csv', '题干,答案\n雨天应慢。,对\n雾天应快。,错\n')).short).toEqual([
      '雨天应慢。 对',
      '雾天应快。 错',
    ]);
  });
});
