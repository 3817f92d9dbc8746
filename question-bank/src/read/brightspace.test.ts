import { readOne } from '../testing/read-one';

const FILE = [
  '//MULTIPLE CHOICE,,,,',
  'NewQuestion,MC,,,',
  'ID,TR-1,,,',
  'Title,红灯,,,',
  'QuestionText,红灯亮时应怎么办？,,,',
  'Points,1,,,',
  'Option,100,停车,,对的',
  'Option,0,直行,,',
  'Feedback,红灯停。,,,',
  ',,,,',
  'NewQuestion,TF,,,',
  'QuestionText,可以酒后驾车。,,,',
  'TRUE,0,,,',
  'FALSE,100,,,',
  'NewQuestion,MS,,,',
  'QuestionText,哪些违法？,,,',
  'Scoring,RightAnswers,,,',
  'Option,1,超速,,',
  'Option,1,酒驾,,',
  'Option,0,让行,,',
  'NewQuestion,WR,,,',
  'QuestionText,谈谈礼让。,,,',
  'NewQuestion,MC,,,',
  'QuestionText,雨天？,,,',
  'Option,50,减速,,',
  'Option,0,加速,,',
].join('\r\n');

test.each(['d2l.csv', 'd2l.txt'])(
  'questions of Brightspace in %s, with what cannot be read named',
  async (name) => {
    const got = await readOne(name, FILE);
    expect(got.format).toBe('csv');
    expect(got.short).toEqual([
      '红灯亮时应怎么办？ +停车 -直行',
      '可以酒后驾车。 错',
      '哪些违法？ +超速 +酒驾 -让行',
    ]);
    expect(got.found).toEqual(['NOT_IMPORTABLE 21', 'PARTLY_RIGHT 23']);
    expect(got.read).toBe(5);
    const [first] = got.candidates.map((c) => c.question);
    expect([first?.id, first?.explanation?.['zh-CN']]).toEqual(['TR-1', '红灯停。']);
  },
);
test('a table that has such words in its cells is a table', async () => {
  const got = await readOne('a.csv', '题目,A,B,答案\nNewQuestion,MC,QuestionText,A\n');
  expect(got.short).toEqual(['NewQuestion +MC -QuestionText']);
});
test('true and false, both of which are right, are refused', async () => {
  const got = await readOne('a.csv', 'NewQuestion,TF\nQuestionText,Stop?\nTRUE,100\nFALSE,100\n');
  expect([got.short, got.found]).toEqual([[], ['PARTLY_RIGHT 1']]);
});
