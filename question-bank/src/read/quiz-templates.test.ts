import { readOne } from '../testing/read-one';

const csv = (...rows: string[]) => readOne('q.csv', rows.join('\n'));

describe('templates of quiz services', () => {
  test('numbers call options by the numbers of their columns', async () => {
    const got = await csv(
      'Question,Answer 1 - max 75 characters,Answer 2 - max 75 characters,Answer 3 (Optional),Correct answer(s) - choose at least one',
      '雨天？,快,慢,停,2',
      '雾天？,快,慢,停,"1,2"',
    );
    expect(got.short).toEqual(['雨天？ -快 +慢 -停', '雾天？ +快 +慢 -停']);
    expect(got.found).toEqual(['ANSWERS_READ_AS 1']);
  });

  test('but a number above them all is told by nothing', async () => {
    const head = '题目,item1,item2,item3,item4,答案';
    const got = await csv(head, '雨天？,快,慢,停,走,13', '雾天？,快,慢,停,走,2');
    expect(got.short).toEqual([]);
    expect(got.found).toContain('ANSWERS_AMBIGUOUS 1');
  });

  test('options called by letters leave the same numbers open', async () => {
    const got = await csv(
      'Question,Answer A,Answer B,Answer C,Correct answer',
      '雨天？,快,慢,停,2',
      '雾天？,快,慢,停,1',
    );
    expect(got.short).toEqual([]);
    expect(got.found).toContain('ANSWERS_AMBIGUOUS 1');
  });

  test('wrong answers that may be missing are options as well', async () => {
    const got = await csv(
      'Question,Correct Answer,Incorrect Answer 1,Incorrect Answer 2 (Optional)',
      '雨天？,慢,快,停',
      '雾天？,停,快,',
    );
    expect(got.short).toEqual(['雨天？ +慢 -快 -停', '雾天？ +停 -快']);
  });

  test('options that name others by their letters keep their order, in other languages too', async () => {
    const got = await csv(
      'question,options,answer',
      'Rain?,Slow|Stop|A and B,C',
      'Pluie?,Lent|Stop|A et B sont bonnes,C',
      'Fog?,Plan A|Hazard and Beam|E numbers,C',
    );
    expect(got.candidates.map((c) => c.question.shuffle)).toEqual([false, false, true]);
  });

  test('MCQ covers one right option and several, an enumeration is none of ours', async () => {
    const got = await csv(
      'type,question,options,answer',
      'MCQ,雨天？,快|慢|停,B',
      'MCQ,雾天？,快|慢|停,"B,C"',
      'ENUM,元素？,,Au',
    );
    expect(got.short).toEqual(['雨天？ -快 +慢 -停', '雾天？ -快 +慢 +停']);
    expect(got.found).toContain('BAD_TYPE 4');
  });
});
