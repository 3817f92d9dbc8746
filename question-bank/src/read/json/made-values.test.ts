import { readOne } from '../../testing/read-one';

const read = async (name: string, text: string) => (await readOne(name, text)).short;

describe('values that a program makes of named ones', () => {
  const wanted = ['雨天？ -快 +慢 -停', '雾天？ -快 -慢 +停'];

  test('are objects of them in Dart', async () => {
    const one = (text: string, at: number) =>
      `Question(\n id: 'q${at}', // 一\n text: '${text}', options: const <String>['快', '慢', '停'], correctIndices: [${at}], kind: Kind.multipleChoice),`;
    expect(
      await read('q.dart', `const List<Question> pool = [${one('雨天？', 1)}${one('雾天？', 2)}];`),
    ).toEqual(wanted);
  });

  test('and in Python', async () => {
    const one = (text: string, at: number) =>
      `Question(text="${text}", options=["快", "慢", "停"], correct_answer=${at}),`;
    expect(
      await read('q.py', `questions = [${one('雨天？', 1)}${one('雾天？', 2)}${one('晴天？', 0)}]`),
    ).toEqual([...wanted, '晴天？ +快 -慢 -停']);
  });

  test('one that is made of values without names, which nothing explains, is left unread, and said', async () => {
    const got = await readOne(
      'q.js',
      "var q = [card('雨天？', ['快', '慢'], 0), {question: '雾天？', options: ['快', '慢'], answer: 'B'}];",
    );
    expect(got.short).toEqual(['雾天？ -快 +慢']);
    expect(got.found.some((f) => f.startsWith('CODE_NOT_RUN'))).toBe(true);
  });
});

describe('options', () => {
  test('kept once a language are one list in all of them', async () => {
    const options = { en: ['Fast', 'Slow'], zh: ['快', '慢'], de: ['Schnell', 'Langsam'] };
    const row = { question: { en: 'Rain?', zh: '雨天？' }, options, correct: ['B'] };
    const got = await readOne('q.json', JSON.stringify([row]));
    expect(got.short).toEqual(['雨天？ -快 +慢']);
    expect(got.candidates[0]?.question.options[1]?.text).toEqual({
      'zh-CN': '慢',
      en: 'Slow',
      de: 'Langsam',
    });
  });

  test('of lists that differ in length are none', async () => {
    const row = { question: '雨天？', options: { en: ['Fast'], zh: ['快', '慢'] }, correct: 'B' };
    expect(await read('q.json', JSON.stringify([row]))).toEqual([]);
  });

  const scored = (...scores: number[]) =>
    JSON.stringify([
      { question: '雨天？', answers: scores.map((score, i) => ({ text: '快慢停'.charAt(i), score })) },
    ]);

  test('are right where they alone bring the score', async () => {
    expect(await read('q.json', scored(0, 10, 0))).toEqual(['雨天？ -快 +慢 -停']);
  });

  test('that bring different scores, or all the same, are no keys', async () => {
    expect(await read('q.json', scored(0, 5, 10))).toEqual([]);
    expect(await read('q.json', scored(1, 1, 1))).toEqual([]);
  });
});
