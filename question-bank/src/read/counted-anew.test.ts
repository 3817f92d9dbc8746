import { readOne } from '../testing/read-one';
import { countedAnew } from './counted-anew';

const ids = (text: string) => text.split(' ');

describe('numbers that begin anew', () => {
  test('finds the first of every section', () => {
    expect([...countedAnew(ids('1 2 3 1 2 1 2 3'))]).toEqual([3, 5]);
    expect([...countedAnew(ids('0 1 2 0 1'))]).toEqual([3]);
  });

  test('takes a number that comes again in a count that goes on for a mistake', () => {
    expect(countedAnew(ids('1 2 3 1 5 6')).size).toBe(0);
    expect(countedAnew(ids('1 2 2 3 1 2')).size).toBe(0);
    expect(countedAnew(ids('1 2 3')).size).toBe(0);
    expect(countedAnew(ids('a1 a2 a1 a2')).size).toBe(0);
  });

  const bank = (...tests: string[][]) =>
    JSON.stringify({
      tests: tests.map((stems, id) => ({
        id,
        questions: stems.map((question, i) => ({
          id: i + 1,
          question,
          options: ['先行', '停车', '鸣笛'],
          answer: 'C',
        })),
      })),
    });

  test('the questions of all tests of a file are kept, and said to have other numbers', async () => {
    const got = await readOne(
      't.json',
      bank(['路口怎样走？', '雨天怎样走？'], ['夜间怎样走？', '雾天怎样走？']),
    );
    const given = got.candidates.map((c) => c.question.id);
    expect(new Set(given).size).toBe(4);
    expect(given.slice(0, 2)).toEqual(['1', '2']);
    expect(got.found.filter((f) => f.startsWith('MENDED'))).toHaveLength(1);
  });

  test('and so are those of a table', async () => {
    const rows = [
      '序号,题目,A,B,C,答案',
      '1,路口？,走,停,退,A',
      '2,雨天？,走,停,退,B',
      '1,雾天？,走,停,退,C',
      '2,夜间？,走,停,退,A',
    ];
    const got = await readOne('t.csv', rows.join('\n'));
    expect(got.short).toHaveLength(4);
    expect(new Set(got.candidates.map((c) => c.question.id)).size).toBe(4);
  });
});
