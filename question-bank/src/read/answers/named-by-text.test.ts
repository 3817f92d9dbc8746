import { readOne } from '../../testing/read-one';

const json = async (...rows: [string, string[], string][]) =>
  (
    await readOne(
      'q.json',
      JSON.stringify(rows.map(([question, options, answer]) => ({ question, options, answer }))),
    )
  ).short;

describe('options named by what they say', () => {
  const licence: [string, string[], string] = ['开小车用哪种证？', ['C', 'A', 'B', 'D'], 'C'];

  test('a letter is the option that says so where the others are named by their texts', async () => {
    const got = await json(licence, ['雨天怎样走？', ['快些', '慢些', '停车'], '慢些']);
    expect(got).toEqual(['开小车用哪种证？ +C -A -B -D', '雨天怎样走？ -快些 +慢些 -停车']);
  });

  test('it stays a letter where others are named by letters', async () => {
    const got = await json(licence, ['雨天怎样走？', ['快些', '慢些', '停车'], 'B']);
    expect(got).toEqual(['开小车用哪种证？ -C -A +B -D', '雨天怎样走？ -快些 +慢些 -停车']);
  });

  test('letters that no option has are its text', async () => {
    expect(await json(['铁的符号？', ['Fa', 'Fe', 'Fo'], 'Fe'], ['雨天？', ['快', '慢', '停'], 'B'])).toEqual(
      ['铁的符号？ -Fa +Fe -Fo', '雨天？ -快 +慢 -停'],
    );
  });
});

test('an answer with the label that its option has in the file is that option', async () => {
  const got = await json(['Rain?', ['a.Faster', 'b.Slower', 'c.Stop'], 'b.Slower']);
  expect(got).toEqual(['Rain? -Faster +Slower -Stop']);
});

describe('options labelled by a letter and a blank', () => {
  const rows = ['题目,A,B,C,答案', '路口？,A 走,B 停,C 退,A', '雨天？,A 快,B 慢,C 停,B'];

  test('two of them are labelled where all others are', async () => {
    const got = await readOne('q.csv', [...rows, '可以停车。,A 正确,B 错误,,B'].join('\n'));
    expect(got.short[2]).toBe('可以停车。 错');
  });

  test('two alone keep their letters', async () => {
    const got = await readOne('q.csv', ['题目,A,B,答案', '哪种证？,A 证,B 本,B'].join('\n'));
    expect(got.short).toEqual(['哪种证？ -A 证 +B 本']);
  });
});
