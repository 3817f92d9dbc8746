import { isCorrect } from './is-correct';

test.each([
  [['A'], ['A'], true],
  [['A'], ['B'], false],
  [['A'], [], false],
  [['A', 'C'], ['C', 'A'], true],
  [['A', 'C'], ['A'], false],
  [['A', 'C'], ['A', 'B', 'C'], false],
  [['A', 'C'], ['A', 'A', 'C'], true],
  [[], [], false],
])('key %j, chosen %j: %s', (answer, chosen, right) => {
  expect(isCorrect({ answer }, chosen)).toBe(right);
});
