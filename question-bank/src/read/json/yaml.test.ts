import { readOne } from '../../testing/read-one';

const BANK = `# 题库
- id: 1
  question: 遇行人？
  options:
    A: 加速
    B: 停车
  answer: B
- id: 2
  题干: 雨天？
  选项:
    - 慢
    - 快
  答案: A
- {id: 3, question: "雾天？", options: [快, 慢], answer: 见图}
`;

test('lists and objects of YAML, with the lines they stand on', async () => {
  const got = await readOne('题库.yaml', BANK);
  expect(got.short).toEqual(['遇行人？ -加速 +停车', '雨天？ +慢 -快']);
  expect(got.found).toEqual(['BAD_ANSWER 14']);
  expect((await readOne('题库.yml', BANK.replace('- id: 2', '---\n- id: 2'))).short).toEqual(got.short);
});
test('what is broken, settings, and what nests without end, are refused', async () => {
  expect((await readOne('题库.yaml', `${BANK}- question: "雪天？\n`)).found).toEqual([
    expect.stringMatching(/^BROKEN_FILE/),
  ]);
  expect((await readOne('docker.yml', 'services:\n  web:\n    image: x\n')).found).toEqual([
    expect.stringMatching(/^UNKNOWN_FORMAT/),
  ]);
  const deep = `question: 1\nanswer: ${'['.repeat(5000)}${']'.repeat(5000)}\n`;
  expect((await readOne('deep.yaml', deep)).found).toEqual([
    expect.stringMatching(/^(?:TOO_DEEP|BROKEN_FILE)/),
  ]);
});
test('anchors are not followed: no bomb grows', async () => {
  const lines = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`);
  const got = await readOne('bomb.yaml', `question: x\nanswer: see\na0: &a0 [1, 2]\n${lines.join('\n')}\n`);
  expect(got.candidates).toEqual([]);
});
