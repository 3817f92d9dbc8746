import iconv from 'iconv-lite';
import { readOne } from '../testing/read-one';

const table = (lines: string, coding = 'utf8') =>
  readOne('bank.csv', iconv.encode(lines.trim().replace(/\n/g, '\r\n'), coding));

const GERMAN = `
Nr;Frage;Antwort A;Antwort B;Richtige Antwort
1;Was müssen Sie bei Glätte tun?;Längs fahren;Abstand vergrößern;B
2;Wofür gilt das Schild?;Für Fußgänger;Für Busse;A`;
const RUSSIAN = `
№;Вопрос;Вариант 1;Вариант 2;Правильный ответ;Пояснение
1;Разрешён ли поворот?;Разрешён;Запрещён;2;Пункт 8
2;Кто уступает дорогу?;Водитель;Пешеход;1;Пункт 13`;

test.each(['utf8', 'latin1', 'windows-1252'])('a German table in %s keeps its letters', async (coding) => {
  const got = await table(GERMAN, coding);
  expect(got.short).toEqual([
    'Was müssen Sie bei Glätte tun? -Längs fahren +Abstand vergrößern',
    'Wofür gilt das Schild? +Für Fußgänger -Für Busse',
  ]);
});
test.each(['utf8', 'windows-1251'])('a Russian table in %s', async (coding) => {
  const got = await table(RUSSIAN, coding);
  expect(got.short).toEqual([
    'Разрешён ли поворот? -Разрешён +Запрещён',
    'Кто уступает дорогу? +Водитель -Пешеход',
  ]);
});
test.each(['gb18030', 'gbk', 'utf16le'])(
  'Chinese in %s is read as ever, a few words or many',
  async (coding) => {
    const few = await table('stem,A,B,key\nAbs 是什么,a,b,B\n', coding);
    expect(few.short).toEqual(['Abs 是什么 -a +b']);
    const many = await table(
      `题目,A,B,答案\n${'雨天行车应当怎样？遇镕字也读得出,减速,加速,A\n'.repeat(3)}`,
      coding,
    );
    expect(many.short[0]).toBe('雨天行车应当怎样？遇镕字也读得出 +减速 -加速');
  },
);
test('a byte lost from Chinese in GBK is said, not read as European letters', async () => {
  const bytes = iconv.encode('题目,A,B,答案\n雨天行车应当怎样,减速,加速,A\n', 'gbk');
  const got = await readOne('bank.csv', Buffer.concat([bytes.subarray(0, 20), bytes.subarray(21)]));
  expect(got.candidates).toEqual([]);
});
test.each([
  [
    'Spanish',
    'Nº,Enunciado,A,B,Correcta\n1,¿Qué debe hacer?,Acelerar,Frenar,b',
    '¿Qué debe hacer? -Acelerar +Frenar',
  ],
  [
    'Italian',
    'domanda,risposta A,risposta B,risposta esatta\nChe cosa indica?,Sosta,Divieto,B',
    'Che cosa indica? -Sosta +Divieto',
  ],
  ['Italian, judged', 'Domanda,Vero/Falso\nIl segnale vieta la sosta,F', 'Il segnale vieta la sosta 错'],
  [
    'French',
    'Question,Réponse A,Réponse B,Bonne réponse\nOù dépasser ?,À droite,À gauche,B',
    'Où dépasser ? -À droite +À gauche',
  ],
  [
    'Mongolian',
    'Асуулт,Хариулт А,Хариулт Б,Хариулт В,Зөв хариулт\nЖолооч юу хийх вэ?,Зогсох,Хурдлах,Эргэх,В',
    'Жолооч юу хийх вэ? -Зогсох -Хурдлах +Эргэх',
  ],
  ['marks between', '题目,A,B,C,答案\n哪些违法？,超速,酒驾,让行,A┋B', '哪些违法？ +超速 +酒驾 -让行'],
])('columns in %s', async (_, lines, short) => {
  expect((await table(lines)).short).toEqual([short]);
});
test('where 0 and 1 judge, letters in a statement name what its picture shows', async () => {
  const lines = [
    'statement,1',
    'The sign (A) with the plate (B) forbids parking,0',
    ...Array.from({ length: 9 }, (_, i) => `Rule ${i} holds,${i % 2}`),
  ];
  const got = await readOne('bank.csv', ['question,answer', ...lines].join('\n'));
  expect(got.short[1]).toBe('The sign (A) with the plate (B) forbids parking 错');
  const chosen = await readOne(
    'bank.csv',
    'question,answer\nRed? (A) go (B) stop,1\nGreen? (A) go (B) stop,0\nGrey? (A) go (B) stop,1\n',
  );
  expect(chosen.short[0]).toContain('+stop');
});
test.each([
  ['windows-1250', 'Czy masz obowiązek zatrzymać się przed źródłem świateł?'],
  ['windows-1250', 'Řidič nesmí předjíždět těsně před přechodem?'],
  ['windows-1250', 'Što znači prikazani znak između vozača?'],
  ['windows-1250', 'Melyik jármű haladhat elsőként, és melyik jön később?'],
  ['windows-1254', 'Aşağıdaki ışık sürücüye ne söyler?'],
  ['windows-1252', 'È vietato sorpassare se è notte e la velocità è alta?'],
  ['windows-1252', 'As infrações põem em risco os cidadãos – § 1?'],
  ['windows-1252', '¿Está permitido adelantar con 50 m³ en el túnel?'],
])('%s: %s', async (coding, stem) => {
  const got = await table(`question;A;B;answer\n${stem};Go;Stop;B\n${stem.slice(0, -1)}!;Go;Stop;A`, coding);
  expect(got.short[0]).toBe(`${stem} -Go +Stop`);
});
