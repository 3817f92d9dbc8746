import { readOne } from '../testing/read-one';

const READ = ['红色？ +血 -天 -草', '蓝色？ -血 +天 -草', '绿色？ -血 -天 +草'];
const rows = READ.map((r, i) => [r.split(' ')[0] ?? '', '血', '天', '草', i] as const);

describe('options that their names count from 0', () => {
  test.each([
    ['Choice 0', 'Choice 1', 'Choice 2'],
    ['option_0', 'option_1', 'option_2'],
    ['选项0', '选项1', '选项2'],
  ])('are all read in a table: %s', async (...names) => {
    const text = [['Question', ...names, 'Correct'], ...rows].map((r) => r.join(',')).join('\n');
    expect((await readOne('q.csv', text)).short).toEqual(READ);
  });
  test('and in JSON and SQL', async () => {
    const objects = rows.map(([question, option0, option1, option2, answer]) => ({
      question,
      option0,
      option1,
      option2,
      answer,
    }));
    expect((await readOne('q.json', JSON.stringify(objects))).short).toEqual(READ);
    const values = rows.map(([q, a, b, c, n]) => `('${q}','${a}','${b}','${c}',${n})`).join(',');
    const sql = `INSERT INTO questions (question, answer0, answer1, answer2, correct_answer) VALUES ${values};`;
    expect((await readOne('q.sql', sql)).short).toEqual(READ);
  });
});
