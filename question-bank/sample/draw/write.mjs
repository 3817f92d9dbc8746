/** How a question is written down in the catalogues: Chinese first, then English. */
export const both = (zh, en) => ({ 'zh-CN': zh, en });
export const JUDGE = [
  { id: 'A', text: both('正确', 'Right') },
  { id: 'B', text: both('错误', 'Wrong') },
];
const options = (...pairs) => pairs.map(([zh, en], i) => ({ id: 'ABCD'[i], text: both(zh, en) }));
export const multi = (stem, answer, ...pairs) => ({
  type: 'multi',
  stem,
  options: options(...pairs),
  answer: [...answer],
  shuffle: true,
});
export const single = (stem, answer, ...pairs) => ({
  type: 'single',
  stem,
  options: options(...pairs),
  answer: [answer],
  shuffle: true,
});
export const judge = (stem, right) => ({
  type: 'judge',
  stem,
  options: JUDGE,
  answer: [right ? 'A' : 'B'],
  shuffle: false,
});
