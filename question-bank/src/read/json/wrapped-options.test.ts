import { readOne } from '../../testing/read-one';

const read = async (...rows: object[]) => (await readOne('q.json', JSON.stringify(rows))).short;

test('options in a list of any name are known by their letters, also when each is wrapped', async () => {
  const points = ['快', '慢', '停'].map((text, i) => ({ radio: { val: 'ABC'.charAt(i), text } }));
  expect(await read({ stem: '雨天？', response_points: points, answer: ['B'] })).toEqual([
    '雨天？ -快 +慢 -停',
  ]);
});

test('a list that may be options makes no judge question of A and B', async () => {
  const points = [{ radio: { pic: 1 } }, { radio: { pic: 2 } }];
  expect(await read({ stem: '雨天？', response_points: points, answer: ['B'] })).toEqual([]);
  expect(await read({ stem: '雨天？', knowledge_points: points, answer: 'B' })).toEqual(['雨天？ 错']);
});

test('texts and labels side by side are options', async () => {
  const choices = { text: ['快', '慢', '停'], label: ['1', '2', '3'] };
  expect(await read({ question: '雨天？', choices, answerKey: '2' })).toEqual(['雨天？ -快 +慢 -停']);
});

test('options beside the text of the question have their answer outside', async () => {
  const choices = ['快', '慢'].map((text, i) => ({ text, label: 'AB'.charAt(i) }));
  expect(await read({ id: 'a', question: { stem: '雨天？', choices }, answerKey: 'B' })).toEqual([
    '雨天？ -快 +慢',
  ]);
});
