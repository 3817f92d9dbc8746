import { readOne } from '../../testing/read-one';

const read = (value: unknown) => readOne('a.json', JSON.stringify(value, undefined, 1));
const questions = ['红灯亮时？', '雨天怎样行驶？'];
const options = [
  ['停车', '直行'],
  ['加速', '减速'],
];
const READ = ['红灯亮时？ +停车 -直行', '雨天怎样行驶？ -加速 +减速'];

test.each<[string, unknown]>([
  ['letters', ['A', 'B']],
  ['places from 0', [0, 1]],
  ['texts', ['停车', '减速']],
])('lists of stems, options and answers beside each other, with %s', async (_, answers) => {
  expect((await read({ title: '题库', questions, options, answers })).short).toEqual(READ);
});
test('statements and whether they are true', async () => {
  const got = await read({ questions: ['可以逆行。', '红灯停。'], answers: [false, true] });
  expect(got.short).toEqual(['可以逆行。 错', '红灯停。 对']);
});
test('lists of different lengths cannot be matched', async () => {
  const got = await read({ questions, options, answers: ['A', 'B', 'A'] });
  expect(got.short).toEqual([]);
  expect(got.found).toEqual(['BAD_FIELD -']);
});
test('lists of other things stay no bank, and a list of questions is read as one', async () => {
  expect((await read({ names: questions, answers: ['A', 'B'] })).found).toEqual(['NOT_A_BANK -']);
  const listed = {
    questions: [{ question: '红灯亮时？', options: ['停车', '直行'], answer: 'A' }],
    answers: ['B'],
  };
  expect((await read(listed)).short).toEqual([READ[0]]);
});
