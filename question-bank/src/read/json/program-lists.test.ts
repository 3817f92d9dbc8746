import { readOne } from '../../testing/read-one';

const READ = ['雨天？ -快 +慢', '雾天？ +快 -慢', '雪天？ -快 +慢'];
const rows = [
  ['雨天？', 1],
  ['雾天？', 0],
  ['雪天？', 1],
] as const;
const all = (one: (stem: string, right: number) => string) => rows.map(([s, r]) => one(s, r)).join('\n');
const read = async (name: string, text: string) => (await readOne(name, text)).short;

describe('lists of data in programs', () => {
  test('in PHP, in both of its ways', async () => {
    const short = all(
      (s, r) => `['question' => '${s}', 'options' => ['快', '慢'], 'answer' => '${'AB'[r]}'],`,
    );
    expect(await read('q.php', `<?php\n// 题库\nreturn [\n${short}\n];`)).toEqual(READ);
    const long = all(
      (s, r) =>
        `array('question' => '${s}', 'options' => array('A' => '快', 'B' => '慢'), 'answer' => '${'AB'[r]}'),`,
    );
    expect(await read('q.php', `<?php $questions = array(\n${long}\n);`)).toEqual(READ);
  });

  test('in Kotlin and Swift, of values with names', async () => {
    const kotlin = all((s, r) => `Question(text = "${s}", options = listOf("快", "慢"), correct = ${r}),`);
    expect(await read('Q.kt', `val questions: List<Question> = listOf<Question>(\n${kotlin}\n)`)).toEqual(
      READ,
    );
    const answer = (text: string, right: boolean) => `Answer(text: "${text}", isCorrect: ${right})`;
    const swift = all(
      (s, r) => `Question(text: "${s}", answers: [${answer('快', r === 0)}, ${answer('慢', r === 1)}]),`,
    );
    expect(await read('Q.swift', `static let all: [Question] = [\n${swift}\n]`)).toEqual(READ);
  });

  test('a list of one is a list', async () => {
    const text =
      'val q = listOf(Question(text = "雨天？", options = listOf("快", "慢"), answers = listOf("慢")))';
    expect(await read('Q.kt', text)).toEqual(['雨天？ -快 +慢']);
  });

  test('what only running the program tells is not read', async () => {
    const got = await readOne(
      'q.php',
      `<?php return [['question' => '雨天？', 'options' => ['快', '慢'], 'answer' => answer_of(1)], ['question' => '雾天？', 'options' => ['快', '慢'], 'answer' => 'A']];`,
    );
    expect(got.short).toEqual(['雾天？ +快 -慢']);
    expect(got.found.some((f) => f.startsWith('CODE_NOT_RUN'))).toBe(true);
  });
});
