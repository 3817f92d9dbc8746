import { readOne } from '../testing/read-one';

const READ = ['夜间会车怎样用灯？ -远光灯 +近光灯 -雾灯', '哪些行为违法？ +超速 -停车 +逆行'];

describe("Blackboard's pools", () => {
  test('choices and right-or-wrong are read, other kinds named with their line', async () => {
    const got = await readOne(
      'pool.txt',
      [
        'MC\t夜间会车怎样用灯？\t远光灯\tincorrect\t近光灯\tCorrect\t雾灯\tincorrect',
        'MA\t哪些行为违法？\t超速\tcorrect\t停车\tincorrect\t逆行\tcorrect',
        'TF\t可以逆行。\tfalse',
        'ESS\t说说让行。\t…',
        'MC\t雨天？\t快\tright\t慢\tcorrect',
      ].join('\r\n'),
    );
    expect(got.short).toEqual([...READ, '可以逆行。 错']);
    expect(got.found).toEqual(['NOT_IMPORTABLE 4', 'BAD_FIELD 5']);
    expect(got.read).toBe(5);
  });
});
test.each([
  [
    'Frage;Richtige Antwort;Falsche Antwort 1;Falsche Antwort 2',
    'Nachts?;Nah;Fern;Nebel',
    'Nachts? +Nah -Fern -Nebel',
  ],
  ['Frage;Antwort A;Antwort B;Lösung', 'Nachts?;Fern;Nah;B', 'Nachts? -Fern +Nah'],
])('headers in other languages: %s', async (...lines) => {
  const [head, row, read] = lines;
  expect((await readOne('a.csv', `${head}\n${row}`)).short).toEqual([read]);
});
describe('tables without a header', () => {
  test.each([
    ['a.csv', '夜间会车怎样用灯？,远光灯,近光灯,雾灯,B\n哪些行为违法？,超速,停车,逆行,AC'],
    ['a.csv', '1,单选题,夜间会车怎样用灯？,远光灯,近光灯,雾灯,B\n2,多选题,哪些行为违法？,超速,停车,逆行,AC'],
    [
      'cards.txt',
      '夜间会车怎样用灯？<br>A. 远光灯<br>B. 近光灯<br>C. 雾灯\tB\n哪些行为违法？<br>A. 超速<br>B. 停车<br>C. 逆行\tAC',
    ],
    [
      'cards.txt',
      '#separator:tab\n#html:true\n夜间会车怎样用灯？<br>A. 远光灯<br>B. 近光灯<br>C. 雾灯\tB\n哪些行为违法？<br>A. 超速<br>B. 停车<br>C. 逆行\tAC',
    ],
  ])('%s %j: columns are told from what they hold, and that is said', async (name, text) => {
    const got = await readOne(name, text);
    expect(got.short).toEqual(READ);
    expect(got.found).toContain('HEADER_GUESSED 1');
  });
  test.each([
    '张三,A\n李四,B',
    '夜间会车怎样用灯？,B\n哪些行为违法？,AC',
    '夜间会车怎样用灯？,远光灯,近光灯,A,B\n哪些行为违法？,停车,逆行,B,A',
  ])('what may be something else is refused: %j', async (text) =>
    expect((await readOne('a.csv', text)).found).toEqual(['NO_HEADER -']),
  );
});
describe('tables as programs save them', () => {
  const READ = ['Red light? -Go +Stop', "Green light? +Go -Don't go"];
  test('an answer that names the column of its option', async () => {
    const rows =
      'Question,option_1,option_2,answer\nRed light?,Go,Stop,option_2\nGreen light?,Go,"Don\'t go",Option 1\n';
    expect((await readOne('a.csv', rows)).short).toEqual(READ);
  });
  test('options as Python writes a list', async () => {
    const rows = `question,options,answer\nRed light?,"['Go', 'Stop']",Stop\nGreen light?,"['Go', ""Don't go""]",Go\n`;
    expect((await readOne('a.csv', rows)).short).toEqual(READ);
  });
  test('a header in two rows, of which some names are merged over both', async () => {
    const rows =
      '#,Question,Options,,,Key\n#,Question,A,B,C,Key\n1,Red light?,Go,Stop,Wait,B\n2,Green light?,Go,Stop,Wait,A\n';
    const got = await readOne('a.csv', rows);
    expect(got.short).toEqual(['Red light? -Go +Stop -Wait', 'Green light? +Go -Stop -Wait']);
    expect(got.found.filter((f) => f.startsWith('BAD'))).toEqual([]);
  });
});
test.each([
  ['番号', '問題文', '選択肢1', '選択肢2', '正解', ['2', '1']],
  ['№', 'Вопрос', 'А', 'Б', 'Ответ', ['Б', 'А']],
  ['Nr', 'Küsimus', 'Vastus A', 'Vastus B', 'Õige vastus', ['B', 'A']],
  ['Nr.', 'Jautājums', 'A', 'B', 'Pareizā atbilde', ['B', 'A']],
  ['№', 'Въпрос', 'Отговор А', 'Отговор Б', 'Верен отговор', ['Б', 'А']],
  ['מספר', 'שאלה', 'תשובה 1', 'תשובה 2', 'תשובה נכונה', ['2', '1']],
] as const)('a table headed %s, %s', async (id, stem, one, two, answer, [first, second]) => {
  const head = [id, stem, one, two, answer].join(',');
  const got = await readOne(
    'a.csv',
    `${head}\n1,Red light?,Go,Stop,${first}\n2,Green light?,Go,Stop,${second}\n`,
  );
  expect(got.short).toEqual(['Red light? -Go +Stop', 'Green light? +Go -Stop']);
});
