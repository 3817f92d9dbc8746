import { readOne } from '../../testing/read-one';

const READ = ['雨天？ -快 +慢 -停', '雾天？ +快 -慢 -停', '雪天？ -快 -慢 +停'];
const rows = [
  ['雨天？', 1],
  ['雾天？', 0],
  ['雪天？', 2],
] as const;
const all = (one: (stem: string, right: number) => string, between = ',\n') =>
  rows.map(([s, r]) => one(s, r)).join(between);
const read = async (name: string, text: string) => (await readOne(name, text)).short;
const LIST = '"快", "慢", "停"';

describe('what is made of values without names', () => {
  test.each([
    [
      'Q.java',
      (s: string, r: number) => `new Question("${s}", new String[]{${LIST}}, ${r})`,
      'Question[] q = {',
      '};',
    ],
    [
      'Q.java',
      (s: string, r: number) => `new Question("${s}", Arrays.asList(${LIST}), ${r})`,
      'List<Question> q = List.of(',
      ');',
    ],
    ['Q.kt', (s: string, r: number) => `Question("${s}", listOf(${LIST}), ${r})`, 'val q = listOf(', ')'],
    ['q.swift', (s: string, r: number) => `Question("${s}", [${LIST}], ${r})`, 'let q = [', ']'],
    [
      'q.dart',
      (s: string, r: number) => `const Question("${s}", <String>[${LIST}], ${r})`,
      'final q = [',
      '];',
    ],
    ['q.py', (s: string, r: number) => `Question("${s}", [${LIST}], ${r})`, 'q = [', ']'],
    [
      'Q.cs',
      (s: string, r: number) => `new Question("${s}", new[] {${LIST}}, ${r})`,
      'var q = new List<Question> {',
      '};',
    ],
    [
      'Q.cs',
      (s: string, r: number) => `new Question("${s}", new List<string> {${LIST}}, ${r})`,
      'Question[] q = new Question[] {',
      '};',
    ],
    [
      'q.js',
      (s: string, r: number) => `new Question('${s}', ['快', '慢', '停'], ${r}, '见条例')`,
      'const q = [',
      ']',
    ],
    [
      'Q.java',
      (s: string, r: number) => `new Question(7, "${s}", ${LIST}, '${'abc'.charAt(r)}')`,
      'Question[] q = {',
      '};',
    ],
    [
      'Q.java',
      (s: string, r: number) => `new Question("${s}", ${LIST}, "${['快', '慢', '停'][r]}")`,
      'Question[] q = {',
      '};',
    ],
  ])('is read by what its values are: %s %#', async (name, one, open, close) => {
    expect(await read(name, `${open}\n${all(one)}\n${close}`)).toEqual(READ);
  });

  test('is read also where statements add one after the other', async () => {
    const text = all((s, r) => `bank.add(new QuizQuestion("${s}", ${LIST}, ${r}));`, '\n');
    expect(await read('Bank.java', `class Bank {\n static void fill() {\n${text}\n }\n}`)).toEqual(READ);
  });

  test('is true or false with a text, and an option within a question', async () => {
    const judge = 'List<Question> q = [Question("雨天可以快。", false), Question("雨天应慢。", true)];';
    expect(await read('q.dart', judge)).toEqual(['雨天可以快。 错', '雨天应慢。 对']);
    const option = (text: string, right: boolean) => `Answer("${text}", ${right})`;
    const text = all(
      (s, r) =>
        `Question("${s}", listOf(${['快', '慢', '停'].map((o, i) => option(o, i === r)).join(', ')}))`,
    );
    expect(await read('Q.kt', `val q = listOf(\n${text}\n)`)).toEqual(READ);
  });
});

describe('names that the program declares for the values', () => {
  const many = (s: string, r: number) => `Question(9, 1, "${s}", [${LIST}], ${r}, "见条例", 3)`;
  const fields = [
    'id: int',
    'section: int',
    'question_text: str',
    'options: List[str]',
    'correct_answer: int',
  ];
  test('go before what the values are', async () => {
    const made = `@dataclass\nclass Question:\n${[...fields, 'explanation: str', 'order: int'].map((f) => `    ${f}`).join('\n')}\n\nq = [\n${all(many)}\n]`;
    expect((await readOne('q.py', made)).short).toEqual(READ);
  });
  test('are those of what makes it, in Kotlin, Java and Dart', async () => {
    const kotlin = `class Question(val level: Int, val options: List<String>, val answer: Int, val text: String)`;
    const one = (s: string, r: number) => `Question(2, listOf(${LIST}), ${r}, "${s}")`;
    expect(await read('Q.kt', `${kotlin}\nval q = listOf(\n${all(one)}\n)`)).toEqual(READ);
    const java = `public Question(int answer, String text, String optionA, String optionB, String optionC) {}`;
    const two = (s: string, r: number) => `new Question(${r}, "${s}", ${LIST})`;
    expect(await read('Q.java', `${java}\nQuestion[] q = {\n${all(two)}\n};`)).toEqual(READ);
    const three = (s: string, r: number) => `Question(${r}, [${LIST}], "${s}")`;
    expect(
      await read('q.dart', `Question(this.answer, this.options, this.text);\nfinal q = [\n${all(three)}\n];`),
    ).toEqual(READ);
  });
  test('in two ways say nothing', async () => {
    const ways =
      'Question(String text, List<String> options, int answer) {}\nQuestion(String text, List<String> options, int points) {}';
    const one = (s: string, r: number) => `new Question("${s}", List.of(${LIST}), ${r})`;
    expect(await read('Q.java', `${ways}\nvar q = List.of(\n${all(one)}\n);`)).toEqual([]);
  });
});

describe('is refused and said where nothing tells which value is the key', () => {
  test.each([
    ['two numbers', all((s, r) => `Question("${s}", [${LIST}], ${r}, 5)`)],
    ['points, the same for all', all((s) => `Question("${s}", [${LIST}], 1)`)],
    ['a number that counts', rows.map(([s], i) => `Question("${s}", [${LIST}], ${i})`).join()],
    ['a grade that goes up and down', [1, 2, 1].map((n, i) => `Question("${i}？", [${LIST}], ${n})`).join()],
    ['a kind, one of two', [0, 1, 0].map((n, i) => `Question("${i}？", [${LIST}], ${n})`).join()],
    ['a grade behind texts in a row', [2, 1, 3].map((n, i) => `Question("${i}？", ${LIST}, ${n})`).join()],
    ['a grade that only rises', [0, 0, 1, 1, 2].map((n) => `Question("${n}？", [${LIST}], ${n})`).join()],
    ['a text that is none of the options', all((s) => `Question("${s}", [${LIST}], "见条例")`)],
    ['two texts in front', all((s, r) => `Question("安全", "${s}", [${LIST}], ${r})`)],
    ['names of resources', all((_, r) => `Question(R.string.rain, ${r === 0})`)],
    ['a row of texts that does not ask', all((_, r) => `Question("甲", "乙", "丙", "丁", ${r})`)],
  ])('%s', async (_, text) => {
    const got = await readOne('q.py', `q = [${text}]`);
    expect(got.short).toEqual([]);
    expect(got.found.some((f) => f.startsWith('CODE_NOT_RUN'))).toBe(true);
  });
  test('settings of a program are no questions', async () => {
    expect(await read('q.dart', 'final s = [Setting("暗色", true), Setting("声音", false)];')).toEqual([]);
  });
});

describe('what C# fills by name between braces', () => {
  const one = (made: string) => (s: string, r: number) =>
    `${made} { Text = "${s}", Options = new[] { ${LIST} }, Answer = ${r} }`;
  test.each(['new Question', 'new Question()', 'new Bank.Question\n '])('%s', async (made) => {
    const text = `var q = new List<Question> {\n${all(one(made))},\n};`;
    expect(await read('Q.cs', text)).toEqual(READ);
  });
  test('is left unread and said where a value is an expression', async () => {
    const got = await readOne(
      'Q.cs',
      `var q = new List<Question> {\n${all(one('new Question'))},\nnew Question { Text = Load(1), Options = new[] { ${LIST} }, Answer = 1 } };`,
    );
    expect(got.short).toEqual(READ);
    expect(got.found.some((f) => f.startsWith('CODE_NOT_RUN'))).toBe(true);
  });
});
