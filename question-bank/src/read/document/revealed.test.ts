import { readOne } from '../../testing/read-one';

const page = (...lines: string[]) => readOne('quiz.md', lines.join('\n'));

test('keys that a page hides until they are asked for are keys, and no part of the last option', async () => {
  const got = await page(
    '**1. What does this light say?**',
    '',
    'A. Go  ',
    'B. Stop  ',
    '',
    '<details><summary>Show answer</summary>',
    '',
    '**B. Stop**',
    '',
    'Red always does.',
    '</details>',
    '',
    '**2. And green?**',
    '',
    'A. Go',
    'B. Stop',
    '<details>',
    '<summary>Answer: A</summary>',
    '</details>',
  );
  expect(got.short).toEqual(['What does this light say? -Go +Stop', 'And green? +Go -Stop']);
  expect(got.candidates[0]?.question.explanation?.['zh-CN']).toBe('Red always does.');
});
test('other things that a page hides are text', async () => {
  const got = await page(
    '1. Red?',
    'A. Go',
    'B. Stop',
    '<details><summary>Hint</summary>',
    'Colours',
    '</details>',
    'Answer: B',
  );
  expect(got.short).toHaveLength(1);
  expect(got.short[0]).toContain('+Stop');
});
test('ticked options may be decimals and end in brackets', async () => {
  const got = await page(
    '### 1. The limit?',
    '',
    '- [ ] 0.05%',
    '- [x] 0.08%',
    '',
    '### 2. The lane?',
    '',
    '- [ ] Any',
    '- [x] The right one (nearest to you)',
    '- [ ] The left one',
  );
  expect(got.short).toEqual([
    'The limit? -0.05% +0.08%',
    'The lane? -Any +The right one (nearest to you) -The left one',
  ]);
});
test.each([
  ['Answer: B. A warning', '+'],
  ['Correct answer: B) A 2-lane road', '+'],
  ['Answer: B: D class roads', '+'],
])('the article of an option is no second key: %s', async (line) => {
  const got = await readOne('quiz.txt', `1. It means?\nA. A rule\nB. A warning\nC. Much\nD. Less\n${line}\n`);
  expect(got.short).toEqual(['It means? -A rule +A warning -Much -Less']);
});
test('two keys stay two', async () => {
  const got = await readOne(
    'quiz.txt',
    '1. Which?\nA. Red\nB. Blue\nC. Green\nD. Grey\nAnswer: B. D\nExplanation: so.\n',
  );
  expect(got.short).toEqual(['Which? -Red +Blue -Green +Grey']);
});
