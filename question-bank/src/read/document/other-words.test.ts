import { readOne } from '../../testing/read-one';

const text = async (...lines: string[]) => (await readOne('q.txt', lines.join('\n'))).short;

describe('documents in languages of Latin letters', () => {
  test.each([
    ['Câu 1:', 'Đáp án: B', 'Giải thích: vì.'],
    ['Pytanie 1.', 'Poprawna odpowiedź: B', 'Wyjaśnienie: bo.'],
    ['Pregunta 1:', 'Respuesta correcta: b)', 'Explicación: ya.'],
    ['Domanda 1', 'Risposta: B', 'Spiegazione: sì.'],
    ['Soru 1)', 'Cevap: B', 'Açıklama: evet.'],
    ['Frage 1:', 'Richtige Antwort: B', 'Erklärung: ja.'],
    ['Pitanje 1.', 'Tačan odgovor: B', 'Objašnjenje: da.'],
  ])('%s … %s', async (asked, answer, why) => {
    const got = await readOne(
      'q.txt',
      [
        `${asked} Stop?`,
        'A. one',
        'B. two',
        answer,
        why,
        `${asked.replace('1', '2')} Go?`,
        'A. three',
        'B. four',
        answer.replace(/b/i, 'A'),
      ].join('\n'),
    );
    expect(got.short).toEqual(['Stop? -one +two', 'Go? +three -four']);
    expect(got.candidates[0]?.question.explanation).toBeDefined();
  });

  test('numbers alone, and words of right and wrong', async () => {
    expect(
      await text('1. Wolno?', 'Odpowiedź: nie', '2. Jak?', 'a) tak', 'b) inaczej', 'Odpowiedź: b'),
    ).toEqual(['Wolno? 错', 'Jak? -tak +inaczej']);
  });

  test('such a word inside a sentence, and a sheet without answers, change nothing', async () => {
    expect(await text('1. Svar: vem kör först？', 'A. jag', 'B. du', '答案：A')).toEqual([
      'Svar: vem kör först？ +jag -du',
    ]);
    expect(await text('Frage 1 im Brief', 'und Frage 2')).toEqual([]);
  });
});

describe('Korean papers', () => {
  test.each([
    ['문제 1.', ['A. 가속', 'B. 감속', 'C. 정지'], '정답: B'],
    ['1.', ['① 가속', '② 감속', '③ 정지'], '정답: ②'],
    ['1.', ['① 가속 ② 감속 ③ 정지'], '정답: 2'],
    ['문1.', ['1) 가속', '2) 감속', '3) 정지'], '> **정답: 2**'],
  ])('%s %j %s', async (number, options, answer) => {
    const second = number.replace('1', '2');
    const lines = [number, second].flatMap((n) => [
      `${n} 비가 올 때?`,
      '',
      ...options,
      '',
      answer,
      '해설: 미끄럽다.',
      '',
    ]);
    const got = await readOne('q.md', lines.join('\n'));
    expect(got.short).toEqual(Array.from({ length: 2 }, () => '비가 올 때? -가속 +감속 -정지'));
  });

  test('O and X say right and wrong', async () => {
    expect(await text('1. 비가 오면 감속한다.', '정답: O', '2. 안개에서는 가속한다.', '정답: X')).toEqual([
      '비가 오면 감속한다. 对',
      '안개에서는 가속한다. 错',
    ]);
  });
});

test('a number below circled statements is no sign where it says how many hold', async () => {
  const statements = ['① 减速', '② 停车', '③ 鸣笛'];
  expect(await text('1. 下列正确的有几个？', ...statements, '答案：2')).toEqual([]);
  expect(await text('1. 雨天应当怎样？', ...statements, '答案：2')).toEqual([
    '雨天应当怎样？ -减速 +停车 -鸣笛',
  ]);
  expect(await text('1. 雨天应当怎样？', ...statements, '答案：4')).toEqual([]);
});
